"""The check `short-titles`: titles of items that take more than one line of a table of contents."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.plugins import Check, Problem

MOST = 60
"""Characters of a title."""


def long_titles(context: Context) -> Iterator[Problem]:
    """A warning for each item with a longer title, at the title."""
    for name, items in context.edition.collections.items():
        for key, item in items.items():
            if len(item.title) > MOST:
                text = f"the title has {len(item.title)} characters; at most {MOST} fit into a line of the contents"
                yield Problem("long-title", text, path=f"{name}[{key}].title", severity="warning")


SHORT_TITLES = Check(run=long_titles, api=1)
