"""Numbers in decimals: what was written stays as it was written, and halves are rounded away from zero.

Offices and spreadsheets round commercially (DIN 1333): 2.5 is 3, 0.125 with two decimals 0.13. Python's own `round`
goes to the even neighbour, and from what binary numbers make of decimals.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

Number = int | float | Decimal
MOST_PLACES: Final = 20
"""Decimal places that a number may be printed with."""

_WIDE: Final = Context(prec=400, rounding=ROUND_HALF_UP)
_SIGNIFICANT: Final = Context(prec=15, rounding=ROUND_HALF_UP)
"""As many digits as every binary number of 64 bits keeps."""


def exact(value: Number) -> Decimal:
    """A number of the data as it was written: 78.03 is 78.03, and 5.0 has a decimal place."""
    if isinstance(value, Decimal):
        return value
    return Decimal(float.__repr__(value) if isinstance(value, float) else int(value))


def calculated(value: Number) -> Decimal:
    """What came out of a calculation: without the noise of binary numbers (0.1 + 0.2) and without closing zeros."""
    found = exact(value)
    return stripped(_SIGNIFICANT.plus(found) if isinstance(value, float) else found)


def rounded(value: Decimal, places: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """A number with exactly so many decimal places, halves away from zero; never a negative zero."""
    found = value.quantize(Decimal(1).scaleb(-places), rounding, _WIDE)
    return found if found else abs(found)


def printed(value: Number, places: int | None) -> Decimal:
    """A number of the data as it is printed: with `places` decimals, without them with all its digits."""
    return exact(value) if places is None else rounded(exact(value), places)


def resulting(value: Decimal, places: int | None) -> Decimal:
    """A number worked out from others as it is printed: with `places` decimals, without them without closing zeros."""
    return stripped(value) if places is None else rounded(value, places)


def padded(value: Number, places: int | None) -> Decimal:
    """A number of the data with at least so many decimals: zeros are added, no digit is taken away."""
    found = exact(value)
    return found if places is None or decimals(found) >= places else rounded(found, places)


def brief(value: Decimal, places: int) -> Decimal:
    """At most so many decimals and no closing zeros; more where nothing would be left of the number."""
    found = rounded(value, places)
    if not found and value:
        found = rounded(value, -value.adjusted())
    return stripped(found)


def stripped(value: Decimal) -> Decimal:
    """A number without closing zeros behind the point; never a negative zero."""
    if not value:
        return Decimal(0)
    found = value.normalize(_WIDE)
    return found if decimals(found) else found.quantize(Decimal(1), context=_WIDE)


def decimals(value: Number) -> int:
    """How many decimal places a number of the data was written with."""
    return max(-int(exact(value).as_tuple().exponent), 0)


def native(value: Decimal) -> int | float:
    """A decimal number as data have it: whole where it has no decimal places."""
    return float(value) if decimals(value) else int(value)


def plain(value: Number) -> str:
    """The digits as data files have them: a point before decimals, no separators, no exponent, no minus before zero."""
    found = exact(value)
    return format(found if found else abs(found), "f")
