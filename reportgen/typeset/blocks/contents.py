"""Tables of contents: numbers in the margin column, titles hanging, leaders to page numbers at the right edge."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.theme import MM, Style
from reportgen.document.walk import plain_text
from reportgen.typeset.blocks.paged import paged_lines
from reportgen.typeset.boxes import Line
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip, hold
from reportgen.typeset.flow.text import single_line
from reportgen.typeset.structure import Element

_LEADER = 24.0
"""Points of leaders that every entry has at least."""
_NUMBER_GAP = 12.0
_ABOVE = 20.0
"""Points above the first entry."""


def set_contents(frame: Frame, block: n.TableOfContents) -> list[Strip]:
    """The contents; an entry's lines stay together, and a chapter with its first entry."""
    element = frame.parent.add("contents", id=frame.id(block.id))
    indents = _indents(frame, block)
    strips: list[Strip] = []
    deeper = [below.level > entry.level for entry, below in pairwise(block.entries)]
    for entry, leads in zip(block.entries, [*deeper, False], strict=False):
        style = frame.setting.style(f"contents-{min(entry.level, 3)}")
        lines = _entry(frame, entry, style, element, indents[entry.level], block.id)
        if lines:
            lines[0].before, lines[-1].after = style.before, style.after
            lines[-1].keep_next = leads and entry.level == 1
        strips += lines
    if strips:
        strips[0].anchors.append((block.id, 0.0))
        strips[0].before = max(strips[0].before, _ABOVE)
    return strips


def _indents(frame: Frame, block: n.TableOfContents) -> dict[int, float]:
    """How far the titles of each level stand in, so that the widest number of it or of a higher one has room before
    them; the margin column is room, too, which a theme's steps give back (then less than 0)."""
    indents: dict[int, float] = {}
    step = frame.setting.theme.rules.contents_step * MM
    room, need = frame.x - frame.left, 0.0
    for level in sorted({entry.level for entry in block.entries}):
        style = _label_style(frame, level)
        numbers = [entry.number for entry in block.entries if entry.number and entry.level == level]
        widths = [single_line(frame, number, style, None).width for number in numbers]
        if step:
            widest = max(widths, default=0.0)
            indents[level] = max(step * level, step * (level - 1) + widest + _NUMBER_GAP / 2) - room
        else:
            need = max([need, *(width + _NUMBER_GAP for width in widths)])
            indents[level] = max(0.0, need - room)
    return indents


def _label_style(frame: Frame, level: int) -> Style:
    return replace(frame.setting.style(f"contents-{min(level, 3)}"), colour="primary", face="bold")


def _entry(frame: Frame, entry: n.TocEntry, style: Style, element: Element, indent: float, block: str) -> list[Strip]:
    setting = frame.setting
    title = f"{entry.number or ''} {plain_text(entry.children)}".strip()
    link = element.add("contents-entry").add("reference").add("link", target=f"#{entry.target}", title=title)
    number = link.add("number") if entry.number else None
    leaders = setting.colour("rule") if setting.theme.rules.leaders else None
    lines = paged_lines(
        replace(frame, x=frame.x + indent, width=frame.width - indent),
        entry.children, style, link, entry.target, block, gap=_LEADER, leaders=leaders,
    )  # fmt: skip
    if lines and number is not None and entry.number:
        label = single_line(frame, f"{entry.number} ", _label_style(frame, entry.level), number)
        start = frame.left + setting.theme.rules.contents_step * MM * (entry.level - 1)
        lines[0].boxes.insert(0, Line(start, lines[0].baseline, label.runs))
        area = lines[0].links[0]
        lines[0].links[0] = replace(area, x=start, width=area.x + area.width - start)
    return hold(lines)
