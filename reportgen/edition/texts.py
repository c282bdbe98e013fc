"""All texts of an edition with their data paths: those in Markdown, and all others that are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.edition.fields import printed_texts, rich_fields
from reportgen.edition.model import Edition, Item
from reportgen.project.settings import CollectionSchema
from reportgen.yaml.model import Model


def texts_of(record: Model, path: str, schema: CollectionSchema | None = None) -> Iterator[tuple[str, str]]:
    """The rich texts of one record as (data path, text); with `schema`, those of its own fields too."""
    for way, text in rich_fields(record, path):
        if text:
            yield way, text
    if isinstance(record, Item) and schema is not None:
        for name, own in schema.fields.items():
            if own.type == "rich" and record.extra.get(name):
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


_RECORDS = ("sections", "figures", "statements", "charts", "institutions", "sources", "abbreviations", "distribution")


def plain_texts(edition: Edition) -> Iterator[tuple[str, str]]:
    """Every other text for readers as (data path, text)."""
    rich = {path for path, _ in rich_texts(edition)}
    records: list[tuple[str, Model]] = [("report", edition.report)]
    for field in (*_RECORDS, *edition.collections):
        rows = edition.collections[field] if field in edition.collections else getattr(edition, field)
        records += [(f"{field}[{key}]", record) for key, record in rows.items()]
    for path, record in records:
        yield from (found for found in printed_texts(record, path) if found[0] not in rich)
