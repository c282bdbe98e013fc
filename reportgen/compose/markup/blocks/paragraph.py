"""Paragraphs."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n


def paragraph(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Paragraph:
    """``<p>``."""
    role = b.style(element, found.get("role"), b.role)
    return n.Paragraph(b.id(element, "p"), b.inlines(element), role, found.get("lang") or b.inherited_lang)


PARAGRAPH = BlockElement(paragraph, {"role": at.optional})
