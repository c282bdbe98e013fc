"""What importing a table would do, in lines for people: the columns, the rows that are none, the records."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from reportgen.edition.returned import Content
from reportgen.importing.mapping import ColumnMap, ImportMap
from reportgen.importing.rows import columns_of
from reportgen.importing.tables import Reason, SourceTable, TableColumn, text_of
from reportgen.importing.take import Destination, Importing, SourceFile
from reportgen.importing.targets import plain_head, unit_of

_EXAMPLES: Final = 3
_LONGEST: Final = 24
_MOST_IDS: Final = 6
_REASONS: Final[dict[Reason, str]] = {
    "hidden": "hidden or filtered (hidden: true in a map takes them)",
    "total": "sums (totals: true in a map takes them)",
    "alone": "one cell alone, as a heading between rows",
    "below": "below the table",
    "head": "the headings once more",
}


def mapping_lines(source: SourceFile, into: Destination, table: SourceTable, mapping: ImportMap) -> Iterator[str]:
    """Which column fills which field, with what stands in it, and which rows are left out."""
    rows = len([row for row in table.rows if row + 1 not in mapping.without])
    others = [f'"{each.name}"{" (hidden)" if each.hidden else ""}' for each in source.sheets if each is not table.sheet]
    yield f'{source.name}, "{table.sheet.name}": headings in row {table.first_row + 1}, {rows} rows → {into.name}'
    if others:
        yield f"  not looked at: {', '.join(others)}"
    pairs = list(columns_of(table, mapping))
    mapped = {column.index for _, column in pairs if column is not None}
    heads = [_short(each.head or "(no heading)") for each, _ in pairs]
    width = max(map(len, heads), default=0)
    for (each, column), head in zip(pairs, heads, strict=True):
        yield f"  {each.column:>3}  {head:<{width}}  → {_field(each, column):<16} {_examples(table, column)}".rstrip()
    for column in table.columns:
        if column.index not in mapped:
            yield f"  {column.letter:>3}  {_short(column.head)}  → not in the map"
    for name, value in mapping.always.items():
        yield f"  always {name}: {', '.join(map(str, value)) if isinstance(value, tuple | list) else value}"
    yield from _read_as(mapping)
    yield from _left_out(table)
    yield from _homeless(into, pairs)


def _field(each: ColumnMap, column: TableColumn | None) -> str:
    if each.field is None:
        return "(hidden)" if column is not None and column.hidden else "–"
    more = [f"as of {each.as_of}"] if each.as_of else []
    more += [f"in {each.unit}"] if each.unit else []
    return f"{each.field} ({', '.join(more)})" if more else each.field


def _examples(table: SourceTable, column: TableColumn | None) -> str:
    if column is None:
        return ""
    found: dict[str, None] = {}
    for row in table.rows:
        text = text_of(table.cell(row, column.index))
        if text:
            found[_short(text)] = None
        if len(found) == _EXAMPLES:
            break
    return " | ".join(found)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _read_as(mapping: ImportMap) -> Iterator[str]:
    if mapping.decimal is not None:
        whole, part = ("1.234", "1,5") if mapping.decimal == "," else ("1,234", "1.5")
        yield f'  numbers are read as {whole} and {part} (decimal: "{mapping.decimal}")'
    if mapping.order is not None:
        yield f"  dates with slashes are read {mapping.order} (order: {mapping.order})"


def _left_out(table: SourceTable) -> Iterator[str]:
    by_reason = sorted(((reason, row) for row, reason in table.left_out.items()), key=lambda pair: pair[0])
    for reason, group in groupby(by_reason, key=lambda pair: pair[0]):
        numbers = [row + 1 for _, row in group]
        yield f"  left out: row{'s' if len(numbers) > 1 else ''} {_spans(numbers)}: {_REASONS[reason]}"


def _spans(numbers: list[int]) -> str:
    """Numbers in short: 4–7, 12."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _homeless(into: Destination, pairs: list[tuple[ColumnMap, TableColumn | None]]) -> Iterator[str]:
    """How columns that no field is for get one."""
    wanted = [
        plain_head(each.head).replace(" ", "_")
        for each, column in pairs
        if each.field is None and each.head and column is not None and not column.hidden
    ]
    if wanted and into.collection:
        told = ", ".join(f"{name}: {'number' if unit else 'text'}" for name, unit in _kinds(wanted, pairs))
        yield "  columns without a field (–) are not taken; to keep one, give the report a field of its own:"
        yield f"    in reportgen.yaml, fields of {into.name}: {told}"


def _kinds(wanted: list[str], pairs: list[tuple[ColumnMap, TableColumn | None]]) -> Iterator[tuple[str, bool]]:
    units = {plain_head(each.head).replace(" ", "_"): unit_of(each.head) for each, _ in pairs}
    yield from ((name, bool(units.get(name))) for name in wanted)


def _said(value: Content) -> str:
    text = ", ".join(value) if isinstance(value, tuple) else "nothing" if value is None else str(value)
    return _short(" ".join(text.split()))


def result_lines(result: Importing) -> Iterator[str]:
    """What becomes of the rows."""
    merged = result.merged
    if result.refused or merged is None:
        yield "nothing of it is taken: see the messages"
        return
    ids = list(merged.new)
    more = f", … {ids[-1]}" if len(ids) > _MOST_IDS else ""
    named = f": {', '.join(ids[:_MOST_IDS])}{more}" if ids else ""
    yield f"{len(ids)} new, {len(merged.changed)} changed, {merged.unchanged} as in the data{named}"
    for changes in merged.changed.values():
        for each in changes:
            yield f"  {each.path}: {_said(each.was)} → {_said(each.is_)}"
