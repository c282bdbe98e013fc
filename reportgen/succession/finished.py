"""Which records a new edition leaves out: items told of for the last time, and what is only about them."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.edition.fields import references
from reportgen.edition.model import Edition, Item
from reportgen.edition.own import owner_of
from reportgen.edition.predecessor import ENDED, SETTLED
from reportgen.edition.references import scan
from reportgen.edition.texts import texts_of
from reportgen.project.settings import CollectionSchema
from reportgen.yaml.model import Model


def is_finished(item: Item) -> bool:
    """Whether the item was told of for the last time: ended, merged, done or dropped."""
    ended = item.progress is not None and item.progress.state in ENDED
    return ended or (item.outcome is not None and item.outcome.state in SETTLED)


def left_out(edition: Edition) -> frozenset[str]:
    """The ids of finished items and of the figures, statements and charts about them; but of none that anything else
    still refers to."""
    gone = {key for items in edition.collections.values() for key, item in items.items() if is_finished(item)}
    for table in (edition.figures, edition.statements, edition.charts):
        gone |= {key for key, record in table.items() if record.about in gone}
    references = dict(_references(edition))
    while needed := {key for holder, keys in references.items() if holder not in gone for key in keys & gone}:
        gone -= needed
    return frozenset(gone)


def _references(edition: Edition) -> Iterator[tuple[str, frozenset[str]]]:
    """The id of each record with the ids it refers to; the report as a whole has the id ""."""
    yield "", _of(edition.report)
    for name in ("sections", "figures", "statements", "charts"):
        for key, record in getattr(edition, name).items():
            yield key, _of(record)
    for name, items in edition.collections.items():
        for key, item in items.items():
            yield key, _of(item, edition.collection_schemas.get(name))


def _of(record: Model, schema: CollectionSchema | None = None) -> frozenset[str]:
    found = {reference.id for reference in references(record)}
    for _, text in texts_of(record, "", schema):
        found.update(reference.id for reference in scan(text))
    return frozenset(map(owner_of, found))
