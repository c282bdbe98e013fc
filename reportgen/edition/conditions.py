"""What an excerpt can ask of items besides whose they are: that a field of theirs has a value."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from reportgen.edition.cut import Condition
from reportgen.edition.fields import fields
from reportgen.edition.model import Edition, Item
from reportgen.edition.own import bare
from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding
from reportgen.findings.near import did_you_mean

_MOST = 12
"""Values that a hint lists."""


def holds(condition: Condition, item: Item) -> bool:
    """Whether a condition holds for an item."""
    return condition.value in values(item, condition.field)


def parse_condition(text: str) -> Condition:
    """What ``land=NW`` says; ``land`` asks for every value."""
    field, equals, value = (part.strip() for part in text.partition("="))
    return Condition(field, value if equals else None)


def values(item: Item, field: str) -> tuple[str, ...]:
    """The values that a field of an item has, as data files write them; a field may be one of the report's own."""
    value = getattr(item, field) if field in _own(type(item)) else bare(item.extra.get(field))
    return tuple(
        _written(each) for each in (value if isinstance(value, tuple | list) else (value,)) if each is not None
    )


def choices(edition: Edition, condition: Condition) -> tuple[Condition, ...]:
    """The condition itself, or one for each value where it names none, in the order of the data.

    Raises FindingsError for a field that items do not have, and for a value that no item has.
    """
    known = (*_own(Item), *_schema_fields(edition))
    if condition.field not in known:
        text = f'items have no field "{condition.field}" that an excerpt could be made by'
        raise _error("unknown-field", text, did_you_mean(condition.field, known) or _there(known))
    there = tuple(dict.fromkeys(_every(edition, condition.field)))
    if condition.value is None and there:
        return tuple(Condition(condition.field, value) for value in there)
    if condition.value in there:
        return (condition,)
    text = f'no item of the edition {edition.name} has "{condition.id}", so there is nothing to excerpt'
    raise _error("no-items", text, did_you_mean(condition.value or "", there) or _there(there))


def _every(edition: Edition, field: str) -> Iterator[str]:
    for items in edition.collections.values():
        for item in items.values():
            yield from values(item, field)


@cache
def _own(model: type[Struct]) -> tuple[str, ...]:
    """The fields of every item that hold a name, an id or a choice: no records, no Markdown, nothing for editors."""
    return tuple(
        name
        for name, field in fields(model).items()
        if not (field.record or field.rich or field.for_editors) and name != "extra"
    )


def _schema_fields(edition: Edition) -> tuple[str, ...]:
    schemas = edition.collection_schemas.values()
    return tuple(dict.fromkeys(name for each in schemas for name, own in each.fields.items() if own.type != "rich"))


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _there(names: tuple[str, ...]) -> str | None:
    more = f", and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return f"there are: {', '.join(names[:_MOST])}{more}" if names else None


def _error(code: str, text: str, hint: str | None) -> FindingsError:
    return FindingsError((Finding(code, "error", text, hint=hint),))
