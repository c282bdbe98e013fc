"""Dates whose words and ISO form say two things: readers see the words, everything else goes by the ISO form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from reportgen.checks.context import Context
from reportgen.checks.languages import Words, words_of
from reportgen.checks.languages.dates import Said, any_of, read_words
from reportgen.edition.days import all_dates, days, span_of
from reportgen.edition.model import Date
from reportgen.findings.problem import Problem

_Days = tuple[date, date]

_DURATION = re.compile(r"P(?P<count>\d+)(?P<unit>[YMWD])")
_ALIKE = {"Y": ("M", 12), "W": ("D", 7)}
"""A unit of duration as so many of a smaller one."""


def worded_dates(context: Context) -> Iterator[Problem]:
    """Find dates whose words name an impossible day, or another time than their ISO form."""
    words = words_of(context.edition.language)
    for path, when in all_dates(context.edition):
        said = read_words(when.text, words)
        impossible = next((each for each in said if not each.possible), None)
        if impossible is not None:
            text = f'"{impossible.words}" is not in the calendar'
            hint = "correct the words of the date"
            yield Problem("bad-date", text, f"{path}.text", hint, token=impossible.words, severity="warning")
        elif when.iso is not None and not _agree(when, said, words):
            text = f'"{when.text}" is printed, and "{when.iso}" is what it is sorted by: they are different times'
            yield Problem("other-date", text, f"{path}.iso", _hint(said), severity="warning")


def _hint(said: Sequence[Said]) -> str:
    forms = {each.iso for each in said}
    form = forms.pop() if len(forms) == 1 else None
    return f'where the words are right: iso: "{form}"' if form else "make them say the same"


def _agree(when: Date, said: Sequence[Said], words: Words | None) -> bool:
    """Whether the words can mean the ISO form. What they leave open `iso_from` may explain, and never what they say."""
    iso = when.iso or ""
    if iso.startswith("P"):
        return _same_length(iso, when.text, words)
    if not said or days(when) is None or (when.precision == "vague" and when.iso_from):
        return True
    ends = [span_of(part) for part in iso.split("/")]
    fits = [any(_may_be(each, end) for each in said) for end in ends]
    one_end_will_do = when.precision != "quarter" and (len(said) == 1 or when.iso_from or when.precision == "season")
    if any(fits) if one_end_will_do else all(fits):
        return True
    return when.precision == "vague" and _between(said, ends)


def _may_be(said: Said, end: _Days) -> bool:
    """Whether an end of the ISO form can be what is said: they have a day in common, or it lies on the right side."""
    for each in (said, *said.or_else):
        found = each.days(end[0].year)
        if found is not None:
            not_before = said.bound == "before" or end[1] >= found[0]
            not_after = said.bound == "after" or end[0] <= found[1]
            if not_before and not_after:
                return True
    return False


def _between(said: Sequence[Said], ends: Sequence[_Days]) -> bool:
    """Whether the ISO form lies between the first and the last that is said."""
    found = [span for each in said for span in [each.days(ends[0][0].year)] if span is not None]
    return min(first for first, _ in found) <= ends[0][1] and ends[-1][0] <= max(last for _, last in found)


def _same_length(iso: str, text: str, words: Words | None) -> bool:
    found = _DURATION.fullmatch(iso)
    if words is None or found is None:
        return True
    letters = {name: letter for letter, names in zip("YMWD", words.units, strict=True) for name in names}
    lengths = [
        _length(int(each["count"]), letters[each["unit"].casefold()]) for each in _span_pattern(words).finditer(text)
    ]
    return not lengths or _length(int(found["count"]), found["unit"]) in lengths


@cache
def _span_pattern(words: Words) -> re.Pattern[str]:
    units = any_of(tuple(name for names in words.units for name in names))
    return re.compile(rf"(?<![\d.,])(?P<count>\d+)[\s-]+(?P<unit>{units})\b", re.IGNORECASE)


def _length(count: int, unit: str) -> tuple[str, int]:
    smaller, times = _ALIKE.get(unit, (unit, 1))
    return smaller, count * times
