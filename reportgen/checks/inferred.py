"""What the source does not say and the data supplies."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.edition.days import all_dates
from reportgen.findings.problem import Problem


def inferred(context: Context) -> Iterator[Problem]:
    """List years and dates that were inferred."""
    edition = context.edition
    if edition.as_of_inferred:
        yield Problem(
            "date-inferred", f"the edition's date {edition.as_of} is inferred", "edition.as_of", severity="note"
        )
    for path, when in all_dates(edition):
        if when.year_inferred:
            yield Problem(
                "year-inferred", f'the year of "{when.text}" is inferred ({when.iso})', f"{path}.text", severity="note"
            )
