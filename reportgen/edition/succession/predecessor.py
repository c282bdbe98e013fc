"""What an edition must know of the one before it: the ids of its items, who answered for them, which were finished,
and what its figures were.

Read raw, file by file, and no more than these: a check of one edition does not check the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from reportgen.edition.reader import read_file
from reportgen.edition.settings import DATA, Settings

ENDED = frozenset({"ended", "merged"})
"""States of progress after which an item need not be told of again."""

SETTLED = frozenset({"done", "dropped"})
"""Outcomes after which an item need not be told of again."""


class PastItem(Struct, frozen=True):
    """An item of the edition before. `finished`: it was told of for the last time."""

    collection: str
    institutions: tuple[str, ...]
    finished: bool


class PastFigure(Struct, frozen=True):
    """A figure of the edition before: its value, and the ISO form of the date it was of."""

    value: int | float
    as_of: str | None = None


class Predecessor(Struct, frozen=True):
    """The edition before: its name and date, its items and figures by id, and the files that could not be read."""

    name: str
    as_of: str
    items: Mapping[str, PastItem]
    figures: Mapping[str, PastFigure] = {}
    unreadable: tuple[str, ...] = ()


def read_predecessor(root: Path, settings: Settings, edition: str) -> Predecessor | None:
    """The edition before `edition`, None where it has none. Whatever its files hold, nothing is raised."""
    name = settings.editions[edition].previous
    if name is None:
        return None
    items: dict[str, PastItem] = {}
    unreadable = []
    for collection in settings.collections:
        file = f"{DATA}/{name}/{collection}.yaml"
        if settings.may_be_missing(collection, name) and not (root / file).exists():
            continue
        value = read_file(root, file).value
        if not isinstance(value, dict):
            unreadable.append(file)
            continue
        items.update(_items(collection, value))
    return Predecessor(name, settings.editions[name].as_of, items, _figures(root, name), tuple(unreadable))


def _figures(root: Path, name: str) -> dict[str, PastFigure]:
    file = f"{DATA}/{name}/key-figures.yaml"
    records = read_file(root, file).value if (root / file).exists() else None
    found = {}
    for key, record in records.items() if isinstance(records, dict) else ():
        value = record.get("value") if isinstance(record, dict) else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            when = record.get("as_of")
            found[key] = PastFigure(value, when.get("iso") if isinstance(when, dict) else None)
    return found


def _items(collection: str, records: Mapping[str, Any]) -> Iterator[tuple[str, PastItem]]:
    for key, record in records.items():
        if isinstance(record, dict):
            named = record.get("institutions")
            institutions = tuple(str(each) for each in named) if isinstance(named, tuple) else ()
            yield key, PastItem(collection, institutions, is_finished(record))


def is_finished(record: Mapping[str, Any]) -> bool:
    """Whether an item, as its file has it, was told of for the last time: ended, merged, done or dropped."""
    return _state(record, "progress") in ENDED or _state(record, "outcome") in SETTLED


def _state(record: Mapping[str, Any], field: str) -> Any:
    value = record.get(field)
    return value.get("state") if isinstance(value, dict) else None
