"""Texts that speak of the past as if it lay ahead: what a text carried over from an earlier edition easily does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from reportgen.checks.context import Context
from reportgen.checks.languages import Words, words_of
from reportgen.checks.languages.dates import any_of
from reportgen.edition.days import days, parse_iso
from reportgen.edition.model import Edition
from reportgen.edition.texts import rich_texts
from reportgen.findings.problem import Problem

_YEAR = re.compile(r"\b(19|20)\d\d\b")
_CLAUSE = re.compile(r"(?<!\d)\.(?=\s)|[;:!?,–]|\n\n")


def tense(context: Context) -> Iterator[Problem]:
    """Find clauses in future tense with a past date, and past dates that a text calls the next."""
    edition = context.edition
    dated = [(path, text) for path, text in rich_texts(edition) if _YEAR.search(text)]
    words = words_of(edition.language)
    if words is None:
        return
    today = date.fromisoformat(edition.as_of)
    for path, text in dated:
        yield from _text(path, text, today, words)
    yield from _labels(edition, today, words)


def _text(path: str, text: str, today: date, words: Words) -> Iterator[Problem]:
    patterns = _patterns(words)
    start = 0
    for end in (*(found.start() for found in _CLAUSE.finditer(text)), len(text)):
        verb = patterns.ahead.search(text, start, end)
        if verb:
            for found in patterns.date.finditer(text, start, end):
                over = _last_day(found, words)
                if over is not None and over < today:
                    token = text[found.start("when") : found.end()]
                    said = f'"{verb.group()}" speaks of "{" ".join(token.split())}" as ahead, and it is over'
                    hint = f"say what came of it by {today}"
                    nth = text[: found.start("when")].count(token)
                    yield Problem("future-tense", said, path, hint, token=token, nth=nth, severity="warning")
        start = end


def _last_day(found: re.Match[str], words: Words) -> date | None:
    """The last day of a date in prose; None where it only says of when something is."""
    if found["since"] or (not found["month"] and not found["on"]):
        return None
    year, month, day = found["year"], found["month"], found["day"]
    iso = year if not month else f"{year}-{words.months.index(month.casefold()) + 1:02}"
    try:
        span = parse_iso(f"{iso}-{int(day):02}" if day and month else iso)
    except ValueError:
        return None
    return span[1] if span else None


class _Patterns:
    def __init__(self, words: Words) -> None:
        self.ahead = re.compile(rf"\b({any_of(words.ahead)})\b", re.IGNORECASE)
        self.next = re.compile(rf"\b({any_of(words.next)})\b", re.IGNORECASE)
        self.date = re.compile(
            rf"(?:\b(?:(?P<since>{any_of(words.since)})|(?P<on>{any_of(words.on)}))\s+(?:dem\s+|the\s+)?)?"
            rf"(?P<when>(?:\b(?P<day>\d{{1,2}})\.?\s+)?(?:\b(?P<month>{any_of(words.months)})\s+(?:\d{{1,2}},\s+)?)?"
            r"\b(?P<year>(?:19|20)\d\d)\b)",
            re.IGNORECASE,
        )


@cache
def _patterns(words: Words) -> _Patterns:
    return _Patterns(words)


def _labels(edition: Edition, today: date, words: Words) -> Iterator[Problem]:
    pattern = _patterns(words).next
    for name, items in edition.collections.items():
        for key, item in items.items():
            for i, when in enumerate(item.dates):
                span = days(when)
                if when.label and span and span[1] < today and pattern.search(when.label):
                    text = f'"{when.label}" was {when.text}, and that is over'
                    hint = f"say what came of it by {today}"
                    yield Problem("future-tense", text, f"{name}[{key}].dates[{i}].label", hint, severity="warning")
