"""Time lines: events along an axis, below each other or at true distances."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.theme import Style
from reportgen.typeset.boxes import Box, Rect, Rule
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import NEVER, Strip, merge, stack
from reportgen.typeset.flow.text import set_text
from reportgen.typeset.inline import paragraph as inline
from reportgen.typeset.inline.collect import base_look
from reportgen.typeset.structure import Element

_GUTTER = 22.0
"""Points between dates and texts, with the axis in the middle."""
_DATES = 0.35
"""Of the measure that dates take at most, as a share."""
_DOT = 3.0
_BEND = 16.0
"""Points beside the axis in which lines lead from a date's place to its words."""
_ROOM = 1.3
"""How much longer than its texts need a time line to scale is, where the page has room for it."""


def set_timeline(frame: Frame, block: n.TimeLine) -> list[Strip]:
    """A list of events: date, axis, text; to scale, the axis first and date and text at its right."""
    style = frame.setting.style("timeline")
    element = frame.parent.add("list", id=frame.id(block.id))
    if not block.events:
        return []
    items = [_item(element, event, frame) for event in block.events]
    strips = _scaled(frame, block, items, style) if block.scaled else _listed(frame, block, items, style)
    strips[0].before, strips[-1].after = max(style.before, strips[0].before), style.after
    if frame.ids:
        strips[0].anchors.insert(0, (block.id, 0.0))
    return strips


def _item(element: Element, event: n.Event, frame: Frame) -> tuple[Element, Element]:
    item = element.add("item", id=frame.id(event.id))
    return item.add("term"), item.add("item-body")


def _dated(column: Frame, event: n.Event, owner: Element) -> list[Strip]:
    return set_text(replace(column, tail=" "), event.date, column.setting.style("timeline-date"), owner, event.id)


# --------------------------------------------------------------------------------------------------- below each other


def _listed(frame: Frame, block: n.TimeLine, items: Sequence[tuple[Element, Element]], style: Style) -> list[Strip]:
    left, dates = _dates(frame, block)
    axis, start = left + dates + _GUTTER / 2, left + dates + _GUTTER
    rows: list[Strip] = []
    for event, (term, body) in zip(block.events, items, strict=True):
        date = stack(_dated(replace(frame, x=left, width=dates, outer=None, notes=body), event, term))
        column = replace(frame, x=start, width=frame.right - start, outer=None, notes=body)
        text = stack(set_text(column, event.text, style, body, event.id))
        drop = text.baseline - date.baseline
        row = Strip(max(text.height, date.height + max(drop, 0.0)), baseline=text.baseline)
        merge(row, date, max(drop, 0.0))
        merge(row, text, max(-drop, 0.0))
        if frame.ids:
            row.anchors.append((event.id, 0.0))
        rows.append(row)
    last = len(rows) - 1
    gap = frame.setting.style("timeline-date").before
    return [_on_axis(frame, row, axis, style, gap if i else 0.0, end=i == last) for i, row in enumerate(rows)]


def _dates(frame: Frame, block: n.TimeLine) -> tuple[float, float]:
    """The left edge and the width of the dates: in the margin column where that has room, else in the text column."""
    setting = frame.setting
    look = base_look(setting, setting.style("timeline-date"), None, frame.lang)
    found = [inline.width_of(inline.fragments(setting, event.date, look, event.id)) for event in block.events]
    widest = max(found, default=0.0) + 1
    if frame.outer is not None and not frame.wide and widest <= frame.x - frame.outer - _GUTTER:
        return frame.outer, frame.x - frame.outer - _GUTTER
    return frame.start, min(widest, (frame.right - frame.start) * _DATES)


def _on_axis(frame: Frame, row: Strip, axis: float, style: Style, above: float, *, end: bool) -> Strip:
    """A row with its dot and its part of the axis, which goes on from the row before."""
    whole = Strip(above + row.height, baseline=above + row.baseline, penalty=NEVER if end and above else 0.0)
    y = whole.baseline - _DOT
    if style.rule and style.rule_width:
        top, foot = (0.0 if above else y), (y if end else whole.height)
        if foot > top:
            whole.boxes.append(_axis(frame, axis, top, foot, style))
    whole.boxes.append(_dot(frame, axis, y))
    merge(whole, row, above)
    return whole


def _axis(frame: Frame, x: float, top: float, foot: float, style: Style) -> Box:
    colour = frame.setting.colour(style.rule or "primary")
    return Rect(x - style.rule_width / 2, top, style.rule_width, foot - top, fill=colour)


def _dot(frame: Frame, x: float, y: float) -> Box:
    style = frame.setting.style("timeline-date")
    return Rect(x - _DOT, y - _DOT, 2 * _DOT, 2 * _DOT, fill=frame.setting.colour(style.colour), radius=_DOT)


# ----------------------------------------------------------------------------------------------------------- to scale


def _scaled(frame: Frame, block: n.TimeLine, items: Sequence[tuple[Element, Element]], style: Style) -> list[Strip]:
    start = frame.start + 2 * _DOT + _BEND
    column = replace(frame, x=start, width=frame.right - start, outer=None)
    entries: list[Strip] = []
    for event, (term, body) in zip(block.events, items, strict=True):
        column = replace(column, notes=body)
        lines = _dated(column, event, term)
        for line in lines:
            line.before = line.after = 0.0
        words = set_text(column, event.text, style, body, event.id)
        for line in words:
            line.before = 0.0
        entries.append(stack([*lines, *words]))
    gap = frame.setting.style("timeline-date").before
    heights = [entry.height + gap for entry in entries]
    length = _length(frame, heights)
    firsts = [entry.baseline - _DOT for entry in entries]
    wanted = [place * length for place in block.places]
    tops = spread(wanted, heights)
    whole = Strip(max(top + entry.height for top, entry in zip(tops, entries, strict=True)))
    shift = firsts[0]
    axis = frame.start + _DOT
    places = [place + shift for place in wanted]
    whole.height = max(whole.height, places[-1] + _DOT)
    if style.rule and style.rule_width:
        whole.boxes.append(_axis(frame, axis, places[0], places[-1], style))
    colour = frame.setting.colour("rule")
    for event, place, top, entry in zip(block.events, places, tops, entries, strict=True):
        y = top + entry.baseline - _DOT
        whole.boxes.append(Rule(axis, place, start - 4, y, 0.5, colour))
        whole.boxes.append(_dot(frame, axis, place))
        merge(whole, entry, top)
        if frame.ids:
            whole.anchors.append((event.id, top))
    whole.baseline = entries[0].baseline
    return [whole]


def _length(frame: Frame, heights: Sequence[float]) -> float:
    """Points from the first date to the last: more than the texts take, but no more than stays on a page."""
    room = frame.setting.area.depth * 0.9 - heights[-1]
    return max(min(sum(heights[:-1]) * _ROOM, room), sum(heights[:-1]))


def spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Where entries of these heights begin, none over the other, as near as can be to where each is wanted.

    Least squares under an order: entries that would overlap are pooled and stand around the middle of their places.
    """
    above = [sum(heights[:index]) for index in range(len(heights))]
    pools: list[tuple[float, int]] = []
    for place, before in zip(wanted, above, strict=True):
        mean, count = place - before, 1
        while pools and pools[-1][0] > mean:
            other, size = pools.pop()
            mean, count = (mean * count + other * size) / (count + size), count + size
        pools.append((mean, count))
    means = [max(mean, 0.0) for mean, count in pools for _ in range(count)]
    return [mean + before for mean, before in zip(means, above, strict=True)]
