"""Text in lines: what all blocks that hold text share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from reportgen.document import nodes as n
from reportgen.document.theme import MM, Style
from reportgen.findings.problem import Problem
from reportgen.fonts.face import Face
from reportgen.typeset.boxes import Line, Rule, Run
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import NEVER, Late, Strip, Underline, stack
from reportgen.typeset.inline import paragraph as inline
from reportgen.typeset.inline.collect import base_look
from reportgen.typeset.inline.labels import label_runs
from reportgen.typeset.inline.line import SetLine
from reportgen.typeset.inline.look import Look
from reportgen.typeset.inline.words import Fragment, tie_segments
from reportgen.typeset.structure import Element

_LONG_NOTE = 6
"""Lines of a note that a page's end may divide."""
_LINE_WIDTH, _LINE_DROP = 0.4, 0.15
"""Of a line below a link: points, and how far below the baseline as a share of the type's size."""
_NUMBER = re.compile(r"[+\-−–±<>~]?\d[\d.,:’'\u00a0\u202f]*\d[%‰€$]?")
"""Digits that are one number, a date or a time, with the signs between and around them."""
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
    return set_fragments(frame, found, style, look, block)


def _report_divided_number(frame: Frame, found: list[Fragment], block: str | None) -> None:
    """A problem for a number that has no room on a line: divided, it would be read as several. One for each table."""
    setting, of = frame.setting, frame.table or block
    for fragment in found:
        if fragment.width <= frame.width + 0.01 or of in setting.crowded or not _NUMBER.fullmatch(fragment.text):
            continue
        setting.crowded.add(of)
        need, room = fragment.width / MM, max(frame.width, 0.0) / MM
        text = f'the number "{fragment.text}" would be divided: it takes {need:.1f} mm, the line has {room:.1f} mm'
        hint = "give it more room: fewer columns, another share of the width, smaller type"
        setting.problems.append(Problem("divided-number", text, hint=hint, block=block, token=fragment.text))


def set_fragments(
    frame: Frame, found: list[Fragment], style: Style, look: Look, block: str | None = None
) -> list[Strip]:
    """A strip for each line that measured fragments of a block make in the frame's measure."""
    align = frame.align or style.align
    share = _SHARES.get(align, 0.0)
    hanging = frame.setting.theme.rules.hanging_punctuation and not share
    paragraph = inline.set_lines(found, frame.width, justify=align == "justify", hanging=hanging)
    if len(paragraph.lines) > 1:
        _report_divided_number(frame, found, block)
    base = baseline(style, look.face)
    extent = (look.face.ascent + look.face.descent) * style.size / 1000
    strips = [_strip(frame, line, style, base, share, extent, paragraph.links) for line in paragraph.lines]
    if (
        paragraph.links
        and frame.setting.theme.rules.underlined_links
        and _among_words(paragraph.lines, paragraph.links)
    ):
        for strip, line in zip(strips, paragraph.lines, strict=True):
            if line.paged:
                _wait(strip, line, paragraph.links, look)
            else:
                strip.boxes[:0] = _link_lines(strip, line, paragraph.links, look)
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


def _among_words(lines: Sequence[SetLine], links: dict[Element, Element]) -> bool:
    """Whether a paragraph has words that lead nowhere besides those that do."""
    others = (run for line in lines for run in line.runs if run.owner is None or run.owner not in links)
    return any(sign.isalnum() for run in others for sign in run.text)


def _link_lines(strip: Strip, line: SetLine, links: dict[Element, Element], look: Look) -> Iterator[Rule]:
    """Lines below the links of a line; marks of notes look like links without."""
    last = {links[run.owner]: run for run in line.runs if run.owner is not None and run.owner in links}
    y = strip.baseline + look.size * _LINE_DROP
    for area in strip.links:
        if not _is_mark(area.owner):
            run = last[area.owner]
            trailing = _trailing(run, line, look)
            yield Rule(area.x, y, area.x + area.width - trailing, y, _LINE_WIDTH, run.colour)


def _wait(strip: Strip, line: SetLine, links: dict[Element, Element], look: Look) -> None:
    """The lines below the links of a line that waits for page numbers, which have none themselves."""
    found: list[Underline] = []
    owners = [
        None if run.owner is None or run.owner.role == "page-number" else links.get(run.owner) for run in line.runs
    ]
    for link, group in groupby(range(len(owners)), key=owners.__getitem__):
        if link is not None and not _is_mark(link):
            runs = list(group)
            trailing = _trailing(line.runs[runs[-1]], line, look)
            found.append(Underline(runs[0], runs[-1] + 1, look.size * _LINE_DROP, _LINE_WIDTH, trailing))
    strip.boxes = [
        Late(box.line, box.right, box.leaders, box.share, tuple(found)) if isinstance(box, Late) else box
        for box in strip.boxes
    ]


def _is_mark(link: Element) -> bool:
    """Whether a link is the mark of a note."""
    return link.parent is not None and link.parent.role == "note-mark"


def _trailing(run: Run, line: SetLine, look: Look) -> float:
    """The blank behind the last word of a link."""
    return look.space + line.word_space if run.text.endswith(" ") and run is not line.runs[-1] else 0.0


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
