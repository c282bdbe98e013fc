"""What an edition must know of the one before it: the ids of its items, who answered for them, which were finished,
and what its figures were.

Taken from the nodes of the files, which cost half of what their values do, and no more than these: a check of one
edition does not check the other. Single records can be asked for; only they become values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from yaml import YAMLError

from reportgen.edition.extras import split_extras
from reportgen.edition.files import model_of
from reportgen.edition.model import ChartSpec, Edition, Figure, Item, Section, Statement
from reportgen.edition.own import own_figures
from reportgen.errors import OversizeError
from reportgen.outside.place import confined, read_whole
from reportgen.project.files import data_files
from reportgen.project.folder import DATA
from reportgen.project.settings import Settings
from reportgen.yaml.model import Model
from reportgen.yaml.nodes import PLAIN, MappingNode, Node, ScalarNode, SequenceNode, too_deep
from reportgen.yaml.reader import MAX_BYTES, read_node
from reportgen.yaml.scalars import plain_scalar
from reportgen.yaml.source import SourceFile

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


class PastRecords:
    """The records of the edition before, each file and each record read when it is asked for first."""

    def __init__(self, root: Path, settings: Settings, edition: str) -> None:
        self._root, self._settings = root, settings
        self._files = {file.field: file for file in data_files(settings.collections)}
        self._edition = edition
        self._read: dict[str, tuple[SourceFile, MappingNode] | None] = {}
        self._made: dict[tuple[str, str], Model | None] = {}

    def table(self, field: str) -> MappingNode | None:
        """The records of a file by id; None where it cannot be read."""
        found = self._file(field)
        return found[1] if found is not None else None

    def get(self, field: str, key: str) -> Model | None:
        """The record with an id, "" for that of a file with one record."""
        if (field, key) not in self._made:
            self._made[field, key] = self._make(field, key)
        return self._made[field, key]

    def _file(self, field: str) -> tuple[SourceFile, MappingNode] | None:
        if field not in self._read:
            self._read[field] = _records(self._root, self._files[field].path(self._edition))
        return self._read[field]

    def _make(self, field: str, key: str) -> Model | None:
        found = self._file(field)
        if found is None:
            return None
        source, records = found
        node = _child(records, key) if key else records
        value = read_node(source, node) if node is not None else None
        if not isinstance(value, dict):
            return None
        model = model_of(self._files[field])
        if model is Item:
            value, _ = split_extras(value, self._settings.collections[field])
        try:
            return msgspec.convert(value, model)
        except msgspec.ValidationError:
            return None


class Predecessor(Struct, frozen=True):
    """The edition before: its name and date, its items and figures by id, and the files that could not be read."""

    name: str
    as_of: str
    items: Mapping[str, PastItem]
    figures: Mapping[str, PastFigure] = {}
    unreadable: tuple[str, ...] = ()
    records: PastRecords | None = None

    def record(self, table: str, key: str) -> Model | None:
        """One of its records, None where it has none that can be read. `table` is a field of Edition or a collection,
        `key` the id, "" for the report itself."""
        return None if self.records is None else self.records.get(table, key)


def read_predecessor(root: Path, settings: Settings, edition: str) -> Predecessor | None:
    """The edition before `edition`, None where it has none. Whatever its files hold, nothing is raised."""
    name = settings.editions[edition].previous
    if name is None:
        return None
    items: dict[str, PastItem] = {}
    unreadable = []
    past = PastRecords(root, settings, name)
    for collection in settings.collections:
        file = f"{DATA}/{name}/{collection}.yaml"
        if settings.may_be_missing(collection, name) and not (root / file).exists():
            continue
        records = past.table(collection)
        if records is None:
            unreadable.append(file)
            continue
        items.update((key.value, _item(collection, record)) for key, record in records.value)
    figures = _figures(past.table("figures"))
    return Predecessor(name, settings.editions[name].as_of, items, figures, tuple(unreadable), past)


def _records(root: Path, name: str) -> tuple[SourceFile, MappingNode] | None:
    """A file and its records by id; None where it cannot be read."""
    path = confined(root, name)
    if path is None:
        return None
    try:
        source = SourceFile(name, read_whole(path, MAX_BYTES).decode("utf-8-sig"))
        found = None if too_deep(source.text) else source.root
    except (OSError, OversizeError, UnicodeDecodeError, YAMLError):
        return None
    return (source, found) if isinstance(found, MappingNode) else None


def _item(collection: str, record: Node) -> PastItem:
    named = _child(record, "institutions")
    institutions = tuple(str(each.value) for each in named.value) if isinstance(named, SequenceNode) else ()
    finished = _state(record, "progress") in ENDED or _state(record, "outcome") in SETTLED
    return PastItem(collection, institutions, finished)


def _figures(records: MappingNode | None) -> dict[str, PastFigure]:
    found = {}
    for key, record in records.value if records is not None else ():
        value = _number(_scalar(_child(record, "value")))
        if value is not None:
            when = _scalar(_child(_child(record, "as_of"), "iso"))
            found[key.value] = PastFigure(value, None if when is None else str(when))
    return found


def _number(value: Any) -> int | float | None:
    """A number, perhaps typed with separators or its unit."""
    if isinstance(value, str):
        from reportgen.numbers.typed import Typed, read

        found = read(value)
        return found.value if isinstance(found, Typed) else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _state(record: Node, field: str) -> Any:
    return _scalar(_child(_child(record, field), "state"))


def _scalar(node: Node | None) -> Any:
    if not isinstance(node, ScalarNode):
        return None
    return plain_scalar(node.value) if node.tag == PLAIN else node.value


def _child(node: Node | None, key: str) -> Node | None:
    if not isinstance(node, MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def unconfirmed(edition: Edition, predecessor: Predecessor | None) -> frozenset[str]:
    """The data paths of all records that were carried over and are not confirmed.

    An item of the predecessor's without `progress` is one of them: silence confirms nothing.
    """
    return frozenset(_unconfirmed(edition, predecessor))


def _unconfirmed(edition: Edition, predecessor: Predecessor | None) -> Iterator[str]:
    if edition.report.carried:
        yield "report"
    past = predecessor.items if predecessor else {}
    for name, items in edition.collections.items():
        for key, item in items.items():
            if _is_open(item, known_before=key in past):
                yield f"{name}[{key}]"
    yield from (f"{each.collection}[{each.item}].{each.field}" for each in own_figures(edition) if each.figure.carried)
    tables: dict[str, Mapping[str, Section | Figure | Statement | ChartSpec]] = {
        "sections": edition.sections,
        "figures": edition.figures,
        "statements": edition.statements,
        "charts": edition.charts,
    }
    for name, records in tables.items():
        yield from (f"{name}[{key}]" for key, record in records.items() if record.carried)


def _is_open(item: Item, *, known_before: bool) -> bool:
    """Whether nobody has said yet how the item stands to the edition before."""
    return known_before if item.progress is None else item.progress.state == "carried"
