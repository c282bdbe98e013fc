"""What was carried over from the edition before and waits for somebody to confirm it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.findings.problem import Problem

_HINTS = {
    "figures": "give the new value, or put the old one back, and delete the line carried: true",
    "numbers": "give the value of this edition beside the previous one",
    "items": "say what it is with progress: reported, unchanged, ended, merged or moved",
}


def unconfirmed(context: Context) -> Iterator[Problem]:
    """Find carried-over records that nobody has confirmed; a build stops at them, a draft marks them."""
    before = context.predecessor.name if context.predecessor else "before"
    for path in context.edition.unconfirmed:
        table = path.partition("[")[0]
        kind = "items" if table in context.edition.collections else table
        kind = "numbers" if "]." in path else kind
        hint = _HINTS.get(kind, "bring the texts up to date and delete the line carried: true")
        text = f"carried over from the edition {before} and not confirmed"
        yield Problem("unconfirmed", text, path, hint, at_key=True, severity="warning")
