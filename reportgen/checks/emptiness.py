"""Collections and sections that say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.findings.problem import Problem


def emptiness(context: Context) -> Iterator[Problem]:
    """Find collections without items, except those that only an edition with a predecessor fills."""
    edition = context.edition
    settling = {schema.settled_in for schema in edition.collection_schemas.values() if edition.previous is None}
    for name, items in edition.collections.items():
        if not items and not context.known(name) and name not in settling:
            text = f'the collection "{name}" has no items'
            yield Problem("empty-collection", text, name, severity="warning")
