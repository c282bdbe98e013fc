"""What of an edition nobody has confirmed yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.edition.model import ChartSpec, Edition, Figure, Item, Section, Statement
from reportgen.succession.predecessor import Predecessor


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
            if is_open(item, known_before=key in past):
                yield f"{name}[{key}]"
    tables: dict[str, Mapping[str, Section | Figure | Statement | ChartSpec]] = {
        "sections": edition.sections,
        "figures": edition.figures,
        "statements": edition.statements,
        "charts": edition.charts,
    }
    for name, records in tables.items():
        yield from (f"{name}[{key}]" for key, record in records.items() if record.carried)


def is_open(item: Item, *, known_before: bool) -> bool:
    """Whether nobody has said yet how the item stands to the edition before."""
    return known_before if item.progress is None else item.progress.state == "carried"
