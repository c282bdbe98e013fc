"""Roles of the structure to PDF structure types (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.errors import UnknownRoleError
from reportgen.typeset.structure import Element

TYPES: Mapping[str, str] = {
    "document": "Document",
    "part": "Sect",
    "group": "Div",
    "heading": "H",
    "number": "Lbl",
    "paragraph": "P",
    "title": "Title",
    "list": "L",
    "item": "LI",
    "term": "Lbl",
    "item-body": "LBody",
    "table": "Table",
    "table-head": "THead",
    "table-body": "TBody",
    "row": "TR",
    "head-cell": "TH",
    "cell": "TD",
    "figure": "Figure",
    "caption": "Caption",
    "contents": "TOC",
    "contents-entry": "TOCI",
    "reference": "Reference",
    "page-number": "Span",
    "link": "Link",
    "note": "Note",
    "note-mark": "Reference",
    "span": "Span",
    "strong": "Strong",
    "emphasis": "Em",
    "quote": "BlockQuote",
    "code": "Code",
    "abbreviation": "Span",
    "index": "Index",
}

ROLE_MAP: Mapping[str, str] = {"Title": "P", "Strong": "Span", "Em": "Span"}
"""Types of ISO 32000-2 and what they are for readers of ISO 32000-1."""

DEEPEST_HEADING = 6


def structure_type(element: Element) -> str:
    """The structure type of an element; UnknownRoleError for a role outside the table."""
    found = TYPES.get(element.role)
    if found is None:
        raise UnknownRoleError(f"no structure type for role {element.role!r} (element {element.id or 'without id'})")
    if found == "H":
        if not 1 <= element.level <= DEEPEST_HEADING:
            raise UnknownRoleError(
                f"heading {element.id or 'without id'} has level {element.level}; 1 to 6 are possible"
            )
        return f"H{element.level}"
    return found
