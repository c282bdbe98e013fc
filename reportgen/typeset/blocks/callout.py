"""Callouts: blocks on a ground of their own."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.typeset.blocks.registry import set_blocks
from reportgen.typeset.boxes import Rect
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import NEVER, Strip, merge, settle, stack

_PADDING = 9.0
_BAR = 2.0


def set_callout(frame: Frame, block: n.Callout) -> list[Strip]:
    """Blocks on a ground of their own, with a bar at its left edge."""
    setting = frame.setting
    warning = block.kind == "warning"
    role = "callout-warning" if warning else "callout"
    style = setting.style(role)
    element = frame.parent.add("aside", id=frame.id(block.id))
    start = frame.start
    inner = replace(
        frame,
        x=start + _PADDING + _BAR,
        width=frame.right - start - 2 * _PADDING - _BAR,
        parent=element,
        outer=None,
        role=role,
        wide=False,
    )
    strips = settle([_without_gap(strip) for strip in set_blocks(inner, block.children)])
    fill, bar = setting.colour(style.fill or "fill"), setting.colour("warning" if warning else "primary")
    grounded = [
        _grounded(strip, start, frame.right, fill, bar, first=i == 0, last=i == len(strips) - 1)
        for i, strip in enumerate(strips)
    ]
    if not grounded:
        return []
    limit = setting.theme.rules.card_split * setting.area.depth
    if sum(strip.height for strip in grounded) <= limit:
        grounded = [stack(grounded)]
    grounded[0].before, grounded[-1].after = max(style.before, 6), max(style.after, 6)
    if frame.ids:
        grounded[0].anchors.append((block.id, 0.0))
    return grounded


def _without_gap(strip: Strip) -> Strip:
    """The strip without a style's wish for space that a ground's padding already gives."""
    strip.before = min(strip.before, strip.after) if strip.after else strip.before
    return strip


def _grounded(strip: Strip, left: float, right: float, fill: str, bar: str, *, first: bool, last: bool) -> Strip:
    above = _PADDING * 0.8 if first else strip.before
    below = _PADDING * 0.8 if last else 0.0
    height = above + strip.height + below
    ground = Strip(height, penalty=strip.penalty, keep_next=strip.keep_next, baseline=above + strip.baseline)
    ground.boxes = [Rect(left, 0, right - left, height, fill=fill), Rect(left, 0, _BAR, height, fill=bar)]
    merge(ground, strip, above)
    if not first and strip.penalty >= NEVER:
        ground.penalty = NEVER
    return ground
