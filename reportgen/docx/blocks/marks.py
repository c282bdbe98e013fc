"""Marks in a line, each on its ground."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx.context import Writer
from reportgen.docx.place import Place
from reportgen.docx.ppr import RunFormat
from reportgen.docx.runs import run


def marks(w: Writer, block: n.Marks, place: Place) -> None:
    """Marks in a line, each on its ground."""
    form = RunFormat(style=w.styles.character("mark"), lang=place.lang)
    with w.block(place, block.id):
        w.paragraph(place, "Marks", run("\u2002").join(w.inlines(place, (mark,), form) for mark in block.marks))
