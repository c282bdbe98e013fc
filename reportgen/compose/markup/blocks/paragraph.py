"""Paragraphs, and characters that stand in lines as they were typed."""

from __future__ import annotations

import re
from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.compose.typography import NBSP
from reportgen.document import nodes as n


def paragraph(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Paragraph:
    """``<p>``."""
    role = b.style(element, found.get("role"), b.role)
    return n.Paragraph(b.id(element, "p"), b.inlines(element), role, found.get("lang") or b.inherited_lang)


PARAGRAPH = BlockElement(paragraph, {"role": at.optional})


def preformatted(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Paragraph:
    """``<pre>``: its lines and spaces stay; only ``<value>`` stands in it."""
    for child in element:
        if child.tag != "value":
            b.misplaced(child, element, "<pre> holds characters only")
    origin = next((str(child.get("path")) for child in element if child.get("path")), None)
    inlines: list[n.Inline] = []
    for line in "".join(map(str, element.itertext())).strip("\n").expandtabs(4).split("\n"):
        inlines += (n.LineBreak(), n.Text(_WIDE.sub(_kept, line.rstrip()) or NBSP, origin))
    return n.Paragraph(b.id(element, "code"), (n.Code(tuple(inlines[1:])),), "preformatted", found.get("lang"))


_WIDE = re.compile(r"^ +|  +")


def _kept(spaces: re.Match[str]) -> str:
    return NBSP * len(spaces.group())


PREFORMATTED = BlockElement(preformatted)
