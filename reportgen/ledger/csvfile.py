"""The ledger as comma-separated values (RFC 4180): UTF-8, CRLF, a header line, a decimal point, ISO dates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from reportgen.edition.model import Edition
from reportgen.ledger.entries import COLUMNS, OF_THE_FIGURE, Entry, digits, entries


def open_data(edition: Edition) -> bytes:
    """The ledger of an edition as a file for everybody; it says nothing of our files and pages."""
    return as_csv(entries(edition))


def as_csv(ledger: Iterable[Entry]) -> bytes:
    """The entries as a CSV file; unknown values are empty."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for entry in ledger:
        table.writerow(_cell(entry, name) for name in COLUMNS)
    return text.getvalue().encode()


def _cell(entry: Entry, name: str) -> str:
    value = getattr(entry, name)
    if isinstance(value, int | float):
        return digits(value, entry.places if name in OF_THE_FIGURE else None)
    return value or ""
