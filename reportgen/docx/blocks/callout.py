"""Callouts and boxes: paragraphs on a ground."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.blocks.captions import title
from reportgen.docx.blocks.keeping import is_short, kept
from reportgen.docx.context import Writer
from reportgen.docx.grounds import BOX_INSET, box


def callout(w: Writer, block: n.Callout) -> None:
    """Paragraphs on a ground of their own, the title first; those of other styles than the callout's get its ground,
    too. Short ones stay on one page.

    Programs draw one box around paragraphs with the same borders and indents. A list has others: it and what follows
    have borders without the rule that stands above the box.
    """
    before = w.body_role, w.box, w.inset, w.inset_right
    w.body_role = block.role
    style = w.theme.style(block.role)
    ground = {"shd": ppr.shading(w.styles.colour(style.fill))} if style.fill else {}
    whole = is_short(w, block)
    first, rest = _divided(block)
    with w.container(block.id):
        if block.title is not None:
            w.box = {**ground, **box(w.theme, style), "keepNext": ppr.KEEP_NEXT}
            title(w, block.label, block.title)
        w.box = ground
        kept(w, first, whole=whole, onward=whole and bool(rest))
        if rest:
            w.box = {**ground, **box(w.theme, style, ruled=False)}
            w.inset = w.inset_right = BOX_INSET
            kept(w, rest, whole=whole)
    w.body_role, w.box, w.inset, w.inset_right = before


def _divided(block: n.Callout) -> tuple[n.Blocks, n.Blocks]:
    """The paragraphs that a callout begins with, and what follows from its first list on."""
    first = tuple(_up_to_list(block.children))
    return first, block.children[len(first) :]


def _up_to_list(blocks: n.Blocks) -> Iterator[n.Block]:
    return takewhile(lambda block: not isinstance(block, n.ListBlock), blocks)
