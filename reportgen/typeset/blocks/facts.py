"""Facts: numbers and what they count, in a line, or as a small table where a line has no room for them."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.typeset.boxes import Line
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import NEVER, Strip, merge, stack
from reportgen.typeset.flow.text import baseline, set_fragments, set_text
from reportgen.typeset.inline import paragraph as inline
from reportgen.typeset.inline.collect import Collector, base_look
from reportgen.typeset.inline.words import Fragment, fragments
from reportgen.typeset.structure import Element

_FACT_GAP: Final = 15.0
"""Points between two facts in a line."""
_LABEL_GAP: Final = 6.0
"""Points between the column of numbers and what they count."""
_NUMBERS: Final = 0.45
"""Of the measure that the column of numbers takes at most, as a share."""
_TOGETHER: Final = 8
"""Rows up to which no page ends inside."""


def set_facts(frame: Frame, block: n.Facts) -> list[Strip]:
    """Facts beside each other where one line holds all of them, else below each other, what they count in a column.

    Each is an item of a list.
    """
    element = frame.parent.add("list", id=frame.id(block.id))
    bodies = [element.add("item").add("item-body") for _ in block.facts]
    lines = [_line(frame, block.id, fact, body) for fact, body in zip(block.facts, bodies, strict=True)]
    widths = [inline.width_of(line) for line in lines]
    if sum(widths) + _FACT_GAP * (len(lines) - 1) <= frame.width:
        strips = _in_a_line(frame, lines, widths)
    else:
        strips = _as_table(frame, block, bodies, lines)
    if strips:
        strips[0].before = max(frame.setting.style("fact-value").before, 2.0)
        strips[0].penalty = NEVER
        strips[-1].after = 4.0
        if frame.ids:
            strips[0].anchors.append((block.id, 0.0))
    return strips


def _line(frame: Frame, block: str, fact: n.Fact, owner: Element) -> list[Fragment]:
    setting = frame.setting
    label = base_look(setting, setting.style("fact-label"), owner, frame.lang)
    collector = Collector(setting, block)
    collector.collect(fact.value, base_look(setting, setting.style("fact-value"), owner, frame.lang))
    collector.characters(" ", label)
    collector.collect(fact.label, label)
    return fragments(collector.pieces, " ")


def _in_a_line(frame: Frame, lines: list[list[Fragment]], widths: list[float]) -> list[Strip]:
    if not lines:
        return []
    style = frame.setting.style("fact-value")
    base = baseline(style, frame.setting.face(style))
    strip, x = Strip(style.leading, baseline=base), frame.x
    for line, width in zip(lines, widths, strict=True):
        strip.boxes.append(Line(x, base, inline.set_lines(line, frame.width + 1).lines[0].runs))
        x += width + _FACT_GAP
    return [strip]


def _as_table(frame: Frame, block: n.Facts, bodies: list[Element], lines: list[list[Fragment]]) -> list[Strip]:
    setting = frame.setting
    style = setting.style("fact-value")
    numbers = _widest_number(frame, block, bodies)
    rows: list[Strip] = []
    for fact, body, line in zip(block.facts, bodies, lines, strict=True):
        if numbers > frame.width * _NUMBERS:
            rows += set_fragments(frame, line, style, base_look(setting, style, body, frame.lang), block.id)
            continue
        x = frame.x + numbers + _LABEL_GAP
        value = stack(set_text(replace(frame, width=numbers + 1, tail=" "), fact.value, style, body, block.id))
        column = replace(frame, x=x, width=frame.right - x)
        label = stack(set_text(column, fact.label, setting.style("fact-label"), body, block.id))
        below = max(value.baseline, label.baseline)
        row = Strip(max(below - part.baseline + part.height for part in (value, label)), baseline=below)
        merge(row, value, below - value.baseline)
        merge(row, label, below - label.baseline)
        rows.append(row)
    for row in rows:
        row.before = row.after = 0.0
        if len(rows) <= _TOGETHER:
            row.penalty = NEVER
    return rows


def _widest_number(frame: Frame, block: n.Facts, bodies: list[Element]) -> float:
    setting = frame.setting
    look = base_look(setting, setting.style("fact-value"), bodies[0], frame.lang)
    return max(inline.width_of(inline.fragments(setting, fact.value, look, block.id)) for fact in block.facts)
