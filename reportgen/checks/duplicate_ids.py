"""Ids of sections, items, figures, statements and charts share one namespace."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.findings.problem import Problem


def duplicate_ids(context: Context) -> Iterator[Problem]:
    """Find ids that are used in two files."""
    first: dict[str, str] = {}
    for field in ("sections", *context.edition.collections, "figures", "statements", "charts"):
        for key in sorted(context.known(field)):
            if key in first:
                text = f'the id "{key}" is also one of {first[key]}'
                yield Problem(
                    "duplicate-id", text, f"{field}[{key}]", "every block needs an id of its own", at_key=True
                )
            else:
                first[key] = field
