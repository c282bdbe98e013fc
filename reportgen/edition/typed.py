"""Numbers of records that were typed with separators, closing zeros, quotes or their unit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_type_hints

from msgspec import Struct

from reportgen.numbers.exact import decimals
from reportgen.numbers.typed import Typed, read, same_unit


def with_numbers(model: type[Struct], record: Any) -> Any:
    """The record of a model with numbers where its file has texts that can mean one number only.

    A unit beside a number must be that of the record. Where closing zeros were typed and the record does not say how
    many `decimals` it is printed with, these are as many as its numbers were typed with.
    """
    found = _Found()
    made = found.read(model, record, "")
    if found.closing_zeros and "decimals" in model.__struct_fields__:
        made.setdefault("decimals", found.places)
    return made


class _Found:
    """What the numbers of a record were typed with."""

    def __init__(self) -> None:
        self.places = 0
        self.closing_zeros = False

    def read(self, model: type[Struct], record: Any, unit: str) -> Any:
        """The record with its numbers, and those of the records in it."""
        if not isinstance(record, dict):
            return record
        numbers, inner = _numeric(model)
        unit = record["unit"] if isinstance(record.get("unit"), str) else unit
        made = dict(record)
        for name, value in record.items():
            if name in numbers:
                made[name] = self._number(value, unit)
            elif name in inner and isinstance(value, tuple | list):
                made[name] = tuple(self.read(inner[name], each, unit) for each in value)
        return made

    def _number(self, value: Any, unit: str) -> Any:
        if isinstance(value, float):
            self.places = max(self.places, decimals(value))
        found = read(value) if isinstance(value, str) else None
        if not isinstance(found, Typed) or (found.unit and not same_unit(found.unit, unit)):
            return value
        self.places = max(self.places, found.places)
        self.closing_zeros |= found.closing_zeros
        return found.value


@cache
def _numeric(model: type[Struct]) -> tuple[frozenset[str], Mapping[str, type[Struct]]]:
    """The fields of a model that hold a number with or without decimals, and those with a list of such records."""
    hints = get_type_hints(model)
    lists = {name: get_args(hint)[0] for name, hint in hints.items() if get_args(hint)[1:] == (...,)}
    records = {name: kind for name, kind in lists.items() if isinstance(kind, type) and issubclass(kind, Struct)}
    return number_fields(model), {name: kind for name, kind in records.items() if number_fields(kind)}


@cache
def number_fields(model: type[Struct]) -> frozenset[str]:
    """The fields of a model that hold a number with or without decimals."""
    return frozenset(name for name, hint in get_type_hints(model).items() if float in get_args(hint))
