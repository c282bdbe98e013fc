"""Quotations: paragraphs set in, with a bar beside them."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.context import Writer
from reportgen.docx.grounds import QUOTE_INDENT, beside
from reportgen.docx.place import Place
from reportgen.docx.styles import LIST_HANG


def quote(w: Writer, block: n.Quote, place: Place) -> None:
    """Blocks whose plain paragraphs have the style of quotations, and all of which stand beside its bar."""
    inset = place.inset + QUOTE_INDENT
    style = beside(w.theme, w.theme.style("quote"))
    box = {**place.box, **style, "ind": ppr.indent(inset + LIST_HANG * (place.depth + 1))}
    with w.container(place, block.id):
        w.blocks(replace(place, role="quote", inset=inset, box=box), block.children)
