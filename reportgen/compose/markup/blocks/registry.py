"""Which module reads which element of report markup, and the names of all elements."""

from __future__ import annotations

from functools import cache

from reportgen.compose.markup.builder import BlockElement
from reportgen.compose.markup.line import INLINES
from reportgen.registry import Registry

ROOT = "report"
BLOCKS: Registry[str, BlockElement] = Registry(
    "reportgen.compose.markup.blocks",
    {
        **{f"h{level}": "heading:HEADING" for level in range(1, 7)},
        "p": "paragraph:PARAGRAPH",
        "ul": "lists:BULLETS",
        "ol": "lists:NUMBERS",
        "table": "table:TABLE",
        "figure": "figure:FIGURE",
        "beside": "beside:BESIDE",
        "qr": "qr:QR_CODE",
        "chart": "chart:CHART",
        "key-figures": "key_figures:KEY_FIGURES",
        "facts": "facts:FACTS",
        "card": "card:CARD",
        "callout": "callout:CALLOUT",
        "blockquote": "quote:QUOTE",
        "pre": "paragraph:PREFORMATTED",
        "h": "heading:TEXT_HEADING",
        "marks": "marks:MARKS",
        "dl": "terms:TERMS",
        "cover": "cover:COVER",
        "section": "section:SECTION",
        "toc": "contents:CONTENTS",
        "index": "index:INDEX",
        "page-break": "section:PAGE_BREAK",
    },
)
"""Every block element."""


@cache
def parts() -> tuple[str, ...]:
    """The elements that only stand inside certain blocks, and the root."""
    return (*(part for tag in BLOCKS.places for part in BLOCKS[tag].parts), ROOT)


@cache
def names() -> tuple[str, ...]:
    """All elements, for findings."""
    return tuple(dict.fromkeys((*BLOCKS.places, *INLINES, *parts())))
