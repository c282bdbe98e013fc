"""What an edition asks of an institution: its items, the figures they show or name, and the statements about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, get_args, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

from reportgen.collecting.model import Choice, Form, FormField, FormRow, Kind, Value, steps_of
from reportgen.collecting.words import Asked, words_of
from reportgen.edition.audience import abbreviation, responsible
from reportgen.edition.model import Date, Edition, Figure, Item, Outcome, Statement
from reportgen.edition.own import OwnNumber
from reportgen.edition.references import scan
from reportgen.edition.texts import texts_of
from reportgen.project.settings import CollectionSchema, FieldKind, FieldSettings, Request

_NUMBER = re.compile(r"\[(\d+)\]")
_TEXTS: tuple[tuple[str, Kind], ...] = (("text", "rich"), ("short_title", "text"), ("programme", "text"))
_LISTS = ("partners", "places", "topics", "target_groups")
_OWN: dict[FieldKind, Kind] = {
    "text": "text",
    "rich": "rich",
    "number": "number",
    "quantity": "number",
    "money": "number",
    "date": "iso",
    "list": "list",
    "bool": "bool",
}
_TITLE = 80
"""Characters of a statement that stand for it."""

STATE = "progress.state"
"""The field by which an item says how it stands to last year."""

CONFIRMED = "confirmed"
"""The field by which a record other than an item is confirmed: no key of the data, but the absence of ``carried``."""


def form_of(
    edition: Edition, institution: str, before: Edition | None, report: str, request: Request | None = None
) -> Form:
    """The form of an institution (by id) in a whole edition; `before` is the edition before, `report` the stem."""
    name = edition.institutions[institution].name_on(edition.as_of)
    return Form(
        report=report,
        title=edition.report.short_title or edition.report.title,
        edition=edition.name,
        as_of=edition.as_of,
        language=edition.language,
        institution=institution,
        abbreviation=abbreviation(edition, institution),
        name=name.full if name else institution,
        labels=dict(_labels(edition)),
        rows=tuple(row for row in rows_of(edition, before) if institution in row.owners),
        request=request,
    )


def _labels(edition: Edition) -> Iterator[tuple[str, str]]:
    """What the items of a collection are called; where the schema does not say, the title of their one section."""
    for name, items in edition.collections.items():
        sections = {item.section for item in items.values()}
        only = edition.sections.get(next(iter(sections)) or "") if len(sections) == 1 else None
        label = edition.collection_schemas[name].label or (only.title if only else None)
        if label:
            yield name, label


def rows_of(edition: Edition, before: Edition | None) -> tuple[FormRow, ...]:
    """All that can be asked of anybody, with those who may answer."""
    return tuple(_Asking(edition, before).rows())


class _Asking(Struct):
    edition: Edition
    before: Edition | None

    def rows(self) -> Iterator[FormRow]:
        edition = self.edition
        owners: dict[str, dict[str, None]] = {}
        about: dict[str, dict[str, None]] = {}
        for name, items in edition.collections.items():
            schema = edition.collection_schemas[name]
            for key, item in items.items():
                theirs = dict.fromkeys(responsible(edition, item))
                about[key] = theirs
                for shows in _figures(item, schema):
                    owners.setdefault(shows, {}).update(theirs)
                yield self._row(name, key, item.title, theirs, self._of_item(name, key, item, schema))
        for key, figure in edition.figures.items():
            theirs = owners.get(key, {}) | about.get(figure.about, {})
            title = figure.label or figure.statement
            yield self._row("figures", key, title, theirs, self._of_figure(key, figure))
        for key, statement in edition.statements.items():
            title = _beginning(statement.text)
            yield self._row(
                "statements", key, title, about.get(statement.about, {}), self._of_statement(key, statement)
            )

    def _row(self, table: str, key: str, title: str, owners: Iterable[str], asked: Iterator[FormField]) -> FormRow:
        is_open = f"{table}[{key}]" in self.edition.unconfirmed
        return FormRow(table, key, title, tuple(asked), tuple(owners), is_open)

    # ------------------------------------------------------------------------------------------------------- kinds

    def _of_item(self, table: str, key: str, item: Item, schema: CollectionSchema) -> Iterator[FormField]:
        def field(
            name: str,
            kind: Kind,
            *,
            required: bool = False,
            choices: tuple[str, ...] = (),
            own: FieldSettings | None = None,
        ) -> FormField:
            old, asked = self._old(key), schema.questions.get(name.partition(".")[0] if own else name)
            made = self._field(table, key, name, kind, (item, old), required, choices, asked, own.unit if own else None)
            return replace(made, label=own.label) if own and own.label else made

        yield field("title", "text", required=True)
        if self.edition.previous is not None and _may_say_progress(item):
            yield field("progress.state", "choice", choices=("reported", "unchanged", "ended"))
            yield field("progress.note", "text")
        yield field("status", "choice", choices=choices_of(Item, "status"))
        for name, kind in _TEXTS:
            yield field(name, kind)
        if item.outcome is not None:
            yield field("outcome.state", "choice", required=True, choices=choices_of(Outcome, "state"))
            yield field("outcome.text", "rich")
            yield field("outcome.renamed_to", "text")
        for name, own in schema.fields.items():
            value = item.extra.get(name)
            if isinstance(value, Date):
                yield field(f"{name}.text", "text", own=own)
                yield field(f"{name}.iso", "iso", own=own)
            else:
                way = f"{name}.value" if isinstance(value, OwnNumber) else name
                yield field(way, _OWN[own.type], own=own)
        for way in (*(f"dates[{at}]" for at in range(len(item.dates) + 1)), "due"):
            if way != "due":
                yield field(f"{way}.label", "text")
            yield field(f"{way}.text", "text")
            yield field(f"{way}.iso", "iso")
        for name in _LISTS:
            yield field(name, "list")

    def _of_figure(self, key: str, figure: Figure) -> Iterator[FormField]:
        old = self.before.figures.get(key) if self.before else None

        def field(name: str, kind: Kind) -> FormField:
            return self._field("figures", key, name, kind, (figure, old), unit=figure.unit)

        if figure.carried:
            yield field(CONFIRMED, "bool")
        for name in ("value", "upper"):
            yield field(name, "number")
        for name in ("text", "qualifier", "as_of.text"):
            yield field(name, "text")
        yield field("as_of.iso", "iso")
        yield field("caveat", "text")

    def _of_statement(self, key: str, statement: Statement) -> Iterator[FormField]:
        old = self.before.statements.get(key) if self.before else None
        if statement.carried:
            yield self._field("statements", key, CONFIRMED, "bool", (statement, old))
        yield self._field("statements", key, "text", "rich", (statement, old), required=True)

    def _old(self, key: str) -> Item | None:
        """The item of the edition before, whichever collection it stood in there."""
        groups = self.before.collections.values() if self.before else ()
        return next((items[key] for items in groups if key in items), None)

    def _field(
        self,
        table: str,
        key: str,
        name: str,
        kind: Kind,
        records: tuple[Struct, Struct | None],
        required: bool = False,
        choices: tuple[str, ...] = (),
        question: str | None = None,
        unit: str | None = None,
    ) -> FormField:
        asked = _asked(self.edition.language, table, name, question)
        return FormField(
            name=name,
            path=f"{table}[{key}].{name}",
            kind=kind,
            label=asked.label,
            question=asked.question,
            value=value_of(records[0], name),
            before=value_of(records[1], name) if records[1] is not None else None,
            choices=_choices(self.edition.language, name, choices),
            unit=unit if kind == "number" else None,
            required=required,
        )


@cache
def _asked(language: str, table: str, name: str, question: str | None) -> Asked:
    """What a field is called and asks; of a table the same in every row."""
    number = _NUMBER.search(name)
    plain = _NUMBER.sub("[]", name)
    found = words_of(language).fields.get(f"{table}.{plain}" if table in ("figures", "statements") else plain)
    label = found.label if found else name.replace("_", " ").replace("-", " ").capitalize()
    label = label.format(n=int(number[1]) + 1) if number else label
    return Asked(label, question or (found.question if found else label))


@cache
def _choices(language: str, name: str, choices: tuple[str, ...]) -> tuple[Choice, ...]:
    shown = words_of(language).choices.get(name, {})
    return tuple(Choice(each, shown.get(each, each)) for each in choices)


def _beginning(text: str) -> str:
    """As many whole words as a title may have; of a text without spaces as many characters."""
    words = " ".join(text.split())
    return words if len(words) <= _TITLE else f"{words[:_TITLE].rpartition(' ')[0] or words[:_TITLE]} …"


def _may_say_progress(item: Item) -> bool:
    """Whether its institution may say how it stands to last year; what was merged or moved is for the editors."""
    return item.progress is None or item.progress.state not in ("merged", "moved")


def _figures(item: Item, schema: CollectionSchema) -> set[str]:
    named = {ref.id for _, text in texts_of(item, "", schema) for ref in scan(text) if ref.kind == "figure"}
    return named | set(item.figures)


@cache
def choices_of(model: type[Struct], name: str) -> tuple[str, ...]:
    """The words that a field may hold."""
    return tuple(_words(get_type_hints(model)[name]))


def _words(hint: Any) -> Iterator[str]:
    for inner in get_args(hint):
        yield from (inner,) if isinstance(inner, str) else _words(inner)


def value_of(record: Struct, name: str) -> Value:
    """The value of a field of a record; None where it is left out, or carried over and not said yet."""
    found: Any = record
    for step in steps_of(name):
        if isinstance(step, int):
            found = found[step] if found is not None and step < len(found) else None
        elif isinstance(found, Item) and step not in Item.__struct_fields__:
            found = found.extra.get(step)
        elif step == CONFIRMED:
            return None
        else:
            found = getattr(found, step, found if step == "value" else None)
    if isinstance(found, tuple):
        return found or None
    return None if found == "carried" and name == "progress.state" else found
