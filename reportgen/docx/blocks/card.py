"""Cards: heading, what the PDF sets beside it, body, in the order in which they are read."""

from __future__ import annotations

import math

from reportgen.document import nodes as n
from reportgen.document.walk import find, plain_text
from reportgen.docx.blocks.heading import heading
from reportgen.docx.blocks.keeping import CHARACTER_WIDTH, is_short, kept
from reportgen.docx.context import Writer
from reportgen.ooxml.xml import mm_twips

_WIDE = CHARACTER_WIDTH
_NARROW = 0.38
"""What it is at least: text that must not be taken for longer than it is."""
_LEVEL = 160
"""Twips by which programs may set the frame lower than the text beside it."""
_NO_RULE = '<w:pBdr><w:top w:val="nil"/></w:pBdr>'
_MARGIN = 25
"""Millimetres that a margin column must have to hold anything."""
_GUTTER = 170
"""Twips between margin column and text."""


def card(w: Writer, block: n.Card) -> None:
    """Heading, then what the PDF sets beside it, then the body."""
    number = block.heading.number
    style = w.styles.paragraph("card-title", block.id) if not number and not block.heading.role else None
    first = {} if w.card_before else {"pBdr": _NO_RULE, "spacing": w.styles.spacing("heading-3")}
    whole = is_short(w, block)
    beside = bool(block.margin and block.body) and w.at_top and w.page.hang >= mm_twips(_MARGIN)
    with w.container(block.id):
        heading(w, block.heading, style, **first)
        if beside:
            _beside(w, block.margin)
            kept(w, block.body, whole=whole)
            margin = _height(w, block.margin, w.page.hang - _GUTTER, _WIDE) + _LEVEL
            w.room_after_last(margin - _height(w, block.body, w.page.text, _NARROW))
        else:
            kept(w, (*block.margin, *block.body), whole=whole)


def _beside(w: Writer, blocks: n.Blocks) -> None:
    """Paragraphs in a frame of the margin column, level with the text that follows (17.3.1.11)."""
    page = w.page
    before = w.box
    w.box = {
        "framePr": f'<w:framePr w:w="{page.hang - _GUTTER}" w:hSpace="0" w:wrap="around" w:vAnchor="text" '
        f'w:hAnchor="page" w:x="{page.left - page.hang}" w:y="1"/>'
    }
    w.in_margin = True
    w.blocks(blocks)
    w.box, w.in_margin = before, False


def _height(w: Writer, blocks: n.Blocks, width: int, share: float) -> int:
    """About how tall blocks are in a column, in twips, with characters of that width: Word alone knows."""
    return round(
        20 * sum(_points(w, found, width / 20 / share) for block in blocks for found in find(block, *_MEASURED))
    )


_MEASURED = (n.Paragraph, n.Marks, n.Terms, n.Facts)


def _points(w: Writer, block: n.Paragraph | n.Marks | n.Terms | n.Facts, width: float) -> float:
    """`width` is that of a line in average characters of one point."""
    style = w.theme.style
    if isinstance(block, n.Paragraph):
        look = style(block.role if block.role in w.theme.styles else "body")
        return _lines(plain_text(block.children), look.size, width) * look.leading + look.after
    if isinstance(block, n.Marks):
        words = "".join(f"{plain_text((mark,))}    " for mark in block.marks)
        return _lines(words, style("mark").size, width) * style("mark").leading + 4
    if isinstance(block, n.Terms):
        look = style("value")
        texts = [plain_text(part) for term in block.terms for part in (term.label, term.value)]
        return sum(_lines(text, look.size, width) for text in texts) * 12 + 4 * len(block.terms)
    return style("fact-value").leading


def _lines(text: str, size: float, width: float) -> int:
    return math.ceil(len(text) * size / width) if text else 0
