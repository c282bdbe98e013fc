"""Cards: heading, what the PDF sets beside it, body, in the order in which they are read."""

from __future__ import annotations

import math

from reportgen.document import nodes as n
from reportgen.document.walk import find, plain_text
from reportgen.docx import ppr
from reportgen.docx.blocks.heading import heading
from reportgen.docx.blocks.keeping import CHARACTER_WIDTH, is_short, kept
from reportgen.docx.context import Writer
from reportgen.docx.ppr import RunFormat
from reportgen.ooxml.xml import mm_twips

_TITLE = "card-title"
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
    whole = is_short(w, block)
    beside = bool(block.margin and block.body) and w.at_top and w.framed and w.page.hang >= mm_twips(_MARGIN)
    with w.container(block.id):
        _title(w, block.heading)
        if beside:
            _beside(w, block.margin)
            kept(w, block.body, whole=whole)
            margin = _height(w, block.margin, w.page.hang - _GUTTER, _WIDE) + _LEVEL
            w.room_after_last(margin - _height(w, block.body, w.page.text, _NARROW))
        else:
            kept(w, (*block.margin, *block.body), whole=whole)


def _title(w: Writer, block: n.Heading) -> None:
    """The title of a card is a heading in Word's style of its level, formatted where it looks otherwise: under the rule
    of cards, but for the first. In a reference document it looks as its headings do, or as the style that is named."""
    if block.number or block.role:
        heading(w, block)
    elif w.reference is not None:
        named = w.styles.paragraph(_TITLE, block.id) if _TITLE in w.theme.word_styles else None
        heading(w, block, named)
    else:
        heading(w, block, None, _runs(w, block.level), **_above(w))


def _above(w: Writer) -> dict[str, str]:
    """The rule above the title of a card and the room around it."""
    if not w.card_before:
        return {"pBdr": _NO_RULE, "spacing": w.styles.spacing("heading-3")}
    rules = w.theme.rules
    rule = ppr.border("top", w.styles.colour(rules.card_rule), 4, round(rules.card_gap))
    return {"pBdr": f"<w:pBdr>{rule}</w:pBdr>", "spacing": w.styles.spacing(_TITLE, rules.card_gap)}


def _runs(w: Writer, level: int) -> RunFormat | None:
    """The format of the runs of a title, None where it is that of a heading of its level."""
    own, other = w.theme.style(_TITLE), w.theme.style(f"heading-{level}")
    if w.styles.run_parts(own) == w.styles.run_parts(other):
        return None
    bold = "bold" in own.face
    differs = bold != ("bold" in other.face)
    return RunFormat(w.styles.character(_TITLE), bold if differs else None, "italic" in own.face)


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
