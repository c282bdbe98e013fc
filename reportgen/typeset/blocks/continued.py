"""What stands at the top of a page on which a table or a card goes on."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document.theme import Style
from reportgen.typeset.boxes import Box, FigureArea, Line, Picture, Polyline, Rect, Rule
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.furniture import fitted
from reportgen.typeset.flow.strip import Late, Strip, shifted
from reportgen.typeset.flow.text import baseline, single_line

_BELOW = 4.0


def mark(frame: Frame, title: str, word: str, style: Style) -> Strip:
    """A line that says what goes on: the title, cut where it is long, and a word such as "(continued)"."""
    face = frame.setting.face(style)
    room = frame.width - face.width(f" {word}", style.size)
    text = f"{fitted(frame.setting, title, style, room)} {word}" if title else word.strip("()")
    base = baseline(style, face)
    line = Line(frame.x, base, single_line(frame, text, style, None).runs)
    return Strip(style.leading, baseline=base, after=_BELOW, marks=(line,))


def head_again(frame: Frame, title: str, head: Strip) -> Strip:
    """The mark of a table that goes on, and its head rows once more, as furniture that belongs to nothing."""
    again = mark(frame, title, frame.setting.words["continued"], frame.setting.style("caption"))
    drop = again.height + again.after
    boxes: list[Box | Late] = [shifted(_disowned(box), drop) for box in head.boxes]
    return Strip(drop + head.height, boxes, baseline=again.baseline, marks=again.marks)


def _disowned(box: Box | Late) -> Box:
    if isinstance(box, Late):
        return _disowned(box.line)
    if isinstance(box, Line):
        return replace(box, runs=tuple(replace(run, owner=None) for run in box.runs))
    assert isinstance(box, Rect | Rule | Polyline | Picture | FigureArea)
    return box if isinstance(box, FigureArea) else replace(box, owner=None)
