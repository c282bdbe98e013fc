"""Quotations: paragraphs set in, with a bar beside them."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx.context import Writer


def quote(w: Writer, block: n.Quote) -> None:
    """Blocks whose paragraphs have the style of quotations."""
    before = w.body_role
    w.body_role = "quote"
    with w.container(block.id):
        w.blocks(block.children)
    w.body_role = before
