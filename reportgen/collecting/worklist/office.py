"""A work list as a Word file and as a workbook; the same list gives the same bytes."""

from __future__ import annotations

import io
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from reportgen.collecting.letter import FONT, saved
from reportgen.collecting.words import words_of
from reportgen.collecting.worklist.lines import COLUMNS, cells, heading, opening
from reportgen.collecting.worklist.open import OpenList
from reportgen.text.tables import options, write_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_BOX: Final = "☐"
_MARGIN, _BOX_WIDTH = 20, 7
"""Millimetres of a page's margins, and of the column of boxes."""
_SHARES: Final = (5, 3, 9, 5, 3, 3)
"""How the width of a page is shared by the columns."""
_WIDTHS: Final = (30, 16, 58, 40, 18, 20)
"""Characters of the columns of a sheet."""
_LINE: Final = 15
"""Points of a line."""
_HEAD: Final = "D5DEE8"


def as_docx(work: OpenList) -> bytes:
    """The list as a table on A4 turned on its side; its headings are repeated on each page."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    document: Any = Document()
    style, page = document.styles["Normal"], document.sections[0]
    style.font.name, style.font.size, style.paragraph_format.space_after = FONT, Pt(10), Pt(3)
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN)
    title = document.add_heading(heading(work), level=1)
    title.runs[0].font.name = FONT
    for line in opening(work):
        document.add_paragraph(line)
    words = words_of(work.language).work
    table = document.add_table(rows=0, cols=len(COLUMNS) + 1, style="Table Grid")
    table.autofit = False
    rows = [("", *(words[name] for name in COLUMNS)), *((_BOX, *cells(work, each)) for each in work.records)]
    unit = (297 - 2 * _MARGIN - _BOX_WIDTH) / sum(_SHARES)
    widths = [Mm(_BOX_WIDTH), *(Mm(share * unit) for share in _SHARES)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, row in enumerate(rows):
        filled = table.add_row()
        _whole(filled, head=number == 0)
        for cell, text, width in zip(filled.cells, row, widths, strict=True):
            cell.width = width
            cell.paragraphs[0].add_run(text).bold = number == 0
    return saved(document, heading(work), work.language, work.as_of)


def _whole(row: Any, *, head: bool) -> None:
    """Keep a row on one page; the first one comes again on each (ECMA-376 part 1, 17.4.6 and 17.4.49)."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    properties = row._tr.get_or_add_trPr()
    for name in ("cantSplit", "tblHeader") if head else ("cantSplit",):
        properties.append(parse_xml(f"<w:{name} {nsdecls('w')}/>"))
    if head:
        for cell in row.cells:
            shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{_HEAD}"/>'
            cell._tc.get_or_add_tcPr().append(parse_xml(shade))


def as_xlsx(work: OpenList) -> bytes:
    """The list as a sheet that can be sorted and filtered, with a column to tick."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    book = Workbook(content, options())
    book.set_properties({"title": heading(work), "created": datetime.fromisoformat(work.as_of)})
    words = words_of(work.language).work
    sheet: Worksheet = book.add_worksheet(words["what"])
    plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "bottom": 4})
    head = book.add_format({"bold": True, "bg_color": f"#{_HEAD}", "valign": "top", "text_wrap": True})
    write_text(sheet, 0, 0, heading(work), book.add_format({"bold": True, "font_size": 14}))
    above = [*opening(work)]
    for row, line in enumerate(above, 1):
        write_text(sheet, row, 0, line)
    first = len(above) + 2
    for column, (name, width) in enumerate(zip((*COLUMNS, "done"), (*_WIDTHS, 10), strict=True)):
        write_text(sheet, first, column, words[name], head)
        sheet.set_column(column, column, width)
    for row, record in enumerate(work.records, first + 1):
        texts = cells(work, record)
        for column, text in enumerate((*texts, "")):
            write_text(sheet, row, column, text, plain)
        # not every program works the height out for itself
        lines = (ceil(len(text) / width) for text, width in zip(texts, _WIDTHS, strict=True))
        sheet.set_row(row, _LINE * max(1, *lines))
    sheet.autofilter(first, 0, first + len(work.records), len(COLUMNS))
    sheet.freeze_panes(first + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first)
    book.close()
    return content.getvalue()
