"""Who answers for which record: an item's institutions, and so for its figures, statements and charts."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.edition.audience import responsible
from reportgen.edition.model import Edition, Item
from reportgen.edition.own import own_id
from reportgen.edition.references import scan
from reportgen.edition.texts import texts_of


def owners(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """The ids of those who answer for each record, by its data path (``figures[startups]``).

    Records that no institution has, such as the report's own texts, are missing: the editors answer for them.
    """
    found: dict[str, dict[str, None]] = {f"signoff[{key}]": {key: None} for key in edition.signoff}
    about = _about(edition)
    for name, items in edition.collections.items():
        for key, item in items.items():
            answering = dict.fromkeys(responsible(edition, item))
            for path in (f"{name}[{key}]", *(f"figures[{each}]" for each in figures_of(item)), *about.get(key, ())):
                found.setdefault(path, {}).update(answering)
    return {path: tuple(each) for path, each in found.items()}


def _about(edition: Edition) -> dict[str, list[str]]:
    """The data paths of figures, statements and charts by what they are about."""
    found: dict[str, list[str]] = {}
    for name, records in (
        ("figures", edition.figures),
        ("statements", edition.statements),
        ("charts", edition.charts),
    ):
        for key, record in records.items():
            found.setdefault(record.about, []).append(f"{name}[{key}]")
    return found


def figures_of(item: Item) -> tuple[str, ...]:
    """The ids of the figures that an item shows or names in its texts, each once; there need be no such figure. Numbers
    in fields of items belong to these."""
    named = (ref.id for _, text in texts_of(item, "") for ref in scan(text) if ref.kind == "figure")
    return tuple(dict.fromkeys(key for key in (*item.figures, *named) if own_id(key) is None))
