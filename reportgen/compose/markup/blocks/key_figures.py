"""Key figures: tiles with a number and what it says."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n

_TILE = {"tile-value": "value", "tile-unit": "unit", "statement": "statement", "tile-note": "note"}


def key_figures(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.KeyFigures:
    """``<key-figures>``."""
    own = b.id(element, "tiles")
    tiles: list[n.Tile] = []
    with b.inside(own, found):
        for child in b.children(element):
            if child.tag == "tile":
                tiles.append(_tile(b, child))
            else:
                b.misplaced(child, element, "<key-figures> holds <tile> elements")
    return n.KeyFigures(own, tuple(tiles), found.get("per-row"), found.get("role"))


def _tile(b: Builder, element: XmlElement) -> n.Tile:
    found = b.attributes(element, {})
    own = b.id(element, "tile")
    with b.inside(own, found):
        parts = b.lines(element, _TILE)
    for name, tag in (("value", "tile-value"), ("statement", "statement")):
        if not parts.get(name):
            b.issue(element, "missing-element", f"<tile> needs a <{tag}> with text")
    return n.Tile(own, parts.get("value", ()), parts.get("unit", ()), parts.get("statement", ()), parts.get("note", ()))


KEY_FIGURES = BlockElement(key_figures, {"per-row": at.count, "role": at.choice("lead")}, parts=("tile", *_TILE))
