"""Marks as chips."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.typeset.boxes import Line, Rect
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip
from reportgen.typeset.flow.text import baseline
from reportgen.typeset.inline import paragraph as inline
from reportgen.typeset.inline.collect import base_look

_CHIP_SIDE = 4.0
_CHIP_GAP = 4.0
_CHIP_RADIUS = 2.0


def set_marks(frame: Frame, block: n.Marks) -> list[Strip]:
    """Marks as chips in a row that wraps, as one strip."""
    setting, style = frame.setting, frame.setting.style("mark")
    owner = frame.parent.add("paragraph", id=frame.id(block.id))
    look = base_look(setting, style, owner, frame.lang)
    base, fill = baseline(style, look.face), setting.colour(style.fill or "fill-strong")
    strip = Strip(0, baseline=base, after=5)
    x, y = frame.x, 0.0
    for mark in block.marks:
        found = inline.fragments(setting, (mark,), look, block.id, " ")
        chip = inline.set_lines(found, frame.width - 2 * _CHIP_SIDE)
        width = chip.width + 2 * _CHIP_SIDE
        height = style.leading * max(1, len(chip.lines))
        if x > frame.x and x + width > frame.x + frame.width + 0.01:
            x, y = frame.x, y + style.leading + 3
        strip.boxes.append(Rect(x, y, width, height, fill=fill, radius=_CHIP_RADIUS))
        for index, line in enumerate(chip.lines):
            strip.boxes.append(Line(x + _CHIP_SIDE, y + base + index * style.leading, line.runs))
        x += width + _CHIP_GAP
        y += height - style.leading
        strip.height = y + style.leading
    if frame.ids:
        strip.anchors.append((block.id, 0.0))
    return [strip]
