"""Numbers, dates and lists in a language's own notation (CLDR through Babel).

Babel is imported where it is needed: German and English reports need it for their dates only.
"""

from __future__ import annotations

import re
from datetime import date as day

from reportgen.numbers.exact import Number, brief, calculated, exact, rounded
from reportgen.numbers.notation import NBSP, locale, notation

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_YEAR = re.compile(r"[0-9]{4}")
DATE_FORMATS = ("long", "short", "month", "year")


def number(value: Number, language: str, digits: int | None = None) -> str:
    """1205 as "1.205" (de) or "1,205" (en).

    `digits` fixes the number of decimal places, halves are rounded away from zero; without it all digits are printed:
    of a Decimal those that it was written with, of a binary number those that it stands for.
    """
    found = calculated(value) if isinstance(value, float) else exact(value)
    return notation(language).write(found if digits is None else rounded(found, digits))


def percent(value: Number, language: str, digits: int | None = None) -> str:
    """58 as "58 %" (de) or "58%" (en)."""
    return number(value, language, digits) + _percent_sign(language)


def signed(value: Number, language: str) -> str:
    """A change with its sign: "+33", "−5", "±0"."""
    text = number(value, language)
    return text if value < 0 else f"+{text}" if value else f"±{text}"


def signed_percent(value: Number, language: str) -> str:
    """A change in per cent with its sign, without decimals from one per cent on: "+15 %", "+0,4 %", "−0,04 %"."""
    change = calculated(value)
    return signed(brief(change, 0 if abs(change) >= 1 else 1), language) + _percent_sign(language)


def _percent_sign(language: str) -> str:
    return ("" if language.partition("-")[0] in _TIGHT_PERCENT else NBSP) + "%"


_TIGHT_PERCENT = frozenset(("en", "it", "pt", "nl", "pl", "ja", "zh", "ko"))


def _plain(text: str) -> str:
    return text.replace("\u202f", NBSP)


def date(iso: str, language: str, form: str = "long") -> str | None:
    """An ISO date in words ("29. Oktober 2019"), in digits ("29.10.2019"), or its month; None for no such date.

    A month or year ("2019-10") is printed no more precisely than it is.
    """
    try:
        if _DAY.fullmatch(iso):
            return _format(day.fromisoformat(iso), language, form)
        if _MONTH.fullmatch(iso):
            return _format(day.fromisoformat(f"{iso}-01"), language, "year" if form == "year" else "month")
    except ValueError:
        return None
    return iso if _YEAR.fullmatch(iso) else None


def _format(when: day, language: str, form: str) -> str:
    from babel.dates import format_date, format_skeleton

    tongue = locale(language)
    if form == "long":
        return _plain(format_date(when, "long", locale=tongue))
    if form == "short":
        return _plain(format_skeleton("yMMdd", when, locale=tongue))
    return _plain(format_skeleton(_SKELETONS[form], when, locale=tongue))


def date_range(begin: str, end: str, language: str) -> str | None:
    """Two days, months or years in words, in the form of single ones: "3.–5. Juni 2019", "1. Oktober – 3. Dezember
    2025"; None where an end is none of these, or comes before the beginning."""
    for form, shape, rest in (("long", _DAY, ""), ("month", _MONTH, "-01"), ("year", _YEAR, "-01-01")):
        if shape.fullmatch(begin) and shape.fullmatch(end):
            try:
                first, last = day.fromisoformat(begin + rest), day.fromisoformat(end + rest)
            except ValueError:
                return None
            return _span(first, last, language, form) if first <= last else None
    return None


def _span(first: day, last: day, language: str, form: str) -> str:
    """The pattern of a single date, the part in which the two differ written twice."""
    from babel.dates import format_date

    if first == last:
        return _format(first, language, form)
    tongue = locale(language)
    skeleton = tongue.datetime_skeletons[_SKELETONS[form]] if form != "long" else tongue.date_formats["long"]
    differing = _LARGEST[(first.year == last.year) + ((first.year, first.month) == (last.year, last.month))]
    before, twice, behind = _parted(skeleton.pattern, differing)

    def said(when: day, pattern: str) -> str:
        return _plain(format_date(when, pattern, locale=tongue)) if pattern else ""

    ends = said(first, twice), said(last, twice)
    dash = f"{NBSP}–{NBSP}" if any(map(str.isspace, "".join(ends))) else "–"
    return f"{said(last, before)}{dash.join(ends)}{said(last, behind)}"


_SKELETONS = {"month": "yMMMM", "year": "y"}
_LARGEST = ("yMLd", "MLd", "d")
"""Fields of a pattern in which dates of other years, of one year, and of one month differ."""
_TOKENS = re.compile(r"'[^']*'|([A-Za-z])\1*")


def _parted(pattern: str, differing: str) -> tuple[str, str, str]:
    """A pattern (CLDR, UTS 35) from its first differing field to its last, with the sign that follows, and the rest."""
    fields = [match for match in _TOKENS.finditer(pattern) if match[1] and match[1] in differing]
    others = [match for match in _TOKENS.finditer(pattern) if match[1] and match[1] not in differing]
    if not fields or not others:
        return "", pattern, ""
    start, end = fields[0].start(), fields[-1].end()
    tail = re.match(r"(?:'[^']*'|[^\s,A-Za-z'])*", pattern[end:])
    end += tail.end() if tail else 0
    return pattern[:start], pattern[start:end], pattern[end:]


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
