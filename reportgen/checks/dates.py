"""Dates: a day of the calendar, in the precision that is claimed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.edition.days import all_dates, parse_iso
from reportgen.findings.problem import Problem

_FORMS = {
    "day": r"\d{4}-\d{2}-\d{2}",
    "month": r"\d{4}-\d{2}",
    "season": r"\d{4}(-\d{2}(/\d{4}-\d{2})?)?",
    "quarter": r"\d{4}(-\d{2}(/\d{4}-\d{2})?)?",
    "year": r"\d{4}",
    "span": r".+/.+",
    "duration": r"P.+",
}
"""Precision -> the ISO forms that have it; a vague date may have any or none."""


def dates(context: Context) -> Iterator[Problem]:
    """Find impossible days, and ISO forms of another precision."""
    for path, when in all_dates(context.edition):
        if when.iso is None:
            if when.precision != "vague":
                text = f'a date of precision "{when.precision}" needs its ISO form'
                yield Problem("bad-date", text, f"{path}.iso", "or call it vague")
            continue
        try:
            parse_iso(when.iso)
        except ValueError:
            yield Problem("bad-date", f'"{when.iso}" is not in the calendar', f"{path}.iso")
            continue
        form = _FORMS.get(when.precision)
        if form and not re.fullmatch(form, when.iso):
            text = f'"{when.iso}" does not have the precision "{when.precision}"'
            yield Problem("bad-precision", text, f"{path}.precision", severity="warning")
