"""Records that stand in another order than before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from reportgen.comparison.changes import Reordered
from reportgen.comparison.fields import title_of
from reportgen.text.alignment import increasing


def reordered(
    area: str, before: Mapping[str, Any], after: Mapping[str, Any], place: Callable[[Any], Any]
) -> Iterator[Reordered]:
    """The fewest records whose moving explains another order; `place` tells within what the order matters."""
    groups: dict[Any, list[str]] = {}
    for key, record in after.items():
        if key in before and place(before[key]) == place(record):
            groups.setdefault(place(record), []).append(key)
    rank = {key: number for number, key in enumerate(before)}
    for keys in groups.values():
        staying = set(increasing([rank[key] for key in keys]))
        for position, key in enumerate(keys):
            if position not in staying:
                yield Reordered(area, key, title_of(key, after[key]), keys[position - 1] if position else None)
