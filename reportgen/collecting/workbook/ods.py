"""Sheets of an OpenDocument spreadsheet (ODF 1.3 part 3, 9), as LibreOffice writes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from reportgen.collecting.model import Raw
from reportgen.collecting.package import Package, damaged, too_large
from reportgen.collecting.workbook.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    Comment,
    GridCell,
    GridSheet,
    Merged,
    events,
    forget,
)

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_NUMBERS: Final = frozenset({"float", "percentage", "currency"})


def sheets(package: Package) -> Iterator[GridSheet]:
    """The sheets in their order, hidden ones among them. Raises FindingsError."""
    sheet: GridSheet | None = None
    row = column = 0
    hidden: set[str | None] = set()
    with package.open("content.xml") as stream:
        ends = (f"{_TABLE}table-row", f"{_TABLE}table", f"{_TABLE}table-column", f"{_STYLE}style")
        for event, element in events(stream, package.name, ends, (f"{_TABLE}table",)):
            if event == "start":
                away = element.get(f"{_TABLE}style-name") in hidden
                sheet, row, column = GridSheet(element.get(f"{_TABLE}name", ""), hidden=away), 0, 0
            elif element.tag == f"{_STYLE}style":
                if any(each.get(f"{_TABLE}display") == "false" for each in element):
                    hidden.add(element.get(f"{_STYLE}name"))
            elif element.tag == f"{_TABLE}table":
                if sheet is not None:
                    yield sheet
                sheet = None
                forget(element)
            elif sheet is not None and element.tag == f"{_TABLE}table-column":
                column += _column(package, sheet, column, element)
            elif sheet is not None:
                row += _row(package, sheet, row, element)
                forget(element)


def _column(package: Package, sheet: GridSheet, column: int, element: Any) -> int:
    """Note whether columns are hidden, and say how many it stands for."""
    wide = _times(element, f"{_TABLE}number-columns-repeated", package.name)
    if _is_hidden(element):
        sheet.hidden_columns.update(range(column, min(column + wide, MOST_COLUMNS)))
    return wide


def _is_hidden(element: Any) -> bool:
    return str(element.get(f"{_TABLE}visibility", "visible")) != "visible"


def _row(package: Package, sheet: GridSheet, row: int, element: Any) -> int:
    """Read a row, and say how many it stands for."""
    times = _times(element, f"{_TABLE}number-rows-repeated", package.name)
    column = 0
    for each in element:
        if each.tag not in _CELLS:
            continue
        wide = _times(each, f"{_TABLE}number-columns-repeated", package.name)
        cell = _cell(each, sheet, row, column, package.name)
        if cell.raw is not None and cell.raw != "":
            if times > MOST_ROWS or wide > MOST_COLUMNS:
                raise too_large(package.name)
            for down in range(times):
                for across in range(wide):
                    sheet.put(row + down, column + across, cell, package.name)
        sheet.comments += _comments(each, row, column)
        _span(sheet, each, row, column, package.name)
        column += wide
    if _is_hidden(element):
        sheet.hidden_rows.update(range(row, min(row + times, MOST_ROWS)))
    return times


def _span(sheet: GridSheet, element: Any, row: int, column: int, file: str) -> None:
    """Note the cells that show as one with this one."""
    down, across = (_times(element, f"{_TABLE}number-{what}-spanned", file) for what in ("rows", "columns"))
    if (down > 1 or across > 1) and row + down <= MOST_ROWS and column + across <= MOST_COLUMNS:
        sheet.merged.append(Merged(row, column, row + down - 1, column + across - 1))


def _times(element: Any, name: str, file: str) -> int:
    text = element.get(name, "1")
    if not text.isdecimal() or len(text) > 8:
        raise damaged(file, f"{name.rpartition('}')[2]} is {text[:20]}")
    return int(text)


def _cell(element: Any, sheet: GridSheet, row: int, column: int, file: str) -> GridCell:
    kind = element.get(f"{_OFFICE}value-type", "")
    formula = element.get(f"{_TABLE}formula") is not None
    text = "\n".join(_told(each) for each in element if each.tag == f"{_TEXT}p")
    try:
        raw = _raw(element, kind, text)
    except ValueError:
        raise damaged(file, f"{sheet.place(row, column)} cannot be read") from None
    return GridCell(raw if raw != "" or not formula else "(nothing)", formula, kind == "percentage")


def _raw(element: Any, kind: str, text: str) -> Raw:
    if kind in _NUMBERS:
        number = float(element.get(f"{_OFFICE}value", "nan"))
        if number != number:
            raise ValueError(text)
        return int(number) if number.is_integer() else number
    if kind == "date":
        day = element.get(f"{_OFFICE}date-value", "")
        return datetime.fromisoformat(day) if "T" in day else date.fromisoformat(day)
    if kind == "boolean":
        return str(element.get(f"{_OFFICE}boolean-value")) == "true"
    return text


def _told(element: Any) -> str:
    """A paragraph as text: spaces that are counted, tabs and line breaks among it; comments in it are none of it."""
    parts = [element.text or ""]
    for each in element:
        if each.tag == f"{_TEXT}s":
            count = each.get(f"{_TEXT}c", "1")
            parts.append(" " * (min(int(count), 1000) if count.isdecimal() else 1))
        elif each.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            parts.append("\t" if each.tag == f"{_TEXT}tab" else "\n")
        elif isinstance(each.tag, str) and each.tag != f"{_OFFICE}annotation":
            parts.append(_told(each))
        parts.append(each.tail or "")
    return "".join(parts)


def _comments(element: Any, row: int, column: int) -> Iterator[Comment]:
    for each in element.iter(f"{_OFFICE}annotation"):
        text = "\n".join(_told(line) for line in each.iter(f"{_TEXT}p"))
        yield Comment(row, column, each.findtext(f"{_DC}creator") or "", text)
