"""Quotations: paragraphs set in, with a bar beside them."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.blocks.keeping import kept
from reportgen.docx.context import Writer
from reportgen.docx.grounds import QUOTE_INDENT, beside, between
from reportgen.docx.styles import LIST_HANG


def quote(w: Writer, block: n.Quote) -> None:
    """Blocks whose plain paragraphs have the style of quotations, and all of which stand beside its bar, or
    between the rules of large ones; whose words they are stays with them."""
    before = w.body_role, w.box, w.inset
    w.body_role = block.role
    w.inset += QUOTE_INDENT
    look = w.theme.style(block.role)
    style = between(w.theme, look) if block.kind == "pull" else beside(w.theme, look)
    w.box = {**w.box, **style, "ind": ppr.indent(w.inset + LIST_HANG * (w.list_depth + 1))}
    with w.container(block.id):
        if block.source is None and block.kind == "block":
            w.blocks(block.children)
        else:
            _sourced(w, block)
    w.body_role, w.box, w.inset = before


def _sourced(w: Writer, block: n.Quote) -> None:
    """Words that stay with whose they are, and large ones that stay on one page."""
    style, source = w.box, block.source
    if source is not None:
        w.box = {**style, "spacing": w.styles.spacing(block.role, after=0)}
    kept(w, block.children, whole=block.kind == "pull", onward=source is not None)
    if source is not None:
        w.box = {**style, "spacing": w.styles.spacing(source.role, after=w.theme.style(block.role).after)}
        w.blocks((source,))
