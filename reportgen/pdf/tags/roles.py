"""Roles of the structure to PDF structure types (ISO 32000-1, 14.8.4; ISO 32000-2, 14.8.4 and 14.8.6)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from reportgen.errors import UnknownRoleError
from reportgen.typeset.structure import Element

NAMESPACE_2 = "http://iso.org/pdf2/ssn"
"""The standard structure namespace of PDF 2.0 (ISO 32000-2, 14.8.6.3); without one, a type is that of PDF 1.7."""

DEEPEST_HEADING = 6


class Vocabulary(Struct, frozen=True, kw_only=True):
    """The structure types that a version of PDF has for the roles."""

    types: Mapping[str, str]
    mapped: Mapping[str, str] = field(default_factory=dict)
    """Types that PDF 1.7 does not have, and what they are for readers who do not know them."""
    namespaced: frozenset[str] = frozenset()
    """Types of the namespace of PDF 2.0."""
    terms: bytes = b"/None"
    """The numbering of a list of terms."""
    unnumbered: bytes = b"/None"
    """The numbering of a list with other labels than numbers and the usual bullets, or none."""
    relations: bool = False
    """Elements name those they refer to (/Ref), and links name the element they lead to."""

    def type_of(self, element: Element) -> str:
        """The structure type of an element; UnknownRoleError for a role outside the table."""
        found = self.types.get(element.role)
        if found is None:
            where = f"(element {element.id or 'without id'})"
            raise UnknownRoleError(f"no structure type for role {element.role!r} {where}")
        if found == "H":
            if not 1 <= element.level <= DEEPEST_HEADING:
                raise UnknownRoleError(
                    f"heading {element.id or 'without id'} has level {element.level}; 1 to 6 are possible"
                )
            return f"H{element.level}"
        if found == "Aside" and element.parent is not None and element.parent.role in _WITHOUT_ASIDES:
            return "Sect"
        return found


_WITHOUT_ASIDES = frozenset({"aside", "quote", "cell", "head-cell", "index"})
"""No Aside may stand directly in these (ISO/TS 32005, table 5)."""

PDF_1_7 = Vocabulary(
    types={
        "document": "Document",
        "part": "Sect",
        "aside": "Sect",
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
    },
    mapped={"Title": "P", "Strong": "Span", "Em": "Span"},
)
"""ISO 32000-1; three types of its successor say more where they are known."""

_OLD = frozenset({"TOC", "TOCI", "Reference", "BlockQuote", "Code", "Index"})
"""Types of PDF 1.7 that PDF 2.0 has no successor for; it takes them with their own namespace (14.8.6.2)."""
_TYPES_2 = {**PDF_1_7.types, "aside": "Aside", "note": "FENote", "note-mark": "Lbl"}

_HEADINGS = frozenset(f"H{level}" for level in range(1, DEEPEST_HEADING + 1))

_HEADINGS = frozenset(f"H{level}" for level in range(1, DEEPEST_HEADING + 1))

PDF_2_0 = Vocabulary(
    types=_TYPES_2,
    mapped={**PDF_1_7.mapped, "Aside": "Sect", "FENote": "Note"},
    namespaced=(frozenset(_TYPES_2.values()) | _HEADINGS) - _OLD - {"H"},
    terms=b"/Description",
    unnumbered=b"/Unordered",
    relations=True,
)
"""ISO 32000-2: what is not in its namespace is in that of PDF 1.7. Readers who know no namespaces take the role map,
which holds for no element that has one (14.7.4.2); without it poppler leaves out these types and all that they say."""
