"""Blocks in two columns: a section of the file that goes on within the page."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.pagination import COLUMN_GAP, LEAST_COLUMN
from reportgen.docx.context import Writer
from reportgen.docx.place import Place
from reportgen.ooxml.xml import mm_twips


def columns(w: Writer, block: n.Columns, place: Place) -> None:
    """Blocks in columns that Word makes equally long, because a section without them follows on the page; in one
    column where there is no room for two, and where a section cannot begin. They stay in the text column: LibreOffice
    keeps the margins of a page where a section begins within it."""
    layout, gap = w.sections.layout, mm_twips(COLUMN_GAP)
    page = layout.page
    width = (page.text - gap) // 2
    with w.container(place, block.id):
        if not place.at_top or w.sections.break_next or w.flowing or width < mm_twips(LEAST_COLUMN):
            w.blocks(place, block.children)
            return
        column = replace(page, right=page.right + page.text - width, hang=0)
        w.begin_section(place, replace(w.sections.columns(2, gap), within=column), "continuous")
        w.blocks(place, block.children)
        w.end_columns(place, replace(layout, opens=False, restart=False))
