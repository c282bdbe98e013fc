"""Quotations: blocks set in from the left, with a bar beside them; large ones between two rules."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.typeset.blocks.registry import set_block, set_blocks
from reportgen.typeset.boxes import Rect
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import NEVER, Strip, hold, merge, settle, stack

_INDENT = 14.0
_AIR = 8.0
"""Points between large words and the rules around them."""


def set_quote(frame: Frame, block: n.Quote) -> list[Strip]:
    """Blocks set in, with the rule of their style as a bar that goes on from line to line, and whose words they are."""
    setting = frame.setting
    style = setting.style(block.role)
    pulled = block.kind == "pull"
    element = frame.parent.add("quote", id=frame.id(block.id))
    start = frame.start
    inner = replace(
        frame, x=start + _INDENT, width=frame.right - start - _INDENT, parent=element, outer=None, role=block.role,
        wide=False,
    )  # fmt: skip
    set_in = settle(_set_in(inner, block))
    colour = setting.colour(style.rule) if style.rule and style.rule_width else None
    if pulled:
        return _between_rules(frame, block, set_in, style.rule_width if colour else 0.0, colour)
    strips = [_barred(strip, start, style.rule_width, colour, first=i == 0) for i, strip in enumerate(set_in)]
    if not strips:
        return []
    strips[0].before, strips[-1].after = style.before, style.after
    if frame.ids:
        strips[0].anchors.append((block.id, 0.0))
    return strips


def _set_in(inner: Frame, block: n.Quote) -> list[Strip]:
    """The words, and after them whose they are, which does not stand alone on a page."""
    words = set_blocks(inner, block.children)
    source = set_block(inner, block.source) if block.source else []
    if words and source:
        words[-1].keep_next = True
        words[-1].after = 0.0
    return words + hold(source)


def _between_rules(frame: Frame, block: n.Quote, strips: list[Strip], width: float, colour: str | None) -> list[Strip]:
    """Words that stay together, with a rule above and below them."""
    if not strips:
        return []
    style, start = frame.setting.style(block.role), frame.start
    inner = stack(strips)
    whole = Strip(inner.height + 2 * (_AIR + width), before=style.before, after=style.after)
    whole.baseline = width + _AIR + inner.baseline
    if colour is not None:
        for y in (0.0, whole.height - width):
            whole.boxes.append(Rect(start, y, frame.right - start, width, fill=colour))
    merge(whole, inner, width + _AIR)
    if frame.ids:
        whole.anchors.append((block.id, 0.0))
    return [whole]


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
