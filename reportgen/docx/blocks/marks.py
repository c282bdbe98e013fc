"""Marks in a line, each on its ground."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx.context import Writer
from reportgen.docx.ppr import RunFormat
from reportgen.docx.runs import run


def marks(w: Writer, block: n.Marks) -> None:
    """Marks in a line, each on its ground."""
    form = RunFormat(style=w.styles.character("mark"), lang=w.lang)
    with w.block(block.id):
        w.paragraph("Marks", run("\u2002").join(w.inlines((mark,), form) for mark in block.marks))
