"""The rows of a file: CSV, or a sheet of a workbook, as texts and values. Nothing is known of columns here."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from reportgen.collecting.package import opened
from reportgen.collecting.workbook import ods, xlsx
from reportgen.collecting.workbook.grid import MOST_ROWS, GridCell, GridSheet
from reportgen.errors import FindingsError, ReportgenError
from reportgen.findings.near import did_you_mean
from reportgen.findings.problem import Problem

DELIMITERS: Final = (";", ",", "\t")
"""What may part the fields of a line: of these the one that its head has most of, outside of quotes."""
_SHEETS: Final = {"xlsx": xlsx.sheets, "ods": ods.sheets}


class RawRow(Struct, frozen=True):
    """A row with its number (from 1) and the line of the file that it begins in."""

    number: int
    line: int
    cells: tuple[GridCell, ...]
    hidden: bool = False
    """Whether the sheet does not show it."""


class TableFileError(ReportgenError):
    """A file that cannot be read as a table; the problem says why, `line` where."""

    def __init__(self, problem: Problem, line: int = 1) -> None:
        super().__init__(problem.text)
        self.problem, self.line = problem, line


def read_rows(path: Path, content: bytes, delimiter: str | None, sheet: str | None) -> list[RawRow]:
    """The rows of a file that are not empty, the head first. Raises TableFileError."""
    rows = _csv_rows(content, delimiter) if path.suffix.casefold() == ".csv" else _sheet_rows(path, content, sheet)
    found: list[RawRow] = []
    for row in rows:
        if len(found) > MOST_ROWS:
            hint = "print the part that readers need, and publish the whole as a file"
            raise TableFileError(Problem("too-many-rows", f"it has more than {MOST_ROWS:,} rows", hint=hint), row.line)
        if any(cell.raw not in (None, "") for cell in row.cells):
            found.append(row)
    if not found:
        raise TableFileError(
            Problem("empty-table-file", "nothing stands in it", hint="its first row heads the columns")
        )
    return found


def _csv_rows(content: bytes, delimiter: str | None) -> Iterator[RawRow]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = 'save it as "CSV UTF-8"'
        raise TableFileError(Problem("not-utf8", f"line {line} is not UTF-8", hint=hint), line) from None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text), strict=True)
    line = 1
    try:
        for number, fields in enumerate(reader, 1):
            yield RawRow(number, line, tuple(GridCell(each.strip()) for each in fields))
            line = reader.line_num + 1
    except csv.Error as error:
        hint = 'quotes stand around a whole field, and twice inside of one: "so ""called"""'
        raise TableFileError(Problem("bad-csv", f"line {reader.line_num}: {error}", hint=hint), line) from None


def _delimiter(text: str) -> str:
    head, quoted = "", False
    for letter in text:
        quoted ^= letter == '"'
        if letter in "\r\n" and not quoted:
            break
        head += "" if quoted else letter
    return max(DELIMITERS, key=head.count)


def _sheet_rows(path: Path, content: bytes, name: str | None) -> Iterator[RawRow]:
    try:
        with opened(path, content) as (kind, package):
            if kind not in _SHEETS:
                raise TableFileError(Problem("bad-table-file", "it is no workbook", hint="save it as .xlsx or .csv"))
            sheet = _chosen(list(_SHEETS[kind](package)), name)
    except FindingsError as error:
        found = error.findings[0]
        raise TableFileError(Problem("bad-table-file", found.text, hint=found.hint)) from None
    yield from _rows(sheet)


def _chosen(sheets: list[GridSheet], name: str | None) -> GridSheet:
    names = [sheet.name for sheet in sheets]
    found = next((sheet for sheet in sheets if name in (None, sheet.name)), None)
    if found is None:
        text = f'it has no sheet "{name}"' if name else "it has no sheet"
        raise TableFileError(Problem("no-sheet", text, hint=did_you_mean(name or "", names)))
    return found


def _rows(sheet: GridSheet) -> Iterator[RawRow]:
    by_row: dict[int, dict[int, GridCell]] = {}
    for (row, column), cell in sheet.cells.items():
        by_row.setdefault(row, {})[column] = cell
    nothing = GridCell(None)
    width = max((column for cells in by_row.values() for column in cells), default=-1) + 1
    for row in sorted(by_row):
        cells = by_row[row]
        yield RawRow(
            row + 1, row + 1, tuple(cells.get(column, nothing) for column in range(width)), row in sheet.hidden_rows
        )
