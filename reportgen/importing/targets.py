"""What a column of a table can fill: the fields of a kind of record, as the model says, and what people call them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Struct
from msgspec.structs import replace

from reportgen.collecting.asked import choices_of
from reportgen.collecting.words import words_of
from reportgen.edition.fields import Field, Ref, fields
from reportgen.edition.model import Date, EarlierValue, Institution, Link, Name
from reportgen.importing.words import table_words
from reportgen.project.settings import CollectionSchema, FieldKind
from reportgen.yaml.model import IsoDay

TargetKind = Literal[
    "id", "text", "rich", "choice", "number", "list", "bool", "date", "dates", "day", "ref", "refs", "links", "history"
]
"""As for forms, and: the id of the record; a date, or one of its dates; a day in ISO form; one id of another record, or
several; an address; a value that a figure had before."""

ID: Final = "id"
_NOT_FROM_TABLES: Final = frozenset({"carried", "progress", "outcome", "extra", "successors", "excerpts", "valid_to"})
_LANGUAGES: Final = ("en", "de")
_OWN: Final[dict[FieldKind, TargetKind]] = {
    "text": "text", "rich": "rich", "number": "number", "quantity": "number", "money": "number", "date": "date",
    "list": "list", "bool": "bool",
}  # fmt: skip
_UNIT: Final = re.compile(r"[(\[](?P<in>[^)\]]{1,20})[)\]]|\b(?:in|en)\s+(?P<of>[A-Za-z€$£%]{1,12})\s*$")


class Target(Struct, frozen=True):
    """A field: its name, what it holds, whether a record must have it; `inside` is the way to a record in the record
    that has it (``names[0]``)."""

    name: str
    kind: TargetKind
    required: bool = False
    choices: tuple[str, ...] = ()
    ref: Ref | None = None
    heads: frozenset[str] = frozenset()
    """What columns of it are called, as `plain_head` has it."""
    inside: str = ""
    unit: str = ""
    """What its numbers count, where the report's own schema says it."""

    @property
    def way(self) -> str:
        """Its way in the record."""
        return f"{self.inside}.{self.name}" if self.inside else self.name

    @property
    def several(self) -> bool:
        """Whether more than one column can fill it."""
        return self.kind in ("dates", "links", "history")

    @property
    def dated(self) -> bool:
        """Whether a column of it can be of a date of its own."""
        return self.name in ("value", "previous", "history")


def plain_head(text: str) -> str:
    """A heading as headings are compared: no case, accents, units or signs."""
    text = _UNIT.sub(" ", text).casefold().replace("ß", "ss")
    text = re.sub(r"([aou])\u0308", r"\1e", unicodedata.normalize("NFD", text))
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9]+", text))


def unit_of(head: str) -> str:
    """The unit that a heading names: "Budget (EUR)", "Kosten in CHF"; "" for none."""
    found = _UNIT.search(" ".join(head.split()))
    return (found["in"] or found["of"] or "").strip() if found else ""


def targets(table: str, model: type[Struct], schema: CollectionSchema | None) -> dict[str, Target]:
    """The fields that a table of these records can fill, by name, in the order in which a record has them."""
    found = [Target(ID, "id", heads=_heads(table, ID)), *_of_model(table, model, "")]
    if schema is not None:
        placed = schema.section is not None
        found = [replace(each, required=not placed) if each.name == "section" else each for each in found]
        found += (
            Target(name, _OWN[own.type], heads=_own_heads(name, own.label, schema), unit=own.unit or "")
            for name, own in schema.fields.items()
        )
    return {target.name: target for target in found}


def _of_model(table: str, model: type[Struct], inside: str) -> Iterator[Target]:
    hints = get_type_hints(model, include_extras=True)
    required = _required(model)
    for name, each in fields(model).items():
        if each.key in _NOT_FROM_TABLES:
            continue
        if model is Institution and each.record is Name:
            yield from _of_model(table, Name, "names[0]")
            continue
        kind = _kind(hints[name], each)
        if kind is not None:
            options = choices_of(model, name) if kind == "choice" else ()
            yield Target(each.key, kind, name in required, options, each.ref, _heads(table, each.key), inside)


def _required(model: type[Struct]) -> frozenset[str]:
    names, defaults = model.__struct_fields__, model.__struct_defaults__
    without = [NODEFAULT] * (len(names) - len(defaults)) + list(defaults)
    return frozenset(name for name, default in zip(names, without, strict=True) if default is NODEFAULT)


def _kind(hint: Any, field: Field) -> TargetKind | None:
    types = set(_types(hint))
    several = tuple in types
    if field.ref is not None:
        return "refs" if several else "ref"
    if field.record is not None:
        records: dict[Any, TargetKind] = {Date: "dates" if several else "date", Link: "links", EarlierValue: "history"}
        return records.get(field.record)
    if Literal in types:
        return "choice"
    if several:
        return "list"
    if types & {int, float}:
        return "number"
    if bool in types:
        return "bool"
    if _is_day(hint):
        return "day"
    return ("rich" if field.rich else "text") if str in types else None


def _types(hint: Any) -> Iterator[Any]:
    """The plain types in a hint, and what its lists and choices are."""
    origin = get_origin(hint)
    if origin is Literal or origin is tuple:
        yield origin
    if origin is not Literal:
        for inner in get_args(hint):
            yield from _types(inner)
    if isinstance(hint, type):
        yield hint


def _is_day(hint: Any) -> bool:
    pattern = get_args(IsoDay)[1]
    return hint == pattern or any(_is_day(inner) for inner in get_args(hint))


@cache
def _heads(table: str, name: str) -> frozenset[str]:
    """A field's names in all languages that forms know, and what tables call it."""
    found = {name, *table_words().heads.get(name, ())}
    for language in _LANGUAGES:
        asked = words_of(language).fields
        for key in (f"{table}.{name}", name):
            if key in asked:
                found.add(asked[key].label)
                break
    return frozenset(plain_head(each) for each in found)


def _own_heads(name: str, label: str | None, schema: CollectionSchema) -> frozenset[str]:
    return frozenset(plain_head(each) for each in (name, label, schema.questions.get(name)) if each)
