"""Returned workbooks as the tests of edits read them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from climate import SECOND

from reportgen.collecting.apply import Who
from reportgen.collecting.asked import rows_of
from reportgen.collecting.books import FormReading
from reportgen.collecting.model import key_of
from reportgen.collecting.receive import receive
from reportgen.collecting.send import before_of
from reportgen.edition.loading import load
from reportgen.project.open import open_project


def values(root: Path, texts: dict[str, str] | None = None) -> dict[str, Any]:
    loaded = load(open_project(root), SECOND, texts)
    rows = rows_of(loaded.partial, before_of(loaded))
    return {key_of(row.id, field.name): field.value for row in rows for field in row.fields}


def read(root: Path, path: Path) -> tuple[FormReading | None, dict[str, Any], str]:
    """What became of a file, the values after it, and every word said of it."""
    from reportgen.errors import FindingsError

    books: dict[str, Any] = {}
    try:
        reading = receive(open_project(root), books, path, Who("A. Lee", "2026-07-20"))
    except FindingsError as error:
        return None, values(root), " ".join(f"{each.path} {each.text}" for each in error.findings)
    said = " ".join(f"{each.path} {each.text}" for each in reading.findings)
    return reading, values(root, books[SECOND].texts), said


def codes(reading: FormReading | None) -> set[str]:
    return {each.code for each in reading.findings} if reading else set()
