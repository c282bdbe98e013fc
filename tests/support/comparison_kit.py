"""Editions that differ in one thing."""

from __future__ import annotations

from typing import Any

from compose_kit import edition
from msgspec.structs import replace

from reportgen.comparison import compare
from reportgen.edition import model as m


def changes(old: m.Edition, new: m.Edition, kind: str) -> list[Any]:
    return [change for change in compare(old, new).changes if change.kind == kind]


def only(old: m.Edition, new: m.Edition) -> Any:
    found = compare(old, new).changes
    assert len(found) == 1, found
    return found[0]


def items(base: m.Edition, **more: m.Item | None) -> m.Edition:
    """The edition with other measures; None takes one away."""
    kept = {**base.collections["measures"], **more}
    measures = {key: item for key, item in kept.items() if item is not None}
    return replace(base, collections={**base.collections, "measures": measures})


def item(base: m.Edition, key: str = "eins", **fields: Any) -> m.Edition:
    """The edition with one measure changed."""
    return items(base, **{key: replace(base.collections["measures"][key], **fields)})


def figure(base: m.Edition, key: str = "zahl", **fields: Any) -> m.Edition:
    """The edition with one figure changed."""
    return replace(base, figures={**base.figures, key: replace(base.figures[key], **fields)})


def day(iso: str, precision: Any = "day", **more: Any) -> m.Date:
    return m.Date(text=iso, iso=iso, precision=precision, **more)


BASE = edition()
