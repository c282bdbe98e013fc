"""Reads the tables of an edition from their files; each kind of fault is reported once per table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.collecting.workbook.grid import GridCell
from reportgen.errors import OversizeError
from reportgen.findings.finding import Finding
from reportgen.findings.near import did_you_mean
from reportgen.findings.place import Place
from reportgen.findings.problem import Problem
from reportgen.numbers.exact import decimals, rounded, stripped
from reportgen.numbers.typed import same_unit
from reportgen.outside.place import confined, read_whole
from reportgen.project.files import table_file
from reportgen.project.open import Project
from reportgen.project.settings import NUMERIC, ColumnSettings, TableSettings
from reportgen.tabular.files import RawRow, TableFileError, read_rows
from reportgen.tabular.model import Cell, DataColumn, DataRow, DataTable, DataTables
from reportgen.tabular.sums import wrong_sums
from reportgen.tabular.values import value_of

_MOST_BYTES = 30_000_000
ROLES = ("group", "subtotal", "total")
"""What a row may be, in the column that says so."""


def read_tables(project: Project, edition: str) -> DataTables:
    """Every table that reportgen.yaml names, as the edition has it; one whose file it lacks is none of its tables."""
    tables: dict[str, DataTable] = {}
    files: list[Path] = []
    findings: list[Finding] = []
    for name, settings in project.settings.tables.items():
        path = table_file(project.root, edition, name)
        if path is None:
            continue
        files.append(path)
        reading = _Reading(name, settings, path.relative_to(project.root).as_posix(), project.root)
        table = reading.table(path)
        findings += reading.findings()
        if table is not None:
            tables[name] = table
    return DataTables(tables, tuple(files), tuple(findings))


class _Reading(Struct):
    """The reading of one table: what is wrong by kind, its first place and how often."""

    name: str
    settings: TableSettings
    file: str
    root: Path
    found: dict[str, tuple[Problem, int]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def findings(self) -> list[Finding]:
        """What was found, each kind once."""
        told = []
        for kind, (problem, line) in self.found.items():
            more = self.counts[kind] - 1
            text = f"{problem.text} (and {more:,} more of the kind)" if more else problem.text
            told.append(replace(problem, text=text).at(Place(self.file, line, 1)))
        return told

    def tell(self, kind: str, problem: Problem, line: int) -> None:
        """Note a fault of a kind."""
        self.found.setdefault(kind, (problem, line))
        self.counts[kind] = self.counts.get(kind, 0) + 1

    def table(self, path: Path) -> DataTable | None:
        """The table of a file; None where it has no head that can be used."""
        content = self._content(path)
        if content is None:
            return None
        try:
            head, *rows = read_rows(path, content, self.settings.delimiter, self.settings.sheet)
        except TableFileError as error:
            self.tell(error.problem.code, error.problem, error.line)
            return None
        for row in rows:
            if row.hidden:
                hint = "show the rows in the workbook, or take them out"
                text = f"row {row.number} is hidden in the workbook and printed all the same"
                self.tell("hidden-row", Problem("hidden-row", text, hint=hint, severity="warning"), row.line)
        places = self._places(head)
        if places is None:
            return None
        width = len(head.cells)
        roles = places.pop(self.settings.roles or "", None)
        columns = {key: column for key, column in self.settings.columns.items() if key != self.settings.roles}
        made = tuple(self._row(row, width, columns, places, roles) for row in rows)
        self._add_up(made, columns)
        return DataTable(self.name, self._columns(columns, made), made)

    def _content(self, path: Path) -> bytes | None:
        """The content of a file of the project; None where it cannot be read."""
        if confined(self.root, self.file) is None:
            text, hint = "the file leads out of the project's folder", "copy what it leads to into the project"
            self.tell("file-outside", Problem("file-outside", text, hint=hint), 1)
            return None
        try:
            return read_whole(path, _MOST_BYTES)
        except OversizeError:
            self.tell("file-too-large", Problem("file-too-large", f"the file has more than {_MOST_BYTES:,} bytes"), 1)
        except OSError as error:
            text = f"the file cannot be read: {error.strerror or error}"
            self.tell("unreadable-file", Problem("unreadable-file", text), 1)
        return None

    def _places(self, head: RawRow) -> dict[str, int] | None:
        """Where each column stands, by its key."""
        heads = [str(cell.raw or "").strip() for cell in head.cells]
        found: dict[str, int] = {}
        for key, column in self.settings.columns.items():
            wanted = column.head or key
            if wanted not in heads:
                hint = did_you_mean(wanted, heads) or f"its first row has {', '.join(filter(None, heads))}"
                text = f'row {head.number}: no column is called "{wanted}"'
                self.tell("missing-column", Problem("missing-column", text, hint=hint), head.line)
            elif heads.count(wanted) > 1:
                text = f'row {head.number}: {heads.count(wanted)} columns are called "{wanted}"'
                self.tell("two-columns", Problem("two-columns", text, hint="give each its own name"), head.line)
            else:
                found[key] = heads.index(wanted)
        return found if len(found) == len(self.settings.columns) else None

    def _row(
        self, row: RawRow, width: int, columns: dict[str, ColumnSettings], places: dict[str, int], roles: int | None
    ) -> DataRow:
        cells = row.cells
        if (len(cells) != width and any(cell.raw not in (None, "") for cell in cells[width:])) or len(cells) < width:
            text = f"row {row.number} has {len(cells)} cells, the head has {width}"
            hint = "a field with the delimiter in it stands in quotes"
            self.tell("ragged-row", Problem("ragged-row", text, hint=hint), row.line)
            cells = (*cells, *(GridCell(None),) * (width - len(cells)))
        values = tuple(self._value(row, cells[places[key]], key, column) for key, column in columns.items())
        return DataRow(row.number, self._role(row, cells, roles), values)

    def _value(self, row: RawRow, cell: GridCell, key: str, column: ColumnSettings) -> Cell:
        where = f'row {row.number}, column "{column.head or key}"'
        try:
            found = value_of(cell, column)
        except ValueError as error:
            problem = Problem("bad-cell", f'{where}: expected {error}, got "{cell.raw}"')
            self.tell(f"bad-cell {key}", problem, row.line)
            return None
        if found is None and column.required:
            self.tell(f"empty-cell {key}", Problem("empty-cell", f"{where} is empty"), row.line)
        return found

    def _role(self, row: RawRow, cells: Sequence[GridCell], at: int | None) -> str | None:
        role = str(cells[at].raw or "").strip() if at is not None else ""
        if role and role not in ROLES:
            text = f'row {row.number}, column "{self.settings.roles}": there is no role "{role}"'
            hint = f"{', '.join(ROLES)}, or nothing"
            self.tell("bad-role", Problem("bad-cell", text, hint=hint), row.line)
            return None
        return role or None

    def _add_up(self, rows: Sequence[DataRow], columns: dict[str, ColumnSettings]) -> None:
        """Sums of numbers that are not those of their parts; percentages do not add up, nor what `sums` says."""
        for at, (key, column) in enumerate(columns.items()):
            if column.type in NUMERIC and column.sums and not same_unit(column.unit or "", "%"):
                for row, wanted, number in wrong_sums(rows, at):
                    where = f'row {row.number}, column "{column.head or key}"'
                    text = f"{where}: the parts add up to {wanted}, not to {number}"
                    hint = f'numbers that are not added up have "sums: false" in tables.{self.name}.columns.{key}'
                    self.tell(f"wrong-sum {key}", Problem("wrong-sum", text, hint=hint, severity="warning"), row.number)

    def _columns(self, columns: dict[str, ColumnSettings], rows: Sequence[DataRow]) -> tuple[DataColumn, ...]:
        """The columns; numbers have as many decimal places as the one with most, where reportgen.yaml says nothing."""
        found = []
        for at, (key, column) in enumerate(columns.items()):
            places = column.decimals
            if column.type in NUMERIC:
                typed = [(row, value) for row in rows if isinstance(value := row.values[at], Decimal)]
                places = self._decimals(typed, key, column)
            found.append(DataColumn(key, column.title or column.head or key, column.type, column.unit, places))
        return tuple(found)

    def _decimals(self, typed: Sequence[tuple[DataRow, Decimal]], key: str, column: ColumnSettings) -> int:
        if column.decimals is None:
            return max((decimals(value) for _, value in typed), default=0)
        for row, value in typed:
            if decimals(stripped(value)) > column.decimals:
                shown = rounded(value, column.decimals)
                text = f'row {row.number}, column "{column.head or key}": {value} is printed as {shown}'
                self.tell(f"rounded {key}", Problem("rounded", text, severity="note"), row.number)
        return column.decimals
