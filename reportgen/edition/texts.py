"""All rich texts of an edition, with their data paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_type_hints

from reportgen.edition.model import Edition, Item, Rich
from reportgen.project.settings import CollectionSchema
from reportgen.yaml.model import Model


@cache
def rich_fields(model: type[Model]) -> tuple[str, ...]:
    """The names of the fields of `model` whose text is Markdown."""
    return tuple(name for name, hint in get_type_hints(model, include_extras=True).items() if _is_rich(hint))


def _is_rich(hint: Any) -> bool:
    marks = getattr(hint, "__metadata__", ())
    return any(isinstance(mark, Rich) for mark in marks) or any(map(_is_rich, get_args(hint)))


def texts_of(record: Model, path: str, schema: CollectionSchema | None = None) -> Iterator[tuple[str, str]]:
    """The rich texts of one record as (data path, text); with `schema`, those of its own fields too."""
    for name in rich_fields(type(record)):
        text = getattr(record, name)
        if text:
            yield f"{path}.{name}", text
    if isinstance(record, Item) and record.outcome is not None:
        yield from texts_of(record.outcome, f"{path}.outcome")
    if isinstance(record, Item) and schema is not None:
        for name, kind in schema.fields.items():
            if kind == "rich" and record.extra.get(name):
                yield f"{path}.extra.{name}", record.extra[name]


def rich_texts(edition: Edition) -> Iterator[tuple[str, str]]:
    """Every rich text of the edition as (data path, text)."""
    yield from texts_of(edition.report, "report")
    yield from _all(edition.sections, "sections")
    for collection, items in edition.collections.items():
        schema = edition.collection_schemas.get(collection)
        for key, item in items.items():
            yield from texts_of(item, f"{collection}[{key}]", schema)
    yield from _all(edition.statements, "statements")


def _all(records: Mapping[str, Model], field: str) -> Iterator[tuple[str, str]]:
    for key, record in records.items():
        yield from texts_of(record, f"{field}[{key}]")
