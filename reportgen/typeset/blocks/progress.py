"""Bars of progress: what is measured, value and target in words, and the bar below them."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.typeset.boxes import Box, Rect
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip, hold, merge, stack
from reportgen.typeset.flow.text import set_text
from reportgen.typeset.inline import paragraph as inline
from reportgen.typeset.inline.collect import base_look

_GAP = 14.0
"""Points between what is measured and the numbers on one line."""
_ABOVE = 3.0
_MARK = 1.5
"""Points: width of the mark at a target that was passed."""


def set_progress(frame: Frame, block: n.Progress) -> list[Strip]:
    """The words, value and target at the right where both have room on one line, and the bar, which shows no more."""
    setting = frame.setting
    style, value_style = setting.style("progress"), setting.style("progress-value")
    element = frame.parent.add("group", id=frame.id(block.id))
    column = replace(frame, x=frame.start, width=frame.right - frame.start, parent=element, outer=None, tail=" ")
    label_owner, said_owner = element.add("paragraph"), element.add("paragraph")
    look = base_look(setting, value_style, said_owner, frame.lang)
    wide = inline.width_of(inline.fragments(setting, block.said, look, block.id))
    narrow = replace(column, width=column.width - wide - _GAP)
    beside = narrow.width > column.width / 3
    label = set_text(narrow if beside else column, block.label, style, label_owner, block.id)
    said = set_text(replace(column, align="right") if beside else column, block.said, value_style, said_owner, block.id)
    if beside and label and len(said) == 1:
        words = stack(label)
        merge(words, said[0], label[-1].baseline + sum(each.height for each in label[:-1]) - said[0].baseline)
    else:
        words = stack(hold([*label, *said]))
    whole = Strip(words.height + _ABOVE + style.rule_width, before=style.before, after=style.after)
    whole.baseline = words.baseline
    merge(whole, words, 0.0)
    whole.boxes += _bar(column, block, words.height + _ABOVE)
    if frame.ids:
        whole.anchors.append((block.id, 0.0))
    return [whole]


def _bar(column: Frame, block: n.Progress, y: float) -> list[Box]:
    setting = column.setting
    style = setting.style("progress")
    ground, colour = setting.colour(style.fill or "fill-strong"), setting.colour(style.rule or "primary")
    high, radius = style.rule_width, style.rule_width / 2
    boxes: list[Box] = [Rect(column.x, y, column.width, high, fill=ground, radius=radius)]
    if block.share > 0:
        boxes.append(Rect(column.x, y, max(column.width * block.share, high), high, fill=colour, radius=radius))
    if block.mark is not None:
        x = column.x + column.width * block.mark - _MARK / 2
        boxes.append(Rect(x, y, _MARK, high, fill=setting.colour("paper")))
    return boxes
