"""Words taken over from the edition before that still name its year, as if it were this one's.

Told only of words that stood there word for word and whose latest year is that edition's: what was written anew, or
goes on to a later year, is meant. A warning where the words belong to something that has moved on since (the report, a
figure with another value or date, a chart of one); a note elsewhere, since what happened then may still be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from msgspec import Struct

from reportgen.checks.context import Context
from reportgen.checks.languages import Words, words_of
from reportgen.checks.languages.dates import any_of, read_words
from reportgen.edition.fields import printed_texts
from reportgen.edition.model import ChartSpec, Figure, Item, Report
from reportgen.edition.predecessor import Predecessor
from reportgen.edition.records import tables
from reportgen.edition.texts import texts_of
from reportgen.findings.finding import Severity
from reportgen.findings.problem import Problem
from reportgen.yaml.model import Model

_MASTER_DATA = frozenset({"institutions", "sources", "abbreviations"})
"""Tables whose years are part of names."""

_NAMES = {"title", "short_title", "programme", "partners", "places", "topics", "target_groups", "links"}
_NOT_OF_ITEMS = frozenset({*_NAMES, "progress", "outcome"})
"""Fields of items that are names, which a year is a part of, or that say how the item stands to the edition before."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_TARGET = re.compile(r"\]\([^()\s]*\)")


class _Years(Struct, frozen=True):
    """The year of the edition before and of this one, and the words that dates are read with."""

    old: int
    new: int
    before: str
    words: Words | None


def last_year(context: Context) -> Iterator[Problem]:
    """Find texts, own fields included, that name the previous edition's year and are unchanged since."""
    before, edition = context.predecessor, context.edition
    if before is None or before.as_of[:4] >= edition.as_of[:4]:
        return
    years = _Years(int(before.as_of[:4]), int(edition.as_of[:4]), before.name, words_of(edition.language))
    rows: dict[str, Mapping[str, Model]] = {"report": {"": edition.report}, **tables(edition)}
    for table, records in rows.items():
        if table in _MASTER_DATA:
            continue
        for key, record in records.items():
            if any(str(years.old) in text for _, text in _texts(record)):
                yield from _record(table, key, record, context, years)


def _record(table: str, key: str, record: Model, context: Context, years: _Years) -> Iterator[Problem]:
    before = context.predecessor
    assert before is not None
    past = before.record(before.items[key].collection if key in before.items else table, key)
    if past is None or _settled(record):
        return
    old, rich = dict(_texts(past)), dict(texts_of(record, "", context.edition.collection_schemas.get(table)))
    severity = _severity(record, context, years, before)
    if severity is None:
        return
    for way, text in _texts(record):
        if way not in old or str(years.old) not in text:
            continue
        stale = _prose(text, old[way], years) if way in rich else _words(text, old[way], years)
        if stale:
            path = f"{table}[{key}]{way}" if key else f"{table}{way}"
            yield _problem(path, years, "note" if way in rich else severity)


def _problem(path: str, years: _Years, severity: Severity) -> Problem:
    said = f'these words of the edition {years.before} still say "{years.old}"'
    hint = f'say it of {years.new}, or so that it stays true ("since {years.old}")'
    return Problem("last-year", said, path, hint, token=str(years.old), severity=severity)


def _texts(record: Model) -> Iterator[tuple[str, str]]:
    """The texts of a record that are no dates and no names, its own fields among them."""
    for way, text in printed_texts(record):
        name = way.removeprefix(".").partition(".")[0].partition("[")[0]  # "extra" for fields of the report's own
        if isinstance(record, Item) and name in _NOT_OF_ITEMS:
            continue
        if not _is_of_a_date(way) and not way.startswith(_CREDITS):
            yield way, text


_CREDITS = tuple(f".imprint.{name}" for name in ("image_credits", "isbn", "issn", "order_number", "licence"))


def _is_of_a_date(way: str) -> bool:
    """Whether it is a field of a date, which says its time itself."""
    return bool(re.search(r"(dates\[\d+\]|due|as_of|_date)\.\w+$", way))


def _settled(record: Model) -> bool:
    """Whether somebody has said that the words of before still hold, or are said for the last time."""
    progress = record.progress if isinstance(record, Item) else None
    return progress is not None and progress.state not in ("reported", "carried")


def _severity(record: Model, context: Context, years: _Years, before: Predecessor) -> Severity | None:
    """How loud it is to be said; None where the record is still of that year."""
    if isinstance(record, Report):
        return "warning"
    if isinstance(record, Figure):
        key = next(key for key, each in context.edition.figures.items() if each is record)
        return "warning" if _moved_on(key, record, years, before) else None
    if isinstance(record, ChartSpec):
        drawn = [(key, context.edition.figures.get(key)) for key in (*record.drawn, record.total or "")]
        moved = any(figure is not None and _moved_on(key, figure, years, before) for key, figure in drawn)
        return "warning" if moved else None
    return "note"


def _moved_on(key: str, figure: Figure, years: _Years, before: Predecessor) -> bool:
    """Whether a figure has another value or date than in the edition before, and none of its year."""
    past = before.figures.get(key)
    when = figure.as_of.iso if figure.as_of and figure.as_of.iso else ""
    if past is None or when.startswith(str(years.old)):
        return False
    return figure.carried or figure.value != past.value or (when or None) != past.as_of


def _words(text: str, old: str, years: _Years) -> bool:
    return text.split() == old.split() and _names_the_old_year(text, years, prose=False)


def _prose(text: str, old: str, years: _Years) -> bool:
    """Whether a sentence that stood in the old text speaks of its year."""
    known = {" ".join(sentence.split()) for sentence in _SENTENCE_END.split(old)}
    here = (" ".join(sentence.split()) for sentence in _SENTENCE_END.split(text))
    return any(sentence in known and _names_the_old_year(sentence, years, prose=True) for sentence in here)


def _names_the_old_year(text: str, years: _Years, *, prose: bool) -> bool:
    """Whether the old year is the latest in a text, and not one that something goes on since. In prose only the year
    alone counts, and only where it says when something is: months and days of it stay true, and so do names."""
    text = _TARGET.sub("]", text)
    said = [each for each in read_words(text, years.words) if each.year is not None]
    if not said or max(each.year or 0 for each in said) != years.old:
        return False
    if prose and any(each.year == years.old and each.months is not None for each in said):
        return False
    return _when(years.words, years.old, prose).search(text) is not None


@cache
def _when(words: Words | None, year: int, prose: bool) -> re.Pattern[str]:
    number = rf"(?<!\d){year}(?!\d)"
    if words is None:
        return re.compile(number if not prose else rf"^{number}")
    if prose:
        return re.compile(rf"(?:^|\b(?:{any_of(words.on)})\s+){number}", re.IGNORECASE)
    began = "".join(rf"(?<!\b{re.escape(word)} )" for word in words.began)
    return re.compile(began + number, re.IGNORECASE)
