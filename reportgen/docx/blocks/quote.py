"""Quotations: paragraphs set in, with a bar beside them."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.blocks.keeping import kept
from reportgen.docx.context import Writer
from reportgen.docx.grounds import QUOTE_INDENT, beside, between
from reportgen.docx.place import Place
from reportgen.docx.styles import LIST_HANG


def quote(w: Writer, block: n.Quote, place: Place) -> None:
    """Blocks whose plain paragraphs have the style of quotations, and all of which stand beside its bar, or
    between the rules of large ones; whose words they are stays with them."""
    inset = place.inset + QUOTE_INDENT
    look = w.theme.style(block.role)
    style = between(w.theme, look) if block.kind == "pull" else beside(w.theme, look)
    box = {**place.box, **style, "ind": ppr.indent(inset + LIST_HANG * (place.depth + 1))}
    inside = replace(place, role=block.role, inset=inset, box=box)
    with w.container(place, block.id):
        if block.source is None and block.kind == "block":
            w.blocks(inside, block.children)
        else:
            _sourced(w, block, inside)


def _sourced(w: Writer, block: n.Quote, place: Place) -> None:
    """Words that stay with whose they are, and large ones that stay on one page."""
    source = block.source
    words = place if source is None else place.boxed({"spacing": w.styles.spacing(block.role, after=0)})
    kept(w, words, block.children, whole=block.kind == "pull", onward=source is not None)
    if source is not None:
        below = w.styles.spacing(source.role, after=w.theme.style(block.role).after)
        w.blocks(place.boxed({"spacing": below}), (source,))
