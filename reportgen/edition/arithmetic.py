"""How far a figure has come: differences and percentages, worked out in decimals so that 78.03 stays 78.03."""

from __future__ import annotations

from decimal import Decimal

from reportgen.edition.model import Figure
from reportgen.numbers.exact import brief, decimals, exact, plain

_GROWING = frozenset({"count", "amount", "duration"})
"""Kinds whose change may be said in per cent; of a rank, a share or a change it would mislead."""


def gap(before: int | float, after: int | float) -> Decimal:
    """The way from one number to another."""
    return exact(after) - exact(before)


def ratio(change: Decimal, before: int | float) -> Decimal | None:
    """A change as a share of what was before, with the sign of the change; None where that is zero."""
    return change / abs(exact(before)) if before else None


def difference(figure: Figure) -> Decimal | None:
    """From the previous value to the value, in the figure's unit; None where one of them is missing."""
    if figure.value is None or figure.previous is None:
        return None
    return gap(figure.previous, figure.value)


def percentage(figure: Figure) -> Decimal | None:
    """The same in per cent of the previous value, with the sign of the change; None also where that value is zero."""
    change = difference(figure)
    share = None if change is None or figure.previous is None else ratio(change, figure.previous)
    return None if share is None else share * 100


def growth(figure: Figure) -> Decimal | None:
    """The percentage, where the figure is of a kind that grows in per cent."""
    return percentage(figure) if figure.kind in _GROWING and "%" not in figure.unit else None


def half_step(value: int | float, places: int | None = None) -> Decimal:
    """Half of the last digit that is given: 62 stands for everything that rounds to it, 62.0 for less."""
    return Decimal(5).scaleb(-max(decimals(value), places or 0) - 1)


def short(value: Decimal) -> str:
    """At most two decimals, without closing zeros."""
    return plain(brief(value, 2))
