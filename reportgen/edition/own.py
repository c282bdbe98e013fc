"""Numbers in fields of a report's own, as the figures that they are.

A field of the types number, quantity and money holds a number, or a record of it with its date, its source and the
numbers before. Each is a figure with the id ``<collection>.<item>.<field>``, known wherever figures are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from reportgen.edition.model import ChartSpec, Date, EarlierValue, Edition, Figure, Item, SourceId
from reportgen.project.settings import FieldSettings
from reportgen.yaml.model import Model


class OwnNumber(Model, frozen=True, kw_only=True):
    """A number with more than its digits. One without `value` waits for it: a draft prints ``[?]``."""

    value: int | float | None = None
    as_of: Date | None = None
    source: SourceId | None = None
    previous: int | float | None = None
    previous_as_of: Date | None = None
    history: tuple[EarlierValue, ...] = ()
    """What it was before `previous`, oldest first."""

    @property
    def waits(self) -> bool:
        """Whether it was carried over and has no value of this edition yet."""
        return self.value is None and self.previous is not None


class OwnFigure(Struct, frozen=True):
    """The figure of a field: where it stands, and what it is."""

    collection: str
    item: str
    field: str
    figure: Figure
    plain: bool
    """Whether the file has the number alone."""

    @property
    def id(self) -> str:
        """``measures.m-03.budget``."""
        return f"{self.collection}.{self.item}.{self.field}"

    @property
    def path(self) -> str:
        """The data path of the field."""
        return f"{self.collection}[{self.item}].extra.{self.field}"


def own_figures(edition: Edition) -> Iterator[OwnFigure]:
    """The figures of all fields with numbers, in the order of the items and of the fields in reportgen.yaml."""
    for collection, items in edition.collections.items():
        schema = edition.collection_schemas.get(collection)
        numeric = [(name, own) for name, own in schema.fields.items() if own.numeric] if schema else []
        for key, item in items.items() if numeric else ():
            for name, own in numeric:
                value = item.extra.get(name)
                if value is not None:
                    plain = not isinstance(value, OwnNumber)
                    yield OwnFigure(collection, key, name, own_figure(key, item, name, own), plain)


class OwnId(Struct, frozen=True):
    """The id of the figure of a field, in its parts. In charts, `item` may be EVERY."""

    collection: str
    item: str
    field: str


EVERY = "*"
"""Stands for all items of a collection that give a field."""

_OWN_ID = re.compile(r"([^.]+)\.([^.]+)\.([^.]+)")


def own_id(key: str) -> OwnId | None:
    """The parts of an id; None where it is not that of a field."""
    match = _OWN_ID.fullmatch(key) if "." in key else None
    return OwnId(*match.groups()) if match else None


def owner_of(key: str) -> str:
    """The id of the record that holds what has an id: of the figure of a field its item, else itself."""
    own = own_id(key)
    return key if own is None else own.item


def own_ids(edition: Edition, collection: str, items: Iterable[str]) -> Iterator[str]:
    """The ids of all figures that some items of a collection have or might have."""
    schema = edition.collection_schemas.get(collection)
    numeric = [name for name, own in schema.fields.items() if own.numeric] if schema else []
    yield from (f"{collection}.{key}.{name}" for key in items for name in numeric)


def figure_of(edition: Edition, key: str) -> Figure | None:
    """The figure with an id: of the report's figures, or of a field with a number. None where there is none; that of a
    field which its item does not give has no value."""
    own = own_id(key)
    if own is None:
        return edition.figures.get(key)
    schema = edition.collection_schemas.get(own.collection)
    settings = schema.fields.get(own.field) if schema else None
    item = edition.collections.get(own.collection, {}).get(own.item)
    if settings is None or not settings.numeric or item is None:
        return None
    return own_figure(own.item, item, own.field, settings)


def with_every_item(edition: Edition) -> Edition:
    """The edition with charts that name the items which they draw the numbers of, instead of all of a collection.

    Series of a chart stand beside each other: they have the same items, all that give one of the fields. What matches
    nothing stays as it is.
    """
    if not any(f".{EVERY}." in key for chart in edition.charts.values() for key in chart.drawn):
        return edition
    return replace(edition, charts={key: _named(edition, chart) for key, chart in edition.charts.items()})


def _named(edition: Edition, chart: ChartSpec) -> ChartSpec:
    asked = [own for own in map(own_id, chart.drawn) if own is not None and own.item == EVERY]

    def members(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(each for key in keys for each in items_of(key))

    def items_of(key: str) -> list[str]:
        own = own_id(key)
        if own is None or own.item != EVERY:
            return [key]
        names = {each.field for each in asked if each.collection == own.collection}
        table = edition.collections.get(own.collection, {})
        found = [each for each, item in table.items() if any(item.extra.get(name) is not None for name in names)]
        return [f"{own.collection}.{each}.{own.field}" for each in found] or [key]

    series = tuple(replace(each, figures=members(each.figures)) for each in chart.series)
    return replace(chart, figures=members(chart.figures), series=series)


def own_figure(key: str, item: Item, name: str, own: FieldSettings) -> Figure:
    """The figure of one field of an item."""
    number = own_number(item.extra.get(name))
    label = own.label or name.replace("_", " ").replace("-", " ").capitalize()
    return Figure(
        value=number.value,
        unit=own.unit or "",
        decimals=own.decimals,
        statement=f"{item.title}: {label}",
        label=label,
        about=key,
        kind="amount" if own.type == "money" else "count",
        as_of=number.as_of,
        source=number.source,
        previous=number.previous,
        previous_as_of=number.previous_as_of,
        history=number.history,
        carried=number.waits,
    )


def own_number(value: Any) -> OwnNumber:
    """What a field holds as a record, where it is the number alone too."""
    return value if isinstance(value, OwnNumber) else OwnNumber(value=value)


def bare(value: Any) -> Any:
    """The value of a field without what is known about it: of a number with a record, the number."""
    return value.value if isinstance(value, OwnNumber) else value
