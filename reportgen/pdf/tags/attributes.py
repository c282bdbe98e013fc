"""Attributes of structure elements: tables, lists and the boxes of figures (ISO 32000-1, 14.8.5)."""

from __future__ import annotations

import re

from reportgen.pdf.syntax import numbers, text_string
from reportgen.pdf.tags.tree import Node

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


def attributes(node: Node) -> bytes:
    """The /A entry of an element, empty when it has no attributes."""
    found = b"".join(_OWNERS[node.type](node)) if node.type in _OWNERS else b""
    return b"/A<<%s>>" % found if found else b""


def _cell(node: Node) -> list[bytes]:
    element = node.element
    found = []
    if node.type == "TH":
        found.append(b"/Scope" + _SCOPES[element.scope or "column"])
    if element.colspan > 1:
        found.append(b"/ColSpan %d" % element.colspan)
    if element.rowspan > 1:
        found.append(b"/RowSpan %d" % element.rowspan)
    return [b"/O/Table", *found] if found else []


def _table(node: Node) -> list[bytes]:
    summary = node.element.summary
    return [b"/O/Table/Summary", text_string(summary)] if summary else []


def _list(node: Node) -> list[bytes]:
    return [b"/O/List/ListNumbering", _numbering(node.children[0] if node.children else node)]


def _numbering(item: Node) -> bytes:
    """The kind of numbering, told from the first item's label; None where there is no label (table 347)."""
    label = next((child.text.strip() for child in item.children if child.type == "Lbl"), "")
    return next((kind for pattern, kind in _NUMBERINGS if pattern.match(label)), b"/None")


def _figure(node: Node) -> list[bytes]:
    if node.box is None:
        return []
    return [b"/O/Layout/Placement/Block/BBox[%s]" % numbers(*node.box).encode()]


_OWNERS = {"TH": _cell, "TD": _cell, "Table": _table, "L": _list, "Figure": _figure}
