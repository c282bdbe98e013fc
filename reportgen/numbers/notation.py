"""How a language writes numbers. Every room that prints a number, or looks for one in what is printed, asks here.

The signs are those of CLDR (through Babel, which is loaded only for a language whose signs do not stand here), with
U+2019 between the thousands in Switzerland and Liechtenstein: CLDR's apostrophe is the same sign as it is typed, and
Babel loses two of them in one number. Spaces between thousands are no-break spaces: narrow ones are missing in many
fonts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from reportgen.numbers.exact import Number, exact

if TYPE_CHECKING:
    from babel import Locale

MINUS: Final = "\u2212"
NBSP: Final = "\u00a0"
_SWISS_GROUP: Final = "\u2019"
_SWISS: Final = frozenset(("CH", "LI"))
"""Territories that part thousands in one way in all their languages."""


class Notation(Struct, frozen=True):
    """The sign before decimals, the one between groups of digits, and how many digits the groups have: the last one,
    and those before it."""

    decimal: str
    group: str
    last: int = 3
    others: int = 3

    def write(self, value: Number) -> str:
        """All digits of a number in groups, with a real minus; none before a zero."""
        number = exact(value)
        whole, _, rest = format(abs(number), "f").partition(".")
        sign = MINUS if number < 0 else ""
        return f"{sign}{self._grouped(whole)}{self.decimal if rest else ''}{rest}"

    def _grouped(self, digits: str) -> str:
        cut = len(digits) - self.last
        if cut <= 0 or not self.last:
            return digits
        parts = [digits[max(end - self.others, 0) : end] for end in range(cut, 0, -self.others)]
        return self.group.join([*reversed(parts), digits[cut:]])

    @property
    def separator(self) -> str:
        """Between the members of a list of numbers, as Word and spreadsheets want it: never the decimal sign."""
        return ";" if self.decimal == "," or self.group == _SWISS_GROUP else ","


class Found(Struct, frozen=True):
    """A number in a text: its characters from `start` to `end`, its sign as it is written, its amount without it."""

    start: int
    end: int
    sign: str
    amount: Decimal
    places: int
    grouped: bool


def find(text: str, notation: Notation) -> Found | None:
    """The first number in a text, written in a notation from its first digit to its last ("1.205", never "31.12.2025");
    None where there is none."""
    match = _pattern(notation).search(text)
    if match is None:
        return None
    whole, rest = match["whole"], match["rest"] or ""
    amount = Decimal("".join(filter(str.isdecimal, whole)) + (f".{rest}" if rest else ""))
    return Found(match.start(), match.end(), match["sign"], amount, len(rest), notation.group in whole)


@lru_cache(maxsize=8)
def _pattern(notation: Notation) -> re.Pattern[str]:
    group, decimal = re.escape(notation.group), re.escape(notation.decimal)
    grouped = rf"[0-9]{{1,{notation.others}}}(?:{group}[0-9]{{{notation.others}}})*{group}[0-9]{{{notation.last}}}"
    return re.compile(
        rf"(?<![0-9.,])(?P<sign>[-+{MINUS}]?)(?P<whole>{grouped}|[0-9]+)(?:{decimal}(?P<rest>[0-9]+))?(?![.,’']?[0-9])"
    )


_POINT: Final = Notation(".", ",")
_COMMA: Final = Notation(",", ".")
_KNOWN: Final[Mapping[str, Notation]] = {
    "de": _COMMA,
    "de-DE": _COMMA,
    "de-AT": _COMMA,
    "de-CH": Notation(".", _SWISS_GROUP),
    "de-LI": Notation(".", _SWISS_GROUP),
    "en": _POINT,
    "en-GB": _POINT,
    "en-US": _POINT,
}
"""The same as Babel knows it; these reports need not load it for their numbers."""


@lru_cache(maxsize=32)
def notation(language: str) -> Notation:
    """The notation of a language tag, of the language alone where the region is not known, else of English."""
    return _KNOWN.get(language) or _of(locale(language))


def _of(found: Locale) -> Notation:
    symbols = found.number_symbols.get("latn", found.number_symbols)
    last, others = found.decimal_formats[None].grouping
    group = NBSP if symbols["group"].isspace() else symbols["group"]
    if found.territory in _SWISS:
        group = _SWISS_GROUP
    return Notation(symbols["decimal"], group, last, others)


@lru_cache(maxsize=32)
def locale(language: str) -> Locale:
    """Babel's locale of a language tag, the language alone where it does not know the region, else English."""
    from babel import Locale, UnknownLocaleError

    for tag in (language, language.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
