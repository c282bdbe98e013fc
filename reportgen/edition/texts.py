"""All rich texts of an edition, with their data paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from reportgen.edition.model import CollectionSchema, Edition, Item, Model, Rich


@cache
def rich_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """The names of the fields of `model` whose text is Markdown."""
    return tuple(name for name, field in model.model_fields.items() if _is_rich(field.metadata, field.annotation))


def _is_rich(metadata: Any, annotation: Any) -> bool:
    if any(isinstance(mark, Rich) for mark in metadata):
        return True
    parts = getattr(annotation, "__args__", ())
    return any(_is_rich(getattr(part, "__metadata__", ()), None) for part in parts)


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
