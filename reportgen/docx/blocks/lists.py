"""Lists with bullets and numbers, nested."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.context import Writer
from reportgen.docx.stylenames import list_continue, list_style
from reportgen.docx.styles import LIST_HANG

_GUTTER = 400
"""Twips between two columns."""


def list_block(w: Writer, block: n.ListBlock) -> None:
    """A list; a numbered one is an instance of its own, so that it counts from its own start, and again where an item
    has another number than follows."""
    columns = block.columns > 1 and w.at_top and not (w.break_next or w.flowing)
    if columns:
        w.begin_section(w.sections.columns(block.columns, _GUTTER), "continuous")
    w.list_depth += 1
    num = w.numbering.items(block.ordered, w.list_depth, block.numbers[0] if block.items else block.start)
    with w.container(block.id):
        for position, item in enumerate(block.items):
            if block.ordered and position and item.number is not None:
                num = w.numbering.items(True, w.list_depth, item.number)
            _item(w, item, block.ordered, num)
    w.list_depth -= 1
    if columns:
        w.begin_section(w.sections.columns(1), "continuous")


def _item(w: Writer, item: n.ListItem, ordered: bool, num: int) -> None:
    depth = min(w.list_depth, 8)
    style, further = list_style(ordered, depth).id, list_continue(depth).id
    member = ppr.numbering(num, depth)
    with w.container(item.id):
        for position, child in enumerate(item.children):
            if not isinstance(child, n.Paragraph):
                w.blocks((child,))
                continue
            own = {"numPr": member} if position == 0 else {}
            if w.inset:
                own["ind"] = ppr.indent(w.inset + LIST_HANG * (depth + 1), LIST_HANG if position == 0 else 0)
            with w.block(child.id):
                content = w.inlines(child.children, w.plain(child.lang))
                w.paragraph(style if position == 0 else further, content, **own)
