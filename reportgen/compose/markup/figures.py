"""Numbers set apart: tiles of key figures, and the line of facts under an item."""

from __future__ import annotations

from typing import Any

from lxml.etree import _Element

from reportgen.compose.markup.builder import Builder, Element
from reportgen.document import nodes as n

_TILE = {"tile-value": "value", "tile-unit": "unit", "statement": "statement", "tile-note": "note"}
_FACT = {"fact-value": "value", "fact-label": "label"}


def key_figures(b: Builder, element: _Element, found: dict[str, Any]) -> n.KeyFigures:
    """``<key-figures>``."""
    own = b.id(element, "tiles")
    tiles: list[n.Tile] = []
    with b.inside(own, found):
        for child in b.children(element):
            if child.tag == "tile":
                tiles.append(_tile(b, child))
            else:
                b.misplaced(child, element, "<key-figures> holds <tile> elements")
    return n.KeyFigures(own, tuple(tiles))


def _tile(b: Builder, element: _Element) -> n.Tile:
    found = b.attributes(element, {})
    own = b.id(element, "tile")
    with b.inside(own, found):
        parts = _parts(b, element, _TILE)
    for name, tag in (("value", "tile-value"), ("statement", "statement")):
        if not parts.get(name):
            b.issue(element, "missing-element", f"<tile> needs a <{tag}> with text")
    return n.Tile(own, parts.get("value", ()), parts.get("unit", ()), parts.get("statement", ()), parts.get("note", ()))


def facts(b: Builder, element: _Element, found: dict[str, Any]) -> n.Facts:
    """``<facts>``."""
    own = b.id(element, "facts")
    made: list[n.Fact] = []
    with b.inside(own, found):
        for child in b.children(element):
            if child.tag == "fact":
                with b.inside(None, b.attributes(child, {})):
                    parts = _parts(b, child, _FACT)
                made.append(n.Fact(parts.get("value", ()), parts.get("label", ())))
            else:
                b.misplaced(child, element, "<facts> holds <fact> elements")
    return n.Facts(own, tuple(made))


def _parts(b: Builder, element: _Element, names: dict[str, str]) -> dict[str, n.Inlines]:
    parts: dict[str, n.Inlines] = {}
    for child in b.children(element):
        name = names.get(str(child.tag))
        if name is None:
            b.misplaced(child, element, "it holds " + ", ".join(f"<{tag}>" for tag in names))
        else:
            b.attributes(child, {})
            parts[name] = b.spoken(child)
    return parts


ELEMENTS = {"key-figures": Element(key_figures), "facts": Element(facts)}
PARTS = ("tile", *_TILE, "fact", *_FACT)
