"""Headings: no level is left out on the way down."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n
from reportgen.document.walk import plain_text


def heading(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Heading:
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


HEADING = BlockElement(heading, {"number": at.optional, "contents": at.yes_no, "role": at.optional})


def text_heading(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Heading:
    """``<h depth="1">``: a small heading inside of a text, so many levels below the heading that the text stands under;
    in no contents."""
    own, words = b.named(element, "heading"), b.inlines(element)
    level = min(b.level + int(found.get("depth", 1)), 6)
    return n.Heading(own, level, words, in_contents=False, role="text-heading", lang=found.get("lang"))


TEXT_HEADING = BlockElement(text_heading, {"depth": at.count})
