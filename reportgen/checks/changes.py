"""Changes and shares that follow from other values must agree with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.checks.context import Context
from reportgen.edition.arithmetic import difference, half_step, percentage, short
from reportgen.edition.model import Figure
from reportgen.findings.problem import Problem
from reportgen.numbers.exact import exact, plain


def changes(context: Context) -> Iterator[Problem]:
    """Find figures with `change_of` or `share_of` whose value does not follow from the values that it refers to."""
    figures = context.edition.figures
    for key, figure in figures.items():
        if figure.value is None:
            continue
        base = figures.get(figure.change_of or "")
        if base is not None:
            yield from _wrong_change(key, figure, base, figures)
        part = figures.get(figure.share_of or "")
        if part is not None:
            yield from _wrong_share(key, figure, part, figures)


def _wrong_change(key: str, figure: Figure, base: Figure, figures: Mapping[str, Figure]) -> Iterator[Problem]:
    right = _change(figure, base)
    if right is None and base.previous:
        yield from _wrong_percentage(key, figure, base, figures)
    elif right is not None and not _stands_for(figure, right):
        way = f"from {_shown(base.previous)} to {_shown(base.value)}"
        text = f"{way} is {short(right)}, not {_shown(figure.value)}"
        yield Problem("wrong-change", text, f"figures[{key}].value", severity="warning")


def _change(figure: Figure, base: Figure) -> Decimal | None:
    """What the figure should say, in the way it says it; None where the base does not have both values."""
    if figure.kind == "factor":
        return exact(base.value) / exact(base.previous) if base.value is not None and base.previous else None
    return difference(base) if figure.unit == base.unit else percentage(base)


def _wrong_percentage(key: str, figure: Figure, base: Figure, figures: Mapping[str, Figure]) -> Iterator[Problem]:
    """A percentage of a base that gives only its previous value, beside a change in the base's own unit."""
    if figure.kind == "factor" or figure.unit == base.unit:
        return
    for other in figures.values():
        if other.change_of != figure.change_of or other.unit != base.unit or other.value is None:
            continue
        right = exact(other.value) / exact(base.previous or 1) * 100
        if not _stands_for(figure, right):
            more = f"{_shown(other.value)} more of {_shown(base.previous)}"
            text = f"{more} is {short(right)}, not {_shown(figure.value)}"
            yield Problem("wrong-change", text, f"figures[{key}].value", severity="warning")


def _wrong_share(key: str, figure: Figure, part: Figure, figures: Mapping[str, Figure]) -> Iterator[Problem]:
    whole = figures.get(part.part_of or "")
    if whole is None:
        text = f'"{figure.share_of}" is part of nothing, so it has no share'
        yield Problem("wrong-share", text, f"figures[{key}].share_of", "say what it is part_of", severity="warning")
    elif part.value is not None and whole.value:
        right = exact(part.value) / exact(whole.value) * 100
        if not _stands_for(figure, right):
            share = f"{_shown(part.value)} of {_shown(whole.value)}"
            text = f"{share} is {short(right)}, not {_shown(figure.value)}"
            yield Problem("wrong-share", text, f"figures[{key}].value", severity="warning")


def _shown(value: int | float | None) -> str:
    return "nothing" if value is None else plain(value)


def _stands_for(figure: Figure, right: Decimal) -> bool:
    return figure.value is not None and abs(right - exact(figure.value)) <= half_step(figure.value, figure.decimals)
