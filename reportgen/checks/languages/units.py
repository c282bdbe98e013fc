"""What the unit of a figure says: how many times what is counted."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from reportgen.checks.languages import Words


class Unit(Struct, frozen=True):
    """What is counted, in small letters, and how many of it one is: "Million Euros" are 1,000,000 of "euros"."""

    of: str
    times: Decimal = Decimal(1)
    percent: bool = False


def read_unit(unit: str, words: Words | None) -> Unit:
    """The meaning of a unit; without words of the language as it stands."""
    of = " ".join(unit.casefold().split())
    if of.startswith("%") or (words is not None and of.startswith(words.percent)):
        return Unit(of, percent=True)
    first, _, rest = of.partition(" ")
    for power, names in enumerate(words.scales if words is not None else (), 1):
        if first.rstrip(".") in names:
            return Unit(rest, Decimal(1000) ** power)
    return Unit(of)
