"""A page with its boxes and everything it paints, as the checks see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from msgspec import Struct

from reportgen.preflight.geometry import Box, box_of, common
from reportgen.preflight.marks import Mark
from reportgen.preflight.model import MM, Limits, PageFinding


class CheckedPage(Struct, frozen=True):
    """One page. `trim` and `bleed` stand in for boxes that it does not have; `marks` are those within the bleed."""

    number: int
    page: pikepdf.Page
    media: Box
    trim: Box
    bleed: Box
    marks: tuple[Mark, ...]
    limits: Limits

    def finding(
        self,
        code: str,
        text: str,
        *,
        at: Box | None = None,
        measured: str = "",
        limit: str = "",
        warning: bool = False,
    ) -> PageFinding:
        """A finding on this page, with its place where `at` says one."""
        place = ((at[0] - self.trim[0]) / MM, (self.trim[3] - at[3]) / MM) if at else None
        return PageFinding(code, "warning" if warning else "error", text, self.number, place, measured, limit)


class File(Struct, frozen=True):
    """A file with its pages, and its output intent for print; `condition` is what that calls the printing condition."""

    pdf: pikepdf.Pdf
    sheets: tuple[CheckedPage, ...]
    limits: Limits
    standard: str
    condition: str
    intent: Any = None

    def finding(
        self, code: str, text: str, *, measured: str = "", limit: str = "", warning: bool = False
    ) -> PageFinding:
        """A finding about the file as a whole."""
        return PageFinding(code, "warning" if warning else "error", text, measured=measured, limit=limit)


def inherited(page: Any, name: str) -> Any:
    """An entry of a page, its own or that of the page tree above it (ISO 32000-1, 7.7.3.4)."""
    holder, depth = page, 0
    while hasattr(holder, "keys") and depth < 50:
        if name in holder:
            return holder[name]
        holder, depth = holder.get("/Parent"), depth + 1
    return None


def contents_of(page: pikepdf.Page) -> Iterator[pikepdf.Stream]:
    """The streams of a page's contents, one or several (7.8.2); what is none is passed over."""
    contents = page.obj.get("/Contents")
    for each in contents if isinstance(contents, pikepdf.Array) else (contents,):
        if isinstance(each, pikepdf.Stream):
            yield each


def page_box(page: Any, name: str) -> Box | None:
    """A box of a page; sheet and crop box may be inherited."""
    found = inherited(page, name) if name in ("/MediaBox", "/CropBox") else page.get(name)
    return box_of(found) if found is not None else None


def within(marks: list[Mark], area: Box) -> tuple[Mark, ...]:
    """The marks that reach into an area; crop marks and colour bars lie outside of it."""
    return tuple(mark for mark in marks if mark.box is None or common(mark.box, area))
