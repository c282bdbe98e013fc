"""What is looked for and what was found."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

MM = 72 / 25.4


class Limits(Struct, frozen=True, kw_only=True):
    """What a printing house accepts. Lengths in millimetres, sizes in points, inks in percent, resolution in ppi."""

    ink: float | None = None
    """Most ink of all colours together; None: 280 for uncoated printing conditions, else 300."""
    resolution: float = 225
    bitmap_resolution: float = 600
    hairline: float = 0.25
    type_size: float = 6
    negative_type_size: float = 8
    solid_type_size: float = 9
    """Below it type is one ink at its full tone."""
    safe: float = 4
    """Nearer to the trimmed edge no text may stand."""
    bleed: float = 3
    multiple: int = 2
    """What the number of pages is a multiple of."""
    transparency: bool = False
    spots: bool = False
    one_plate: bool = False
    """Grey print: nothing but black."""


class PageFinding(Struct, frozen=True):
    """A finding about a file for print.

    `page` counts from 1, 0 means the whole file; `place` is millimetres from the left and top trim edge. Where the same
    was measured on several pages, `pages` are all of them, and `page` and `place` say where it is first.
    """

    code: str
    severity: Literal["error", "warning"]
    text: str
    page: int = 0
    place: tuple[float, float] | None = None
    measured: str = ""
    limit: str = ""
    count: int = 1
    pages: tuple[int, ...] = ()

    def line(self) -> str:
        """For a person, with the code."""
        return f"{self.severity}: {self.said()} [{self.code}]"

    def said(self) -> str:
        """For a person."""
        where = _ranges(self.pages or (self.page,)) if self.page else "file"
        if self.place:
            first = ", first at" if self.pages else " at"
            where += f"{first} {self.place[0]:.0f}, {self.place[1]:.0f} mm"
        measured = f": {self.measured}" if self.measured else ""
        limit = f" (limit {self.limit})" if self.limit else ""
        there = "" if self.pages else " on this page"
        more = f", and {self.count - 1} more{there}" if self.count > max(len(self.pages), 1) else ""
        return f"{where}: {self.text}{measured}{limit}{more}"

    def data(self) -> dict[str, Any]:
        """For a program."""
        return {
            "code": self.code,
            "severity": self.severity,
            "page": self.page or None,
            "pages": list(self.pages or (self.page,)) if self.page else None,
            "place": {"x": round(self.place[0], 1), "y": round(self.place[1], 1)} if self.place else None,
            "text": self.text,
            "measured": self.measured or None,
            "limit": self.limit or None,
            "count": self.count,
        }


class Result(Struct, frozen=True):
    """Everything about one file. `ink` is the most ink on each page in percent, and how it was measured."""

    pages: int
    standard: str
    condition: str
    findings: tuple[PageFinding, ...]
    ink: tuple[float, ...] = ()
    ink_by: Literal["ghostscript", "objects"] = "objects"

    @property
    def ok(self) -> bool:
        """Whether there are no errors."""
        return not any(finding.severity == "error" for finding in self.findings)

    def data(self) -> dict[str, Any]:
        """For a program, ready for JSON."""
        return {
            "ok": self.ok,
            "pages": self.pages,
            "standard": self.standard or None,
            "output_condition": self.condition or None,
            "ink": {"by": self.ink_by, "pages": [round(value, 1) for value in self.ink]},
            "findings": [finding.data() for finding in self.findings],
        }


def merged(findings: list[PageFinding]) -> tuple[PageFinding, ...]:
    """Findings of one kind on one page as one, the first with the number of all; the same on several pages as one."""
    on_page: dict[tuple[str, int, str], list[PageFinding]] = {}
    for finding in findings:
        on_page.setdefault((finding.code, finding.page, finding.text), []).append(finding)
    alike: dict[tuple[str, ...], list[list[PageFinding]]] = {}
    for group in on_page.values():
        first = group[0]
        whole = "" if first.page else "file"
        alike.setdefault((whole, first.code, first.severity, first.text, first.measured, first.limit), []).append(group)
    told = (_one(sorted(groups, key=lambda group: group[0].page)) for groups in alike.values())
    return tuple(sorted(told, key=lambda finding: (finding.page, finding.severity, finding.code)))


def _one(groups: list[list[PageFinding]]) -> PageFinding:
    """One finding for groups of the same finding, each of a page."""
    pages = tuple(group[0].page for group in groups) if len(groups) > 1 else ()
    return replace(groups[0][0], count=sum(map(len, groups)), pages=pages)


def _ranges(pages: tuple[int, ...]) -> str:
    """Pages as people write them: "pages 1–4, 7"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    said = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
    return f"pages {said}" if len(pages) > 1 else f"page {said}"
