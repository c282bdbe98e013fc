"""The door of the Word room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from reportgen.document import nodes as n
from reportgen.document.theme import Theme
from reportgen.docx.blocks import charts, contents, cover, figures, items, lists, tables, text
from reportgen.docx.context import Writer
from reportgen.docx.furniture import body_section
from reportgen.docx.runs import INLINES

BLOCKS: dict[type, Callable[[Writer, Any], None]] = {
    n.Heading: text.heading,
    n.Paragraph: text.paragraph,
    n.ListBlock: lists.list_block,
    n.Table: tables.table,
    n.Figure: figures.figure,
    n.QrCode: figures.qr_code,
    n.Chart: charts.chart,
    n.KeyFigures: items.key_figures,
    n.Marks: items.marks,
    n.Terms: items.terms,
    n.Facts: items.facts,
    n.Card: items.card,
    n.Callout: text.callout,
    n.TableOfContents: contents.contents,
    n.Index: contents.index,
    n.PageBreak: text.page_break,
    n.Section: text.section,
    n.Cover: cover.cover,
}
"""How each block is written."""


def write_docx(document: n.Document, theme: Theme, pages: Mapping[str, str] | None = None) -> bytes:
    """The Word file of a numbered document: the same bytes for the same document and theme.

    `pages` are the printed numbers of the pages on which blocks begin, by block id, where somebody has measured them
    in this very file; without them page fields show an en dash until they are updated. Raises DocumentError for a role
    that the theme does not have and for pictures that Word cannot show.
    """
    from reportgen.docx.package import assemble

    w = Writer(document, theme, pages or {}, BLOCKS, INLINES)
    w.blocks(document.children)
    if w.after_table or not w.out:
        w.spacer()
    return assemble(w, body_section(w.page, w.section_start))
