"""Fields of running heads and feet that nobody has brought up to date yet: they show something (17.16.18)."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Final

from lxml import etree

from reportgen.ooxml.xml import W

_w: Final = f"{{{W}}}"
_RUN, _CHAR, _KIND = f"{_w}r", f"{_w}fldChar", f"{_w}fldCharType"
_SHOWING: Final = (f"{_w}t", f"{_w}drawing", f"{_w}pict", f"{_w}sym", f"{_w}tab", f"{_w}noBreakHyphen")
_NUMBER, _UNKNOWN = "1", "\u2013"
_NUMBERS: Final = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES"})


def with_results(part: bytes) -> bytes:
    """A head or foot in which each field has a result: the first number for a number of pages, else a dash.

    Word takes a field without any for damage; whatever shows a page finds the number out anyway.
    """
    root = etree.fromstring(part)
    changed = False
    for paragraph in root.iter(f"{_w}p"):
        changed |= _filled(paragraph)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if changed else part


def _filled(paragraph: Any) -> bool:
    """Fill the fields of a paragraph. Whether there was anything to do."""
    waiting: list[_Field] = []
    changed = False
    for run in list(paragraph.iter(_RUN)):
        for field in waiting:
            field.code += "".join(each.text or "" for each in run.iter(f"{_w}instrText"))
            field.shows |= field.divided and next(run.iter(*_SHOWING), None) is not None
        for mark in run.iter(_CHAR):
            kind = mark.get(_KIND)
            if kind == "begin":
                waiting.append(_Field())
            elif waiting and kind == "separate":
                waiting[-1].divided = True
            elif waiting and kind == "end":
                changed |= waiting.pop().fill(run)
    return changed


class _Field:
    def __init__(self) -> None:
        self.code, self.divided, self.shows = "", False, False

    def fill(self, end: Any) -> bool:
        """Put a result before the run with the end of the field, where there is none."""
        name = next(iter(self.code.split()), "").upper()
        if self.shows or not name:
            return False
        if not self.divided:
            mark = etree.Element(_CHAR, {_KIND: "separate"})
            end.addprevious(_like(end, mark))
        words = etree.Element(f"{_w}t")
        words.text = _NUMBER if name in _NUMBERS else _UNKNOWN
        end.addprevious(_like(end, words))
        return True


def _like(run: Any, content: Any) -> Any:
    """A run that looks like another one."""
    made = etree.Element(_RUN)
    form = run.find(f"{_w}rPr")
    if form is not None:
        made.append(deepcopy(form))
    made.append(content)
    return made
