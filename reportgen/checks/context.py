"""What checks look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from reportgen.edition.model import Edition
from reportgen.edition.own import figure_of, own_id, own_ids
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

    @property
    def figures(self) -> frozenset[str]:
        """The ids of all figures, those of fields with numbers among them, whether an item gives them or not."""
        own = (own_ids(self.edition, name, self.known(name)) for name in self.edition.collections)
        return self.known("figures").union(*own)

    def has_figure(self, key: str) -> bool:
        """Whether there is a figure with an id; of items that could not be read nobody knows."""
        own = own_id(key)
        if own is None:
            return key in self.known("figures")
        return figure_of(self.edition, key) is not None or (
            own.item in self.known(own.collection) and own.item not in self.edition.collections.get(own.collection, {})
        )


Check = Callable[[Context], Iterable[Problem]]
