"""How a form lies in a Word file: a table for each record, in it a line for each thing that is asked.

A line is known by the bookmark in its first cell, which nobody has a reason to touch; its answers are all that stands
in the cells behind. So an answer can be deleted, pasted over and typed anew, and is still the answer to its question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reportgen.collecting.model import Form, FormField, FormRow, Value, digest, key_of
from reportgen.collecting.values import shown
from reportgen.collecting.words import FormWords
from reportgen.document.ids import field_bookmark
from reportgen.numbers.exact import plain
from reportgen.numbers.notation import notation

BLANK_STYLE, MARK_STYLE, LANGUAGE_STYLE = "Form Blank", "Form Mark", "Form Language "
"""Names of styles by which parts of an answer are known again; a language tag follows the last."""
HEADING_STYLE: Final = "Form Heading "
"""Stands before the depth of a heading in an answer."""
REMARK: Final = "#remark"
"""Stands behind a record's id as the name of the line for remarks."""
_DATE: Final = re.compile(r"^(?P<date>dates\[\d+\]|due|as_of)\.(?P<part>label|text|iso)$")
_PARTS: Final = ("label", "text", "iso")


class FormLine(Struct, frozen=True):
    """A line: its fields stand side by side. `label` and `question` are what it asks."""

    record: str
    label: str
    question: str
    fields: tuple[FormField, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its fields; of the line for remarks the record's, and what stands for it."""
        return tuple(key_of(self.record, each.name) for each in self.fields) or (self.record + REMARK,)

    @property
    def bookmark(self) -> str:
        """The name of its bookmark."""
        return field_bookmark(self.fields[0].path if self.fields else self.record + REMARK, 0)


def lines_of(row: FormRow, words: FormWords) -> Iterator[FormLine]:
    """The lines of a record; the last takes remarks."""
    dates: dict[str, list[FormField]] = {}
    for field in row.fields:
        found = _DATE.match(field.name)
        if found is not None:
            dates.setdefault(found["date"], []).append(field)
    for field in row.fields:
        found = _DATE.match(field.name)
        if found is None:
            yield FormLine(row.id, _label(field), field.question, (field,))
        elif found["date"] in dates:
            parts = tuple(dates.pop(found["date"]))
            named = next(each for each in parts if each.name.endswith(".text"))
            question = "date" if found["date"] == "dates[0]" else "day" if len(parts) < 3 else ""
            yield FormLine(row.id, named.label, words.word[question] if question else "", parts)
    yield FormLine(row.id, words.word["remark"], words.word["remark-question"], ())


def _label(field: FormField) -> str:
    return f"{field.label} ({field.unit})" if field.unit else field.label


def blank(field: FormField, words: dict[str, str]) -> str:
    """What stands in a field that is empty, so that people see where to type."""
    if field.kind in ("choice", "bool"):
        return words["choose"]
    found = _DATE.match(field.name)
    return words[found["part"]] if found else words["blank"]


def blanks(words: dict[str, str]) -> tuple[str, ...]:
    """All that can stand in an empty field."""
    return tuple(words[name] for name in ("blank", "choose", *_PARTS))


def printed(field: FormField, value: Value, language: str, words: FormWords) -> str:
    """A value as the form shows it; numbers as the language writes them."""
    if isinstance(value, bool):
        return words.choices["bool"]["yes" if value else "no"]
    if isinstance(value, int | float):
        return number(value, language)
    return shown(field, value)


def number(value: int | float, language: str) -> str:
    """A number with the decimal sign of a language and no others."""
    return plain(value).replace(".", notation(language).decimal)


def options(field: FormField, words: FormWords) -> tuple[str, ...]:
    """What can be chosen in a field, "" where anything may be typed."""
    if field.kind == "bool":
        return tuple(words.choices["bool"].values())
    return tuple(choice.label for choice in field.choices)


def mark_name(markdown: str) -> str:
    """The name of the place that a reference or an inner link leads to in a form: what it is known by."""
    return f"rx_{digest(markdown)}"


def record_name(record: str) -> str:
    """The bookmark of a record's heading."""
    return f"rr_{digest(record)}"


def heading(form: Form, words: FormWords) -> str:
    """The title of the file."""
    return words.form["heading"].format(title=form.title, edition=form.edition, name=form.name)


def table_label(form: Form, table: str, words: FormWords) -> str:
    """What the rows of a table are called."""
    return form.labels.get(table, words.tables.get(table, table.replace("_", " ").replace("-", " ").capitalize()))
