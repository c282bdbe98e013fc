"""Numbers as people type them: "4680291.70", "8,154,074.65", "8.154.074,65 EUR", "1'234.50".

A text is read only where it can mean one number. A sign that stands once, with three digits behind it and no more than
three before it, may part thousands or decimals: "8,154" is not read.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from msgspec import Struct

from reportgen.numbers.exact import decimals, exact, native, plain, stripped

_MOST_DIGITS: Final = 18
_SPACES: Final = "[\u00a0\u2007\u2009\u202f]"
_SHAPE: Final = (
    r"(?P<before>(?:[^0-9.,+-]|(?<=[^\W0-9])\.)*?) ?(?P<sign>-?)"
    r"(?P<number>[0-9](?:[0-9.,'’ ]*[0-9])?|\.[0-9]+) ?(?P<behind>[^0-9]*)"
)
_NO_CENTS: Final = re.compile(r"(?<=[0-9])[.,][-–—]{1,2}(?=\s|$)")
"""What stands in place of cents that are none: "Fr. 1'200.–", "5,-- €"."""
_SIGNS: Final = "[.,'’ ]"
_UNITS: Final = tuple(
    frozenset(names.split("|"))
    for names in (
        "eur|€|euro|euros",
        "chf|fr.|sfr.|franken|schweizer franken|francs|franchi",
        "usd|$|us$|us-dollar|dollar|dollars",
        "gbp|£|pound|pounds|pfund",
        "%|prozent|percent|per cent|pour cent|per cento|v. h.",
    )
)
"""Names of one unit."""


class Typed(Struct, frozen=True):
    """A number as it was typed: with so many decimal places, perhaps with a unit before or behind it."""

    value: int | float
    places: int
    unit: str = ""

    @property
    def written(self) -> str:
        """The digits as data files have them."""
        return plain(stripped(exact(self.value)))

    @property
    def closing_zeros(self) -> bool:
        """Whether zeros that close it would be lost with the number alone."""
        return self.places > decimals(stripped(exact(self.value)))


class Unclear(Struct, frozen=True):
    """A text that may be either of two numbers: one with thousands apart, or one with three decimals."""

    whole: str
    part: str


def read(text: str) -> Typed | Unclear | None:
    """What a text says as a number; None where it is no number, or one with more digits than can be kept."""
    plain_text = _NO_CENTS.sub("", re.sub(_SPACES, " ", text).replace("\N{MINUS SIGN}", "-").strip())
    match = re.fullmatch(_SHAPE, plain_text)
    if match is None or (match["before"] and match["behind"]):
        return None
    found = _digits(match["number"])
    if isinstance(found, tuple):
        return Unclear(*(match["sign"] + each for each in found))
    if found is None:
        return None
    value = native(Decimal(match["sign"] + found))
    if len(found) > _MOST_DIGITS or exact(value) != Decimal(match["sign"] + found):
        return None
    return Typed(value, decimals(Decimal(found)), (match["before"] or match["behind"]).strip())


def same_unit(one: str, other: str) -> bool:
    """Whether two units are one, perhaps by another name (EUR, €, Euro)."""
    first, second = (" ".join(each.split()).casefold() for each in (one, other))
    return first == second or any(first in names and second in names for names in _UNITS)


def is_common_unit(name: str) -> bool:
    """Whether it is one that people write beside numbers everywhere: a currency, or per cent."""
    return any(" ".join(name.split()).casefold() in names for names in _UNITS)


def _digits(number: str) -> str | tuple[str, str] | None:
    """Plain digits with a point before decimals; both ways to read them where there are two."""
    signs, parts = re.findall(_SIGNS, number), re.split(_SIGNS, number)
    if not signs:
        return _whole(number)
    last = signs[-1]
    if last in ".," and signs.count(last) == 1:
        whole = _grouped(parts[:-1], signs[:-1])
        if whole is None or not parts[-1]:
            return None
        unclear = len(signs) == 1 and len(parts[-1]) == 3 and 1 <= len(whole) <= 3 and whole != "0"
        return (whole + parts[-1], f"{whole}.{parts[-1]}") if unclear else f"{whole or '0'}.{parts[-1]}"
    return _grouped(parts, signs)


def _whole(digits: str) -> str | None:
    return None if len(digits) > 1 and digits.startswith("0") else digits


def _grouped(parts: list[str], signs: list[str]) -> str | None:
    """The digits of groups of three, all parted by one sign; None where they are not such."""
    even = all(len(part) == 3 for part in parts[1:]) and len(set(signs)) <= 1
    small = len(parts) == 1 or 1 <= len(parts[0]) <= 3
    return _whole("".join(parts)) if even and small else None
