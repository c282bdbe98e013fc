"""Items of all collections: which came, ended, were merged or settled, and what is different in the others."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from reportgen.comparison.changes import Change, Ended, Merged, Moved, New, Settled, StateChanged
from reportgen.comparison.fields import Pair, field_changes, nested_changes
from reportgen.comparison.names import title_in
from reportgen.comparison.order import reordered
from reportgen.edition.model import Edition, Item

_ENDED = "ended"


def item_changes(old: Edition, new: Edition) -> Iterator[Change]:
    """The changes of all items, collection by collection; an item keeps its id in whatever collection it stands."""
    before = {key: (name, item) for name, items in old.collections.items() for key, item in items.items()}
    after = {key for items in new.collections.values() for key in items}
    for name, items in new.collections.items():
        for key, item in items.items():
            if key in before:
                yield from _item(name, key, item, *before[key], old, new)
            else:
                yield New(name, key, item.title)
        yield from reordered(name, old.collections.get(name, {}), items, lambda item: item.section)
        for key, item in old.collections.get(name, {}).items():
            if key not in after:
                yield Ended(name, key, item.title)
    for name in (each for each in old.collections if each not in new.collections):
        yield from (Ended(name, key, item.title) for key, item in old.collections[name].items() if key not in after)


def _item(name: str, key: str, item: Item, was_in: str, before: Item, old: Edition, new: Edition) -> Iterator[Change]:
    yield from _states(name, key, item, before, old, new)
    if was_in != name:
        schema = new.collection_schemas.get(was_in)
        if schema is not None and schema.settled_in == name:
            yield Settled(name, key, item.title, was_in, item.outcome)
            before = replace(before, section=item.section)  # that it stands among the settled ones is no news
        else:
            labels = tuple(_label(edition, each) for edition, each in ((old, was_in), (new, name)))
            yield Moved(name, key, item.title, "collection", (was_in,), (name,), labels[:1], labels[1:])
    if item is not before and item != before:
        pair = Pair(name, key, before, item, old, new)
        yield from field_changes(pair)
        if before.outcome is not None and item.outcome is not None:
            yield from nested_changes(pair, "outcome", before.outcome, item.outcome)


def _label(edition: Edition, collection: str) -> str:
    schema = edition.collection_schemas.get(collection)
    return (schema.label if schema else None) or collection


def _states(name: str, key: str, item: Item, before: Item, old: Edition, new: Edition) -> Iterator[Change]:
    """What the item itself says of its state. That it was reported or confirmed is no change of a successor: it says
    so of every item (see Comparison.standing)."""
    one, other = before.progress, item.progress
    was = one.state if one else None
    state = other.state if other else None
    if other is not None and state == "merged" and (was != state or one is None or one.into != other.into):
        yield Merged(name, key, item.title, other.into or "", title_in(new, other.into or ""))
    elif other is not None and state == _ENDED and was != state:
        yield Ended(name, key, item.title, "progress", other.note)
    elif was != state and new.name == old.name:
        yield StateChanged(name, key, item.title, "progress", was, state)
    if before.status != item.status:
        if item.status == _ENDED and state != _ENDED:
            yield Ended(name, key, item.title, "status")
        else:
            yield StateChanged(name, key, item.title, "status", before.status, item.status)
    was_outcome, outcome = (each.outcome.state if each.outcome else None for each in (before, item))
    if was_outcome != outcome and key in old.collections.get(name, {}):
        yield StateChanged(name, key, item.title, "outcome", was_outcome, outcome)
