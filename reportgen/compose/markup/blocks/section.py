"""Sections, and page breaks."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n


def section(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Section:
    """``<section>``."""
    own = b.id(element, "section")
    before = b.inherited_lang
    with b.inside(own, found):
        b.inherited_lang = before
        blocks = b.blocks(b.children(element), element)
    return n.Section(
        own,
        blocks,
        page=found.get("page"),
        matter=found.get("matter") or "body",
        role=found.get("role"),
        lang=found.get("lang") or b.inherited_lang,
    )


def page_break(b: Builder, element: XmlElement, _: dict[str, Any]) -> n.PageBreak:
    """``<page-break>``."""
    b.empty(element)
    return n.PageBreak(b.id(element, "break"))


SECTION = BlockElement(
    section, {"page": at.choice("new", "recto"), "matter": at.choice("front", "body", "annex"), "role": at.optional}
)
PAGE_BREAK = BlockElement(page_break)
