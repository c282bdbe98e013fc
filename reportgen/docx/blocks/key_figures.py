"""Key figures: tiles, in columns where there is room for them."""

from __future__ import annotations

import math

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.walk import plain_text
from reportgen.docx.blocks.heights import Column, text_height
from reportgen.docx.context import Writer
from reportgen.docx.grounds import TILE_FOOT, TILE_SIDE
from reportgen.docx.measure import width as wide
from reportgen.docx.place import Place
from reportgen.docx.ppr import RunFormat
from reportgen.docx.runs import NEXT_COLUMN, run
from reportgen.ooxml.xml import mm_twips, twips

_TILE_WIDTH = 48
"""Millimetres that a tile takes at least: a number with its unit beside it."""
_TILE_REACH = 40
"""Twips by which the ground of two tiles reaches beyond their columns."""


def key_figures(w: Writer, block: n.KeyFigures, place: Place) -> None:
    """Tiles: paragraphs on a ground, the number first, with a rule on top; in columns where there is room for them.

    Each row is a section in columns, and no table: a person can write on in them, a screen reader reads tile after
    tile. The grounds of a row end on one line, as far as that can be told before somebody sets the words.
    """
    role = "tile-lead" if block.role == "lead" else "tile"
    wanted = 1 if block.role == "lead" else block.per_row or w.theme.rules.tiles_per_row
    columns = min(wanted, len(block.tiles), w.page.text // mm_twips(_TILE_WIDTH))
    if columns < 2 or not place.at_top or w.sections.break_next:
        with w.container(place, block.id):
            inside = replace(place, ground=block.role == "lead")
            for tile in block.tiles:
                _tile(w, inside, tile, role=role)
        return
    gap = twips(w.theme.rules.tile_gap) + _TILE_REACH
    width = ((w.page.text - gap * (columns - 1)) // columns - 2 * TILE_SIDE) / 20
    with w.container(place, block.id):
        for first in range(0, len(block.tiles), columns):
            w.begin_section(place, w.sections.columns(columns, gap), "continuous")
            row = block.tiles[first : first + columns]
            heights = [_height(w, tile, width) for tile in row]
            for position, (tile, tall) in enumerate(zip(row, heights, strict=True)):
                _tile(w, place, tile, NEXT_COLUMN if position else "", TILE_FOOT + round(max(heights) - tall))
    w.begin_section(place, w.sections.columns(1), "continuous")


def _height(w: Writer, tile: n.Tile, width: float) -> float:
    look, column = w.theme.style, Column(width)
    value, unit = look("tile-value"), look("tile-unit")
    number = wide(plain_text(tile.value), value.size) + wide(f" {plain_text(tile.unit)}", unit.size)
    return (
        math.ceil(number / width) * value.leading
        + text_height(w, plain_text(tile.statement), look("tile-statement"), column)
        + text_height(w, plain_text(tile.note), look("tile-note"), column)
    )


def _tile(w: Writer, place: Place, tile: n.Tile, before: str = "", foot: int = TILE_FOOT, role: str = "tile") -> None:
    value, statement, note = (w.styles.paragraph(f"{role}-{part}", tile.id) for part in ("value", "statement", "note"))
    unit = RunFormat(w.styles.character(f"{role}-unit"), False, lang=place.lang)
    with w.block(place, tile.id):
        number = before + w.inlines(place, tile.value)
        if tile.unit:
            number += run(" ", unit) + w.inlines(place, tile.unit, unit)
        lines = [(f"{role}-value", value, number)]
        if tile.statement:
            lines.append((f"{role}-statement", statement, w.inlines(place, tile.statement)))
        if tile.note:
            lines.append((f"{role}-note", note, w.inlines(place, tile.note)))
        for _, style, content in lines[:-1]:
            w.paragraph(place, style, content)
        role, style, content = lines[-1]
        w.paragraph(place, style, content, **w.styles.tile_end(role, foot))
