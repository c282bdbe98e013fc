"""What stands in a cell as the value of its column's type, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from reportgen.collecting.workbook.grid import GridCell
from reportgen.numbers.exact import exact, stripped
from reportgen.numbers.typed import Unclear, read, same_unit
from reportgen.project.settings import ColumnSettings, ColumnType
from reportgen.tabular.model import Cell
from reportgen.yaml.model import is_day

_DAY: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ERROR: Final = re.compile(r"#(REF!|BEZUG!|NAME\?|VALUE!|WERT!|DIV/0!|N/A|NV|NUM!|ZAHL!|NULL!)")
_WORDS: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("true", "yes", "ja", "oui", "x", "1"), True),
    **dict.fromkeys(("false", "no", "nein", "non", "0"), False),
}


def value_of(cell: GridCell, column: ColumnSettings) -> Cell:
    """The value of a cell; None for an empty one. Raises ValueError with what was expected."""
    if cell.raw is None or cell.raw == "":
        return None
    return _READ[column.type](cell, column)


def _text(cell: GridCell, _: ColumnSettings) -> Cell:
    raw = cell.raw
    if isinstance(raw, float):
        return format(stripped(exact(raw)), "f")
    text = raw.isoformat() if isinstance(raw, date) else str(raw)
    if _CONTROL.search(text):
        raise ValueError("text without control characters")
    if _ERROR.fullmatch(text):
        raise ValueError("a value, no error of a spreadsheet")
    return text


def _number(cell: GridCell, column: ColumnSettings) -> Cell:
    raw = cell.raw
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        number = exact(raw)
        return number * 100 if cell.percent and column.unit and same_unit(column.unit, "%") else number
    found = read(raw) if isinstance(raw, str) else None
    if isinstance(found, Unclear):
        raise ValueError(f"{found.whole} or {found.part}: write one of them, it may be either")
    if found is None:
        raise ValueError("a number")
    if found.unit and not (column.unit and same_unit(found.unit, column.unit)):
        raise ValueError(f"a number in {column.unit}" if column.unit else "a number without a unit")
    return _with_places(exact(found.value), found.places)


def _with_places(number: Decimal, places: int) -> Decimal:
    return number if -int(number.as_tuple().exponent) >= places else number.quantize(Decimal(1).scaleb(-places))


def _date(cell: GridCell, _: ColumnSettings) -> Cell:
    raw = cell.raw
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return raw.isoformat()
    text = str(raw)
    match = _DAY.fullmatch(text)
    iso = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}" if match else text
    if not is_day(iso):
        raise ValueError("a day: 2026-03-31 or 31.3.2026")
    return iso


def _bool(cell: GridCell, _: ColumnSettings) -> Cell:
    found = cell.raw if isinstance(cell.raw, bool) else _WORDS.get(str(cell.raw).casefold())
    if found is None:
        raise ValueError("yes or no")
    return found


_READ: Final[Mapping[ColumnType, Callable[[GridCell, ColumnSettings], Cell]]] = {
    "text": _text,
    "number": _number,
    "quantity": _number,
    "money": _number,
    "date": _date,
    "bool": _bool,
}
