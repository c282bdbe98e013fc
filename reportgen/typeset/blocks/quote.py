"""Quotations: blocks set in from the left, with a bar beside them."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.typeset.blocks.registry import set_blocks
from reportgen.typeset.boxes import Rect
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import NEVER, Strip, merge, settle

_INDENT = 14.0


def set_quote(frame: Frame, block: n.Quote) -> list[Strip]:
    """Blocks set in, with the rule of their style as a bar that goes on from line to line."""
    setting = frame.setting
    style = setting.style("quote")
    element = frame.parent.add("quote", id=frame.id(block.id))
    start = frame.start
    inner = replace(
        frame, x=start + _INDENT, width=frame.right - start - _INDENT, parent=element, outer=None, role="quote",
        wide=False,
    )  # fmt: skip
    set_in = settle(set_blocks(inner, block.children))
    colour = setting.colour(style.rule) if style.rule and style.rule_width else None
    strips = [_barred(strip, start, style.rule_width, colour, first=i == 0) for i, strip in enumerate(set_in)]
    if not strips:
        return []
    strips[0].before, strips[-1].after = style.before, style.after
    if frame.ids:
        strips[0].anchors.append((block.id, 0.0))
    return strips


def _barred(strip: Strip, left: float, width: float, colour: str | None, *, first: bool) -> Strip:
    above = 0.0 if first else strip.before
    height = above + strip.height
    barred = Strip(height, penalty=strip.penalty, keep_next=strip.keep_next, baseline=above + strip.baseline)
    if colour is not None:
        barred.boxes = [Rect(left, 0, width, height, fill=colour)]
    merge(barred, strip, above)
    if not first and strip.penalty >= NEVER:
        barred.penalty = NEVER
    return barred
