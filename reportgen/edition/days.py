"""Days of the calendar from the ISO forms that a Date may have."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from reportgen.edition.model import Date, Edition

_REMEMBERED: Final = 4096
"""Days that are kept for their next occurrence: a report names the same ones again and again."""


@lru_cache(_REMEMBERED)
def parse_iso(iso: str) -> tuple[date, date] | None:
    """First and last day of ``2019``, ``2019-06``, ``2019-06-01`` or ``2020/2023``; None for a duration.

    Raises ValueError where that is no part of the calendar.
    """
    if iso.startswith("P"):
        return None
    first, _, last = iso.partition("/")
    begin, end = span_of(first), span_of(last or first)
    if end[1] < begin[0]:
        raise ValueError(f"{iso} ends before it begins")
    return begin[0], end[1]


def days(when: Date | None) -> tuple[date, date] | None:
    """First and last day of a date; None where it has none, or an impossible one."""
    try:
        return parse_iso(when.iso) if when is not None and when.iso else None
    except ValueError:
        return None


@lru_cache(_REMEMBERED)
def span_of(iso: str) -> tuple[date, date]:
    """First and last day of ``2019``, ``2019-06`` or ``2019-06-01``. Raises ValueError as `parse_iso` does."""
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        first = date(parts[0], parts[1], 1)
        return first, first.replace(day=calendar.monthrange(*parts)[1])
    day = date(*parts)
    return day, day


def all_dates(edition: Edition) -> Iterator[tuple[str, Date]]:
    """Every date of the edition with its data path."""
    for collection, items in edition.collections.items():
        for key, item in items.items():
            for i, when in enumerate(item.dates):
                yield f"{collection}[{key}].dates[{i}]", when
            if item.due:
                yield f"{collection}[{key}].due", item.due
            if item.outcome and item.outcome.date:
                yield f"{collection}[{key}].outcome.date", item.outcome.date
    for key, figure in edition.figures.items():
        for name in ("as_of", "previous_as_of", "target_date"):
            when = getattr(figure, name)
            if when is not None:
                yield f"figures[{key}].{name}", when
        for i, earlier in enumerate(figure.history):
            yield f"figures[{key}].history[{i}].as_of", earlier.as_of
