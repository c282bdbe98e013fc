"""Numbers in fields of a report's own, as the figures that they are.

A field of the types number, quantity and money holds a number, or a record of it with its date, its source and the
numbers before. Each is a figure with the id ``<collection>.<item>.<field>``, known wherever figures are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from reportgen.edition.model import Date, EarlierValue, Edition, Figure, Item, SourceId
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
