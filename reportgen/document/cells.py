"""Where the cells of a table stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from reportgen.document import nodes as n


class PlacedCell(Struct, frozen=True):
    """A cell and the column it begins in."""

    cell: n.Cell
    column: int


def places(rows: Sequence[n.Row]) -> Iterator[list[PlacedCell]]:
    """The cells of each row with their columns, cells from above that reach down taken into account."""
    taken: dict[int, int] = {}
    for row in rows:
        placed: list[PlacedCell] = []
        column = 0
        for cell in row.cells:
            while taken.get(column, 0):
                column += 1
            placed.append(PlacedCell(cell, column))
            column += cell.colspan
        taken = {at: left - 1 for at, left in taken.items() if left > 1}
        for place in placed:
            if place.cell.rowspan > 1:
                reach = range(place.column, place.column + place.cell.colspan)
                taken.update(dict.fromkeys(reach, place.cell.rowspan - 1))
        yield placed
