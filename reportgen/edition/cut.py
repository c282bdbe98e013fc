"""What an excerpt is cut by: whose items, and what holds for them."""

from __future__ import annotations

import hashlib
from typing import Any

from msgspec import Struct


class Condition(Struct, frozen=True):
    """That a field of an item is, or has among its values, this one. Without a value it stands for each that there is:
    an excerpt for every one."""

    field: str
    value: str | None = None

    @property
    def id(self) -> str:
        """As it is written."""
        return self.field if self.value is None else f"{self.field}={self.value}"


class Audience(Struct, frozen=True):
    """Whom or what an excerpt is for: the items of any of the institutions (of all where none is named) for which every
    condition holds.

    `id` is that of the institution, ``arbeit+innen`` of several, ``land=NW`` of a condition; `abbreviation` says the
    institutions by their abbreviations on the edition's date.
    """

    id: str
    abbreviation: str
    institutions: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()

    @property
    def sole(self) -> bool:
        """Whether it is one institution, with all its items."""
        return len(self.institutions) == 1 and not self.where

    @property
    def key(self) -> str:
        """A name for files: the id, or where that need not be one a digest of it."""
        return self.id if self.sole else hashlib.sha256(self.id.encode()).hexdigest()[:16]

    @property
    def data(self) -> dict[str, Any]:
        """What the manifest says of it: id and abbreviation, and what else than one institution it is."""
        said: dict[str, Any] = {"id": self.id, "abbreviation": self.abbreviation}
        if not self.sole:
            said["institutions"] = list(self.institutions)
            said["where"] = [{"field": each.field, "value": each.value} for each in self.where]
        return said


def slug(abbreviation: str) -> str:
    """An abbreviation as part of a file name: lower case letters, digits and hyphens."""
    return "".join(char if char.isalnum() else "-" for char in abbreviation.lower()).strip("-")
