"""The rows of a table as records, by a mapping; every cell that does not fit with its place and the way out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.collecting.model import steps_of
from reportgen.collecting.values import Unfit
from reportgen.collecting.workbook.grid import GridCell
from reportgen.findings.finding import Finding
from reportgen.findings.near import did_you_mean
from reportgen.importing.cells import CellReader, unit_in
from reportgen.importing.dates import unclear
from reportgen.importing.mapping import ColumnMap, ImportMap
from reportgen.importing.tables import SourceTable, TableColumn, text_of
from reportgen.importing.targets import ID, Target, plain_head
from reportgen.numbers.typed import Typed, read

TITLES: Final = ("title", "statement", "full", "expansion", "name", "text")
"""Fields by which a record is known where it has no id; the first that it has."""


class TableRow(Struct, frozen=True):
    """A row as a record: `id` where a column has it, `record` as the data file has it, `places` of its fields."""

    row: int
    place: str
    title: str
    id: str | None
    record: Mapping[str, Any]
    places: Mapping[str, str]


class TableRows(Struct):
    """The records of a table, and what is to be said of it."""

    rows: list[TableRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_rows(
    file: str, table: SourceTable, mapping: ImportMap, targets: Mapping[str, Target], reader: CellReader
) -> TableRows:
    """All rows but those that the table or the mapping leaves out."""
    reading = _Rows(file, table, mapping, targets, reader, TableRows())
    reading.all()
    reading.found.findings = _together(reading.found.findings)
    return reading.found


def _together(findings: list[Finding]) -> list[Finding]:
    """Findings that say the same as one, with all their cells: ``Projects!C2, C5``."""
    places: dict[tuple[str, str, str | None], list[str]] = {}
    for each in findings:
        places.setdefault((each.code, each.text, each.hint), []).append(each.path)
    first = {(each.code, each.text, each.hint): each for each in reversed(findings)}
    return [
        replace(first[key], path=", ".join([paths[0], *(path.rpartition("!")[2] for path in paths[1:])]))
        for key, paths in places.items()
    ]


def columns_of(table: SourceTable, mapping: ImportMap) -> Iterator[tuple[ColumnMap, TableColumn | None]]:
    """Each column of a mapping in the table: by its heading, the nth of several alike as the nth; without one by its
    letter. None where the table has no such column."""
    by_head: dict[str, list[TableColumn]] = {}
    for column in table.columns:
        by_head.setdefault(plain_head(column.head) or column.head, []).append(column)
    seen: dict[str, int] = {}
    for each in mapping.columns:
        name = plain_head(each.head) or each.head
        if not each.head:
            yield each, next((column for column in table.columns if column.letter == each.column), None)
            continue
        at = seen.get(name, 0)
        seen[name] = at + 1
        alike = by_head.get(name, [])
        yield each, alike[at] if at < len(alike) else None


class _Rows(Struct):
    file: str
    table: SourceTable
    mapping: ImportMap
    targets: Mapping[str, Target]
    reader: CellReader
    found: TableRows
    always: dict[str, Any] = field(default_factory=dict)

    def all(self) -> None:
        """Read every row."""
        columns = list(self._columns())
        self._always()
        self._required({each.field for each, _ in columns})
        if self.found.findings:
            return
        for row in self.table.rows:
            if row + 1 not in self.mapping.without:
                self._row(row, columns)

    def _say(self, code: str, text: str, place: str, hint: str | None = None, *, warn: bool = False) -> None:
        self.found.findings.append(
            Finding(code, "warning" if warn else "error", text, self.file, path=place, hint=hint)
        )

    def _columns(self) -> Iterator[tuple[ColumnMap, TableColumn]]:
        for each, column in columns_of(self.table, self.mapping):
            if column is not None:
                if each.field is not None:
                    yield each, column
                continue
            if each.field is None:
                continue
            heads = [other.head for other in self.table.columns]
            hint = did_you_mean(each.head, heads) or f"headings: {', '.join(filter(None, heads))}"
            text = f'the table has no column "{each.head or each.column}", which the map takes for {each.field}'
            self._say("unknown-column", text, f"{self.table.sheet.name}!{self.table.head_row + 1}", hint)

    def _always(self) -> None:
        for name, value in self.mapping.always.items():
            target = self.targets[name]
            text = "\n".join(map(str, value)) if isinstance(value, tuple | list) else value
            if target.kind not in ("ref", "refs", "list") and not isinstance(text, str | int | float | bool):
                self.always[name] = value
                continue
            found = self.reader.read(target, GridCell(text), head="", unit=None, separator=None)
            if isinstance(found, Unfit):
                self._say("bad-always", f"{name} of every record: {found.text}", "always", found.hint)
            else:
                self.always[name] = [found] if target.several else found

    def _required(self, filled: set[str | None]) -> None:
        for target in self.targets.values():
            if target.required and target.name not in filled and target.name not in self.mapping.always:
                text = f"no column fills {target.name}, which every record needs"
                hint = f"--always {target.name}=… for the same in all of them, or name its column in a map (--map FILE)"
                self._say("no-column", text, self.table.sheet.name, hint)

    # -------------------------------------------------------------------------------------------------------- a row

    def _row(self, row: int, columns: list[tuple[ColumnMap, TableColumn]]) -> None:
        values: dict[str, Any] = {}
        places: dict[str, str] = {}
        failed = False
        unit = next(
            (text_of(self.table.cell(row, column.index)) for each, column in columns if each.field == "unit"), ""
        )
        for each, column in columns:
            assert each.field is not None
            target, cell = self.targets[each.field], self.table.cell(row, column.index)
            place = self.table.place(row, column.index)
            value = self._value(target, each, cell, unit)
            if isinstance(value, Unfit):
                self._say("bad-cell", f"{each.field}: {value.text}", place, value.hint)
                failed = True
            elif value is not None:
                places.setdefault(target.name, place)
                self._put(values, target, each, value)
                self._mind(values, target, cell)
        for name, value in self.always.items():
            values.setdefault(name, value)
        first = self.table.place(row, columns[0][1].index) if columns else ""
        for target in self.targets.values():
            if target.required and target.name not in values and not failed:
                self._say(
                    "empty-cell", f"{target.name} is empty, and every record needs it", self._of(row, target, first)
                )
                failed = True
        if not failed:
            self.found.rows.append(self._made(row, values, places, first))

    def _of(self, row: int, target: Target, first: str) -> str:
        found = (
            column for each, column in columns_of(self.table, self.mapping) if each.field == target.name and column
        )
        return next((self.table.place(row, column.index) for column in found), first)

    def _value(self, target: Target, each: ColumnMap, cell: GridCell, unit: str) -> Any:
        own = each.unit or target.unit or unit or None
        if target.kind in ("number", "history") and own is None and "unit" in self.targets:
            own = unit_in(cell) or None
        if isinstance(cell.raw, str) and target.kind in ("date", "dates", "day"):
            text = cell.raw.strip()
            if unclear(text) and self.mapping.order is None:
                read_as = self.reader.read(target, cell, head="", unit=None, separator=None)
                return Unfit(
                    f'"{text}" can be read with the day or with the month first',
                    f"order: day-first in a map (--map FILE) for {read_as['text']}, or order: month-first",
                )
        return self.reader.read(target, cell, head=each.head, unit=own, separator=each.separator)

    def _put(self, values: dict[str, Any], target: Target, each: ColumnMap, value: Any) -> None:
        as_of = self._as_of(each)
        if target.kind == "history":
            values.setdefault(target.name, []).append({"value": value, "as_of": as_of})
        elif target.several:
            values.setdefault(target.name, []).append(value)
        else:
            values[target.name] = value
            if target.dated and as_of is not None and target.name in ("value", "previous"):
                values.setdefault({"value": "as_of", "previous": "previous_as_of"}[target.name], as_of)

    def _as_of(self, each: ColumnMap) -> Any:
        if each.as_of is None:
            return None
        target = Target("as_of", "date")
        return self.reader.read(target, GridCell(each.as_of), head="", unit=None, separator=None)

    def _mind(self, values: dict[str, Any], target: Target, cell: GridCell) -> None:
        """What a number says besides: its unit, where no column does, and zeros that close it."""
        if target.name not in ("value", "previous") or "unit" not in self.targets:
            return
        if "unit" not in self.always and "unit" not in values and (unit := unit_in(cell)):
            values["unit"] = unit
        found = read(cell.raw) if isinstance(cell.raw, str) else None
        if isinstance(found, Typed) and found.closing_zeros:
            values["decimals"] = max(values.get("decimals", 0), found.places)

    def _made(self, row: int, values: Mapping[str, Any], places: Mapping[str, str], first: str) -> TableRow:
        record: dict[str, Any] = {}
        for name, target in self.targets.items():
            if name in values and name != ID:
                value = values[name]
                if name == "history":
                    value = sorted(value, key=lambda each: str(each["as_of"]["iso"]))
                _plant(record, steps_of(target.way), value)
        title = next((str(values[name]) for name in TITLES if name in values), "")
        return TableRow(row, first, title, values.get(ID), record, places)


def _plant(record: dict[str, Any], steps: tuple[str | int, ...], value: Any) -> None:
    """Put a value where its way leads; lists on the way have one record."""
    for at, step in enumerate(steps[:-1]):
        if isinstance(step, int):
            continue
        inside: Any = record.setdefault(step, [{}] if isinstance(steps[at + 1], int) else {})
        record = inside[0] if isinstance(inside, list) else inside
    record[str(steps[-1])] = value
