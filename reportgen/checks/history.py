"""A figure's values in the course of time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reportgen.checks.context import Context
from reportgen.edition.days import days
from reportgen.edition.model import Date, Figure
from reportgen.findings.problem import Problem


def history(context: Context) -> Iterator[Problem]:
    """Find values that are not in the order of their dates: history, previous value, value."""
    for key, figure in context.edition.figures.items():
        for (_, before), (path, after) in pairwise(_dated(key, figure)):
            first, then = days(before), days(after)
            if first and then and then[1] <= first[0]:
                text = f'"{after.text}" is not after "{before.text}", the date of the value before'
                yield Problem("history-order", text, path, severity="warning")


def _dated(key: str, figure: Figure) -> Iterator[tuple[str, Date]]:
    for i, past in enumerate(figure.history):
        yield f"figures[{key}].history[{i}].as_of", past.as_of
    if figure.previous is not None and figure.previous_as_of is not None:
        yield f"figures[{key}].previous_as_of", figure.previous_as_of
    if figure.as_of is not None:
        yield f"figures[{key}].as_of", figure.as_of
