"""Labels with values."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.context import Writer
from reportgen.docx.place import Place
from reportgen.docx.ppr import RunFormat
from reportgen.docx.runs import GAP, line_break, run, tab
from reportgen.ooxml.xml import mm_twips

_HANG = mm_twips(34)
"""Twips between label and value in lines of their own, without a margin column."""


def terms(w: Writer, block: n.Terms, place: Place) -> None:
    """Labels with values: dates in a line, a glossary in lines of its own."""
    table = {"margin": _line_of_terms, "glossary": _glossary, "imprint": _lines_of_terms}
    with w.block(place, block.id):
        table[block.role](w, block, place)


def _term(w: Writer, place: Place, term: n.Term, between: str = "") -> str:
    label = w.inlines(place, term.label, RunFormat(style=w.styles.character("label"), lang=place.lang))
    value = w.inlines(place, term.value, RunFormat(style=w.styles.character("value"), lang=place.lang))
    return label + ((between or run("\u00a0")) if label and value else "") + value


def _line_of_terms(w: Writer, block: n.Terms, place: Place) -> None:
    if place.margin:
        for term in block.terms:
            w.paragraph(place, "Dates", _term(w, place, term, line_break()))
        return
    w.paragraph(place, "Dates", run(GAP).join(_term(w, place, term) for term in block.terms))


def _lines_of_terms(w: Writer, block: n.Terms, place: Place) -> None:
    style = w.styles.paragraph("small", block.id)
    hang = w.page.hang or w.styles.geometry.hang or _HANG
    left = 0 if w.page.hang else hang
    for term in block.terms:
        content = _term(w, place, term, tab())
        w.paragraph(place, style, content, ind=ppr.indent(left, hang), tabs=ppr.tab_stop(left))


def _glossary(w: Writer, block: n.Terms, place: Place) -> None:
    strong = RunFormat(bold=True, lang=place.lang)
    hang = w.styles.geometry.hang
    inside = {} if w.page.hang or not hang else {"ind": ppr.indent(hang, hang), "tabs": ppr.tab_stop(hang)}
    for term in block.terms:
        w.paragraph(
            place, "Glossary", w.inlines(place, term.label, strong) + tab() + w.inlines(place, term.value), **inside
        )
