"""Nothing that the edition before told of may be lost on the way."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.findings.near import nearest
from reportgen.findings.problem import Problem


def vanished(context: Context) -> Iterator[Problem]:
    """Find unfinished items of the predecessor that are missing, or that are in the wrong collection."""
    before = context.predecessor
    if before is None:
        return
    if before.unreadable:
        text = f"the edition {before.name} cannot be read ({', '.join(before.unreadable)})"
        yield Problem("missing-predecessor", text, "edition.previous", f"reportgen check {before.name}")
        return
    homes = {key: name for name, items in context.edition.collections.items() for key in items}
    schemas = context.edition.collection_schemas
    new = context.items - before.items.keys()
    for key, past in before.items.items():
        schema = schemas.get(past.collection)
        home = (schema.settled_in if schema else None) or past.collection
        if key not in context.items:
            if not past.finished:
                yield _lost(key, before.name, home, new)
        elif key in homes and homes[key] != home:
            text = f'the edition {before.name} has it in "{past.collection}", so it belongs in "{home}"'
            yield Problem("other-collection", text, f"{homes[key]}[{key}]", at_key=True, severity="warning")


def _lost(key: str, before: str, home: str, new: frozenset[str]) -> Problem:
    near = nearest(key, new)
    hint = "bring it back, with progress: {state: ended} or {state: merged, into: …} where it is told of no more"
    if near:
        hint = f'ids never change: is it "{near}" now?'
    return Problem("vanished", f'"{key}" of the edition {before} is gone', home, hint)
