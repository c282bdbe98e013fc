"""The date of a new edition: as far from the predecessor's as the names of the two are apart."""

from __future__ import annotations

import calendar
import re
from datetime import date

_PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?:q(?P<quarter>[1-4])|h(?P<half>[12])|(?P<month>0[1-9]|1[0-2])))?", re.I)


def next_date(old_name: str, old_as_of: str, new_name: str) -> str | None:
    """The day of the edition `new_name`, as ISO day: 2019 of 2019-11-15 gives 2020-11-15 for 2020.

    Names are years (``2020``), half-years (``2026-h1``), quarters (``2026-q1``) or months (``2026-03``), both of one
    kind; None for others. The last day of a month gives the last day of a month.
    """
    old, new = _months(old_name), _months(new_name)
    if old is None or new is None or old[0] != new[0]:
        return None
    return _shifted(date.fromisoformat(old_as_of), new[1] - old[1]).isoformat()


def _months(name: str) -> tuple[str, int] | None:
    """What kind of period a name is, and its first month, counted from the year 0."""
    match = _PERIOD.fullmatch(name)
    if match is None:
        return None
    months = int(match["year"]) * 12
    if match["quarter"]:
        return "quarter", months + 3 * (int(match["quarter"]) - 1)
    if match["half"]:
        return "half", months + 6 * (int(match["half"]) - 1)
    if match["month"]:
        return "month", months + int(match["month"]) - 1
    return "year", months


def _shifted(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    month += 1
    last = calendar.monthrange(year, month)[1]
    ends = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month, last if ends else min(day.day, last))
