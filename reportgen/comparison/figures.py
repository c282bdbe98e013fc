"""Numbers that have changed: by how much, in which unit, and for ranks whether that is good news."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.comparison.changes import FigureChanged
from reportgen.edition.arithmetic import gap, ratio
from reportgen.edition.fields import for_readers
from reportgen.edition.model import Figure

_PERCENTAGES = frozenset({"share", "change"})
"""Kinds whose values are percentages: their difference is in percentage points."""


def figure_changes(area: str, key: str, title: str, old: Figure, new: Figure) -> Iterator[FigureChanged]:
    """The changes of value, end of range and target; the first also tells another unit, qualifier or date."""
    for field in ("value", "upper", "target"):
        before, after = getattr(old, field), getattr(new, field)
        if before != after or (field == "value" and _dressed(old) != _dressed(new)):
            absolute, relative = difference(old, new, before, after)
            yield FigureChanged(
                area,
                key,
                title,
                field,
                before,
                after,
                new.unit,
                old.unit,
                new.kind,
                absolute,
                relative,
                new.kind in _PERCENTAGES,
                _better(new, absolute),
                old.as_of,
                new.as_of,
                old.qualifier,
                new.qualifier,
                old.decimals if new.decimals is None else new.decimals,
            )


def _dressed(figure: Figure) -> tuple[object, ...]:
    return figure.unit, figure.qualifier, for_readers(figure.as_of)


def difference(
    old: Figure, new: Figure, before: int | float | None, after: int | float | None
) -> tuple[int | float | None, float | None]:
    """New less old, and that as a share of old; None where there is none to speak of."""
    if before is None or after is None or old.unit != new.unit:
        return None, None
    change = gap(before, after)
    absolute = int(change) if isinstance(before, int) and isinstance(after, int) else float(change)
    relative = None if new.kind == "rank" else ratio(change, before)
    return absolute, None if relative is None else float(relative)


def _better(figure: Figure, absolute: int | float | None) -> bool | None:
    if figure.kind != "rank" or not absolute:
        return None
    return absolute < 0 if figure.lower_is_better else absolute > 0
