"""Pieces of a form's text as XML: runs, paragraphs, cells and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from reportgen.collecting.word import look
from reportgen.collecting.word.layout import LANGUAGE_STYLE
from reportgen.collecting.word.rich import Look, TextBlock
from reportgen.text.xml import escape

HEAD_ROW: Final = "<w:tblHeader/>"
WHOLE_ROW: Final = "<w:cantSplit/>"
_RULE: Final = f'w:val="single" w:sz="4" w:space="0" w:color="{look.LINE}"'
_RAISED: Final = {"sub": "subscript", "sup": "superscript"}
_BREAKS: Final = re.compile("(\n|\t|\u00ad|\u2011)")
_SIGNS: Final = {"\n": "<w:br/>", "\t": "<w:tab/>", "\u00ad": "<w:softHyphen/>", "\u2011": "<w:noBreakHyphen/>"}


def run(text: str, properties: str = "") -> str:
    """Characters of one look."""
    if not text:
        return ""
    inner = "".join(
        _SIGNS.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in _BREAKS.split(text) if part
    )
    return f"<w:r>{properties}{inner}</w:r>"


def properties(look_: Look, style: str = "") -> str:
    """The properties of runs of a look; `style` is the id of a style that they have where no language needs another."""
    style = look.style_id(LANGUAGE_STYLE + look_.lang) if look_.lang else style
    inner = "".join(
        (
            f'<w:rStyle w:val="{style}"/>' if style else "",
            "<w:b/>" if look_.strong else "",
            "<w:i/>" if look_.em else "",
            f'<w:vertAlign w:val="{_RAISED[look_.raised]}"/>' if look_.raised else "",
        )
    )
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def styled(style: str, more: str = "") -> str:
    """The properties of runs with a style and others."""
    return f'<w:rPr><w:rStyle w:val="{style}"/>{more}</w:rPr>'


def paragraph(content: str, style: str, more: str = "") -> str:
    """A paragraph of runs; `more` are properties besides its style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def numbered(block: TextBlock, number: int) -> str:
    """The properties that make a paragraph an item of a list; `number` is that of the list where it counts."""
    if block.listed in ("", "h"):
        return ""
    number = look.BULLETS if block.listed == "ul" else number
    return f'<w:numPr><w:ilvl w:val="{block.level}"/><w:numId w:val="{number}"/></w:numPr>'


def cell(content: str, width: int, *, span: int = 1, shade: str = "", framed: bool = False) -> str:
    """A cell of paragraphs, `width` in twips, over `span` columns; a framed one is for answers."""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    frame = f"<w:tcBorders><w:left {_RULE}/><w:right {_RULE}/></w:tcBorders>" if framed else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{wide}{frame}{ground}</w:tcPr>{content}</w:tc>'


def row(cells: Iterable[str], *about: str) -> str:
    """A row of cells."""
    return f"<w:tr><w:trPr>{''.join(about)}</w:trPr>{''.join(cells)}</w:tr>"


def table(columns: Sequence[int], rows: Iterable[str]) -> str:
    """A table with rules between its rows; columns in twips."""
    rules = f"<w:top {_RULE}/><w:bottom {_RULE}/><w:insideH {_RULE}/>"
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
