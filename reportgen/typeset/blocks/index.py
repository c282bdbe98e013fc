"""Registers: terms and where they occur, in two columns."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.walk import plain_text
from reportgen.typeset.blocks.paged import paged_lines
from reportgen.typeset.flow.balanced import entries
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import NEVER, Strip, settle, stack
from reportgen.typeset.flow.text import set_text
from reportgen.typeset.structure import Element

_GUTTER = 24.0
_FEW = 3
"""Strips of a group that stay together at its beginning: its term and two entries."""


def set_index(frame: Frame, block: n.Index) -> list[Strip]:
    """Terms with their entries, in columns that are balanced on each page; in one column inside other blocks."""
    element = frame.parent.add("index", id=frame.id(block.id))
    left = frame.left
    width = (frame.right - left - _GUTTER) / 2
    column = replace(frame, parent=element)
    if frame.outer is not None:
        column = replace(column, x=0.0, width=width, outer=None, wide=False)
    found = settle([strip for group in block.groups for strip in _group(column, group, element)])
    if frame.outer is not None:
        found = entries(found, (left, left + width + _GUTTER))
    if found:
        found[0].before, found[-1].after = 14.0, 10.0
        found[0].anchors.insert(0, (block.id, 0.0))
    return found


def _group(column: Frame, group: n.IndexGroup, parent: Element) -> list[Strip]:
    setting = column.setting
    element = parent.add("group", id=group.id)
    owner = element.add("paragraph")
    term = stack(set_text(replace(column, tail=" "), group.term, setting.style("index-term"), owner, group.id))
    term.anchors.append((group.id, 0.0))
    strips = [term]
    style = setting.style("index-entry")
    for entry in group.entries:
        paragraph = element.add("paragraph")
        link = paragraph.add("link", target=f"#{entry.target}", title=plain_text(entry.children))
        inner = replace(column, x=column.x + 8, width=column.width - 8)
        lines = paged_lines(inner, entry.children, style, link, entry.target, group.id, gap=8, leaders=None)
        strips.append(stack(lines))
        strips[-1].ends = (paragraph,)
    for strip in (*strips[1:_FEW], strips[-1]) if len(strips) > 1 else ():
        strip.penalty = NEVER
    return strips
