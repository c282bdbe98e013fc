"""What a form asks, and what comes back of it: typed, and the same for a workbook and a Word file.

A carrier writes a Form and reads a Returned; it knows nothing of data files. Whoever merges knows nothing of carriers.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Literal

from msgspec import Struct

from reportgen.project.settings import Request

Kind = Literal["text", "rich", "choice", "number", "list", "bool", "iso"]
"""What a field holds: a line of text, Markdown, one of some words, a number, several texts, yes or no, the sortable
form of a date."""

Value = str | int | float | bool | tuple[str, ...] | None
"""What a field holds in the data."""

Raw = str | int | float | bool | date | None
"""What stands in a form, before anybody has looked at what is asked there."""


class Choice(Struct, frozen=True):
    """A word that may be chosen: in the data, and as people read it."""

    value: str
    label: str


class FormField(Struct, frozen=True):
    """One thing that is asked. `name` is its way inside the record (``dates[0].text``), `path` its data path."""

    name: str
    path: str
    kind: Kind
    label: str
    question: str
    value: Value
    before: Value = None
    """What stood here in the edition before."""
    choices: tuple[Choice, ...] = ()
    unit: str | None = None
    required: bool = False


class FormRow(Struct, frozen=True):
    """A record and all that is asked of it. `table` is the collection, ``figures`` or ``statements``."""

    table: str
    id: str
    title: str
    fields: tuple[FormField, ...]
    owners: tuple[str, ...] = ()
    """The institutions that may answer, by id."""
    open: bool = False
    """Whether nobody has confirmed what was carried over."""


class Form(Struct, frozen=True, dict=True):
    """What an institution is asked: `institution` is its id, `abbreviation` and `name` those of the edition's date."""

    report: str
    """The stem of the report's file names."""
    title: str
    edition: str
    as_of: str
    language: str
    institution: str
    abbreviation: str
    name: str
    labels: Mapping[str, str]
    """What a row of a table is called, where the report's schema says it."""
    rows: tuple[FormRow, ...]
    request: Request | None = None

    @cached_property
    def id(self) -> str:
        """Who is asked what, with which values: 16 hexadecimal digits."""
        return form_id(self.report, self.edition, self.institution, self.sent)

    @cached_property
    def sent(self) -> dict[str, Value]:
        """Every value that the form was made from, by key."""
        return {key_of(row.id, field.name): field.value for row in self.rows for field in row.fields}

    @property
    def tables(self) -> dict[str, tuple[FormRow, ...]]:
        """The rows by table, in their order."""
        found: dict[str, tuple[FormRow, ...]] = {}
        for row in self.rows:
            found[row.table] = (*found.get(row.table, ()), row)
        return found

    def fields(self) -> Iterator[tuple[str, FormRow, FormField]]:
        """Every field with its key and row."""
        for row in self.rows:
            for field in row.fields:
                yield key_of(row.id, field.name), row, field


_STEP = re.compile(r"\[(?P<number>\d+)\]|(?P<name>[^.\[\]]+)")


@lru_cache(maxsize=1000)
def steps_of(name: str) -> tuple[str | int, ...]:
    """The way of a field inside its record: ``dates[0].text`` as ``("dates", 0, "text")``."""
    return tuple(int(step["number"]) if step["number"] else step["name"] for step in _STEP.finditer(name))


def key_of(record: str, name: str) -> str:
    """The key of a field, which stays when its record moves to another table: ids are unique in an edition."""
    return f"{record}.{name}"


def form_id(report: str, edition: str, institution: str, sent: Mapping[str, Value]) -> str:
    """The id of a form with these values."""
    content = [report, edition, institution, sorted(sent.items())]
    return digest(json.dumps(content, ensure_ascii=False, separators=(",", ":")))


def digest(text: str) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Answer(Struct, frozen=True):
    """What stands in a field of a returned form. `place` says where, as people find it there (``measures!F7``)."""

    key: str
    raw: Raw
    place: str
    formula: bool = False
    """It was worked out by the program; `raw` is what that last had."""
    percent: bool = False
    """It was typed or shown as per cent, so that `raw` is a hundredth of it."""
    by: str | None = None
    """Who has changed it under tracking, so that others may see it: it is a proposal. "" where nobody is named."""


class ReturnedRemark(Struct, frozen=True):
    """A comment that somebody has put into a form; `key` is that of the field it stands at, or an id of a record."""

    key: str
    author: str
    text: str
    place: str


class Notice(Struct, frozen=True):
    """Something about a returned form that is no answer: what is in the way, or would be lost without a word."""

    code: str
    text: str
    place: str = ""
    hint: str | None = None
    error: bool = False


class Returned(Struct, frozen=True):
    """A form as it came back: what it says it is, the values it was made from, and what stands in it now."""

    form: str
    report: str
    edition: str
    institution: str
    sent: Mapping[str, Any]
    answers: tuple[Answer, ...]
    remarks: tuple[ReturnedRemark, ...] = ()
    notices: tuple[Notice, ...] = ()
