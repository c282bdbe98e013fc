"""Small tools for WordprocessingML trees: names, making elements, comparing them."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from reportgen.ooxml import xml

W: Final = f"{{{xml.W}}}"
R: Final = f"{{{xml.R}}}"
WP: Final = f"{{{xml.WP}}}"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

P, R_RUN, T, TBL, SDT = f"{W}p", f"{W}r", f"{W}t", f"{W}tbl", f"{W}sdt"
PPR, RPR, SECTPR, HYPERLINK = f"{W}pPr", f"{W}rPr", f"{W}sectPr", f"{W}hyperlink"
MARK_START, MARK_END = f"{W}bookmarkStart", f"{W}bookmarkEnd"
REFERENCES: Final = frozenset({f"{W}headerReference", f"{W}footerReference"})
"""What names the running heads and feet of a section."""
MARKS: Final = frozenset({MARK_START, MARK_END})


_PREFIX: Final = {"w": xml.W}
"""Elements are compared as they are written, prefix and all."""


def make(name: str, /, *children: Any, **attributes: str) -> Any:
    """An element of the w namespace with attributes of the same."""
    made = etree.Element(f"{W}{name}", {f"{W}{key}": value for key, value in attributes.items()}, _PREFIX)
    made.extend(children)
    return made


def copy(element: Any) -> Any:
    """A copy that can stand somewhere else."""
    from copy import deepcopy

    made = deepcopy(element)
    made.tail = None
    return made


def canonical(element: Any | None) -> bytes:
    """The same bytes for elements that say the same (exclusive C14N)."""
    return b"" if element is None else etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def value(element: Any | None) -> str:
    """The attribute w:val."""
    return "" if element is None else str(element.get(f"{W}val", ""))


def text_of(element: Any) -> str:
    """All text that stands in an element."""
    return "".join(each.text or "" for each in element.iter(T))


def properties(owner: Any, tag: str) -> Any:
    """The properties of an element (w:pPr, w:rPr, w:trPr …), made in first place where it has none."""
    found = owner.find(tag)
    if found is None:
        found = etree.Element(tag, None, _PREFIX)
        owner.insert(0, found)
    return found
