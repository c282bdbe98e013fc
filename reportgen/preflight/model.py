"""What is looked for and what was found."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

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

    `page` counts from 1, 0 means the whole file; `place` is millimetres from the left and top trim edge.
    """

    code: str
    severity: Literal["error", "warning"]
    text: str
    page: int = 0
    place: tuple[float, float] | None = None
    measured: str = ""
    limit: str = ""
    count: int = 1

    def line(self) -> str:
        """For a person, with the code."""
        return f"{self.severity}: {self.said()} [{self.code}]"

    def said(self) -> str:
        """For a person."""
        where = f"page {self.page}" if self.page else "file"
        if self.place:
            where += f" at {self.place[0]:.0f}, {self.place[1]:.0f} mm"
        measured = f": {self.measured}" if self.measured else ""
        limit = f" (limit {self.limit})" if self.limit else ""
        more = f", and {self.count - 1} more on this page" if self.count > 1 else ""
        return f"{where}: {self.text}{measured}{limit}{more}"

    def data(self) -> dict[str, Any]:
        """For a program."""
        return {
            "code": self.code,
            "severity": self.severity,
            "page": self.page or None,
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
    """Findings of one kind on one page as one, the first with the number of all; in the order of pages."""
    kept: dict[tuple[str, int, str], PageFinding] = {}
    counts: dict[tuple[str, int, str], int] = {}
    for finding in findings:
        key = (finding.code, finding.page, finding.text)
        kept.setdefault(key, finding)
        counts[key] = counts.get(key, 0) + 1
    ordered = sorted(kept.items(), key=lambda item: (item[1].page, item[1].severity, item[1].code))
    return tuple(
        PageFinding(f.code, f.severity, f.text, f.page, f.place, f.measured, f.limit, counts[key]) for key, f in ordered
    )
