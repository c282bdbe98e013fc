"""Structure types: what an element is in either version of PDF, and where it may stand (ISO 32000-1, 14.7.3 and 14.8.4;
ISO 32000-2, 14.7.4 and 14.8.6)."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.verify.pdf.file import PdfObjects
from reportgen.verify.pdf.values import Value

_HEADINGS = frozenset(f"H{level}" for level in range(1, 7))
_GROUPS = frozenset(
    {"Document", "Part", "Art", "Sect", "Div", "Aside", "BlockQuote", "NonStruct", "TOC", "TOCI", "Index"}
)
_TABLES = frozenset({"Table", "THead", "TBody", "TFoot", "TR", "TH", "TD"})
_BLOCKS = frozenset({"P", "Title", "L", "LI", "LBody", "Caption", "Note", "Figure", "Formula"})
BLOCK_LEVEL = _HEADINGS | _GROUPS | _TABLES | _BLOCKS
"""Types whose text stands apart from what is before and after it."""
PARENTS: Mapping[str, frozenset[str]] = {
    "LI": frozenset({"L"}),
    "LBody": frozenset({"LI"}),
    "TOCI": frozenset({"TOC"}),
    "TR": frozenset({"Table", "THead", "TBody", "TFoot"}),
    "THead": frozenset({"Table"}),
    "TBody": frozenset({"Table"}),
    "TFoot": frozenset({"Table"}),
    "TH": frozenset({"TR"}),
    "TD": frozenset({"TR"}),
}
CHILDREN: Mapping[str, frozenset[str]] = {
    "L": frozenset({"LI", "L", "Caption"}),
    "LI": frozenset({"Lbl", "LBody"}),
    "TOC": frozenset({"TOCI", "TOC", "Caption"}),
    "Table": frozenset({"TR", "THead", "TBody", "TFoot", "Caption"}),
    "THead": frozenset({"TR"}),
    "TBody": frozenset({"TR"}),
    "TFoot": frozenset({"TR"}),
    "TR": frozenset({"TH", "TD"}),
}

_SUCCESSORS = {"FENote": "Note"}
"""Types of PDF 2.0 that are read as those they succeed."""


class StructureTypes:
    """Tells the standard types of the elements below a structure tree root."""

    def __init__(self, file: PdfObjects) -> None:
        self._file = file
        self._roles: dict[str, Value] = {}

    def begin(self, root: Mapping[str, Value]) -> None:
        """Know the role map of the root."""
        self._roles = self._file.dictionary(root.get("RoleMap"))

    def of(self, item: Mapping[str, Value]) -> str:
        """The standard type of an element. In a namespace of its own the role map of that holds, if it has one."""
        space = item.get("NS")
        roles = self._roles if space is None else self._file.dictionary(self._file.dictionary(space).get("RoleMapNS"))
        found = self._mapped(str(item["S"]), roles) if roles else str(item["S"])
        return _SUCCESSORS.get(found, found)

    def _mapped(self, tag: str, roles: Mapping[str, Value]) -> str:
        for _ in range(len(roles) + 1):
            mapped = self._file.resolve(roles.get(tag))
            mapped = mapped[0] if isinstance(mapped, list) and mapped else mapped
            if not isinstance(mapped, str) or mapped == tag:
                break
            tag = mapped
        return tag
