"""Parts of a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.context import Context
from reportgen.edition.model import Figure
from reportgen.findings.problem import Problem
from reportgen.numbers.exact import exact, plain


def parts(context: Context) -> Iterator[Problem]:
    """Parts that together are more than their whole, in the same unit and kind."""
    figures = context.edition.figures
    groups: dict[str, list[tuple[str, Figure]]] = defaultdict(list)
    for key, figure in figures.items():
        if figure.part_of in figures and figure.value is not None:
            whole = figures[figure.part_of]
            if (whole.unit, whole.kind) == (figure.unit, figure.kind):
                groups[figure.part_of].append((key, figure))
    for key, members in groups.items():
        whole = figures[key]
        total = sum((exact(member.value or 0) for _, member in members), Decimal(0))
        most = whole.upper if whole.upper is not None else whole.value
        if most is not None and total > exact(most) and whole.qualifier is None:
            names = ", ".join(f"{name} {plain(member.value or 0)}" for name, member in members)
            text = f"its parts are {plain(total)}, more than the whole ({plain(most)})"
            yield Problem("parts-exceed-whole", text, f"figures[{key}].value", f"parts: {names}", severity="warning")
