"""What is too small to be printed well: hairlines, small type, small type in white."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.preflight.geometry import thinness
from reportgen.preflight.marks import Fill, ShownText, Stroke
from reportgen.preflight.model import PageFinding
from reportgen.preflight.sheet import CheckedPage

_TOLERANCE = 0.01
_RAISED = 5 / 6
"""Marks of notes may be smaller by this much."""
_DARK = 60
"""Ink in percent from which a ground is dark enough to swallow thin strokes."""


def hairlines(sheet: CheckedPage) -> Iterator[PageFinding]:
    """Lines that are too thin, drawn as lines or as areas."""
    limit = sheet.limits.hairline
    for mark in sheet.marks:
        if isinstance(mark, Stroke):
            width = mark.width
        elif isinstance(mark, Fill) and mark.rectangle and mark.colour.total > 0:
            width = thinness(mark.box)
        else:
            continue
        if width < limit - _TOLERANCE:
            text = "a line that is too thin"
            yield sheet.finding("hairline", text, at=mark.box, measured=f"{width:.2f} pt", limit=f"{limit:g} pt")


def type_sizes(sheet: CheckedPage) -> Iterator[PageFinding]:
    """Small type, and small type that stands out of a darker ground."""
    grounds: list[Fill] = []
    for mark in sheet.marks:
        if isinstance(mark, Fill):
            grounds.append(mark)
        if not isinstance(mark, ShownText):
            continue
        least = sheet.limits.type_size * (_RAISED if mark.raised else 1)
        if mark.size < least - _TOLERANCE:
            limit = f"{least:g} pt"
            yield sheet.finding(
                "small-type", "type that is too small", at=mark.box, measured=f"{mark.size:.1f} pt", limit=limit
            )
        elif mark.size < sheet.limits.negative_type_size - _TOLERANCE and _negative(mark, grounds):
            limit = f"{sheet.limits.negative_type_size:g} pt"
            text = "light type on a dark ground that is too small"
            yield sheet.finding("small-negative-type", text, at=mark.box, measured=f"{mark.size:.1f} pt", limit=limit)


def _negative(text: ShownText, grounds: list[Fill]) -> bool:
    x, y = (text.box[0] + text.box[2]) / 2, (text.box[1] + text.box[3]) / 2
    for ground in reversed(grounds):
        left, bottom, right, top = ground.box
        if left <= x <= right and bottom <= y <= top:
            return ground.colour.total >= _DARK and text.colour.total < ground.colour.total / 2
    return False
