"""What the words of a date say: the days, months, quarters and years that stand in them.

Numbers are read in every language; names of months, quarters and halves of years in those that have a file of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from reportgen.checks.languages import Words
from reportgen.edition.days import span_of

_LEAP_YEAR = 2000
"""Has every day that any year can have."""

_SPACES = re.compile(r"\s+")


class Said(Struct, frozen=True):
    """One day, month, quarter, half or year in words; what is None is not said. Months are the first and the last.

    `bound`: the words name only what it lies after or before. `or_else`: how the same characters can be read, too.
    """

    words: str
    year: int | None = None
    months: tuple[int, int] | None = None
    day: int | None = None
    bound: Literal["after", "before"] | None = None
    or_else: tuple[Said, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether the calendar has it, in one of its readings."""
        return any(each.days(_LEAP_YEAR) is not None for each in (self, *self.or_else))

    def days(self, year: int) -> tuple[date, date] | None:
        """First and last day, in `year` where the words name none; None where the calendar has no such day."""
        first, last = self.months or (1, 12)
        own = self.year or year
        try:
            if self.day is not None:
                day = date(own, first, self.day)
                return day, day
            return date(own, first, 1), span_of(f"{own}-{last:02}")[1]
        except ValueError:
            return None

    @property
    def iso(self) -> str | None:
        """Its ISO form, None where the words leave the year or the reading open."""
        if self.year is None or self.or_else or self.bound:
            return None
        if self.day is not None and self.months:
            return f"{self.year}-{self.months[0]:02}-{self.day:02}"
        if self.months is None:
            return str(self.year)
        first, last = (f"{self.year}-{month:02}" for month in self.months)
        return first if first == last else f"{first}/{last}"


@lru_cache(1024)
def read_words(text: str, words: Words | None) -> tuple[Said, ...]:
    """Everything that the text says of the calendar, in its order."""
    patterns = _patterns(words)
    said: list[Said] = []
    end = len(text)
    for found in reversed([*patterns.date.finditer(text)]):
        joined = said and patterns.between is not None and patterns.between.fullmatch(text, found.end(), end)
        here = list(_said(found, patterns, words))
        said = [*(_before(each, said[0]) for each in here), *said] if joined else [*here, *said]
        end = found.start()
    return tuple(said)


def _before(said: Said, then: Said) -> Said:
    """The first of two that are joined ("June to September 2025"), in the year of the second or the one before it."""
    if said.year is not None or then.year is None or said.months is None or then.months is None:
        return said
    return replace(said, year=then.year - (said.months[0] > then.months[0]))


def _said(found: re.Match[str], patterns: _Patterns, words: Words | None) -> Iterator[Said]:
    what = _SPACES.sub(" ", found.group().strip())
    bound = _bound(found, patterns)
    for each in _READERS[str(found.lastgroup)](_Found(found, what, words)):
        yield replace(each, bound=bound)


def _bound(found: re.Match[str], patterns: _Patterns) -> Literal["after", "before"] | None:
    if patterns.bound is None:
        return None
    before = patterns.bound.search(found.string[: found.start()])
    if before is None:
        return None
    return "after" if before["after"] else "before"


class _Found(Struct):
    match: re.Match[str]
    words: str
    language: Words | None

    def number(self, group: str) -> int | None:
        """The number in a group, None where it is empty."""
        return int(self.match[group]) if self.match[group] else None

    def month(self, group: str) -> tuple[int, int] | None:
        """The month whose name is in a group, as first and last."""
        name = (self.match[group] or "").casefold().rstrip(".")
        if self.language is None or not name:
            return None
        for number, names in enumerate(zip(self.language.months, self.language.short_months, strict=True), 1):
            if name in (names[0], *names[1]):
                return number, number
        return None


def _by_numbers(found: _Found) -> Iterator[Said]:
    """2025-05-14; 14.5.2025, 14.5.25; 5/14/2025, which may be 14/5/2025 as well."""
    if found.match["iso"]:
        year, month, day = map(int, found.match["iso"].split("-"))
        yield Said(found.words, year, (month, month), day)
        return
    first, second, end = (int(found.match[group]) for group in ("n1", "n2", "n3"))
    years = [end] if end > 99 else [2000 + end, 1900 + end]
    orders = [(first, second)] if found.match["by"] == "." else [(first, second), (second, first)]
    readings = [Said(found.words, year, (month, month), day) for year in years for day, month in orders]
    yield replace(readings[0], or_else=tuple(readings[1:]))


def _part_of_year(found: _Found) -> Iterator[Said]:
    """Q1 2025, 2025 H2, 2. Quartal 2025, first half of 2025."""
    match = found.match
    nth = found.number("q1") or found.number("q2") or _nth(match["nth"], found.language)
    kind = (match["k1"] or match["k2"] or match["part"]).casefold()
    length = 6 if kind == "h" or (found.language and kind in found.language.half) else 3
    if nth * length <= 12:
        yield Said(found.words, found.number("y1") or found.number("y2"), (nth * length - length + 1, nth * length))


def _nth(text: str, language: Words | None) -> int:
    text = text.casefold().rstrip(".")
    if text[:1].isdigit():
        return int(text[:1])
    return next((n for n, words in enumerate(language.ordinals if language else (), 1) if text in words), 0)


def _day_of_month(found: _Found) -> Iterator[Said]:
    """14 May 2025, 3. und 4. Dezember, December 3 and 4, 2025."""
    match = found.match
    months, year = found.month("m1") or found.month("m2"), found.number("dy1") or found.number("dy2")
    for more in re.findall(r"\d+", (match["days1"] or "") + (match["days2"] or "")):
        if 1 <= int(more) <= 31:
            yield Said(found.words, year, months, int(more))
    yield Said(found.words, year, months, found.number("d1") or found.number("d2"))


