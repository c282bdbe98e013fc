"""Where the cells of a table stand, and which style its rows have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct

from reportgen.document import nodes as n
from reportgen.document.theme import Theme


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


class RowLook(Struct, frozen=True):
    """The style of a row, and whether it is one of those that stripes set apart."""

    style: str = "table-cell"
    striped: bool = False

    def fill(self, theme: Theme) -> str | None:
        """The colour of its ground, by its name in the theme."""
        own = theme.styles[self.style].fill if self.style in theme.styles else None
        if own or not self.striped:
            return own
        return theme.styles["table-stripe"].fill if "table-stripe" in theme.styles else None


_PLAIN = RowLook(), RowLook(striped=True)
_OF_ROLE = {role: RowLook(f"table-{role}") for role in ("group", "subtotal", "total")}
HEAD = RowLook("table-head")


def row_looks(rows: Sequence[n.Row]) -> Iterator[RowLook]:
    """The looks of body rows: every second of those without a role is striped, counted from each row that has one; rows
    that share a cell are one."""
    plain, until = 0, -1
    for index, row in enumerate(rows):
        own = _OF_ROLE.get(row.role or "")
        if own is not None:
            plain = 0
            yield own
            continue
        if index > until:
            plain += 1
        until = max(until, *(index + cell.rowspan - 1 for cell in row.cells), index)
        yield _PLAIN[(plain - 1) % 2]


def joined(rows: Sequence[n.Row]) -> Iterator[bool]:
    """Whether each row stays with the next one: a row that heads a group, and what stands above a sum."""
    for row, below in zip_longest(rows, rows[1:]):
        yield below is not None and (row.role == "group" or below.role in ("subtotal", "total"))
