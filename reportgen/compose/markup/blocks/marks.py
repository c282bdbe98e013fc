"""Marks in a row."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n


def marks(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Marks:
    """``<marks>``."""
    own = b.id(element, "marks")
    made: list[n.Inline] = []
    with b.inside(own, found):
        for child in b.children(element):
            if child.tag != "mark":
                b.misplaced(child, element, "<marks> holds <mark> elements")
                continue
            b.attributes(child, {})
            inlines = b.spoken(child)
            if inlines:
                made.append(inlines[0] if len(inlines) == 1 else n.Span(inlines))
    return n.Marks(own, tuple(made))


MARKS = BlockElement(marks, parts=("mark",))
