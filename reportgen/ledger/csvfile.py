"""The ledger as comma-separated values (RFC 4180): UTF-8, CRLF, a header line, a decimal point, ISO dates."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from reportgen.edition.model import Edition
from reportgen.ledger.entries import COLUMNS, OF_THE_FIGURE, Entry, digits, entries
from reportgen.text.tables import Cell, csv_file


def open_data(edition: Edition) -> bytes:
    """The ledger of an edition as a file for everybody; it says nothing of our files and pages."""
    return as_csv(entries(edition))


def as_csv(ledger: Iterable[Entry]) -> bytes:
    """The entries as a CSV file; unknown values are empty."""
    return csv_file((COLUMNS, *([_cell(entry, name) for name in COLUMNS] for entry in ledger)))


def _cell(entry: Entry, name: str) -> Cell:
    value = getattr(entry, name)
    if isinstance(value, int | float):
        return Decimal(digits(value, entry.places if name in OF_THE_FIGURE else None))
    return str(value) if value else None
