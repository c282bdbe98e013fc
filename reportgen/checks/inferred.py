"""What the source does not say and the data supplies."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.edition.days import all_dates
from reportgen.findings.remark import Remark


def inferred(context: Context) -> Iterator[Remark]:
    """Years and dates that were worked out."""
    edition = context.edition
    if edition.as_of_inferred:
        yield Remark("date-inferred", "note", f"the edition's date {edition.as_of} is inferred", "edition.as_of")
    for path, when in all_dates(edition):
        if when.year_inferred:
            yield Remark("year-inferred", "note", f'the year of "{when.text}" is inferred ({when.iso})', f"{path}.text")
