"""Headings, paragraphs and lists."""

from __future__ import annotations

from typing import Any

from lxml.etree import _Element

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import Builder, Element
from reportgen.document import nodes as n
from reportgen.document.walk import plain_text


def heading(b: Builder, element: _Element, found: dict[str, Any]) -> n.Heading:
    """``<h1>`` to ``<h6>``; going down, none may be left out (ISO 14289-1, 7.4.2)."""
    level = int(str(element.tag)[1])
    if level > b.level + 1:
        before = f"<h{b.level}>" if b.level else "nothing"
        hint = f'<h{b.level + 1}> comes next; role="heading-{level}" keeps the look'
        b.issue(element, "heading-jump", f"<{element.tag}> cannot follow {before}: a level is left out", hint)
    b.level = level
    own, words = b.named(element, "title"), b.inlines(element)
    if not plain_text(words).strip():
        hint = "print it only where there are words: {% if … %}"
        b.issue(element, "empty-heading", f"<{element.tag}> says nothing", hint)
    return n.Heading(
        own,
        level,
        words,
        number=found.get("number"),
        in_contents=found.get("contents", True),
        role=b.style(element, found.get("role"), "") or None,
        lang=found.get("lang") or b.inherited_lang,
    )


def paragraph(b: Builder, element: _Element, found: dict[str, Any]) -> n.Paragraph:
    """``<p>``."""
    role = b.style(element, found.get("role"), b.role)
    return n.Paragraph(b.id(element, "p"), b.inlines(element), role, found.get("lang") or b.inherited_lang)


def list_block(b: Builder, element: _Element, found: dict[str, Any]) -> n.ListBlock:
    """``<ul>`` and ``<ol>``."""
    own = b.id(element, "list")
    items: list[n.ListItem] = []
    with b.inside(own, found, "list-item"):
        for child in b.children(element):
            if child.tag == "li":
                items.append(_item(b, child))
            else:
                b.misplaced(child, element, "a list holds <li> elements")
    return n.ListBlock(own, tuple(items), element.tag == "ol", found.get("start", 1))


def _item(b: Builder, element: _Element) -> n.ListItem:
    found = b.attributes(element, {})
    own = b.id(element, "item")
    with b.inside(own, found):
        return n.ListItem(own, b.flow(element))


_HEADING = Element(heading, {"number": at.optional, "contents": at.yes_no, "role": at.optional})

ELEMENTS = {
    **{f"h{level}": _HEADING for level in range(1, 7)},
    "p": Element(paragraph, {"role": at.optional}),
    "ul": Element(list_block),
    "ol": Element(list_block, {"start": at.count}),
}
PARTS = ("li",)
