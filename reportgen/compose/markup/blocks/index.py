"""Registers: terms and where they occur."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n


def index(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Index:
    """``<index>``."""
    own = b.id(element, "index")
    groups: list[n.IndexGroup] = []
    with b.inside(own, found):
        for child in b.children(element):
            if child.tag == "index-group":
                groups.append(_group(b, child))
            else:
                b.misplaced(child, element, "<index> holds <index-group> elements")
    return n.Index(own, tuple(groups))


def _group(b: Builder, element: XmlElement) -> n.IndexGroup:
    found = b.attributes(element, {})
    own = b.id(element, "group")
    term: n.Inlines = ()
    entries: list[n.IndexEntry] = []
    with b.inside(own, found):
        for child in b.children(element):
            if child.tag == "index-term":
                b.attributes(child, {})
                term = b.spoken(child)
            elif child.tag == "index-entry":
                to = b.attributes(child, {"to": at.identifier}, ("to",)).get("to", "")
                entries.append(n.IndexEntry(b.spoken(child), to))
            else:
                b.misplaced(child, element, "<index-group> holds <index-term> and <index-entry>")
    if not term:
        b.issue(element, "missing-element", "<index-group> needs an <index-term> with text")
    return n.IndexGroup(own, term, tuple(entries))


INDEX = BlockElement(index, parts=("index-group", "index-term", "index-entry"))
