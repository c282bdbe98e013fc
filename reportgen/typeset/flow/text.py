"""Text in lines: what all blocks that hold text share."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document import nodes as n
from reportgen.document.theme import Style
from reportgen.fonts.face import Face
from reportgen.typeset.boxes import Line
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import NEVER, Late, Strip, stack
from reportgen.typeset.inline import paragraph as inline
from reportgen.typeset.inline.collect import base_look
from reportgen.typeset.inline.labels import label_runs
from reportgen.typeset.inline.line import SetLine
from reportgen.typeset.inline.look import Look
from reportgen.typeset.inline.words import Fragment, tie_segments
from reportgen.typeset.structure import Element

_LONG_NOTE = 6
"""Lines of a note that a page's end may divide."""
_SHARES = {"right": 1.0, "centre": 0.5}


def baseline(style: Style, face: Face) -> float:
    """From the top of a line's leading to its baseline, in points."""
    return (style.leading + (face.ascent - face.descent) * style.size / 1000) / 2


def set_text(
    frame: Frame,
    inlines: n.Inlines,
    style: Style,
    owner: Element | None,
    block: str | None = None,
    segments: bool = False,
) -> list[Strip]:
    """A strip for each line of a paragraph, in the frame's measure.

    With `segments`, parts between middle dots (a date, a source) stay on one line where they fit on one.
    """
    look = base_look(frame.setting, style, owner, frame.lang)
    found = inline.fragments(frame.setting, inlines, look, block, frame.tail)
    if segments:
        tie_segments(found, frame.width)
    return set_fragments(frame, found, style, look)


def set_fragments(frame: Frame, found: list[Fragment], style: Style, look: Look) -> list[Strip]:
    """A strip for each line that measured fragments make in the frame's measure."""
    align = frame.align or style.align
    share = _SHARES.get(align, 0.0)
    hanging = frame.setting.theme.rules.hanging_punctuation and not share
    paragraph = inline.set_lines(found, frame.width, justify=align == "justify", hanging=hanging)
    base = baseline(style, look.face)
    extent = (look.face.ascent + look.face.descent) * style.size / 1000
    strips = [_strip(frame, line, style, base, share, extent, paragraph.links) for line in paragraph.lines]
    _gaps(strips, style)
    _guard(strips, paragraph.lines, frame)
    return strips


def _strip(
    frame: Frame, line: SetLine, style: Style, base: float, share: float, extent: float, links: dict[Element, Element]
) -> Strip:
    x = frame.x + (frame.width - line.width) * share - line.hang
    placed = Line(x, base, line.runs, line.word_space)
    strip = Strip(style.leading, [Late(placed, share=share) if line.paged else placed], baseline=base)
    if line.linked:
        strip.links = inline.link_areas(line.runs, x, base, links, extent, line.word_space)
        strip.notes = [set_note(frame, note) for note, _ in line.notes]
    return strip


def _gaps(strips: list[Strip], style: Style) -> None:
    if strips:
        strips[0].before = style.before
        strips[-1].after = style.after


def _guard(strips: Sequence[Strip], lines: Sequence[SetLine], frame: Frame) -> None:
    """No page's end after the first lines or before the last of a paragraph, and none inside a word."""
    rules = frame.setting.theme.rules
    count = len(strips)
    for index in range(1, count):
        if index < rules.orphans or count - index < rules.widows or lines[index - 1].divided:
            strips[index].penalty = NEVER


def set_note(frame: Frame, note: n.Note) -> Strip:
    """A footnote as one strip, in the text column whatever the frame it is called from."""
    setting = frame.setting
    style, area = setting.style("note"), setting.area
    element = (frame.notes or frame.parent).add("note", id=note.id)
    mark = element.add("number")
    column = Frame(setting=setting, x=area.text + 12, width=area.column - 12, parent=element, lang=frame.lang)
    number = single_line(frame, f"{note.number or ''} ", style, mark)
    lines = set_text(column, note.children, style, element, note.id)
    if lines:
        lines[0].boxes.insert(0, Line(area.text, lines[0].baseline, number.runs))
        lines[0].anchors.append((note.id, 0.0))
    strip = stack(lines)
    strip.before, strip.after = 0.0, style.after
    if len(lines) >= _LONG_NOTE:
        strip.parts = tuple(lines)
    return strip


def single_line(frame: Frame, text: str, style: Style, owner: Element | None) -> SetLine:
    """Words on one line, however long."""
    runs = label_runs(frame.setting, text, base_look(frame.setting, style, owner, frame.lang))
    return SetLine(runs, sum([run.width for run in runs]))
