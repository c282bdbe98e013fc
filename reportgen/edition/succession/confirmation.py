"""What of an edition nobody has confirmed yet."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.edition.model import Edition, Item
from reportgen.edition.succession.predecessor import Predecessor


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
    for key, section in edition.sections.items():
        if section.carried:
            yield f"sections[{key}]"
    for key, figure in edition.figures.items():
        if figure.carried:
            yield f"figures[{key}]"
    for key, statement in edition.statements.items():
        if statement.carried:
            yield f"statements[{key}]"
    for key, chart in edition.charts.items():
        if chart.carried:
            yield f"charts[{key}]"


def is_open(item: Item, *, known_before: bool) -> bool:
    """Whether nobody has said yet how the item stands to the edition before."""
    return known_before if item.progress is None else item.progress.state == "carried"
