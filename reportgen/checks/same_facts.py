"""The same fact at two places."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.findings.problem import Problem
from reportgen.numbers.exact import plain


def same_facts(context: Context) -> Iterator[Problem]:
    """Find figures that are declared the same but have different values or units."""
    figures = context.edition.figures
    for key, figure in figures.items():
        other = figures.get(figure.same_as or "")
        if other is None:
            continue
        if figure.value is not None and other.value is not None and figure.value != other.value:
            text = f'the value is {plain(figure.value)} here and {plain(other.value)} in "{figure.same_as}"'
            yield Problem(
                "two-values",
                text,
                f"figures[{key}].value",
                "give the value once, or take same_as away",
                severity="warning",
            )
        elif figure.unit != other.unit:
            text = f'the unit is "{figure.unit}" here and "{other.unit}" in "{figure.same_as}"'
            yield Problem("two-values", text, f"figures[{key}].unit", severity="warning")
