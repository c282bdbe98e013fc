"""Which module writes which block."""

from __future__ import annotations

from typing import Final

from reportgen.document import nodes as n
from reportgen.docx.context import BlockWriter
from reportgen.registry import Registry

_PACKAGE: Final = "reportgen.docx.blocks"
BLOCKS: Final[Registry[type, BlockWriter]] = Registry(
    _PACKAGE,
    {
        n.Heading: "heading:heading",
        n.Paragraph: "paragraph:paragraph",
        n.ListBlock: "lists:list_block",
        n.Table: "table:table",
        n.Figure: "figure:figure",
        n.Beside: "beside:beside",
        n.QrCode: "qr:qr_code",
        n.Chart: "chart:chart",
        n.KeyFigures: "key_figures:key_figures",
        n.Marks: "marks:marks",
        n.Terms: "terms:terms",
        n.Facts: "facts:facts",
        n.Card: "card:card",
        n.Callout: "callout:callout",
        n.Quote: "quote:quote",
        n.TableOfContents: "contents:contents",
        n.Index: "index:index",
        n.PageBreak: "section:page_break",
        n.Section: "section:section",
        n.Cover: "cover:cover",
    },
)
"""How each block is written."""
MEASURED: Final[Registry[type, BlockWriter]] = Registry(_PACKAGE, {**BLOCKS.places, n.Chart: "chart:blank"})
"""How it is written in a copy that only its pages are counted of."""
