"""Days on which nothing is likely to have happened."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.edition.days import all_dates, days
from reportgen.findings.problem import Problem

_SUNDAY = 6


def weekdays(context: Context) -> Iterator[Problem]:
    """Find events on a Sunday; a `note` at the date confirms it, and turns the warning into a note."""
    for path, when in all_dates(context.edition):
        span = days(when)
        if when.precision != "day" or not span or span[0].weekday() != _SUNDAY:
            continue
        if path.startswith("figures["):
            continue
        text = f"{when.iso} is a Sunday"
        if when.note:
            yield Problem("sunday", text, f"{path}.iso", f"noted: {when.note}", severity="note")
        else:
            yield Problem("sunday", text, f"{path}.iso", "if the day is right, say so in its note", severity="warning")
