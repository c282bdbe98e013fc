"""Lists with bullets and numbers, nested."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.context import Writer
from reportgen.docx.place import Place
from reportgen.docx.stylenames import list_continue, list_style
from reportgen.docx.styles import LIST_HANG

_GUTTER = 400
"""Twips between two columns."""


def list_block(w: Writer, block: n.ListBlock, place: Place) -> None:
    """A list; a numbered one is an instance of its own, so that it counts from its own start, and again where an item
    has another number than follows."""
    columns = block.columns > 1 and place.at_top and not (w.sections.break_next or w.flowing)
    if columns:
        w.begin_section(place, w.sections.columns(block.columns, _GUTTER), "continuous")
    inside = place.item
    num = w.numbering.items(block.ordered, inside.depth, block.numbers[0] if block.items else block.start)
    with w.container(place, block.id):
        for position, item in enumerate(block.items):
            if block.ordered and position and item.number is not None:
                num = w.numbering.items(True, inside.depth, item.number)
            _item(w, inside, item, block.ordered, num)
    if columns:
        w.end_columns(place, w.sections.columns(1))


def _item(w: Writer, place: Place, item: n.ListItem, ordered: bool, num: int) -> None:
    depth = min(place.depth, 8)
    style, further = list_style(ordered, depth).id, list_continue(depth).id
    member = ppr.numbering(num, depth)
    with w.container(place, item.id):
        for position, child in enumerate(item.children):
            if not isinstance(child, n.Paragraph):
                w.blocks(place, (child,))
                continue
            own = {"numPr": member} if position == 0 else {}
            if place.inset:
                left = place.inset + LIST_HANG * (depth + 1)
                own["ind"] = ppr.indent(left, LIST_HANG if position == 0 else 0, place.inset_right)
            with w.block(place, child.id):
                content = w.inlines(place, child.children, w.plain(place, child.lang))
                w.paragraph(place, style if position == 0 else further, content, **own)
