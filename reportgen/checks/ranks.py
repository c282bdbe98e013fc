"""Ranks: the smaller the better."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.findings.problem import Problem
from reportgen.numbers.exact import plain


def ranks(context: Context) -> Iterator[Problem]:
    """Find ranks that would be misread, and ranks that are impossible."""
    for key, figure in context.edition.figures.items():
        if figure.kind != "rank":
            continue
        if not figure.lower_is_better:
            text = "a rank without lower_is_better: true is read the wrong way"
            yield Problem("rank-direction", text, f"figures[{key}].kind", severity="warning")
        if figure.value is not None and (figure.value < 1 or figure.value != int(figure.value)):
            text = f"{plain(figure.value)} is no place in an order"
            yield Problem("bad-rank", text, f"figures[{key}].value")
