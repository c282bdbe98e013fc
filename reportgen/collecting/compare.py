"""Three values of each field: as it was sent, as the data have it now, as it came back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from reportgen.collecting.asked import CONFIRMED
from reportgen.collecting.model import Answer, FormField, FormRow, Returned, Value
from reportgen.collecting.values import Unfit, same, shown, typed

State = Literal["taken", "unchanged", "proposed", "conflict", "refused"]
_ENTRY = re.compile(r"^(?P<list>\w+)\[\d+\]")
_PART = re.compile(r"(?P<date>\.(?:dates\[\d+\]|due|as_of))\.(?:label|text|iso)$")
_LONG = 12
"""Characters from which on a text is nobody's by chance."""


class ComparedForm(Struct, frozen=True):
    """What becomes of one answer. ``taken``: it changes the data. ``unchanged``: it says what was sent, or what the
    data say by now. ``proposed``: it was changed under tracking, `by` whom. ``conflict``: the data have changed, too.
    ``refused``: `text` says why, `hint` what to do."""

    state: State
    key: str
    path: str
    place: str
    row: FormRow | None
    field: FormField
    sent: Value
    now: Value
    returned: Value
    code: str = ""
    text: str = ""
    hint: str | None = None
    by: str = ""


class Now(Struct, frozen=True):
    """The data as they are: every field by key, with its record, and what was last taken from the institution."""

    fields: Mapping[str, tuple[FormRow, FormField]]
    taken: Mapping[str, Value]
    """By data path."""


def merge(returned: Returned, now: Now, institution: str) -> tuple[ComparedForm, ...]:
    """What becomes of every answer of a form of an institution."""
    parted = dict(_parted(returned))
    found = tuple(_merged(returned, answer, now, institution, parted.get(answer.key)) for answer in returned.answers)
    open_: dict[str, State] = {}
    for each in found:
        if each.state in ("conflict", "proposed") and _PART.search(each.key):
            open_.setdefault(_whole(each.key), each.state)
    return tuple(
        replace(each, state=open_[_whole(each.key)]) if each.state == "taken" and _whole(each.key) in open_ else each
        for each in found
    )


def _whole(key: str) -> str:
    """What a field belongs to: the parts of a date are decided together."""
    return _PART.sub(r"\g<date>", key)


def _merged(returned: Returned, answer: Answer, now: Now, institution: str, taken_from: str | None) -> ComparedForm:
    sent = returned.sent[answer.key]
    row, field = now.fields.get(answer.key, (None, _guessed(answer.key, sent)))
    value = typed(field, answer)

    def result(state: State, code: str = "", text: str = "", hint: str | None = None) -> ComparedForm:
        said = None if isinstance(value, Unfit) else value
        return ComparedForm(
            state, answer.key, field.path, answer.place, row, field, sent, field.value, said, code, text, hint,
            answer.by or "",
        )  # fmt: skip

    if _as_sent(field, answer, sent, value):
        return result("unchanged")
    if answer.formula:
        text = f'a formula stands where a value is asked; it last gave "{answer.raw}"'
        return result("refused", "formula", text, "type the value itself")
    if isinstance(value, Unfit):
        return result("refused", "bad-answer", value.text, value.hint)
    if taken_from is not None:
        text = f'here stands what was sent of "{taken_from}": rows were moved in parts'
        return result("refused", "rows-parted", text, "fill the form anew as it was sent")
    if row is None:
        there = any(key.partition(".")[0] == answer.key.partition(".")[0] for key in now.fields)
        if there and field.name == CONFIRMED:
            return result("unchanged") if value else result("conflict", text="it has been confirmed since")
        return result("conflict", text=f"its {'field' if there else 'record'} is not in the data any more")
    if institution not in row.owners:
        return result("refused", "not-theirs", f"{institution} does not answer for it any more")
    if same(field, value, field.value):
        return result("unchanged")
    if value is None and field.required:
        return result("refused", "empty-text", "it may not be empty", f'it was "{shown(field, sent)}"')
    if not _untouched(returned, answer.key, field, sent, now):
        return result("conflict")
    return result("taken" if answer.by is None else "proposed")


def _as_sent(field: FormField, answer: Answer, sent: Value, value: Value | Unfit) -> bool:
    if isinstance(value, Unfit):
        return isinstance(answer.raw, str) and isinstance(sent, str) and answer.raw.strip() == sent.strip()
    return same(field, value, sent)


def _untouched(returned: Returned, key: str, field: FormField, sent: Value, now: Now) -> bool:
    """Whether the data say what was sent, or what the institution itself has said since."""
    entry = _ENTRY.match(field.name)
    if entry is not None and _count(returned.sent, key, entry["list"]) != _count_now(now, key, entry["list"]):
        return False
    theirs = field.path in now.taken and same(field, now.taken[field.path], field.value)
    return same(field, sent, field.value) or theirs


def _count(values: Mapping[str, Any], key: str, name: str) -> int:
    stem = f"{key.partition('.')[0]}.{name}["
    return sum(each.startswith(stem) and each.endswith(".text") and values[each] is not None for each in values)


def _count_now(now: Now, key: str, name: str) -> int:
    stem = key.partition(".")[0]
    row, _ = now.fields[key]
    values = {f"{stem}.{field.name}": field.value for field in row.fields}
    return _count(values, key, name)


def _guessed(key: str, sent: Value) -> FormField:
    """The field of a record that is gone."""
    name = key.partition(".")[2]
    kind: Any = "list" if isinstance(sent, tuple) else "number" if isinstance(sent, int | float) else "text"
    kind = "bool" if name == CONFIRMED else kind
    return FormField(name, key, kind, name, name, None)


def _parted(returned: Returned) -> Iterator[tuple[str, str]]:
    """The answers that are another record's text as it was sent, which does not stand there any more."""
    by_text: dict[tuple[str, str], list[str]] = {}
    answered = {answer.key: _words(answer.raw) for answer in returned.answers}
    for key, value in returned.sent.items():
        text = _words(value)
        name = key.partition(".")[2]
        if len(text) >= _LONG or (text and name == "title"):
            by_text.setdefault((name, text), []).append(key)
    for key, text in answered.items():
        others = by_text.get((key.partition(".")[2], text), ())
        if key not in others:
            moved = [other for other in others if answered.get(other, text) != text]
            if moved:
                yield key, moved[0].partition(".")[0]


def _words(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def is_denial(each: ComparedForm) -> bool:
    """Whether it says that what was carried over does not hold."""
    return each.field.name == CONFIRMED and each.returned is False
