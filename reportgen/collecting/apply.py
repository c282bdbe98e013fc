"""Values of fields, put into the texts of data files: each with what belongs to it, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from reportgen.collecting.asked import CONFIRMED
from reportgen.collecting.model import FormField, FormRow, Value, steps_of
from reportgen.edition.files import locate
from reportgen.findings.place import Keys
from reportgen.findings.problem import Problem
from reportgen.yaml.change import GONE, CannotEditError, ValueChange, changed

_DATE: Final = re.compile(r"^(?P<date>dates\[\d+\]|due|as_of)\.(?P<part>label|text|iso)$")
_CONFIRMATION: Final = ("confirmed_by", "confirmed_on")
_OF_THE_VALUE: Final = ("value", "upper", "text")
"""Fields of a figure that an edition does not take over from the one before."""
_AS_OF: Final = ("as_of.text", "as_of.iso")


class Wish(Struct, frozen=True):
    """Another value for a field of a record, as it is now."""

    row: FormRow
    field: FormField
    value: Value


class Who(Struct, frozen=True):
    """Who says so, and when (ISO day)."""

    by: str | None
    on: str


def applied(
    texts: Mapping[str, str], wishes: Iterable[Wish], who: Who, edition: str, collections: Iterable[str]
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The files (name -> text) with the wishes, those alone that change; or what keeps them from being done."""
    by_file: dict[str, list[ValueChange]] = {}
    problems: list[Problem] = []
    known = tuple(collections)
    for row, group in _by_row(wishes):
        name, keys = locate(f"{row.table}[{row.id}]" if row.id else row.table, edition, known)
        found = _Record(row, {wish.field.name: wish.value for wish in group}, who, problems)
        by_file.setdefault(name, []).extend(ValueChange((*keys, *each.keys), each.value) for each in found.changes())
    if problems:
        return {}, tuple(problems)
    made = {}
    for name, changes in by_file.items():
        try:
            made[name] = changed(texts[name], changes)
        except CannotEditError as error:
            text = "it cannot be changed alone: it stands for others too (an anchor or alias)"
            problems.append(Problem("cannot-edit", text, keys=error.keys, hint="change it in the file", path=name))
    return ({}, tuple(problems)) if problems else (made, ())


def _by_row(wishes: Iterable[Wish]) -> Iterable[tuple[FormRow, list[Wish]]]:
    found: dict[str, tuple[FormRow, list[Wish]]] = {}
    for wish in wishes:
        found.setdefault(f"{wish.row.table}[{wish.row.id}]", (wish.row, []))[1].append(wish)
    return found.values()


class _Record(Struct):
    """The changes of one record, with their keys inside it."""

    row: FormRow
    values: dict[str, Value]
    who: Who
    problems: list[Problem]

    def changes(self) -> Iterator[ValueChange]:
        dated: dict[str, dict[str, Value]] = {}
        for name, value in self.values.items():
            date = _DATE.match(name)
            if date is not None:
                dated.setdefault(date["date"], {})[date["part"]] = value
            elif name == "progress.state":
                yield from self._progress(value)
            elif name == CONFIRMED:
                yield from self._confirmed(dated) if value else ()
            else:
                yield ValueChange(steps_of(name), _written(value))
        if self.values.get("value") is not None and any(each.name == CONFIRMED for each in self.row.fields):
            yield from [] if self.values.get(CONFIRMED) else [ValueChange(("carried",), GONE)]
        yield from self._dates(dated)

    def _confirmed(self, dated: dict[str, dict[str, Value]]) -> Iterator[ValueChange]:
        """The mark goes; a figure that has no value yet says again what it said last year, and of when that was."""
        yield ValueChange(("carried",), GONE)
        if self.row.table != "figures" or any(self._says(name) for name in ("value", "text")):
            return
        for field in self.row.fields:
            if field.name in _OF_THE_VALUE and field.before is not None and not self._says(field.name):
                yield ValueChange(steps_of(field.name), field.before)
        if not self._says("as_of.text"):
            old = {field.name.partition(".")[2]: field.before for field in self.row.fields if field.name in _AS_OF}
            if old.get("text") is not None:
                dated["as_of"] = {**old, **dated.get("as_of", {})}

    def _says(self, name: str) -> bool:
        """Whether a field has a value, or is given one."""
        return self.values.get(name, self.now(name)) is not None

    def now(self, name: str) -> Value:
        """What a field says now."""
        return next((field.value for field in self.row.fields if field.name == name), None)

    def _problem(self, code: str, text: str, name: str, hint: str) -> None:
        path = next((field.path for field in self.row.fields if field.name == name), name)
        self.problems.append(Problem(code, text, path, hint))

    def _progress(self, state: Value) -> Iterator[ValueChange]:
        """How it stands to last year, and who has confirmed it when it is unchanged."""
        yield ValueChange(("progress", "state"), state or "carried")
        if state == "unchanged":
            if not (self.who.by or "").strip():
                self._problem("no-name", "nobody is named who confirms it", "progress.state", '--by "A. Name"')
            yield ValueChange(("progress", "confirmed_by"), self.who.by)
            yield ValueChange(("progress", "confirmed_on"), self.who.on)
        elif self.now("progress.state") == "unchanged":
            yield from (ValueChange(("progress", name), GONE) for name in _CONFIRMATION)

    def _dates(self, dated: dict[str, dict[str, Value]]) -> Iterator[ValueChange]:
        """Dates, each with words, sortable form and precision; without words it is none."""
        gone: list[str] = []
        for way, parts in dated.items():
            had = self.now(f"{way}.text") is not None
            text = parts.get("text", self.now(f"{way}.text"))
            if text is None and had and not any(value is not None for value in parts.values()):
                gone.append(way)
            elif text is None:
                self._problem("half-date", "a date needs the words in which it is printed", f"{way}.text", "give both")
            else:
                yield from self._date(steps_of(way), parts, had=had)
        yield from self._without(gone, sum(1 for way in dated if way.startswith("dates[") and way not in gone))

    def _date(self, keys: Keys, parts: Mapping[str, Value], *, had: bool) -> Iterator[ValueChange]:
        if not had:
            iso = parts.get("iso")
            label = {"label": parts["label"]} if parts.get("label") else {}
            yield ValueChange(keys, {**label, "text": parts["text"], "iso": iso, "precision": precision_of(iso)})
            return
        for part, value in parts.items():
            yield ValueChange((*keys, part), value if part == "iso" else _written(value))
            if part == "iso":
                yield ValueChange((*keys, "precision"), precision_of(value))

    def _without(self, gone: list[str], others: int) -> Iterator[ValueChange]:
        entries = [way for way in gone if way.startswith("dates[")]
        there = sum(
            field.name.startswith("dates[") and field.name.endswith(".text") and field.value is not None
            for field in self.row.fields
        )
        if entries and len(entries) == there and not others:
            yield ValueChange(("dates",), GONE)
            entries = []
        for way in (*entries, *(way for way in gone if not way.startswith("dates["))):
            yield ValueChange(steps_of(way), GONE)


def _written(value: Value) -> Any:
    return GONE if value is None else value


def precision_of(iso: Value) -> str:
    """The precision that the sortable form of a date has."""
    if not isinstance(iso, str):
        return "vague"
    if iso.startswith("P"):
        return "duration"
    return "span" if "/" in iso else {4: "year", 7: "month"}.get(len(iso), "day")
