"""Registers: a paragraph for each term, and one for each place."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx.context import Writer
from reportgen.docx.inlines import anchor, page_field
from reportgen.docx.place import Place
from reportgen.docx.runs import tab
from reportgen.ooxml.xml import mm_twips

_GUTTER = 400
"""Twips between the two columns of a register."""
_COLUMN = 55
"""Millimetres that a column of a register takes at least."""


def index(w: Writer, block: n.Index, place: Place) -> None:
    """A register: a paragraph for each term, and one for each place."""
    term_style, entry_style = (w.styles.paragraph(f"index-{part}", block.id) for part in ("term", "entry"))
    width = (w.page.text - _GUTTER) // 2
    beside = place.at_top and not (w.sections.break_next or w.flowing) and width >= mm_twips(_COLUMN)
    with w.container(place, block.id):
        if beside:
            w.begin_section(place, w.sections.columns(2, _GUTTER), "continuous")
            w.styles.index_width = width
        for group in block.groups:
            with w.block(place, group.id):
                w.paragraph(place, term_style, w.inlines(place, group.term))
                for entry in group.entries:
                    page = tab() + page_field(w, entry.target)
                    w.paragraph(place, entry_style, anchor(w, entry.target, w.repeated(place, entry.children) + page))
        if beside:
            w.end_columns(place, w.sections.columns(1))
