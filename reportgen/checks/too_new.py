"""What an edition cannot know: dates of what has happened that lie after its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportgen.checks.context import Context
from reportgen.edition.days import days
from reportgen.edition.model import Date
from reportgen.findings.problem import Problem


def too_new(context: Context) -> Iterator[Problem]:
    """Find figures and outcomes that are later than the edition's date."""
    edition = context.edition
    today = date.fromisoformat(edition.as_of)
    for key, figure in edition.figures.items():
        yield from _later(figure.as_of, f"figures[{key}].as_of", today)
    for name, items in edition.collections.items():
        for key, item in items.items():
            if item.outcome is not None and item.outcome.state == "done":
                yield from _later(item.outcome.date, f"{name}[{key}].outcome.date", today)


def _later(when: Date | None, path: str, today: date) -> Iterator[Problem]:
    span = days(when)
    if when is not None and span and span[0] > today:
        text = f'"{when.text}" lies after the edition\'s date {today}'
        yield Problem("too-new", text, path, "it belongs in the next edition", severity="warning")
