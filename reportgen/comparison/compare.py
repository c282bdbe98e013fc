"""Two editions compared record by record, by id and never by what a record says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from reportgen.comparison.changes import Change, ComparedEdition, Comparison, Ended, New
from reportgen.comparison.fields import Pair, field_changes, title_of
from reportgen.comparison.institutions import institution_changes
from reportgen.comparison.items import item_changes
from reportgen.comparison.order import reordered
from reportgen.edition.model import Edition

_AREAS = ("figures", "statements", "charts", "sources", "abbreviations")
"""Fields of an edition with records that are compared one by one, besides sections and collections."""


def compare(old: Edition, new: Edition) -> Comparison:
    """Everything that is different in `new`. Records are the same when they have the same id."""
    return Comparison(_side(old), _side(new), tuple(_changes(old, new)), _standing(old, new))


def succeeds(old: Edition, new: Edition) -> bool:
    """Whether `new` was made from `old`, so that its `progress` and `previous` speak of it."""
    return new.previous == old.name and new.name != old.name


def _side(edition: Edition) -> ComparedEdition:
    return ComparedEdition(edition.name, edition.as_of, edition.report.title)


def _changes(old: Edition, new: Edition) -> Iterator[Change]:
    yield from field_changes(Pair("report", "", old.report, new.report, old, new))
    yield from _records("sections", old.sections, new.sections, old, new)
    yield from item_changes(old, new)
    for name in _AREAS:
        yield from _records(name, getattr(old, name), getattr(new, name), old, new)
    yield from institution_changes(old, new)


def _records(
    area: str, before: Mapping[str, Any], after: Mapping[str, Any], old: Edition, new: Edition
) -> Iterator[Change]:
    for key, record in after.items():
        if key not in before:
            yield New(area, key, title_of(key, record))
        elif record is not before[key] and record != before[key]:
            yield from field_changes(Pair(area, key, before[key], record, old, new))
    if area == "sections":
        yield from reordered(area, before, after, lambda record: record.parent)
    for key, record in before.items():
        if key not in after:
            yield Ended(area, key, title_of(key, record))


def _standing(old: Edition, new: Edition) -> dict[str, dict[str, tuple[str, ...]]]:
    if not succeeds(old, new):
        return {}
    found: dict[str, dict[str, list[str]]] = {}
    known = _ids(old.collections.values())
    for name, items in new.collections.items():
        for key, item in items.items():
            state = item.progress.state if item.progress else "carried" if key in known else "new"
            found.setdefault(name, {}).setdefault(state, []).append(key)
    return {name: {state: tuple(keys) for state, keys in states.items()} for name, states in found.items()}


def excerpted(comparison: Comparison, old: Edition, new: Edition) -> Comparison:
    """The changes of what one of two excerpts has; `old` and `new` are those of the editions compared."""
    known = {("report", "")}
    for edition in (old, new):
        for area in ("sections", *_AREAS, "institutions"):
            known.update((area, key) for key in getattr(edition, area))
        for area, items in edition.collections.items():
            known.update((area, key) for key in items)
    kept = tuple(change for change in comparison.changes if (change.area, change.id) in known)
    standing = {
        area: {state: tuple(key for key in keys if (area, key) in known) for state, keys in states.items()}
        for area, states in comparison.standing.items()
    }
    return replace(comparison, changes=kept, standing=standing)


def _ids(groups: Iterable[Mapping[str, object]]) -> frozenset[str]:
    return frozenset(key for group in groups for key in group)
