"""Attributes of structure elements: tables, lists, figures, raised and lowered text (ISO 32000-1, 14.8.5)."""

from __future__ import annotations

import re

from reportgen.pdf.syntax import numbers, text_string
from reportgen.pdf.tags.tree import Node
from reportgen.typeset.structure import Element

_SCOPES = {"column": b"/Column", "row": b"/Row", "both": b"/Both"}
_NUMBERINGS = (
    (re.compile(r"\d+\W*\Z"), b"/Decimal"),
    (re.compile(r"[ivxlc]+\W+\Z"), b"/LowerRoman"),
    (re.compile(r"[IVXLC]+\W+\Z"), b"/UpperRoman"),
    (re.compile(r"[a-z]\W*\Z"), b"/LowerAlpha"),
    (re.compile(r"[A-Z]\W*\Z"), b"/UpperAlpha"),
    (re.compile(r"[•·●]\s*\Z"), b"/Disc"),
    (re.compile(r"[◦○]\s*\Z"), b"/Circle"),
    (re.compile(r"[▪■]\s*\Z"), b"/Square"),
)


def attributes(element: Element, node: Node, label: str) -> bytes:
    """The /A entry of an element, empty when it has no attributes; `label` is that of a list's first item."""
    owner = _OWNERS.get(node.type)
    found = owner(element, node, label) if owner is not None else b""
    return b"/A<<%s>>" % found if found else b""


def _cell(element: Element, node: Node, _label: str) -> bytes:
    found = b""
    if node.type == "TH":
        found += b"/Scope" + _SCOPES[element.scope or "column"]
    if element.colspan > 1:
        found += b"/ColSpan %d" % element.colspan
    if element.rowspan > 1:
        found += b"/RowSpan %d" % element.rowspan
    return b"/O/Table" + found if found else b""


def _table(element: Element, _node: Node, _label: str) -> bytes:
    return b"/O/Table/Summary" + text_string(element.summary) if element.summary else b""


def _list(element: Element, _node: Node, label: str) -> bytes:
    """The kind of numbering, told from the first item's label; None where there is none, or a term (table 347)."""
    if any(part.role == "term" for item in element.children for part in item.children):
        label = ""
    kind = next((kind for pattern, kind in _NUMBERINGS if pattern.match(label)), b"/None")
    return b"/O/List/ListNumbering" + kind


def _figure(_element: Element, node: Node, _label: str) -> bytes:
    if node.box is None:
        return b""
    return b"/O/Layout/Placement/Block/BBox[%s]" % numbers(*node.box).encode()


def _span(element: Element, _node: Node, _label: str) -> bytes:
    return b"/O/Layout/BaselineShift %s" % numbers(element.shift).encode() if element.shift else b""


_OWNERS = {"TH": _cell, "TD": _cell, "Table": _table, "L": _list, "Figure": _figure, "Span": _span}
