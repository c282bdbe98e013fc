"""Pictures up to the edges of the page, and beyond by the bleed: half a page of the flow, or a page of their own."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document.theme import MM
from reportgen.typeset.boxes import Box, FigureArea, Picture
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip, merge, stack
from reportgen.typeset.setting import Setting
from reportgen.typeset.structure import Element

_HALF = 0.5
_FOOT, _ABOVE = 18.0, 8.0
"""Points below and above what stands under a picture that fills its page."""
_BELOW = 14.0


def fill_half(frame: Frame, path: str, owner: Element | None, below: Sequence[Strip]) -> Strip:
    """The upper half of a new page, and what stands below the picture; it stays with what it opens."""
    area = frame.setting.area
    strip = over_head(frame.setting, path, owner, area.height * _HALF)
    strip.start, strip.keep_next = "new", bool(below)
    whole = stacked(strip, below)
    whole.keep_next = True
    return whole


def stacked(strip: Strip, below: Sequence[Strip]) -> Strip:
    """A picture over the head of a page with what stands below it."""
    whole = stack([strip, *below])
    whole.start, whole.covers_head = strip.start, True
    return whole


def over_head(setting: Setting, path: str, owner: Element | None, depth: float) -> Strip:
    """A picture over the upper part of a page, running head included, as a strip that stands first on its page."""
    area = setting.area
    strip = Strip(max(depth - area.top, 0.0), after=_BELOW, covers_head=True)
    strip.boxes.append(to_edges(setting, path, owner, 0, depth, top=-area.top))
    return strip


def fill_page(frame: Frame, path: str, owner: Element | None, below: Sequence[Strip]) -> Strip:
    """A page of its own without running head and foot; what stands below the picture is at the foot of the page."""
    setting, height = frame.setting, frame.setting.area.height
    page = Strip(height, start="new", sole=True)
    depth = height
    if below:
        lines = stack(below)
        depth = height - lines.height - _FOOT - _ABOVE
        merge(page, lines, depth + _ABOVE)
    page.boxes.insert(0, to_edges(setting, path, owner, 0, depth))
    return page


def to_edges(
    setting: Setting, path: str, owner: Element | None, upper: float, lower: float, *, top: float = 0.0
) -> Box:
    """A picture over the whole width of a page, from `upper` to `lower` points below its edge, which is at `top`; what
    touches an edge goes beyond it by the bleed."""
    width, height = setting.area.width, setting.area.height
    bleed = setting.theme.print.bleed * MM
    above = bleed if upper <= 0 else 0.0
    deep = lower - upper + above + (bleed if lower >= height else 0.0)
    picture = Picture(-bleed, top + upper - above, width + 2 * bleed, deep, path, owner, fills=True)
    return FigureArea(0, top + upper, width, lower - upper, owner, (picture,)) if owner is not None else picture
