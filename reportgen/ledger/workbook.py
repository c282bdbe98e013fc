"""The ledger as an Excel workbook: real numbers, real dates and links, the header frozen and filtered.

The same ledger gives the same bytes: the only date in the file is the edition's own.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from reportgen.ledger.entries import COLUMNS, OF_THE_FIGURE, Entry
from reportgen.text.tables import begins_formula, options, write_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = {
    "id": 28, "statement": 48, "value_printed": 14, "unit": 18, "as_of_printed": 18, "caveat": 28,
    "source_title": 44, "source_url": 44, "about_title": 36, "place": 34, "printed_in": 48,
}  # fmt: skip
_WIDTH = 13
_DIGITS = 15
"""Digits of a number that Excel keeps."""
_LONGEST_LINK = 2079
"""Characters of an address that Excel follows."""
_DATES = frozenset({"as_of", "previous_as_of", "target_date"})


def as_xlsx(ledger: Iterable[Entry], title: str, as_of: str) -> bytes:
    """The entries as a workbook. `as_of` is the edition's date (ISO)."""
    from xlsxwriter import Workbook

    rows = tuple(ledger)
    content = io.BytesIO()
    book = Workbook(content, options())
    book.set_properties({"title": title, "created": datetime.fromisoformat(as_of)})
    sheet = book.add_worksheet("ledger")
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
    numbers = {places: _number_format(book, places) for places in dict.fromkeys((None, *(row.places for row in rows)))}
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
    looks = {"text": text, "quoted": quoted, "day": day}
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, _WIDTHS.get(name, _WIDTH))
        write_text(sheet, 0, column, name, head)
        for row, entry in enumerate(rows, 1):
            number = numbers[entry.places if name in OF_THE_FIGURE else None]
            _write(sheet, row, column, name, getattr(entry, name), {**looks, "number": number})
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    book.close()
    return content.getvalue()


def _number_format(book: Workbook, places: int | None) -> Format:
    """At least so many decimals, and every further digit."""
    code = f"0.{'0' * places}{'#' * (_DIGITS - places)}" if places else "General"
    return book.add_format({"num_format": code, "valign": "top"})


def _write(sheet: Worksheet, row: int, column: int, name: str, value: Any, formats: dict[str, Any]) -> None:
    if value is None:
        return
    if isinstance(value, int | float):
        sheet.write_number(row, column, value, formats["number"])
    elif name in _DATES and _is_day(value):
        sheet.write_datetime(row, column, datetime.fromisoformat(value), formats["day"])
    elif name != "source_url" or len(value) > _LONGEST_LINK:
        write_text(sheet, row, column, value, formats["quoted" if begins_formula(value) else "text"])
    else:
        sheet.write_url(row, column, value, formats["text"], value)


def _is_day(value: str) -> bool:
    try:
        return len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False
