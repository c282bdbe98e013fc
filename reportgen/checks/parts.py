"""Parts of a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.context import Context
from reportgen.checks.languages import Words, words_of
from reportgen.checks.languages.units import Unit, read_unit
from reportgen.edition.model import Figure
from reportgen.findings.problem import Problem
from reportgen.numbers.exact import exact, plain


def parts(context: Context) -> Iterator[Problem]:
    """Find parts of one kind whose sum exceeds their whole, whatever the wording of their units."""
    figures = context.edition.figures
    words = words_of(context.edition.language)
    groups: dict[str, list[tuple[str, Figure, Unit]]] = defaultdict(list)
    for key, figure in figures.items():
        whole = figures.get(figure.part_of or "")
        if figure.part_of is None or whole is None or figure.value is None or whole.kind != figure.kind:
            continue
        unit = read_unit(figure.unit, words)
        if unit.percent == read_unit(whole.unit, words).percent:
            groups[figure.part_of].append((key, figure, unit))
    for key, members in groups.items():
        yield from _exceeding(key, figures[key], members, words)


def _exceeding(
    key: str, whole: Figure, members: list[tuple[str, Figure, Unit]], words: Words | None
) -> Iterator[Problem]:
    most = whole.upper if whole.upper is not None else whole.value
    unit = read_unit(whole.unit, words)
    total = sum((exact(figure.value or 0) * own.times for _, figure, own in members), Decimal(0)) / unit.times
    if most is None or total <= exact(most) or whole.qualifier is not None:
        return
    names = ", ".join(f"{name} {plain(figure.value or 0)}" for name, figure, _ in members)
    text = f"its parts are {plain(total)}, more than the whole ({plain(most)})"
    others = sorted({figure.unit for _, figure, own in members if own.of != unit.of})
    if others:
        text += f", though their units have other words: {', '.join(others)} beside {whole.unit}"
    yield Problem("parts-exceed-whole", text, f"figures[{key}].value", f"parts: {names}", severity="warning")
