"""Lists with bullets or numbers."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n


def list_block(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.ListBlock:
    """``<ul>`` and ``<ol>``."""
    own = b.id(element, "list")
    items: list[n.ListItem] = []
    with b.inside(own, found, "list-item"):
        for child in b.children(element):
            if child.tag == "li":
                items.append(_item(b, child, element.tag == "ol"))
            else:
                b.misplaced(child, element, "a list holds <li> elements")
    return n.ListBlock(
        own, tuple(items), element.tag == "ol", found.get("start", 1), 2 if found.get("columns") == "2" else 1
    )


def _item(b: Builder, element: XmlElement, numbered: bool) -> n.ListItem:
    found = b.attributes(element, {"value": at.count} if numbered else {})
    own = b.id(element, "item")
    with b.inside(own, found):
        return n.ListItem(own, b.flow(element), found.get("value"))


_COLUMNS = {"columns": at.choice("1", "2")}

BULLETS = BlockElement(list_block, _COLUMNS, parts=("li",))
NUMBERS = BlockElement(list_block, {"start": at.count, **_COLUMNS}, parts=("li",))
