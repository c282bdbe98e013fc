"""Labels with values."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n


def terms(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Terms:
    """``<dl>``: labels and values in turn."""
    own = b.id(element, "terms")
    made: list[n.Term] = []
    label: n.Inlines | None = None
    with b.inside(own, found):
        for child in b.children(element):
            if child.tag not in ("dt", "dd"):
                b.misplaced(child, element, "<dl> holds <dt> and <dd> in turn")
                continue
            b.attributes(child, {})
            if (child.tag == "dt") != (label is None):
                b.issue(child, "misplaced-element", "<dl> holds <dt> and <dd> in turn")
            if child.tag == "dt":
                label = b.spoken(child)
            else:
                made.append(n.Term(label or (), b.spoken(child)))
                label = None
    if label is not None:
        b.issue(element, "missing-element", "the last <dt> of this <dl> has no <dd>")
    return n.Terms(own, tuple(made), found.get("role") or "margin")


TERMS = BlockElement(terms, {"role": at.choice("margin", "glossary", "imprint")}, parts=("dt", "dd"))
