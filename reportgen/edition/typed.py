"""Numbers of records that were typed with separators, closing zeros, quotes or their unit."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from reportgen.edition.fields import fields
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
        known = {field.key: field for field in fields(model).values()}
        unit = record["unit"] if isinstance(record.get("unit"), str) else unit
        made = dict(record)
        for name, value in record.items():
            field = known.get(name)
            if field is not None and field.number:
                made[name] = self._number(value, unit)
            elif field is not None and field.record is not None and isinstance(value, tuple | list):
                made[name] = tuple(self.read(field.record, each, unit) for each in value)
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
