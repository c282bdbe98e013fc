"""Attributes of structure elements: tables, lists, figures, raised and lowered text (ISO 32000-1, 14.8.5)."""

from __future__ import annotations

import re

from reportgen.pdf.syntax import numbers, text_string
from reportgen.pdf.tags.roles import Vocabulary
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


def attributes(element: Element, node: Node, label: str, vocabulary: Vocabulary) -> bytes:
    """The /A entry of an element, empty when it has no attributes; `label` is that of a list's first item."""
    owner = _OWNERS.get(node.type)
    found = owner(element, node, label, vocabulary) if owner is not None else b""
    return b"/A<<%s>>" % found if found else b""


def _cell(element: Element, node: Node, _label: str, _vocabulary: Vocabulary) -> bytes:
    found = b""
    if node.type == "TH":
        found += b"/Scope" + _SCOPES[element.scope or "column"]
    if element.colspan > 1:
        found += b"/ColSpan %d" % element.colspan
    if element.rowspan > 1:
        found += b"/RowSpan %d" % element.rowspan
    return b"/O/Table" + found if found else b""


def _table(element: Element, _node: Node, _label: str, _vocabulary: Vocabulary) -> bytes:
    return b"/O/Table/Summary" + text_string(element.summary) if element.summary else b""


def _list(element: Element, _node: Node, label: str, vocabulary: Vocabulary) -> bytes:
    """The kind of numbering, told from the first item's label (ISO 32000-1, table 347; ISO 32000-2, table 382)."""
    if any(part.role == "term" for item in element.children for part in item.children):
        kind = vocabulary.terms
    else:
        kind = next((kind for pattern, kind in _NUMBERINGS if pattern.match(label)), vocabulary.unnumbered)
    return b"/O/List/ListNumbering" + kind


def _note(_element: Element, _node: Node, _label: str, _vocabulary: Vocabulary) -> bytes:
    """Where a note stands (ISO 32000-2, table 384)."""
    return b"/O/FENote/NoteType/Footnote"


def _figure(_element: Element, node: Node, _label: str, _vocabulary: Vocabulary) -> bytes:
    if node.box is None:
        return b""
    return b"/O/Layout/Placement/Block/BBox[%s]" % numbers(*node.box).encode()


def _span(element: Element, _node: Node, _label: str, _vocabulary: Vocabulary) -> bytes:
    return b"/O/Layout/BaselineShift %s" % numbers(element.shift).encode() if element.shift else b""


_OWNERS = {"FENote": _note, "TH": _cell, "TD": _cell, "Table": _table, "L": _list, "Figure": _figure, "Span": _span}
