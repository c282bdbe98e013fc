"""Numbers, dates and lists in a language's own notation (CLDR through Babel).

Babel is imported where it is needed: small whole numbers look alike in every language that a report is written in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

NBSP = "\u00a0"
_LOCALES: dict[str, Locale] = {}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}-\d{2}")
DATE_FORMATS = ("long", "short", "month", "year")


def locale(language: str) -> Locale:
    """Babel's locale of a language tag, the language alone where it does not know the region, else English."""
    found = _LOCALES.get(language)
    if found is None:
        from babel import Locale, UnknownLocaleError

        for tag in (language, language.partition("-")[0], "en"):
            try:
                found = Locale.parse(tag, sep="-")
                break
            except (UnknownLocaleError, ValueError):
                continue
        assert found is not None
        _LOCALES[language] = found
    return found


def number(value: int | float, language: str, digits: int | None = None) -> str:
    """1205 as "1.205" (de) or "1,205" (en). `digits` fixes the number of decimal places."""
    if isinstance(value, int) and -1000 < value < 1000 and not digits:
        return str(value) if value >= 0 else f"\u2212{-value}"
    from babel.numbers import format_decimal

    pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return _plain(format_decimal(value, format=pattern, locale=locale(language)).replace("-", "\u2212"))


def percent(value: int | float, language: str, digits: int | None = None) -> str:
    """58 as "58 %" (de) or "58%" (en)."""
    spaced = language.partition("-")[0] not in _TIGHT_PERCENT
    return number(value, language, digits) + (NBSP if spaced else "") + "%"


def signed(value: int | float, language: str) -> str:
    """A change with its sign: "+33", "−5", "±0"."""
    text = number(round(value, 6) if value % 1 else int(value), language)
    return text if value < 0 else f"+{text}" if value else f"±{text}"


def signed_percent(value: float, language: str) -> str:
    """A change in per cent with its sign, without decimals from one per cent on: "+15 %"."""
    rounded = round(value, 0 if abs(value) >= 1 else 1)
    spaced = language.partition("-")[0] not in _TIGHT_PERCENT
    return signed(rounded, language) + (NBSP if spaced else "") + "%"


_TIGHT_PERCENT = frozenset(("en", "it", "pt", "nl", "pl", "ja", "zh", "ko"))


def _plain(text: str) -> str:
    return text.replace("\u202f", NBSP)


def date(iso: str, language: str, form: str = "long") -> str | None:
    """An ISO date in words ("29. Oktober 2019"), in digits ("29.10.2019"), or its month; None for no such date.

    A month or year ("2019-10") is printed no more precisely than it is.
    """
    from datetime import date as day

    try:
        if _DAY.fullmatch(iso):
            return _format(day.fromisoformat(iso), language, form)
        if _MONTH.fullmatch(iso):
            return _format(day.fromisoformat(f"{iso}-01"), language, "year" if form == "year" else "month")
    except ValueError:
        return None
    return iso if re.fullmatch(r"\d{4}", iso) else None


def _format(when: object, language: str, form: str) -> str:
    from babel.dates import format_date, format_skeleton

    tongue = locale(language)
    if form == "long":
        return _plain(format_date(when, "long", locale=tongue))  # type: ignore[arg-type]
    if form == "short":
        return _plain(format_skeleton("yMMdd", when, locale=tongue))  # type: ignore[arg-type]
    return _plain(format_skeleton("y" if form == "year" else "yMMMM", when, locale=tongue))  # type: ignore[arg-type]


def date_range(begin: str, end: str, language: str) -> str | None:
    """A span in words: "3.–5. Juni 2019"; None where an end is no day."""
    from datetime import date as day

    from babel.dates import format_interval

    try:
        first, last = day.fromisoformat(begin), day.fromisoformat(end)
    except ValueError:
        return None
    return _plain(format_interval(first, last, "yMMMMd", locale=locale(language)))


def joints(count: int, language: str) -> list[str]:
    """What stands between the members of a list: ", ", ", ", " und "."""
    if count < 2:
        return []
    patterns = locale(language).list_patterns["standard"]

    def between(name: str) -> str:
        return str(patterns[name]).replace("{0}", "").replace("{1}", "")

    if count == 2:
        return [between("2")]
    return [between("start"), *[between("middle")] * (count - 3), between("end")]


NUMBER_WORDS: dict[str, tuple[str, ...]] = {
    "de": ("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}
"""Small numbers in words, by language; Babel does not have them."""

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
"""What a wording is filled in at."""
