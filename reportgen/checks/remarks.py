"""What checks yield: remarks that know a data path but no file, and the context they look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from msgspec import Struct

from reportgen.edition.model import Edition
from reportgen.succession.predecessor import Predecessor

Severity = Literal["error", "warning", "note"]


class Remark(Struct, frozen=True):
    """A finding before it has a place. `token` is the `nth` such text inside the value that is meant."""

    code: str
    severity: Severity
    text: str
    path: str
    hint: str | None = None
    token: str | None = None
    nth: int = 0
    at_key: bool = False


class Context(Struct, frozen=True):
    """What is checked. `ids` are all ids by field of Edition or collection, those of unusable records among them."""

    edition: Edition
    ids: Mapping[str, frozenset[str]]
    fresh_for: int | None = None
    predecessor: Predecessor | None = None

    def known(self, *fields: str) -> frozenset[str]:
        """The ids of several fields together."""
        return frozenset().union(*(self.ids.get(field, frozenset()) for field in fields))

    @property
    def items(self) -> frozenset[str]:
        """The ids of all items."""
        return self.known(*self.edition.collections)


Check = Callable[[Context], Iterable[Remark]]
