"""How a form lies in a workbook: which columns a sheet has, and what proves that rows and cells are still together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reportgen.collecting.model import Form, FormField, FormRow, digest, key_of
from reportgen.collecting.values import shown

HIDDEN: Final = "_reportgen"
"""The sheet that says what the form is and which values it was made from."""
ID, TITLE, UNIT, PROOF, BEFORE = "#id", "#title", "#unit", "#proof", "#before:"
"""Names of columns that are not for answers; the last stands in front of a field's name."""
HEAD_ROWS: Final = 2
"""The hidden row with the names of columns, and the one with their labels."""
LONGEST: Final = 32_000
"""Characters that a cell holds, with some room."""
WITH_BEFORE: Final = frozenset({"text", "value", "status", "outcome.text"})
"""Fields beside which stands what was there last year."""


class SheetColumn(Struct, frozen=True):
    """A column of a sheet: its name, label and question; `field` is the name of the field whose answers it takes."""

    name: str
    label: str
    question: str = ""
    field: str = ""
    kind: str = ""


def columns(rows: tuple[FormRow, ...], words: dict[str, str]) -> tuple[SheetColumn, ...]:
    """The columns of a sheet: those that identify, then every field of any row in the order in which they come."""
    found: dict[str, FormField] = {}
    for row in rows:
        names = [field.name for field in row.fields]
        for at, field in enumerate(row.fields):
            if field.name not in found:
                _put(found, field, names[:at])
    asked = [column for field in found.values() for column in _of(field, rows, words)]
    first = (SheetColumn(ID, words["id"]), SheetColumn(TITLE, words["item"]))
    unit = (SheetColumn(UNIT, words["unit"]),) if any(_unit(row) for row in rows) else ()
    return (*first, *unit, *asked, SheetColumn(PROOF, ""))


def _put(found: dict[str, FormField], field: FormField, before: list[str]) -> None:
    """A field behind the last of those that stand before it in its row."""
    order = list(found)
    at = max((order.index(name) + 1 for name in before if name in found), default=0)
    entries = list(found.items())
    entries.insert(at, (field.name, field))
    found.clear()
    found.update(entries)


def _of(field: FormField, rows: tuple[FormRow, ...], words: dict[str, str]) -> Iterator[SheetColumn]:
    yield SheetColumn(field.name, field.label, field.question, field.name, field.kind)
    known = any(each.before is not None for row in rows for each in row.fields if each.name == field.name)
    if field.name in WITH_BEFORE and known:
        yield SheetColumn(BEFORE + field.name, words["before"].format(label=field.label), kind=field.kind)


def _unit(row: FormRow) -> str:
    return next((field.unit for field in row.fields if field.unit), "")


def locked_text(row: FormRow, column: SheetColumn, form: str) -> str:
    """What stands in a cell that is not for answers."""
    if column.name == ID:
        return row.id
    if column.name == TITLE:
        return row.title
    if column.name == UNIT:
        return _unit(row)
    if column.name == PROOF:
        return proof(form, row.id, row.title)
    name = column.name.removeprefix(BEFORE)
    field = next((each for each in row.fields if each.name == name), None)
    return "" if field is None else shown(field, field.before)[:LONGEST]


def proof(form: str, key: str, title: str) -> str:
    """What binds an id to the title beside it: sorting a part of the columns breaks it."""
    return digest(f"{form}\n{key}\n{' '.join(title.split())}")[:12]


def trace(text: str) -> str:
    """What is kept of a text that is ours, to know it again."""
    return digest(" ".join(text.split()))[:8]


def too_long(field: FormField) -> bool:
    """Whether a cell cannot hold the value, so that it is not asked for in a workbook."""
    return len(shown(field, field.value)) > LONGEST


def sent(form: Form) -> Iterator[tuple[str, FormField]]:
    """The fields that a workbook asks for, by key."""
    for row in form.rows:
        for field in row.fields:
            if not too_long(field):
                yield key_of(row.id, field.name), field
