"""What stands in cards and beside them: marks, terms with values, facts; and key figures."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.context import Writer
from reportgen.docx.ppr import RunFormat
from reportgen.docx.runs import NEXT_COLUMN, line_break, run, tab
from reportgen.ooxml.xml import mm_twips, twips

_TILE_WIDTH = 48
"""Millimetres that a tile takes at least: a number with its unit beside it."""
_TILE_REACH = 40
"""Twips by which the ground of two tiles reaches beyond their columns."""
GAP = "\u2003 "
"""Between two facts or dates in a line: an em space, and a space where the line may end."""


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


def _term(w: Writer, term: n.Term, between: str = "") -> str:
    label = w.inlines(term.label, RunFormat(style=w.styles.character("label"), lang=w.lang))
    value = w.inlines(term.value, RunFormat(style=w.styles.character("value"), lang=w.lang))
    return label + ((between or run("\u00a0")) if label and value else "") + value


def _line_of_terms(w: Writer, block: n.Terms) -> None:
    if w.in_margin:
        for term in block.terms:
            w.paragraph("Dates", _term(w, term, line_break()))
        return
    w.paragraph("Dates", run(GAP).join(_term(w, term) for term in block.terms))


def _lines_of_terms(w: Writer, block: n.Terms) -> None:
    style = w.styles.paragraph("small", block.id)
    for term in block.terms:
        w.paragraph(style, _term(w, term))


def _glossary(w: Writer, block: n.Terms) -> None:
    strong = RunFormat(bold=True, lang=w.lang)
    hang = w.styles.geometry.hang
    inside = {} if w.page.hang or not hang else {"ind": ppr.indent(hang, hang), "tabs": ppr.tab_stop(hang)}
    for term in block.terms:
        w.paragraph("Glossary", w.inlines(term.label, strong) + tab() + w.inlines(term.value), **inside)


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
