"""Dates as people type them into tables, made the records that data files have: words, ISO form, precision."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final, Literal

from reportgen.checks.languages import words_of
from reportgen.checks.languages.dates import Said, read_words
from reportgen.collecting.apply import precision_of
from reportgen.collecting.model import Raw
from reportgen.collecting.values import Unfit
from reportgen.compose.formats import date as in_words
from reportgen.compose.formats import date_range
from reportgen.edition.days import parse_iso

Order = Literal["day-first", "month-first"]

_ISO: Final = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ]00:00(:00)?)?)?)?(/\d{4}(-\d{2}(-\d{2})?)?)?")
_DOTTED: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})")
_SLASHED: Final = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})")
_MONTH: Final = re.compile(r"(\d{1,2})[./]\s?(\d{4})")
_NAMED: Final = re.compile(r"(\d{1,2})[- .]([^\W\d_]{3,})\.?[- ](\d{2}|\d{4})")
_YEARS: Final = re.compile(r"(\d{4})\s?[-–—]\s?(\d{4})")
_QUARTER: Final = re.compile(r"(?:Q\s?([1-4])[ /]?(\d{4})|(\d{4})[- /]?Q([1-4]))", re.IGNORECASE)
_LANGUAGES: Final = ("en", "de")
_WAY_OUT: Final = "write 1.6.2024, June 2024 or 2024; in the cell of a date, or as text"
_EXCEL_DAYS: Final = range(20_000, 80_000)
"""Numbers that Excel shows as days of the years 1954 to 2119."""


def order_of(texts: Iterable[str]) -> Order | None:
    """Which of two numbers is the day where dates are written with slashes; None where they do not tell."""
    found: set[Order] = set()
    for match in map(_SLASHED.fullmatch, texts):
        if match and int(match[1]) > 12:
            found.add("day-first")
        elif match and int(match[3]) > 12:
            found.add("month-first")
    return found.pop() if len(found) == 1 else None


def unclear(text: str) -> bool:
    """Whether a text is a date that can be read with the day or with the month first."""
    match = _SLASHED.fullmatch(text.strip())
    return match is not None and int(match[1]) <= 12 and int(match[3]) <= 12 and match[1] != match[3]


def read_date(raw: Raw, language: str, order: Order) -> dict[str, Any] | Unfit:
    """A date of a record, or why it is none. Words that name no time ("soon") are a vague date."""
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        if raw.year < 1905:
            return Unfit(f"{raw} is most likely a number in a cell that is shown as a date", "show it as a number")
        return _made(raw.isoformat(), None, language)
    if isinstance(raw, bool) or raw is None:
        return Unfit(f"expected a date, got {raw}", _WAY_OUT)
    if isinstance(raw, int | float):
        return _of_number(raw, language)
    text = " ".join(raw.split())
    iso = _digits(text, order)
    if iso is not None:
        kept = text if _QUARTER.fullmatch(text) else None
        return _made(iso, kept, language) if _in_calendar(iso) else Unfit(f'"{text}" is not in the calendar', _WAY_OUT)
    return _of_words(text, language)


def _of_number(number: int | float, language: str) -> dict[str, Any] | Unfit:
    if 1900 <= number <= 2100 and float(number).is_integer():
        return _made(str(int(number)), None, language)
    hint = "the column has lost its format: show it as a date" if int(number) in _EXCEL_DAYS else _WAY_OUT
    return Unfit(f"expected a date, got the number {number}", hint)


def _digits(text: str, order: Order) -> str | None:
    """The ISO form of a date in digits; None where it is none."""
    if _ISO.fullmatch(text):
        return re.sub(r"[T ].*", "", text)
    if found := _DOTTED.fullmatch(text):
        return _iso(found[3], found[2], found[1])
    if found := _SLASHED.fullmatch(text):
        day, month = (found[1], found[3]) if order == "day-first" else (found[3], found[1])
        if int(month) > 12:
            day, month = month, day
        return _iso(found[4], month, day)
    if found := _MONTH.fullmatch(text):
        return _iso(found[2], found[1])
    if found := _YEARS.fullmatch(text):
        return f"{found[1]}/{found[2]}"
    if found := _QUARTER.fullmatch(text):
        number, year = (found[1], found[2]) if found[1] else (found[4], found[3])
        return f"{year}-{3 * int(number) - 2:02}/{year}-{3 * int(number):02}"
    return None


def _iso(year: str, *rest: str) -> str:
    """Years of two digits as Excel has them: to 29 they are of this century."""
    if len(year) == 2:
        year = f"{'20' if int(year) < 30 else '19'}{year}"
    return "-".join([year, *(f"{int(each):02}" for each in rest)])


def _of_words(text: str, language: str) -> dict[str, Any] | Unfit:
    """A date in words: of this language, or of another one that reads more of it."""
    plain = _NAMED.sub(_spelled, text)
    own = language.partition("-")[0]
    tongues = (language, *(other for other in _LANGUAGES if other != own))
    readings = [(each, read_words(plain, words_of(each))) for each in tongues]
    tongue, said = max(readings, key=lambda pair: sum(len(one.words) for one in pair[1]))
    if any(not one.possible for one in said):
        return Unfit(f'"{text}" is not in the calendar', _WAY_OUT)
    iso = _said(said)
    if iso is not None:
        whole = len(said) == 1 and said[0].words == plain
        foreign = tongue != language and whole and not text.isdecimal()
        return _made(iso, None if plain != text or foreign else text, language)
    if re.search(r"\d", text):
        return Unfit(f'"{text}" is no date', _WAY_OUT)
    return {"text": text, "iso": None, "precision": "vague"}


def _spelled(found: re.Match[str]) -> str:
    """``01-Jun-24`` as ``1 Jun 2024``; other texts stay."""
    if "-" not in found.group():
        return found.group()
    return f"{int(found[1])} {found[2]} {_iso(found[3])}"


def _said(said: tuple[Said, ...]) -> str | None:
    forms = [each.iso for each in said]
    if not forms or None in forms or len(forms) > 2:
        return None
    first, last = (str(forms[0]).split("/")[0], str(forms[-1]).split("/")[-1])
    return first if first == last else f"{first}/{last}"


def _in_calendar(iso: str) -> bool:
    try:
        return parse_iso(iso) is not None
    except ValueError:
        return False


def _made(iso: str, text: str | None, language: str) -> dict[str, Any]:
    """The record of a date; without words those of the language."""
    first, _, last = iso.partition("/")
    made = date_range(first, last, language) if last else in_words(iso, language)
    return {"text": text or made or iso, "iso": iso, "precision": _precision(iso)}


def _precision(iso: str) -> str:
    first, _, last = iso.partition("/")
    quarter = len(first) == len(last) == 7 and first[:4] == last[:4] and int(last[5:]) - int(first[5:]) == 2
    return "quarter" if quarter and int(first[5:]) % 3 == 1 else precision_of(iso)
