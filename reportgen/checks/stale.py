"""Figures that have grown old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportgen.checks.context import Context
from reportgen.edition.days import days
from reportgen.findings.finding import Severity
from reportgen.findings.problem import Problem


def stale(context: Context) -> Iterator[Problem]:
    """Find figures older than `fresh_for` months on the edition's date; with a printed `caveat`, as a note."""
    if context.fresh_for is None:
        return
    today = date.fromisoformat(context.edition.as_of)
    for key, figure in context.edition.figures.items():
        span = days(figure.as_of)
        if not span:
            continue
        months = (today.year - span[1].year) * 12 + today.month - span[1].month
        if months > context.fresh_for:
            text = f"the figure is {months} months old, more than {context.fresh_for}"
            severity: Severity = "note" if figure.caveat else "warning"
            hint = f"said in print: {figure.caveat}" if figure.caveat else "find a newer one, or say so in its caveat"
            yield Problem("stale", text, f"figures[{key}].as_of", hint, severity=severity)
