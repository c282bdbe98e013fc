"""What an edition must know of the one before it: the ids of its items, who answered for them, which were finished,
and what its figures were.

Taken from the nodes of the files, which cost half of what their values do, and no more than these: a check of one
edition does not check the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from yaml import YAMLError

from reportgen.edition.model import ChartSpec, Edition, Figure, Item, Section, Statement
from reportgen.project.folder import DATA
from reportgen.project.settings import Settings
from reportgen.yaml.nodes import PLAIN, MappingNode, Node, ScalarNode, SequenceNode, compose, too_deep
from reportgen.yaml.scalars import plain_scalar

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
        records = _records(root / file)
        if records is None:
            unreadable.append(file)
            continue
        items.update((key.value, _item(collection, record)) for key, record in records.value)
    return Predecessor(
        name, settings.editions[name].as_of, items, _figures(root / DATA / name / "key-figures.yaml"), tuple(unreadable)
    )


def _records(path: Path) -> MappingNode | None:
    """The records of a file by id; None where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = None if too_deep(text) else compose(text)
    except (OSError, UnicodeDecodeError, YAMLError):
        return None
    return found if isinstance(found, MappingNode) else None


def _item(collection: str, record: Node) -> PastItem:
    named = _child(record, "institutions")
    institutions = tuple(str(each.value) for each in named.value) if isinstance(named, SequenceNode) else ()
    finished = _state(record, "progress") in ENDED or _state(record, "outcome") in SETTLED
    return PastItem(collection, institutions, finished)


def _figures(path: Path) -> dict[str, PastFigure]:
    records = _records(path)
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
