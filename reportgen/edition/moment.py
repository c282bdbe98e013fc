"""Where a date stands on an axis of time."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final

_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def moment(iso: str) -> float:
    """The middle of a year, a month or a day (ISO 8601: 2019, 2019-06, 2019-06-30) in years and their fraction.

    Raises ValueError for anything else, a span or a duration too.
    """
    found = _ISO.fullmatch(iso)
    if found is None:
        raise ValueError('a year, month or day such as "2019", "2019-06" or "2019-06-30"')
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if not month:
        return year + 0.5
    if not day:
        date(year, month, 1)
        return year + (month - 0.5) / 12
    return year + (month - 1 + (date(year, month, day).day - 0.5) / monthrange(year, month)[1]) / 12
