"""What checks look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from reportgen.edition.model import Edition
from reportgen.edition.predecessor import Predecessor
from reportgen.findings.problem import Problem


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


Check = Callable[[Context], Iterable[Problem]]
