"""A table in a sheet: which row has the headings, where the records end, and which rows are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final, Literal

from msgspec import Struct

from reportgen.collecting.workbook.grid import GridCell, GridSheet, letters
from reportgen.importing.targets import plain_head
from reportgen.importing.words import table_words

_SEARCHED: Final = 40
"""Rows in which headings are looked for."""
_LONGEST_HEAD: Final = 80
_KNOWN: Final = 3
"""A heading that is known counts as so many others."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")

_Rows = Mapping[int, Mapping[int, GridCell]]

Reason = Literal["hidden", "total", "alone", "below", "head"]
"""Why a row is no record: hidden or filtered; sums; one cell alone, as a heading between rows; a note below the table;
the headings once more."""


class TableColumn(Struct, frozen=True):
    """A column with something in it: its number from 0, and its heading ("" for none)."""

    index: int
    head: str
    hidden: bool = False

    @property
    def letter(self) -> str:
        """Its name in spreadsheets."""
        return letters(self.index)


class SourceTable(Struct, frozen=True, dict=True):
    """A table: rows are numbers from 0, `first_row` and `head_row` the first and last one of the headings. `left_out`
    are rows that are no records, with the reason."""

    sheet: GridSheet
    first_row: int
    head_row: int
    columns: tuple[TableColumn, ...]
    rows: tuple[int, ...]
    left_out: Mapping[int, Reason]

    def place(self, row: int, column: int) -> str:
        """A cell as people find it: ``Projects!F7``."""
        return self.sheet.place(row, column)

    def cell(self, row: int, column: int) -> GridCell:
        """What a cell holds; one that is a part of another, of the rows above it, has what that has."""
        return self.sheet.cells.get(self._first.get((row, column), (row, column)), GridCell(None))

    @cached_property
    def _first(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        return {
            (row, each.left): (each.top, each.left)
            for each in self.sheet.merged
            if each.top > self.head_row
            for row in range(each.top + 1, each.bottom + 1)
        }


def text_of(cell: GridCell | None) -> str:
    """A cell in one line."""
    return "" if cell is None or cell.raw is None else " ".join(str(cell.raw).replace("_x000D_", " ").split())


def find_table(
    sheet: GridSheet, known: frozenset[str], head: int | None = None, *, hidden: bool = False, totals: bool = False
) -> SourceTable | None:
    """The table of a sheet; None where there is none. `known` are the headings that mean something, `head` the row of
    the headings where that is told; `hidden` and `totals`: such rows are records too."""
    rows: dict[int, dict[int, GridCell]] = {}
    for (row, column), cell in sorted(sheet.cells.items(), key=lambda pair: pair[0]):
        if text_of(cell):
            rows.setdefault(row, {})[column] = cell
    found = _head_row(rows, known) if head is None else head
    if found is None or found not in rows:
        return None
    heads, last = _heads(sheet, rows, found)
    body = {row: cells for row, cells in rows.items() if row > last}
    filled = {column for cells in body.values() for column in cells}
    columns = tuple(
        TableColumn(column, heads.get(column, ""), column in sheet.hidden_columns)
        for column in sorted(filled | heads.keys())
    )
    left_out = dict(_left_out(sheet, body, heads, hidden=hidden, totals=totals))
    records = tuple(row for row in body if row not in left_out)
    return SourceTable(sheet, found, last, columns, records, left_out)


def _head_row(rows: _Rows, known: frozenset[str]) -> int | None:
    best, found = 0, None
    first = next(iter(rows), 0)
    for row, cells in rows.items():
        if row >= first + _SEARCHED:
            break
        texts = [text for text in map(text_of, cells.values()) if len(text) <= _LONGEST_HEAD]
        names = [t for t in texts if _YEAR.fullmatch(t) or not re.fullmatch(r"[\d.,'’ %€-]+", t)]
        score = len(names) + _KNOWN * sum(plain_head(text) in known for text in names)
        if score > best and (len(names) > 1 or len(cells) == 1) and len(names) * 2 >= len(cells):
            best, found = score, row
    return found


def _heads(sheet: GridSheet, rows: _Rows, row: int) -> tuple[dict[int, str], int]:
    """The headings, and their last row: a heading over several columns goes before those below it."""
    heads = {column: text_of(cell) for column, cell in rows[row].items()}
    over = [each for each in sheet.merged if each.top == row == each.bottom and each.right > each.left]
    below = rows.get(row + 1, {})
    if not any(column in below for each in over for column in range(each.left, each.right + 1)):
        return heads, row
    if any(column in below and column not in range(each.left, each.right + 1) for each in over for column in heads):
        return heads, row  # what stands below is a record
    for each in over:
        name = heads.pop(each.left, "")
        for column in range(each.left, each.right + 1):
            heads[column] = f"{name} {text_of(below.get(column))}".strip()
    return dict(sorted(heads.items())), row + 1


def _left_out(
    sheet: GridSheet,
    body: _Rows,
    heads: Mapping[int, str],
    *,
    hidden: bool,
    totals: bool,
) -> Iterator[tuple[int, Reason]]:
    wide = len(heads) > 2
    below = _below(body)
    again = tuple(heads.values())
    for row, cells in body.items():
        texts = tuple(map(text_of, cells.values()))
        if row in sheet.hidden_rows and not hidden:
            yield row, "hidden"
        elif texts == again:
            yield row, "head"
        elif row in below and wide:
            yield row, "below"
        elif _is_total(tuple(cells.values())) and not totals:
            yield row, "total"
        elif wide and len(cells) == 1 and not _goes_on(sheet, row):
            yield row, "alone"


def _below(body: _Rows) -> frozenset[int]:
    """Rows of one cell at the end, behind an empty row."""
    found: list[int] = []
    rows = list(body)
    for at in range(len(rows) - 1, 0, -1):
        if len(body[rows[at]]) > 1:
            break
        found.append(rows[at])
        if rows[at] - rows[at - 1] > 1:
            return frozenset(found)
    return frozenset()


def _goes_on(sheet: GridSheet, row: int) -> bool:
    """Whether a cell of the rows above belongs to this row too."""
    return any(each.top < row <= each.bottom for each in sheet.merged)


def _is_total(cells: tuple[GridCell, ...]) -> bool:
    """Whether a row is of sums: its first words say so and nothing else, and there is a number or a formula."""
    texts = tuple(map(text_of, cells))
    first = next((text for text in texts if re.search(r"[^\W\d_]", text)), "")
    plain = re.sub(r"[\s:]*(?:(?:19|20)\d\d|\([^)]*\))?[\s:]*$", "", first.casefold())
    counts = any(cell.formula or re.search(r"\d", text) for cell, text in zip(cells, texts, strict=True))
    return plain in table_words().totals and counts
