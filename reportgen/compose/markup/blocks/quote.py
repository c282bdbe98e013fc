"""Quotations set off from the text."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n

_CITE = "cite"


def quote(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Quote:
    """``<blockquote>`` with an optional ``<cite>``, which says whose words they are."""
    own = b.id(element, "quote")
    with b.inside(own, found, "body"):
        children = b.flow(element, (_CITE,))
        return n.Quote(own, children, found.get("kind") or "block", b.titled(element, _CITE, "quote-source", "source"))


QUOTE = BlockElement(quote, {"kind": at.choice("block", "pull")}, parts=(_CITE,))
