"""What locates and dates an item: marks as chips, labels with values, and the line of facts."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.theme import Style
from reportgen.typeset.blocks.registry import sets
from reportgen.typeset.blocks.text import baseline, set_fragments, set_text
from reportgen.typeset.boxes import Line, Rect
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import NEVER, Strip, hold, merge, stack
from reportgen.typeset.inline import paragraph as inline
from reportgen.typeset.inline.collect import Collector, base_look
from reportgen.typeset.inline.look import Look
from reportgen.typeset.inline.words import Fragment, fragments
from reportgen.typeset.structure import Element

_CHIP_SIDE = 4.0
_CHIP_GAP = 4.0
_CHIP_RADIUS = 2.0
_FACT_GAP = 15.0
_LABEL_SHARE = 0.4
_GUTTER = 12.0
_TOGETHER = 4
"""Entries of a long list of terms that stay together at its beginning and at its end."""


@sets(n.Marks)
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


@sets(n.Terms)
def set_terms(frame: Frame, block: n.Terms) -> list[Strip]:
    """Labels with values: below each other in the margin, beside each other in glossary and imprint."""
    element = frame.parent.add("list", id=frame.id(block.id))
    setter = _stacked if block.role == "margin" else _beside
    strips = setter(replace(frame, tail=" "), block, element)
    if strips and frame.ids:
        strips[0].anchors.append((block.id, 0.0))
    return strips


def _stacked(frame: Frame, block: n.Terms, element: Element) -> list[Strip]:
    label_style, value_style = frame.setting.style("label"), frame.setting.style("value")
    strips: list[Strip] = []
    for term in block.terms:
        body = element.add("item").add("item-body")
        lines = set_text(frame, term.label, label_style, body, block.id)
        lines += set_text(frame, term.value, value_style, body, block.id)
        strips.append(stack(lines))
    return strips


def _beside(frame: Frame, block: n.Terms, element: Element) -> list[Strip]:
    setting = frame.setting
    glossary = block.role == "glossary"
    label_style = setting.style("glossary-entry" if glossary else "label")
    if glossary:
        label_style = replace(label_style, face="bold", colour="primary-deep", hyphenate=False)
    value_style = setting.style("glossary-entry" if glossary else "body")
    bodies = [element.add("item").add("item-body") for _ in block.terms]
    if frame.outer is not None:
        left, label_width, start = frame.outer, frame.x - frame.outer - _GUTTER, frame.x
    else:
        left, label_width = frame.x, _label_width(frame, block, label_style)
        start = left + label_width + _GUTTER
    strips: list[Strip] = []
    for term, body in zip(block.terms, bodies, strict=True):
        label = stack(set_text(replace(frame, x=left, width=label_width), term.label, label_style, body, block.id))
        column = replace(frame, x=start, width=frame.right - start)
        value = set_text(column, term.value, value_style, body, block.id)
        strips += _row(label, value, setting.area.depth / 4)
    for strip in (*strips[1:_TOGETHER], *strips[1 - _TOGETHER :]) if len(strips) > 2 * _TOGETHER else ():
        strip.penalty = NEVER
    return strips


def _label_width(frame: Frame, block: n.Terms, style: Style) -> float:
    look = base_look(frame.setting, style, None, frame.lang)
    widths = [inline.width_of(inline.fragments(frame.setting, term.label, look, block.id)) for term in block.terms]
    return min(max(widths, default=0.0) + 1, frame.width * _LABEL_SHARE)


def _row(label: Strip, value: list[Strip], limit: float) -> list[Strip]:
    """A label beside its value: one strip, or one for each line of a value higher than `limit` points."""
    first = value[0] if value else Strip(0)
    drop = max(0.0, first.baseline - label.baseline)
    if sum([strip.height for strip in value]) > limit and label.height + drop < limit:
        merge(first, label, drop)
        return hold(value[: 1 + int(label.height / first.height)]) + value[1 + int(label.height / first.height) :]
    right = stack(value)
    row = Strip(0, baseline=right.baseline, before=right.before, after=right.after)
    merge(row, label, drop)
    merge(row, right, 0)
    row.height = max(right.height, label.height + drop)
    return [row]


@sets(n.Facts)
def set_facts(frame: Frame, block: n.Facts) -> list[Strip]:
    """Facts one beside the other: number and what it counts, wrapped between facts first. Each is an item of a list."""
    setting = frame.setting
    element = frame.parent.add("list", id=frame.id(block.id))
    value_style, label_style = setting.style("fact-value"), setting.style("fact-label")
    base = baseline(value_style, setting.face(value_style))
    strips: list[Strip] = []
    x = frame.x
    for fact in block.facts:
        body = element.add("item").add("item-body")
        look = base_look(setting, value_style, body, frame.lang)
        found = _fact(frame, block, fact, look, base_look(setting, label_style, body, frame.lang))
        width = inline.width_of(found)
        if width > frame.width:
            strips += set_fragments(frame, found, value_style, look)
            x = frame.right
            continue
        if not strips or x + width > frame.right + 0.01:
            strips.append(Strip(value_style.leading, baseline=base))
            x = frame.x
        line = inline.set_lines(found, frame.width + 1).lines[0]
        strips[-1].boxes.append(Line(x, base, line.runs))
        x += width + _FACT_GAP
    return _closed(strips, frame, block.id, value_style)


def _fact(frame: Frame, block: n.Facts, fact: n.Fact, value: Look, label: Look) -> list[Fragment]:
    collector = Collector(frame.setting, block.id)
    collector.collect(fact.value, value)
    collector.characters(" ", label)
    collector.collect(fact.label, label)
    return fragments(collector.pieces, " ")


def _closed(strips: list[Strip], frame: Frame, block: str, style: Style) -> list[Strip]:
    if strips:
        strips[0].before = max(style.before, 2.0)
        strips[0].penalty = NEVER
        strips[-1].after = 4.0
        if frame.ids:
            strips[0].anchors.append((block, 0.0))
    return strips
