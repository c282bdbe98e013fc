"""A picture with text beside it."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.theme import MM
from reportgen.typeset.blocks.figure import set_figure
from reportgen.typeset.blocks.registry import set_blocks
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.grid import snapped
from reportgen.typeset.flow.strip import Strip, joined, settle, stack

_GUTTER = 14.0
_WIDEST = 0.7
"""Of the column, for the picture."""
_CAPITALS = 0.72
"""Height of capitals as a share of the type size: the picture's top is level with those of the first line."""
_AROUND = 8.0


def set_beside(frame: Frame, block: n.Beside) -> list[Strip]:
    """One strip up to the limit for cards, else a strip for each line, those beside the picture together."""
    setting, rules = frame.setting, frame.setting.theme.rules
    element = frame.parent.add("group", id=frame.id(block.id))
    column = replace(frame, x=frame.start, width=frame.right - frame.start, parent=element, outer=None, wide=False)
    column = replace(column, notes=frame.notes or frame.parent)
    room = column.width - _GUTTER
    wide = min(block.figure.width * MM if block.figure.width else room / 2, room * _WIDEST)
    left = block.side == "left"
    picture = replace(column, x=column.x if left else column.right - wide, width=wide)
    text = replace(column, x=column.x + wide + _GUTTER if left else column.x, width=room - wide)
    beside = stack(set_figure(picture, replace(block.figure, width=None)))
    beside.baseline = _CAPITALS * setting.style("body").size
    strips = settle(set_blocks(text, block.children)) or [Strip(0)]
    if rules.baseline_grid:
        strips = list(snapped(strips, rules.baseline_grid))
    strips[0].before = max(strips[0].before, _AROUND)
    strips[-1].after = max(strips[-1].after, _AROUND)
    if frame.ids:
        strips[0].anchors.insert(0, (block.id, 0.0))
    return joined(strips, beside, rules.card_split * setting.area.depth)
