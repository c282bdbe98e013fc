"""Dates that lay ahead once and are over on the edition's date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportgen.edition.days import days
from reportgen.edition.remarks import Context, Remark


def passed(context: Context) -> Iterator[Remark]:
    """Items due before the edition's date that are not done, and targets that were missed."""
    edition = context.edition
    today = date.fromisoformat(edition.as_of)
    for name, items in edition.collections.items():
        for key, item in items.items():
            due = days(item.due)
            settled = item.outcome is not None or item.status in ("done", "ended", "delayed")
            if item.due and due and due[1] < today and not settled:
                text = f'"{item.due.text}" is over on {edition.as_of}, and nothing says what came of it'
                yield Remark("date-passed", "warning", text, f"{name}[{key}].due", "give the item a status")
    for key, figure in edition.figures.items():
        target = days(figure.target_date)
        if not target or target[1] >= today or figure.target is None or figure.value is None:
            continue
        missed = figure.value > figure.target if figure.lower_is_better else figure.value < figure.target
        if missed:
            text = f"the target {figure.target} was due before {edition.as_of} and is not reached ({figure.value})"
            yield Remark("target-missed", "warning", text, f"figures[{key}].target_date")
