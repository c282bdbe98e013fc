"""Headings: chapters with their numeral in the margin column, fields under a rule, and the rest."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.theme import Style
from reportgen.document.walk import plain_text
from reportgen.typeset.boxes import Line, Rule
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip, merge, stack
from reportgen.typeset.flow.text import baseline, set_text, single_line
from reportgen.typeset.inline.line import SetLine
from reportgen.typeset.structure import Element

_NUMBER_GAP = 4.0
"""Points between a number in the margin column and the title at least."""
_NUMBER_ROLES = {1: "numeral", 2: "section-number"}


def set_heading(frame: Frame, block: n.Heading) -> list[Strip]:
    """A heading as one strip that stays with what follows."""
    setting = frame.setting
    style = setting.style(block.role or f"heading-{min(block.level, 6)}")
    owner = frame.parent.add("heading", id=frame.id(block.id), level=block.level, lang=block.lang)
    if frame.outer is None:
        frame = replace(frame, outer=frame.x) if block.level == 1 else frame
    text_x = frame.start if not block.number else frame.x
    column = replace(frame, x=text_x, width=frame.right - text_x, lang=block.lang or frame.lang)
    strip = _strip(frame, column, block, style, owner)
    strip.before, strip.after, strip.keep_next = style.before, style.after, True
    strip.stretch = strip.shrink = style.before * 0.4 * setting.theme.rules.gap_give
    strip.anchors.append((block.id, 0.0))
    strip.heading = block.level
    if block.level == 1:
        strip.chapter = plain_text(block.children)
    return [strip]


def _strip(frame: Frame, column: Frame, block: n.Heading, style: Style, owner: Element) -> Strip:
    column = replace(column, notes=frame.notes or frame.parent)
    hanging = None
    if block.number:
        number = owner.add("number")
        hanging = _hanging(frame, block, style, number)
        if hanging is None:
            strip = _inline_number(column, block, style, owner, number)
            return _ruled(frame, strip, style) if style.rule else strip
    strip = stack(set_text(column, block.children, style, owner, block.id))
    if hanging is not None:
        strip = _beside(frame, strip, style, *hanging)
    if style.rule:
        strip = _ruled(frame, strip, style)
    return strip


def _hanging(frame: Frame, block: n.Heading, style: Style, number: Element) -> tuple[SetLine, Style] | None:
    """The number as it stands in the margin column, with its style; None where that has no room for it."""
    number_style = frame.setting.style(_NUMBER_ROLES.get(block.level, "section-number"))
    if block.level > 2:
        number_style = replace(number_style, size=style.size, leading=style.leading)
    line = single_line(frame, f"{block.number} ", number_style, number)
    return (line, number_style) if line.width + _NUMBER_GAP <= frame.x - frame.left else None


def _beside(frame: Frame, strip: Strip, style: Style, line: SetLine, number_style: Style) -> Strip:
    """The number in the margin column, on the first baseline of the title."""
    above = baseline(number_style, frame.setting.face(number_style)) - strip.baseline
    drop = max(0.0, above) if number_style.size > style.size else 0.0
    base = strip.baseline + drop
    moved = Strip(strip.height + drop, baseline=base)
    moved.boxes.append(Line(frame.left, base, line.runs))
    merge(moved, strip, drop)
    return moved


def _inline_number(column: Frame, block: n.Heading, style: Style, owner: Element, number: Element) -> Strip:
    """The number before the title on the same line, the title's further lines hanging."""
    line = single_line(column, f"{block.number} ", style, number)
    indent = line.width + style.size
    inner = replace(column, x=column.x + indent, width=column.width - indent)
    strip = stack(set_text(inner, block.children, style, owner, block.id))
    strip.boxes.insert(0, Line(column.x, strip.baseline, line.runs))
    return strip


def _ruled(frame: Frame, strip: Strip, style: Style) -> Strip:
    rule = Rule(
        frame.left, style.rule_width / 2, frame.right, style.rule_width / 2, style.rule_width,
        frame.setting.colour(style.rule or "rule"),
    )  # fmt: skip
    below = Strip(strip.height + style.rule_gap, boxes=[rule], baseline=strip.baseline + style.rule_gap)
    merge(below, strip, style.rule_gap)
    return below
