"""Cards, and what stands in them: marks, terms with values, facts."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.document.walk import find, plain_text
from reportgen.docx import ppr
from reportgen.docx.blocks.text import heading
from reportgen.docx.context import Writer
from reportgen.docx.ppr import RunFormat
from reportgen.docx.runs import NEXT_COLUMN, run, tab
from reportgen.docx.xml import mm_twips, twips

_CHARACTER_WIDTH = 0.5
"""Width of an average character, as a share of the type size."""
LOOSE = '<w:keepNext w:val="0"/>'
NO_RULE = '<w:pBdr><w:top w:val="nil"/></w:pBdr>'
_TILE_WIDTH = 48
"""Millimetres that a tile takes at least: a number with its unit beside it."""
_TILE_REACH = 40
"""Twips by which the ground of two tiles reaches beyond their columns."""
GAP = "\u2003 "
"""Between two facts or dates in a line: an em space, and a space where the line may end."""


def card(w: Writer, block: n.Card) -> None:
    """Heading, then what the PDF sets beside it, then the body: the order in which it is read."""
    number = block.heading.number
    style = w.styles.paragraph("card-title", block.id) if not number and not block.heading.role else None
    first = {} if w.card_before else {"pBdr": NO_RULE, "spacing": w.styles.spacing("heading-3")}
    with w.container(block.id):
        heading(w, block.heading, style, **first)
        _kept(w, (*block.margin, *block.body), whole=_is_short(w, block))


def _is_short(w: Writer, block: n.Card) -> bool:
    """Whether a card takes no more of a page than the theme wants to keep together, by its number of characters."""
    body, page = w.theme.style("body"), w.page
    per_line = page.text / 20 / (body.size * _CHARACTER_WIDTH)
    lines = sum(2 + len(plain_text(found.children)) / per_line for found in find(block, n.Paragraph))
    return lines * body.leading * 20 <= (page.height - page.top - page.bottom) * w.theme.rules.card_split


def _kept(w: Writer, blocks: n.Blocks, *, whole: bool) -> None:
    """Blocks that stay on one page where `whole` is set; the last one does not hold on to what follows."""
    before = w.box
    for block in blocks:
        if block is blocks[-1]:
            w.box = {**before, "keepNext": LOOSE}
        elif whole:
            w.box = {**before, "keepNext": ppr.KEEP_NEXT}
        if whole:
            w.box = {**w.box, "keepLines": ppr.KEEP_LINES}
        w.blocks((block,))
    w.box = before


def marks(w: Writer, block: n.Marks) -> None:
    """Marks in a line, each on its ground."""
    form = RunFormat(style=w.styles.character("mark"), lang=w.lang)
    with w.block(block.id):
        w.paragraph("Marks", run("\u2002").join(w.inlines((mark,), form) for mark in block.marks))


def terms(w: Writer, block: n.Terms) -> None:
    """Labels with values: dates in a line, a glossary in lines of its own."""
    table = {"margin": _line_of_terms, "glossary": _glossary, "imprint": _lines_of_terms}
    with w.block(block.id):
        table[block.role](w, block)


def _term(w: Writer, term: n.Term) -> str:
    label = w.inlines(term.label, RunFormat(style=w.styles.character("label"), lang=w.lang))
    value = w.inlines(term.value, RunFormat(style=w.styles.character("value"), lang=w.lang))
    return label + (run("\u00a0") if label and value else "") + value


def _line_of_terms(w: Writer, block: n.Terms) -> None:
    w.paragraph("Dates", run(GAP).join(_term(w, term) for term in block.terms))


def _lines_of_terms(w: Writer, block: n.Terms) -> None:
    style = w.styles.paragraph("small", block.id)
    for term in block.terms:
        w.paragraph(style, _term(w, term))


def _glossary(w: Writer, block: n.Terms) -> None:
    strong = RunFormat(bold=True, lang=w.lang)
    for term in block.terms:
        w.paragraph("Glossary", w.inlines(term.label, strong) + tab() + w.inlines(term.value))


def facts(w: Writer, block: n.Facts) -> None:
    """Numbers and what they count, in a line."""
    value = RunFormat(style=w.styles.character("fact-value"), lang=w.lang)
    label = RunFormat(style=w.styles.character("fact-label"), lang=w.lang)
    content = run(GAP).join(
        w.inlines(fact.value, value) + run("\u00a0") + w.inlines(fact.label, label) for fact in block.facts
    )
    with w.block(block.id):
        w.paragraph("Facts", content)


def key_figures(w: Writer, block: n.KeyFigures) -> None:
    """Tiles: paragraphs on a ground, the number first, with a rule on top; in columns where there is room for them.

    Each row is a section in columns, and no table: a person can write on in them, a screen reader reads tile after
    tile.
    """
    columns = min(w.theme.rules.tiles_per_row, len(block.tiles), w.page.text // mm_twips(_TILE_WIDTH))
    if columns < 2 or not w.at_top or w.break_next:
        with w.container(block.id):
            for tile in block.tiles:
                _tile(w, tile)
        return
    gap = twips(w.theme.rules.tile_gap) + _TILE_REACH
    with w.container(block.id):
        for first in range(0, len(block.tiles), columns):
            w.sections.change(columns=columns, gap=gap)
            for position, tile in enumerate(block.tiles[first : first + columns]):
                _tile(w, tile, NEXT_COLUMN if position else "")
    w.sections.change(columns=1, gap=0)


def _tile(w: Writer, tile: n.Tile, before: str = "") -> None:
    value, statement, note = (w.styles.paragraph(f"tile-{part}", tile.id) for part in ("value", "statement", "note"))
    unit = RunFormat(w.styles.character("tile-unit"), False, lang=w.lang)
    with w.block(tile.id):
        number = before + w.inlines(tile.value)
        if tile.unit:
            number += run(" ", unit) + w.inlines(tile.unit, unit)
        lines = [("tile-value", value, number)]
        if tile.statement:
            lines.append(("tile-statement", statement, w.inlines(tile.statement)))
        if tile.note:
            lines.append(("tile-note", note, w.inlines(tile.note)))
        for _, style, content in lines[:-1]:
            w.paragraph(style, content)
        role, style, content = lines[-1]
        w.paragraph(style, content, **({} if role == "tile-note" else w.styles.tile_end(role)))
