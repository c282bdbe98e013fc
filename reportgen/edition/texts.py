"""All rich texts of an edition, with their data paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.edition.fields import rich_fields
from reportgen.edition.model import Edition, Item
from reportgen.project.settings import CollectionSchema
from reportgen.yaml.model import Model


def texts_of(record: Model, path: str, schema: CollectionSchema | None = None) -> Iterator[tuple[str, str]]:
    """The rich texts of one record as (data path, text); with `schema`, those of its own fields too."""
    for way, text in rich_fields(record, path):
        if text:
            yield way, text
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
