"""The edge of the page: what reaches it must go beyond it, and text must keep away from it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.preflight.geometry import Box
from reportgen.preflight.marks import Fill, Image, ShownText
from reportgen.preflight.model import MM, PageFinding
from reportgen.preflight.sheet import CheckedPage

_SIDES = ("left", "bottom", "right", "top")
_TOUCHES = 0.5 * MM


def bleed_art(sheet: CheckedPage) -> Iterator[PageFinding]:
    """Pictures and areas that end at the trimmed edge, where a white hair will show."""
    need = sheet.limits.bleed * MM
    if need <= 0:
        return
    for mark in sheet.marks:
        if not isinstance(mark, Fill | Image) or (isinstance(mark, Fill) and mark.colour.total < 0.5):
            continue
        for side, out in zip(_SIDES, _beyond(mark.box, sheet.trim), strict=True):
            if -_TOUCHES <= out < need - 0.1:
                what = "a picture" if isinstance(mark, Image) else "an area"
                measured = f"{max(out, 0) / MM:.1f} mm at the {side}"
                text = f"{what} ends at the edge instead of beyond it"
                yield sheet.finding(
                    "bleed-missing", text, at=mark.box, measured=measured, limit=f"{sheet.limits.bleed:g} mm"
                )


def safe_area(sheet: CheckedPage) -> Iterator[PageFinding]:
    """Text so near to the edge that trimming may touch it."""
    need = sheet.limits.safe * MM
    for mark in sheet.marks:
        if isinstance(mark, ShownText):
            near = -max(_beyond(mark.box, sheet.trim))
            if near < need - 0.1:
                text = "text too near to the edge"
                yield sheet.finding(
                    "safe-area", text, at=mark.box, measured=f"{near / MM:.1f} mm", limit=f"{sheet.limits.safe:g} mm"
                )


def _beyond(box: Box, trim: Box) -> tuple[float, float, float, float]:
    """By how much a box goes beyond each edge; negative where it ends before."""
    return trim[0] - box[0], trim[1] - box[1], box[2] - trim[2], box[3] - trim[3]
