"""Two records of one id, field by field: each field is a name, a place, a text, a date, a number, or just a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from reportgen.comparison.changes import Change, Moved, Renamed, TextChanged, ValueChanged
from reportgen.comparison.dates import date_change, date_changes
from reportgen.comparison.figures import figure_changes
from reportgen.comparison.names import label_of
from reportgen.edition import model as m
from reportgen.edition.fields import Field, Kind, fields, for_readers
from reportgen.edition.own import own_figure
from reportgen.project.settings import FieldSettings
from reportgen.yaml.model import Model


class Pair(Struct, frozen=True):
    """A record as both editions have it, and the editions to look its references up in."""

    area: str
    key: str
    before: Any
    after: Any
    old: m.Edition
    new: m.Edition

    @property
    def title(self) -> str:
        """What the record is called now."""
        return title_of(self.key, self.after)


_TITLES: Mapping[type[Model], tuple[str, ...]] = {
    m.Figure: ("statement",),
    m.Abbreviation: (),
}
"""What a record is called by, where that is not its title."""


def title_of(key: str, record: Any) -> str:
    """What a record is called: its title, a figure what it states, else its id."""
    for name in _TITLES.get(type(record), ("title",)):
        found = getattr(record, name, None)
        if found:
            return str(found)
    return key


_NAMES = frozenset({"title", "short_title", "kicker", "subtitle", "label", "expansion"})
_STATES = frozenset({"progress", "outcome", "status"})
"""Compared where items are."""
_ROLLED = frozenset({"previous", "previous_as_of", "history"})
"""What a new edition takes over from the one before: no news where the two are compared."""
_NUMBERS = frozenset({"value", "upper", "unit", "qualifier", "as_of", "target"})
"""Fields of a figure that are told together."""
_PROSE = frozenset({"statement", "caveat", "measure", "scope", "note"})
"""Plain texts long enough to be compared word by word."""


def field_changes(pair: Pair) -> Iterator[Change]:
    """The changes of what a record has for readers but its states, in the order of its fields."""
    silent = _STATES | (_ROLLED if pair.new.previous == pair.old.name else frozenset())
    kind: type[Model] = type(pair.after)
    for name, field in fields(kind).items():
        if name not in silent and not field.for_editors and _differs(pair.before, pair.after, name):
            yield from _field(pair, field, name, getattr(pair.before, name), getattr(pair.after, name))


def _field(pair: Pair, field: Field, name: str, before: Any, after: Any) -> Iterator[Change]:
    area, key, title = pair.area, pair.key, pair.title
    if isinstance(pair.after, m.Figure) and name in _NUMBERS:
        if name == _first_number(pair):
            yield from figure_changes(area, key, title, pair.before, pair.after)
    elif name in _NAMES:
        yield Renamed(area, key, title, name, before, after)
    elif field.ref is not None and field.ref.place:
        yield _moved(pair, field.ref.kind, name, before, after)
    elif name == "extra":
        yield from _extras(pair, before, after)
    elif field.rich or name in _PROSE:
        yield TextChanged(area, key, title, name, before, after)
    elif name == "dates":
        yield from date_changes(area, key, title, before, after)
    elif isinstance(before or after, m.Date):
        yield date_change(area, key, title, name, before, after)
    elif isinstance(before, Model) and isinstance(after, Model):
        yield from nested_changes(pair, name, before, after)
    else:
        yield ValueChanged(area, key, title, name, before, after)


def nested_changes(pair: Pair, name: str, before: Model, after: Model) -> Iterator[Change]:
    """The changes inside a field that is a record of its own, but its state."""
    for inner, field in fields(type(after)).items():
        if inner != "state" and not field.for_editors and _differs(before, after, inner):
            yield from _field(pair, field, f"{name}.{inner}", getattr(before, inner), getattr(after, inner))


def _first_number(pair: Pair) -> str:
    return next(
        name for name in m.Figure.__struct_fields__ if name in _NUMBERS and _differs(pair.before, pair.after, name)
    )


def _differs(before: Model, after: Model, name: str) -> bool:
    """Whether a field says something else to readers."""
    one, other = getattr(before, name), getattr(after, name)
    return bool(one != other and for_readers(one) != for_readers(other))


def _moved(pair: Pair, kind: Kind, name: str, before: Any, after: Any) -> Moved:
    old, new = _ids(before), _ids(after)
    was = tuple(label_of(kind, pair.old, each) for each in old)
    now = tuple(label_of(kind, pair.new, each) for each in new)
    return Moved(pair.area, pair.key, pair.title, name, old, new, was, now)


def _ids(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def _extras(pair: Pair, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    schema = pair.new.collection_schemas.get(pair.area)
    kinds = schema.fields if schema else {}
    for name in dict.fromkeys((*after, *before)):
        one, other, own = before.get(name), after.get(name), kinds.get(name)
        if one == other:
            continue
        if own is not None and own.numeric:
            yield from _numbers(pair, name, own)
        elif own is not None and own.type in ("text", "rich"):
            yield TextChanged(pair.area, pair.key, pair.title, name, one, other)
        elif isinstance(one or other, m.Date):
            yield date_change(pair.area, pair.key, pair.title, name, one, other)
        else:
            yield ValueChanged(pair.area, pair.key, pair.title, name, one, other)


def _numbers(pair: Pair, name: str, own: FieldSettings) -> Iterator[Change]:
    """The changes of a number of the report's own, told as those of figures are."""
    old, new = (own_figure(pair.key, item, name, own) for item in (pair.before, pair.after))
    for change in figure_changes(pair.area, pair.key, pair.title, old, new):
        yield replace(change, field=name)
