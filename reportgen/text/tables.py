"""Tables for spreadsheets, in which texts stay texts: none of them is taken for a formula.

Excel and LibreOffice work out what begins with ``=``, ``+``, ``-`` or ``@``, and can be told to fetch or run something
by it. In a CSV file nothing says that a cell is text, and where a country writes decimal commas Excel divides lines at
semicolons, quoted or not. So such a text gets an apostrophe in front, at its beginning and after everything that may
divide it; a number stays a number.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_BEGINS: Final = r"=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""The signs, their full-width forms, and what spreadsheets pass over before them."""
_FORMULA: Final = re.compile(rf'(^|[;\t\r\n|])("*)(?=[{_BEGINS}])')
_SIGNS: Final = tuple("=+-@\t\r\n")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:[.,'\u00a0\u202f][0-9]+)*(?:[ \u00a0\u202f]?%)?")

Cell = str | int | Decimal | None


def as_text(text: str) -> str:
    """`text` as a cell of a CSV file that no spreadsheet takes for a formula; the same where none would."""
    return text if _NUMBER.fullmatch(text) else _FORMULA.sub(r"\1'\2", text)


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet would take `text` for a formula where somebody types it in."""
    return text[:1] in _SIGNS and not _NUMBER.fullmatch(text)


def csv_file(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows as comma-separated values (RFC 4180): UTF-8, CRLF, numbers with a point, nothing for None."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerows([_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    return as_text(cell) if isinstance(cell, str) else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def write_text(sheet: Worksheet, row: int, column: int, text: str, look: Format | None = None) -> None:
    """Put a text into a cell of a workbook as text.

    It stays text also where somebody goes into the cell and leaves it again, if `look` is for texts (``@``) or has the
    mark of one (``quote_prefix``).
    """
    sheet.write_string(row, column, text, look)


def options() -> dict[str, Any]:
    """What XlsxWriter is told for every workbook: it guesses nothing."""
    return {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
