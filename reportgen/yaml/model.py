"""What all records made from YAML have in common: their base class, and the kinds of text their fields may hold."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(?!\n)$")]
IsoDay = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}(?!\n)$")]
Words = Annotated[str, Meta(pattern=r"\S")]
"""Text that says something, where the report cannot do without."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Model(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Frozen, no unknown keys, no conversion between types. Made from data by `translate.validate`, which says what
    is wrong with them; made in code, nothing is checked."""


def is_day(text: str) -> bool:
    """Whether `text` is a day of the calendar, written as 2019-06-01. Python alone reads 2019-W22-6 too."""
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False
