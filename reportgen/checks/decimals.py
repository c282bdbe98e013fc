"""Numbers that are printed with fewer decimals than they have."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.edition.fields import fields
from reportgen.edition.model import Figure
from reportgen.findings.problem import Problem
from reportgen.numbers.exact import decimals, exact, plain, rounded


def rounding(context: Context) -> Iterator[Problem]:
    """Find digits that `decimals` drops: a note, or a warning if the number becomes zero."""
    for key, figure in context.edition.figures.items():
        if figure.decimals is None:
            continue
        for path, value in _numbers(f"figures[{key}]", figure):
            printed = rounded(exact(value), figure.decimals)
            if printed != exact(value):
                text = f"{plain(value)} is printed as {plain(printed)}"
                hint = f"decimals: {decimals(value)} prints all of it"
                yield Problem("rounded", text, path, hint, severity="note" if printed else "warning")


def _numbers(path: str, figure: Figure) -> Iterator[tuple[str, int | float]]:
    for name, field in fields(Figure).items():
        value = getattr(figure, name)
        if field.number and value is not None:
            yield f"{path}.{name}", value
    for i, past in enumerate(figure.history):
        if past.value is not None:
            yield f"{path}.history[{i}].value", past.value
