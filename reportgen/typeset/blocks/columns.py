"""Blocks in two columns, which are equally long on every page."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.pagination import COLUMN_GAP, LEAST_COLUMN
from reportgen.document.theme import MM
from reportgen.typeset.blocks.registry import set_block, set_blocks
from reportgen.typeset.flow.balanced import entries
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip, hold, settle

_DIVIDED = (n.Paragraph, n.ListBlock, n.Quote, n.Terms, n.TimeLine, n.Callout)
"""Blocks that may go on in the next column."""


def set_columns(frame: Frame, block: n.Columns) -> list[Strip]:
    """Blocks that run through two columns; in one where there is no room for two, and inside other blocks."""
    element = frame.parent.add("group", id=frame.id(block.id))
    left = frame.left if block.wide else frame.start
    gap = COLUMN_GAP * MM
    width = (frame.right - left - gap) / 2
    if frame.outer is None or width < LEAST_COLUMN * MM:
        found = set_blocks(replace(frame, parent=element), block.children)
    else:
        column = replace(frame, x=0.0, width=width, parent=element, outer=None, wide=False)
        strips = settle([strip for child in block.children for strip in _set(column, child)])
        before, after = (strips[0].before, strips[-1].after) if strips else (0.0, 0.0)
        found = entries(strips, (left, left + width + gap))
        if found:
            found[0].before, found[-1].after = before, after
    if found and frame.ids:
        found[0].anchors.insert(0, (block.id, 0.0))
    return found


def _set(column: Frame, child: n.Block) -> list[Strip]:
    """A block; a table has its heads once, so it is not divided, as drawings are not."""
    strips = set_block(column, child)
    return strips if isinstance(child, _DIVIDED) else hold(strips)
