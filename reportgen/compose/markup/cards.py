"""Items of a report: cards with their margin, marks, labelled values, and callouts."""

from __future__ import annotations

from typing import Any

from lxml.etree import _Element

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import Builder, Element
from reportgen.document import nodes as n


def card(b: Builder, element: _Element, found: dict[str, Any]) -> n.Card | None:
    """``<card>``: a heading, an optional ``<margin>``, then blocks."""
    own = b.id(element, "card")
    margin: tuple[n.Block, ...] = ()
    rest: list[_Element] = []
    with b.inside(own, found):
        for child in b.children(element):
            if child.tag == "margin":
                with b.inside(None, b.attributes(child, {})):
                    margin += b.blocks(b.children(child), child)
            else:
                rest.append(child)
        body = b.blocks(rest, element)
    if not body or not isinstance(body[0], n.Heading):
        b.issue(element, "missing-element", "<card> needs a heading (<h1> … <h6>) before its text")
        return None
    return n.Card(own, body[0], margin, body[1:])


def callout(b: Builder, element: _Element, found: dict[str, Any]) -> n.Callout:
    """``<callout>``."""
    own = b.id(element, "callout")
    with b.inside(own, found):
        return n.Callout(own, b.flow(element), found.get("kind") or "note")


def marks(b: Builder, element: _Element, found: dict[str, Any]) -> n.Marks:
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


def terms(b: Builder, element: _Element, found: dict[str, Any]) -> n.Terms:
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


ELEMENTS = {
    "card": Element(card),
    "callout": Element(callout, {"kind": at.choice("note", "warning")}),
    "marks": Element(marks),
    "dl": Element(terms, {"role": at.choice("margin", "glossary", "imprint")}),
}
PARTS = ("margin", "mark", "dt", "dd")
