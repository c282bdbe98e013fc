"""What is too small to be printed well: hairlines, small type, small type in white, in a tint or in several inks."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.preflight.colour import Colour
from reportgen.preflight.geometry import thinness
from reportgen.preflight.marks import Fill, ShownText, Stroke
from reportgen.preflight.model import PageFinding
from reportgen.preflight.sheet import CheckedPage

_TOLERANCE = 0.01
_RAISED = 5 / 6
"""Marks of notes may be smaller by this much."""
_FULL, _TRACE = 0.995, 0.005
"""Shares of ink that are a full tone, and none."""
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


def screened_type(sheet: CheckedPage) -> Iterator[PageFinding]:
    """Small type of several plates, which never fit to a hair, or of one in a tint, whose dots fray thin strokes."""
    limit = sheet.limits.solid_type_size
    for mark in sheet.marks:
        if not isinstance(mark, ShownText) or mark.size >= limit - _TOLERANCE:
            continue
        shares = _shares(mark.colour)
        if len(shares) > 1 or any(share < _FULL for share in shares):
            text = "small type in several inks" if len(shares) > 1 else "small type in a tint"
            measured = f"{mark.size:.1f} pt in {mark.colour.said()}"
            yield sheet.finding(
                "screened-type", text, at=mark.box, measured=measured, limit=f"{limit:g} pt", warning=True
            )


def _shares(colour: Colour) -> list[float]:
    """What each plate prints of a colour, from 0 to 1; what is no ink or on every plate is told elsewhere."""
    if colour.space.kind == "spot":
        return [colour.tint] if colour.tint > _TRACE else []
    if colour.space.kind == "all" or colour.inks is None:
        return []
    return [share for share in colour.inks if share > _TRACE]


def _negative(text: ShownText, grounds: list[Fill]) -> bool:
    x, y = (text.box[0] + text.box[2]) / 2, (text.box[1] + text.box[3]) / 2
    for ground in reversed(grounds):
        left, bottom, right, top = ground.box
        if left <= x <= right and bottom <= y <= top:
            return ground.colour.total >= _DARK and text.colour.total < ground.colour.total / 2
    return False
