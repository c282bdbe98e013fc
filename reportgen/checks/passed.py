"""Dates that lay ahead once and are over on the edition's date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportgen.checks.context import Context
from reportgen.edition.days import days
from reportgen.edition.model import Figure
from reportgen.findings.problem import Problem
from reportgen.numbers.exact import plain


def passed(context: Context) -> Iterator[Problem]:
    """Find items due before the edition's date that are not done, and missed targets."""
    edition = context.edition
    today = date.fromisoformat(edition.as_of)
    for name, items in edition.collections.items():
        for key, item in items.items():
            due = days(item.due)
            settled = item.outcome is not None or item.status in ("done", "ended", "delayed")
            if item.due and due and due[1] < today and not settled:
                text = f'"{item.due.text}" is over on {edition.as_of}, and nothing says what came of it'
                yield Problem("date-passed", text, f"{name}[{key}].due", "give the item a status", severity="warning")
    for key, figure in edition.figures.items():
        target = days(figure.target_date)
        if target and target[1] < today:
            yield from _target(key, figure, edition.as_of)


def _target(key: str, figure: Figure, today: str) -> Iterator[Problem]:
    """A figure whose target date is over: not reached, not said whether reached, or itself still called a target."""
    path = f"figures[{key}].target_date"
    if figure.target is None:
        if figure.kind == "target":
            text = f"the target was due before {today}, and nothing says what was reached"
            yield Problem(
                "date-passed", text, path, "give the value reached, and the target as its target", severity="warning"
            )
    elif figure.value is None:
        text = f"the target {plain(figure.target)} was due before {today}, and no value says whether it is reached"
        yield Problem("target-missed", text, path, severity="warning")
    elif figure.value > figure.target if figure.lower_is_better else figure.value < figure.target:
        reached = plain(figure.value)
        text = f"the target {plain(figure.target)} was due before {today} and is not reached ({reached})"
        yield Problem("target-missed", text, path, severity="warning")
