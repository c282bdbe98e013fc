"""Items that pass from one institution to another between two editions."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.edition.model import Item
from reportgen.edition.predecessor import PastItem, Predecessor
from reportgen.findings.problem import Problem


def moves(context: Context) -> Iterator[Problem]:
    """Find moves that contradict the previous edition, that change nothing, or that nothing declares."""
    before = context.predecessor
    if before is None:
        return
    for name, items in context.edition.collections.items():
        for key, item in items.items():
            past = before.items.get(key)
            if past is not None:
                yield from _item(f"{name}[{key}]", item, past, before, context)


def _item(path: str, item: Item, past: PastItem, before: Predecessor, context: Context) -> Iterator[Problem]:
    progress = item.progress
    same = set(item.institutions) == set(past.institutions)
    then = ", ".join(past.institutions) or "nobody"
    if progress is None or progress.state == "carried":
        return
    if progress.state == "moved":
        for i, origin in enumerate(progress.moved_from):
            if origin in context.known("institutions") and origin not in past.institutions:
                text = f'in the edition {before.name} "{origin}" did not answer for it'
                yield Problem("bad-move", text, f"{path}.progress.from[{i}]", f"it was {then}")
        if same:
            text = f"it has not moved: {then} answered for it in the edition {before.name} too"
            yield Problem("bad-move", text, f"{path}.progress.state")
    elif not same:
        text = f"in the edition {before.name} {then} answered for it, and nothing says that it moved"
        hint = f"progress: {{state: moved, from: [{then}]}}"
        yield Problem("silent-move", text, f"{path}.institutions", hint, severity="warning")
