"""Cards: an item of the report with its margin."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n


def card(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Card | None:
    """``<card>``: a heading, an optional ``<margin>``, then blocks."""
    own = b.id(element, "card")
    margin: tuple[n.Block, ...] = ()
    rest: list[XmlElement] = []
    with b.inside(own, found):
        for child in b.children(element):
            if child.tag == "margin":
                with b.inside(None, b.attributes(child, {})):
                    margin += b.blocks(b.children(child), child)
            else:
                rest.append(child)
        body = b.blocks(rest, element)
    if not body or not isinstance(body[0], n.Heading):
        b.issue(element, "missing-element", "<card> needs a heading (<h1> … <h6>) before its text")
        return None
    return n.Card(own, body[0], margin, body[1:], found.get("kind") or "full")


CARD = BlockElement(card, {"kind": at.choice("full", "brief")}, parts=("margin",))
