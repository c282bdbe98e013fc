"""Facts: numbers and what they count, in a line."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n

_FACT = {"fact-value": "value", "fact-label": "label"}


def facts(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Facts:
    """``<facts>``."""
    own = b.id(element, "facts")
    made: list[n.Fact] = []
    with b.inside(own, found):
        for child in b.children(element):
            if child.tag == "fact":
                with b.inside(None, b.attributes(child, {})):
                    parts = b.lines(child, _FACT)
                made.append(n.Fact(parts.get("value", ()), parts.get("label", ())))
            else:
                b.misplaced(child, element, "<facts> holds <fact> elements")
    return n.Facts(own, tuple(made))


FACTS = BlockElement(facts, parts=("fact", *_FACT))
