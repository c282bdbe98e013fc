"""What the fields of records are, as the model's annotations say: references, texts for readers, words for editors.

The model marks each field once; whoever needs the fields of one kind asks here and keeps no list of names. A field
without a mark is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

T = TypeVar("T")

Kind = Literal["section", "item", "section or item", "figure", "source", "institution"]
_Asked = Literal["ref", "rich", "printed", "for_editors"]


class Ref(Struct, frozen=True):
    """Marks a field with the id of another record, or the ids of several.

    `place`: it says where the record belongs, so that another id is a move. `at_any_time`: an institution that need
    have no name on the edition's date.
    """

    kind: Kind
    place: bool = False
    at_any_time: bool = False


class Rich(Struct, frozen=True):
    """Marks a field whose text is Markdown: emphasis, links, lists, notes, foreign parts, and values by name.

    ``{startups}`` prints a figure as it is said in a sentence ("über 130"), ``{startups.value}`` the bare number,
    ``{startups.unit}`` number and unit, ``{startups.previous}`` the number before, ``{startups.target}`` its target;
    ``{measures.m-03.budget}`` the number in a field of the report's own; ``{@arbeit}`` the abbreviation of an
    institution on the edition's date, ``{@arbeit.full}``, ``{@arbeit.short}``, ``{@arbeit.genitive}`` its names;
    ``[words](#ki-trainer)`` refers to an item or section; ``[consumer enabling technologies]{lang=en}`` is in another
    language; ``^[text]`` is a footnote.
    """


class Signed(Struct, frozen=True):
    """Marks a field that a signature covers, or does not, other than its use would have it."""

    covered: bool


class _Use(Struct, frozen=True):
    use: Literal["editors", "steering"]


ForEditors = Annotated[T, _Use("editors")]
"""A field that speaks to the editors: no reader sees it, and no signature covers it."""

Steering = Annotated[T, _Use("steering")]
"""A field that sorts, selects or describes others: no page prints it as it stands."""


class Field(Struct, frozen=True):
    """One field of a model. `key` is its name in files, `record` the model of what it holds where that are records,
    `default` its value where it is left out, `number` whether it is a number that may have decimals, `open` whether
    it holds what the report's own schema adds, records among it."""

    name: str
    key: str
    use: Literal["printed", "reference", "steering", "editors"]
    ref: Ref | None
    rich: bool
    signed: bool
    record: type[Struct] | None
    default: Any
    number: bool
    open: bool

    @property
    def printed(self) -> bool:
        """Whether it is for readers."""
        return self.use == "printed"

    @property
    def for_editors(self) -> bool:
        """Whether it speaks to the editors."""
        return self.use == "editors"


class FieldReference(Struct, frozen=True):
    """An id that a field holds: its data path, and what it has to be the id of."""

    path: str
    ref: Ref
    id: str


@cache
def fields(model: type[Struct]) -> Mapping[str, Field]:
    """The fields of a model by their names in Python, in the model's order."""
    hints = get_type_hints(model, include_extras=True)
    names, defaults = model.__struct_fields__, model.__struct_defaults__
    defaults = (None,) * (len(names) - len(defaults)) + defaults
    each = zip(names, model.__struct_encode_fields__, defaults, strict=True)
    return {name: _field(name, key, hints[name], default) for name, key, default in each}


def _field(name: str, key: str, hint: Any, default: Any) -> Field:
    marks = tuple(_marks(hint))
    ref = next((mark for mark in marks if isinstance(mark, Ref)), None)
    used = next((mark.use for mark in marks if isinstance(mark, _Use)), None)
    covered = next((mark.covered for mark in marks if isinstance(mark, Signed)), used != "editors")
    rich = any(isinstance(mark, Rich) for mark in marks)
    record = next((mark for mark in marks if isinstance(mark, type)), None)
    number = float in get_args(hint)
    use = used or ("reference" if ref else "printed")
    return Field(name, key, use, ref, rich, covered, record, default, number, Any in get_args(hint))


def _marks(hint: Any) -> Iterator[Any]:
    """The marks of a type and of all inside it, and the models it is made of."""
    if isinstance(hint, type) and issubclass(hint, Struct):
        yield hint
    elif get_origin(hint) is not Literal:
        yield from getattr(hint, "__metadata__", ())
        for inner in get_args(hint):
            yield from _marks(inner)


def references(record: Struct, path: str = "") -> Iterator[FieldReference]:
    """The ids that a record holds, with those of the records inside it."""
    for way, field, key in _values(record, path, "ref"):
        assert field.ref is not None
        yield FieldReference(way, field.ref, key)


def printed(record: Struct, path: str = "") -> Iterator[tuple[str, Any]]:
    """What a record has for readers, as (data path, value): texts, numbers, days, true and false."""
    for way, _, value in _values(record, path, "printed"):
        yield way, value


def printed_texts(record: Struct, path: str = "") -> Iterator[tuple[str, str]]:
    """The texts that a record has for readers, as (data path, text)."""
    for way, value in printed(record, path):
        if isinstance(value, str):
            yield way, value


def rich_fields(record: Struct, path: str = "") -> Iterator[tuple[str, str]]:
    """The texts in Markdown that a record has, as (data path, text)."""
    for way, _, text in _values(record, path, "rich"):
        yield way, text


def for_readers(value: T) -> T:
    """A record, or a list of records, with the fields for editors left out, in the records inside it too."""
    if isinstance(value, tuple):
        return tuple(map(for_readers, value))  # type: ignore[return-value]
    if not isinstance(value, Struct):
        return value
    found = {
        field.name: field.default if field.for_editors else for_readers(getattr(value, field.name))
        for field in _leading(type(value), "for_editors")
    }
    return replace(value, **found) if found else value


def _values(record: Struct, path: str, what: _Asked) -> Iterator[tuple[str, Field, Any]]:
    """Every single value in fields that are `what`, in a record and in those inside it; None is no value."""
    for field in _leading(type(record), what):
        value = getattr(record, field.name)
        if value is None:
            continue
        way = f"{path}.{field.key}"
        if isinstance(value, str):
            yield way, field, value
            continue
        for inner, member in _members(value, way):
            if isinstance(member, Struct):
                yield from _values(member, inner, what)
            elif getattr(field, what):
                yield inner, field, member


@cache
def _leading(model: type[Struct], what: _Asked) -> tuple[Field, ...]:
    """The fields of a model that are `what`, or hold records with such fields."""
    return tuple(
        field
        for field in fields(model).values()
        if (_leading(field.record, what) and field.use == "printed" if field.record else getattr(field, what))
        or (field.open and what == "ref")
    )


def _members(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The value, or what the list or mapping is made of."""
    if isinstance(value, tuple | list):
        for i, member in enumerate(value):
            yield from _members(member, f"{path}[{i}]")
    elif isinstance(value, Mapping):
        for key, member in value.items():
            yield from _members(member, f"{path}.{key}")
    elif value is not None:
        yield path, value
