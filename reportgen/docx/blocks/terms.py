"""Labels with values."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.context import Writer
from reportgen.docx.ppr import RunFormat
from reportgen.docx.runs import GAP, line_break, run, tab


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
