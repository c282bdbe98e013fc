"""Quotations: paragraphs set in, with a bar beside them."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.context import Writer
from reportgen.docx.grounds import QUOTE_INDENT, beside
from reportgen.docx.styles import LIST_HANG


def quote(w: Writer, block: n.Quote) -> None:
    """Blocks whose plain paragraphs have the style of quotations, and all of which stand beside its bar."""
    before = w.body_role, w.box, w.inset
    w.body_role = "quote"
    w.inset += QUOTE_INDENT
    style = beside(w.theme, w.theme.style("quote"))
    w.box = {**w.box, **style, "ind": ppr.indent(w.inset + LIST_HANG * (w.list_depth + 1))}
    with w.container(block.id):
        w.blocks(block.children)
    w.body_role, w.box, w.inset = before
