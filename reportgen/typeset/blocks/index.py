"""Registers: terms and where they occur, in two columns."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.walk import plain_text
from reportgen.typeset.blocks.paged import paged_lines
from reportgen.typeset.blocks.registry import sets
from reportgen.typeset.blocks.text import set_text
from reportgen.typeset.boxes import Box, Line
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Late, Strip, hold, merge, settle, stack
from reportgen.typeset.structure import Element

_GUTTER = 24.0
_HEAD_ROOM = 110.0
"""Points left above the first columns for the chapter's heading."""


@sets(n.Index)
def set_index(frame: Frame, block: n.Index) -> list[Strip]:
    """Two even columns, or as many pages of two columns as are needed."""
    element = frame.parent.add("index", id=frame.id(block.id))
    left = frame.left
    width = (frame.right - left - _GUTTER) / 2
    column = replace(frame, x=0.0, width=width, parent=element, outer=None, wide=False)
    groups = [_group(column, group, element) for group in block.groups]
    strips = settle([strip for group in groups for strip in group])
    depth = frame.setting.area.depth
    found: list[Strip] = []
    while strips:
        room = depth - (0 if found else _HEAD_ROOM)
        taken = _columns(strips, room)
        pair = Strip(0, before=14, after=10)
        for x, part in zip((left, left + width + _GUTTER), taken, strict=True):
            stacked = _moved(stack(part), x)
            merge(pair, stacked, 0)
            pair.height = max(pair.height, stacked.height)
        found.append(pair)
        strips = strips[sum(len(part) for part in taken) :]
    if found:
        found[0].anchors.append((block.id, 0.0))
    return found


def _group(column: Frame, group: n.IndexGroup, parent: Element) -> list[Strip]:
    setting = column.setting
    element = parent.add("group", id=group.id)
    owner = element.add("paragraph")
    term = stack(set_text(replace(column, tail=" "), group.term, setting.style("index-term"), owner, group.id))
    term.keep_next = True
    term.anchors.append((group.id, 0.0))
    strips = [term]
    style = setting.style("index-entry")
    for entry in group.entries:
        link = element.add("paragraph").add("link", target=f"#{entry.target}", title=plain_text(entry.children))
        inner = replace(column, x=column.x + 8, width=column.width - 8)
        lines = paged_lines(inner, entry.children, style, link, entry.target, group.id, gap=8, leaders=None)
        strips += hold(lines)
    return strips


def _columns(strips: list[Strip], room: float) -> tuple[list[Strip], list[Strip]]:
    """The strips of a left and a right column: even where the rest fits in both, else full."""
    heights = _running(strips)
    limit = room
    if heights[-1] <= 2 * room:
        limit = next((h for h in heights if h >= heights[-1] / 2 and _right(strips, heights, h) <= room), room)
    first = _count(strips, limit)
    second = _count(strips[first:], room)
    return strips[:first], strips[first : first + second]


def _running(strips: list[Strip]) -> list[float]:
    heights: list[float] = []
    y = 0.0
    for strip in strips:
        y += strip.height + (strip.before if heights else 0)
        heights.append(y)
    return heights


def _right(strips: list[Strip], heights: list[float], limit: float) -> float:
    return heights[-1] - heights[max(_count(strips, limit) - 1, 0)]


def _count(strips: list[Strip], limit: float) -> int:
    """How many strips fit, none parted from what it has to stay with; at least one."""
    fitting = 0
    for index, height in enumerate(_running(strips)):
        if height > limit + 0.01:
            break
        if index + 1 == len(strips) or not strips[index + 1].penalty:
            fitting = index + 1
    return fitting or min(1, len(strips))


def _moved(strip: Strip, dx: float) -> Strip:
    """A strip of lines moved to the right."""

    def along(line: Line) -> Line:
        return replace(line, x=line.x + dx)

    boxes: list[Box | Late] = []
    for box in strip.boxes:
        if isinstance(box, Late):
            boxes.append(replace(box, line=along(box.line), right=None if box.right is None else box.right + dx))
        elif isinstance(box, Line):
            boxes.append(along(box))
    links = [replace(link, x=link.x + dx) for link in strip.links]
    return replace(strip, boxes=boxes, links=links)
