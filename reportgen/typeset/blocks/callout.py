"""Callouts and boxes: blocks on a ground of their own."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.captions import titled
from reportgen.typeset.blocks.registry import set_block, set_blocks
from reportgen.typeset.boxes import Rect
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import NEVER, Strip, merge, settle, stack

_PADDING = 9.0
_BAR = 2.0
_BARS = {"warning": "warning"}
"""Colours of bars that are not the primary one."""


def set_callout(frame: Frame, block: n.Callout) -> list[Strip]:
    """Blocks on a ground of their own, the title first, with a bar at its left edge; that of a box has a rule above."""
    setting = frame.setting
    role, boxed = block.role, block.kind == "box"
    style = setting.style(role)
    bar = 0.0 if boxed else _BAR
    element = frame.parent.add("aside", id=frame.id(block.id))
    start = frame.start
    inner = replace(
        frame,
        x=start + _PADDING + bar,
        width=frame.right - start - 2 * _PADDING - bar,
        parent=element,
        outer=None,
        role=role,
        wide=False,
    )
    title = set_block(inner, titled(block.label, block.title)) if block.title else []
    for strip in title:
        strip.keep_next = True
    strips = settle([_without_gap(strip) for strip in (*title, *set_blocks(inner, block.children))])
    fill, colour = setting.colour(style.fill or "fill"), setting.colour(_BARS.get(block.kind, "primary"))
    grounded = [
        _grounded(strip, Rect(start, 0, frame.right - start, 0, fill=fill), bar, colour, (i == 0, i == len(strips) - 1))
        for i, strip in enumerate(strips)
    ]
    if not grounded:
        return []
    if boxed and style.rule and style.rule_width:
        rule = Rect(start, 0, frame.right - start, style.rule_width, fill=setting.colour(style.rule))
        grounded[0].boxes.insert(1, rule)
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


def _grounded(strip: Strip, ground: Rect, bar: float, colour: str, edges: tuple[bool, bool]) -> Strip:
    """A strip on its part of the ground, the first and the last with room at the edge; `bar` points wide is the bar."""
    first, last = edges
    above = _PADDING * 0.8 if first else strip.before
    below = _PADDING * 0.8 if last else 0.0
    height = above + strip.height + below
    whole = Strip(height, penalty=strip.penalty, keep_next=strip.keep_next, baseline=above + strip.baseline)
    whole.boxes = [replace(ground, height=height)]
    if bar:
        whole.boxes.append(Rect(ground.x, 0, bar, height, fill=colour))
    merge(whole, strip, above)
    if not first and strip.penalty >= NEVER:
        whole.penalty = NEVER
    return whole
