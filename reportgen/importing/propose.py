"""A mapping for a table that nobody has mapped: by the names of its columns, and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, Final

from msgspec import Struct

from reportgen.collecting.workbook.grid import GridCell
from reportgen.importing.cells import NO_RESULT, unit_in
from reportgen.importing.dates import order_of, read_date
from reportgen.importing.mapping import ColumnMap, ImportMap
from reportgen.importing.tables import SourceTable, TableColumn, text_of
from reportgen.importing.targets import Target, plain_head, unit_of
from reportgen.importing.words import table_words
from reportgen.numbers.typed import Typed, Unclear, is_common_unit, read, same_unit

_CONFIRMED: Final = frozenset({"choice", "number", "date", "dates", "day", "links"})
"""Kinds of fields that not every text can be of."""
_NEAR: Final = 0.84
_LOOKED_AT: Final = 200
"""Cells of a column that are looked at."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_DECIMAL: Final = re.compile(r"(?:[.'’ ]\d{3})+,\d+|\d+,(?:\d{1,2}|\d{4,})(?!\d)")
_POINT: Final = re.compile(r"(?:[,'’ ]\d{3})+\.\d+|\d+\.(?:\d{1,2}|\d{4,})(?!\d)")


class _Bid(Struct, frozen=True, order=True):
    """How well a column and a field fit; the least is the best."""

    worse: float
    column: int
    field: str


def propose(
    table: SourceTable, into: str, targets: Mapping[str, Target], always: Mapping[str, Any], as_of: str
) -> ImportMap:
    """The mapping of a table. `always` are fields that every record gets; `as_of` is the day of the edition."""
    columns = {each.index: each for each in table.columns}
    cells = {index: tuple(_cells(table, index)) for index in columns}
    chosen = dict(_by_years(table, targets, as_of))
    taken = {*always, *(name for name, _ in chosen.values() if not targets[name].several)}
    for bid in sorted(_bids(columns.values(), targets, cells)):
        several = targets[bid.field].several
        if bid.column not in chosen and (several or bid.field not in taken):
            chosen[bid.column] = bid.field, None
            taken.add(bid.field)
    made = tuple(
        ColumnMap(
            column=column.letter,
            head=column.head,
            field=None if column.hidden else chosen.get(index, (None, None))[0],
            as_of=chosen.get(index, (None, None))[1],
            unit=_unit(column, cells[index]) if _is_number(index, chosen, targets) and "unit" not in targets else None,
        )
        for index, column in columns.items()
    )
    texts = [text_of(cell) for each in cells.values() for cell in each]
    return ImportMap(
        into=into,
        sheet=table.sheet.name,
        head=table.first_row + 1,
        columns=made,
        always=dict(always),
        decimal=_decimal(texts),
        order=order_of(texts),
    )


def _cells(table: SourceTable, column: int) -> Iterator[GridCell]:
    for row in table.rows[:_LOOKED_AT]:
        cell = table.cell(row, column)
        if text_of(cell).casefold() not in ("", *table_words().nothing):
            yield cell


def _is_number(index: int, chosen: Mapping[int, tuple[str, Any]], targets: Mapping[str, Target]) -> bool:
    return index in chosen and targets[chosen[index][0]].kind in ("number", "history")


def _by_years(
    table: SourceTable, targets: Mapping[str, Target], as_of: str
) -> Iterator[tuple[int, tuple[str, str | None]]]:
    """Columns of numbers that are headed by years: the newest is the value, the one before it the previous one."""
    if "history" not in targets:
        return
    found = [(match[0], each.index) for each in table.columns if (match := _YEAR.search(each.head)) and not each.hidden]
    found = [(year, index) for year, index in found if year <= as_of[:4] and _are_numbers(table, index)]
    for at, (year, index) in enumerate(sorted(found, reverse=True)):
        yield index, (("value", "previous")[at] if at < 2 else "history", year)


def _are_numbers(table: SourceTable, index: int) -> bool:
    cells = list(_cells(table, index))
    return sum(_fits(cell, "number") for cell in cells) * 2 > len(cells)


def _bids(
    columns: Iterable[TableColumn], targets: Mapping[str, Target], cells: Mapping[int, tuple[GridCell, ...]]
) -> Iterator[_Bid]:
    for column in columns:
        head = plain_head(column.head)
        for at, target in enumerate(targets.values()):
            worse = _distance(head, target)
            if worse is not None and not column.hidden and _may_hold(target, cells[column.index]):
                # what must be there first, then what its content confirms, then the order of the model
                rank = 0 if target.required else 1 if target.kind in _CONFIRMED else 2
                yield _Bid(worse + rank / 100 + at / 10_000, column.index, target.name)


def _distance(head: str, target: Target) -> float | None:
    """0 for a name that is known, more for one that only resembles it; None for another."""
    if not head:
        return None
    if head in target.heads:
        return 0
    if any(len(name) > 3 and re.search(rf"\b{re.escape(name)}\b", head) for name in target.heads):
        return 0.1
    best = max((SequenceMatcher(None, head, name).ratio() for name in target.heads if len(name) > 3), default=0)
    return 1 - best if best >= _NEAR else None


def _may_hold(target: Target, cells: tuple[GridCell, ...]) -> bool:
    """Whether at least half of a column fits a field; the faults of the rest are reported cell by cell."""
    if not cells:
        return not target.several
    fitting = sum(_fits(cell, target.kind, target) for cell in cells)
    return fitting * 2 >= len(cells)


def _fits(cell: GridCell, kind: str, target: Target | None = None) -> bool:
    text = text_of(cell)
    if cell.formula and (text == NO_RESULT or text.startswith("#")):
        return True
    if kind in ("number", "history"):
        return isinstance(cell.raw, int | float) or isinstance(read(text), Typed | Unclear)
    if kind in ("date", "dates", "day"):
        found = read_date(cell.raw, "en", "day-first")
        return isinstance(found, dict) and found["iso"] is not None
    if kind == "choice" and target is not None:
        known = table_words().choices.get(target.name, {})
        said = {*target.choices, *(word for words in known.values() for word in words)}
        return text.casefold() in said
    if kind == "links":
        return text.startswith(("http://", "https://", "www."))
    if kind in ("text", "rich", "list", "ref", "refs"):
        return not isinstance(cell.raw, int | float) or kind == "text"
    return True


def _unit(column: TableColumn, cells: tuple[GridCell, ...]) -> str | None:
    """The unit of a column of numbers: of its heading, or of every cell that has one; all are percentages or none."""
    if named := unit_of(column.head):
        return named
    units = [unit_in(cell) for cell in cells]
    found = set(filter(is_common_unit, units))
    unit = found.pop() if len(found) == 1 else None
    return None if unit is not None and same_unit(unit, "%") and not all(units) else unit


def _decimal(texts: Iterable[str]) -> Any:
    """The sign before decimals, where numbers in the table tell it; None where they do not, or not all the same."""
    found = set()
    for text in texts:
        if isinstance(read(text), Typed):
            found |= {","} if _DECIMAL.search(text) else {"."} if _POINT.search(text) else set()
    return found.pop() if len(found) == 1 else None
