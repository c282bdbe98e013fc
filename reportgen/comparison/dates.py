"""Dates that were moved: which one became which, and by how much."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.comparison.changes import DateChanged
from reportgen.edition.days import days
from reportgen.edition.fields import for_readers
from reportgen.edition.model import Date


def date_change(area: str, key: str, title: str, field: str, old: Date | None, new: Date | None) -> DateChanged:
    """One date that is not the same any more."""
    label = (new or old).label if new or old else None  # type: ignore[union-attr]
    return DateChanged(area, key, title, field, label, old, new, later_by(old, new))


def later_by(old: Date | None, new: Date | None) -> int | None:
    """Days from the first day of one to the first day of the other; None where one has none or nothing was moved."""
    before, after = days(old), days(new)
    if before is None or after is None or before == after:
        return None
    return (after[0] - before[0]).days or (after[1] - before[1]).days


def distance(old: Date | None, new: Date | None) -> str:
    """By how much a date was moved, in the larger of the two precisions: "9 months later", "1 day earlier"."""
    days_later = later_by(old, new)
    if not days_later or old is None or new is None:
        return ""
    first, other = days(old), days(new)
    if first is None or other is None:
        return ""
    months = (other[0].year - first[0].year) * 12 + other[0].month - first[0].month
    coarse = {each.precision for each in (old, new)} - {"day", "vague"}
    if coarse and months and months % 12 == 0:
        count, unit = months // 12, "year"
    elif coarse and months:
        count, unit = months, "month"
    else:
        count, unit = days_later, "day"
    return f"{abs(count)} {unit}{'s' if abs(count) > 1 else ''} {'later' if count > 0 else 'earlier'}"


def date_changes(
    area: str, key: str, title: str, old: tuple[Date, ...], new: tuple[Date, ...]
) -> Iterator[DateChanged]:
    """The changes of a list of dates. Dates are the same by their label, else by their day."""
    left = list(old)
    partners: dict[int, Date] = {}
    for same in (_equal, _same_label, _same_day):
        for i, date in enumerate(new):
            found = None if i in partners else next((each for each in left if same(each, date)), None)
            if found is not None:
                partners[i] = found
                left.remove(found)
    for i, date in enumerate(new):
        before = partners.get(i)
        if before is None or not _equal(before, date):
            yield date_change(area, key, title, f"dates[{i}]", before, date)
    for date in left:
        yield date_change(area, key, title, f"dates[{old.index(date)}]", date, None)


def _equal(one: Date, other: Date) -> bool:
    return for_readers(one) == for_readers(other)


def _same_label(one: Date, other: Date) -> bool:
    return one.label == other.label


def _same_day(one: Date, other: Date) -> bool:
    return one.iso is not None and one.iso == other.iso
