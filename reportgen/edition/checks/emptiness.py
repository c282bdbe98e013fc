"""Collections and sections that say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.edition.remarks import Context, Remark


def emptiness(context: Context) -> Iterator[Remark]:
    """Collections without items."""
    for name, items in context.edition.collections.items():
        if not items and not context.known(name):
            text = f'the collection "{name}" has no items'
            yield Remark("empty-collection", "warning", text, name)
