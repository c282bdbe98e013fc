"""Cards: heading, what the PDF sets beside it, body, in the order in which they are read."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.blocks.heading import heading
from reportgen.docx.blocks.heights import height
from reportgen.docx.blocks.keeping import fit, has_room, is_short, kept
from reportgen.docx.context import Writer
from reportgen.docx.place import Place
from reportgen.docx.ppr import RunFormat
from reportgen.ooxml.xml import mm_twips, twips

_TITLE = "card-title"
_NO_RULE = '<w:pBdr><w:top w:val="nil"/></w:pBdr>'
_MARGIN = 25
"""Millimetres that a margin column must have to hold anything."""
_BELOW_DATES = 3.5
"""Points below dates, which go where what follows stands below them, as those below the text do."""
_GUTTER = 170
"""Twips between margin column and text."""


def card(w: Writer, block: n.Card, place: Place) -> None:
    """Heading, then what the PDF sets beside it, then the body."""
    onward, whole = block.id == place.onward, block.id != place.loose
    beside = bool(block.margin and block.body) and place.at_top and w.framed and w.page.hang >= mm_twips(_MARGIN)
    with w.container(place, block.id):
        _title(w, place, block)
        if beside:
            _beside(w, place, block.margin)
            margin = height(w, block.margin, (w.page.hang - _GUTTER) / 20, 1)
            body = height(w, block.body, w.page.text / 20, 1)
            lacking = margin - body + _below(w, block.body[-1]) - _BELOW_DATES
            whole = whole and has_room(w, margin) and fit(w, block.body)
            kept(w, place, block.body, whole=whole, onward=onward or lacking > 0)
            if lacking > 0:
                place.story.close_up()
                w.spacer(place, tall=twips(lacking), keepNext=ppr.KEEP_NEXT if onward else ppr.LOOSE)
        else:
            kept(w, place, (*block.margin, *block.body), whole=whole and is_short(w, block), onward=onward)


def _title(w: Writer, place: Place, card: n.Card) -> None:
    """The title of a card is a heading in Word's style of its level, formatted where it looks otherwise: under the rule
    of cards, but for the first. In a reference document it looks as its headings do, or as the style that is named."""
    block, role = card.heading, card.title_role
    if block.number or block.role:
        heading(w, block, place)
    elif w.wanted.reference is not None:
        named = w.styles.paragraph(role, block.id) if role in w.theme.word_styles else None
        heading(w, block, place, named)
    else:
        heading(w, block, place, None, _runs(w, block.level, role), **_above(w, place, role))


def _above(w: Writer, place: Place, role: str) -> ppr.Properties:
    """The rule above the title of a card and the room around it."""
    if role != _TITLE:
        return {"pBdr": _NO_RULE, "spacing": w.styles.spacing(role)}
    if not place.story.after_card:
        return {"pBdr": _NO_RULE, "spacing": w.styles.spacing("heading-3")}
    rules = w.theme.rules
    rule = ppr.border("top", w.styles.colour(rules.card_rule), 4, round(rules.card_gap))
    return {"pBdr": f"<w:pBdr>{rule}</w:pBdr>", "spacing": w.styles.spacing(_TITLE, rules.card_gap)}


def _runs(w: Writer, level: int, role: str) -> RunFormat | None:
    """The format of the runs of a title, None where it is that of a heading of its level."""
    own, other = w.theme.style(role), w.theme.style(f"heading-{level}")
    if w.styles.run_parts(own) == w.styles.run_parts(other):
        return None
    bold = "bold" in own.face
    differs = bold != ("bold" in other.face)
    return RunFormat(w.styles.character(role), bold if differs else None, "italic" in own.face)


def _beside(w: Writer, place: Place, blocks: n.Blocks) -> None:
    """Paragraphs in a frame of the margin column, level with the text that follows (17.3.1.11)."""
    page = w.page
    frame = {
        "framePr": f'<w:framePr w:w="{page.hang - _GUTTER}" w:hSpace="0" w:wrap="around" w:vAnchor="text" '
        f'w:hAnchor="page" w:x="{page.left - page.hang}" w:y="1"/>'
    }
    w.blocks(replace(place, margin=True, box=frame), blocks)
    place.story.close_up()


def _below(w: Writer, last: n.Block) -> float:
    """Points below a block that ends the text of a card."""
    role = last.role if isinstance(last, n.Paragraph) and last.role in w.theme.styles else "body"
    return w.theme.style(role).after
