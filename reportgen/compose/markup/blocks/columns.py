"""Blocks in two columns."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n

_REFUSED = frozenset({"section", "cover", "page-break", "toc", "index", "key-figures", "columns"})
"""What begins pages, or has columns of its own."""


def columns(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Columns:
    """``<columns>``."""
    own = b.id(element, "columns")
    held: list[XmlElement] = []
    for child in b.children(element):
        if child.tag in _REFUSED:
            b.misplaced(child, element, "what begins pages or has columns of its own stands before or behind them")
        else:
            held.append(child)
    with b.inside(own, found):
        return n.Columns(own, b.blocks(held, element), bool(found.get("wide")))


COLUMNS = BlockElement(columns, {"wide": at.yes_no})
