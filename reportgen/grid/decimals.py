"""Numbers of a column below each other by their decimal sign."""

from __future__ import annotations

import re

from reportgen.document import nodes as n
from reportgen.document.cells import PlacedCell, places
from reportgen.document.walk import plain_text
from reportgen.grid.measure import SMALL, Gauge
from reportgen.numbers.notation import notation

_WHOLE = {
    ".": re.compile("[\\d,'’\u00a0\u2009\u202f]*\\d"),
    ",": re.compile("[\\d.'’\u00a0\u2009\u202f]*\\d"),
}
"""A number up to its decimal sign, with whatever groups its digits."""


class Decimals:
    """Which cells of a table are moved to the left, and by how much."""

    def __init__(self, gauge: Gauge, table: n.Table) -> None:
        self._gauge, self._columns = gauge, table.columns
        self._widest: dict[int, float] = {}
        if any(column.align == "decimal" for column in table.columns) or _any_cell(table):
            for row in places(table.body):
                for place in filter(self._aligned, row):
                    widest = self._widest.get(place.column, 0.0)
                    self._widest[place.column] = max(widest, self._tail(place.cell))

    def shift(self, place: PlacedCell) -> float:
        """Points between the right edge of a number's column and its own; 0 for a cell that is not aligned so."""
        if not self._widest or not self._aligned(place):
            return 0.0
        return max(self._widest.get(place.column, 0.0) - self._tail(place.cell), 0.0)

    def _aligned(self, place: PlacedCell) -> bool:
        column = self._columns[place.column].align if place.column < len(self._columns) else "left"
        return (place.cell.align or column) == "decimal" and place.cell.head != "column" and place.cell.colspan == 1

    def _tail(self, cell: n.Cell) -> float:
        """Points from the decimal sign of a cell's number to its end, or from where that sign would be."""
        block = cell.children[0] if cell.children else None
        if not isinstance(block, n.Paragraph):
            return 0.0
        text = plain_text(block.children)
        sign = notation(self._gauge.lang).decimal
        whole = _WHOLE.get(sign, _WHOLE[","]).search(text)
        if whole is None:
            return 0.0
        style = self._gauge.style("table-cell" if block.role == "body" else block.role)
        marks = "".join(str(node.number or "") for node in block.children if isinstance(node, n.Note))
        face = self._gauge.face(style)
        return face.width(text[whole.end() :], style.size) + face.width(marks, style.size * SMALL)


def _any_cell(table: n.Table) -> bool:
    return any(cell.align == "decimal" for row in table.body for cell in row.cells)
