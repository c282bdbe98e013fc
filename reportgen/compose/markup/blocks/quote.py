"""Quotations set off from the text."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n


def quote(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Quote:
    """``<blockquote>``."""
    own = b.id(element, "quote")
    with b.inside(own, found, "body"):
        return n.Quote(own, b.flow(element))


QUOTE = BlockElement(quote)