def _month(found: _Found) -> Iterator[Said]:
    yield Said(found.words, found.number("my"), found.month("month"))


def _year_and_number(found: _Found) -> Iterator[Said]:
    """05/2025; 2025-05, which is a month or the years from 2005 to …, and 2020/21, two years."""
    month, end = found.number("sm"), found.number("ye")
    if month is not None:
        if 1 <= month <= 12:
            yield Said(found.words, found.number("sy"), (month, month))
        return
    year = found.number("yb") or 0
    two_years = found.match["sep"] != "-" or not 1 <= (end or 0) <= 12
    later = year - year % 100 + (end or 0)
    if two_years:
        yield Said(found.words, year)
    if later > year:
        yield Said(found.words, later)
    if 1 <= (end or 0) <= 12:
        yield Said(found.words, year, (end or 0, end or 0))


def _year(found: _Found) -> Iterator[Said]:
    yield Said(found.words, found.number("year"))


_READERS = {
    "numbers": _by_numbers,
    "part_of_year": _part_of_year,
    "day_of_month": _day_of_month,
    "named": _month,
    "joined": _year_and_number,
    "single": _year,
}
"""Name of the alternative of the pattern -> what reads it."""


class _Patterns:
    """The patterns of a language. `between`: what joins two dates; `bound`: what makes a date a bound."""

    def __init__(self, words: Words | None) -> None:
        year = r"(?:1[89]|2[01])\d\d(?!\d)"
        numbers = (
            r"(?P<numbers>(?<![\d.])(?:(?P<iso>\d{4}-\d\d-\d\d)|(?P<n1>\d{1,2})(?P<by>[./-])\s?(?P<n2>\d{1,2})(?P=by)"
            r"\s?(?P<n3>\d{4}|\d\d))(?!\d))"
        )
        joined = (
            rf"(?P<joined>(?<!\d)(?:(?P<sm>\d{{1,2}})/(?P<sy>{year})|(?P<yb>(?:1[89]|2[01])\d\d)(?P<sep>[-–/])"
            r"(?P<ye>\d\d)(?!\d)))"
        )
        parts = [numbers, self._part_of_year(words, year)]
        if words is not None:
            parts += [self._day_of_month(words, year), self._month(words, year)]
        parts += [joined, rf"(?P<single>(?<![\d.,])(?P<year>{year})(?![.,]\d))"]
        self.date = re.compile("|".join(parts), re.IGNORECASE)
        self.between = self.bound = None
        if words is not None:
            self.between = re.compile(rf"\s*(?:[-–—/,&]|\b(?:{any_of(words.between)})\b)\s*", re.IGNORECASE)
            bounds = rf"\b(?:(?P<after>{any_of(words.after)})|(?:{any_of(words.before)}))\s+(?:the\s+|dem\s+)?$"
            self.bound = re.compile(bounds, re.IGNORECASE)

    @staticmethod
    def _part_of_year(words: Words | None, year: str) -> str:
        named = (
            rf"|\b(?P<nth>[1-4](?:\.|st|nd|rd|th)|{any_of(tuple(w for each in words.ordinals for w in each))}\.?)\s+"
            rf"(?P<part>{any_of((*words.quarter, *words.half))})\b(?:\s+(?:{any_of(words.of)}))?"
            if words
            else "|(?P<nth>(?!))(?P<part>)"
        )
        return (
            rf"(?P<part_of_year>(?P<y1>{year})[\s/-]*(?P<k1>[QH])(?P<q1>[1-4])\b"
            rf"|(?:\b(?P<k2>[QH])(?P<q2>[1-4])\b{named})(?:[\s/-]+(?P<y2>{year}))?)"
        )

    @staticmethod
    def _day_of_month(words: Words, year: str) -> str:
        nth = r"(?:\.|st\b|nd\b|rd\b|th\b)?"
        between = rf"\s*(?:[-–—/,&]|\b(?:{any_of(words.between)})\b)\s*"
        month = any_of((*words.months, *(short for names in words.short_months for short in names)))
        of = rf"(?:(?:{any_of(words.of)})\s+)?"
        return (
            rf"(?P<day_of_month>(?<![\d.,])(?P<days1>(?:\d{{1,2}}{nth}{between})*)(?P<d1>\d{{1,2}}){nth}\s*{of}"
            rf"\b(?P<m1>{month})\b\.?(?:,?\s+(?P<dy1>{year}))?"
            rf"|\b(?P<m2>{month})\b\.?\s+(?P<days2>(?:\d{{1,2}}(?!\d){nth}{between})*)(?P<d2>\d{{1,2}})(?![\d:]){nth}"
            rf"(?:,?\s+(?P<dy2>{year}))?)"
        )

    @staticmethod
    def _month(words: Words, year: str) -> str:
        short = any_of(tuple(short for names in words.short_months for short in names))
        long = any_of(words.months)
        capital = rf"(?-i:(?=[A-ZÄÖÜ]))(?:{long})\b"
        return (
            rf"(?P<named>\b(?P<month>(?:{long}|{short})(?=\.?,?\s+(?:{any_of(words.of)}\s+)?{year})|{capital})\.?"
            rf"(?:,?\s+(?:{any_of(words.of)}\s+)?(?P<my>{year}))?)"
        )


@cache
def _patterns(words: Words | None) -> _Patterns:
    return _Patterns(words)


def any_of(texts: tuple[str, ...]) -> str:
    """A pattern for any of the texts, the longest first; their spaces match any white space."""
    return "|".join(r"\s+".join(map(re.escape, text.split())) for text in sorted(texts, key=len, reverse=True))
