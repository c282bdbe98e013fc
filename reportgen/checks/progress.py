"""How items stand to the edition before: complete, possible, and about an item that was there."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.edition.model import Edition, Progress
from reportgen.findings.near import did_you_mean
from reportgen.findings.problem import Problem
from reportgen.yaml.model import is_day

_NEEDED: dict[str, tuple[str, ...]] = {
    "unchanged": ("confirmed_by", "confirmed_on"),
    "merged": ("into",),
    "moved": ("from",),
}
"""State -> the fields it cannot do without; with every other state these fields are out of place."""


def progress(context: Context) -> Iterator[Problem]:
    """Find missing and misplaced fields, impossible days, and progress without a predecessor to refer to."""
    edition = context.edition
    for name, items in edition.collections.items():
        for key, item in items.items():
            if item.progress is None:
                continue
            path = f"{name}[{key}].progress"
            yield from _fields(path, item.progress)
            yield from _days(path, item.progress, context)
            yield from _known(path, key, item.progress, context)


def outcomes(context: Context) -> Iterator[Problem]:
    """Find items whose outcome is required and missing, and outcomes that no collection requires."""
    settling = settling_collections(context.edition)
    for name, items in context.edition.collections.items():
        for key, item in items.items():
            if name in settling and item.outcome is None:
                text = "nothing says what has become of it"
                hint = "outcome: {state: done}, or begun, delayed, dropped, open"
                yield Problem("no-outcome", text, f"{name}[{key}]", hint, at_key=True, severity="warning")
            elif name not in settling and item.outcome is not None:
                text = f'no collection is settled in "{name}", so an outcome has no place here'
                yield Problem("stray-outcome", text, f"{name}[{key}].outcome", at_key=True, severity="warning")


def settling_collections(edition: Edition) -> frozenset[str]:
    """The collections that say what has become of the items of others."""
    return frozenset(schema.settled_in for schema in edition.collection_schemas.values() if schema.settled_in)


def _value(progress: Progress, field: str) -> object:
    return progress.moved_from if field == "from" else getattr(progress, field)


def _fields(path: str, progress: Progress) -> Iterator[Problem]:
    needed = _NEEDED.get(progress.state, ())
    for field in needed:
        if not _value(progress, field):
            text = f'"{progress.state}" needs "{field}"'
            yield Problem("bad-progress", text, f"{path}.state")
    for state, fields in _NEEDED.items():
        for field in fields:
            if field not in needed and _value(progress, field):
                text = f'"{field}" belongs to the state "{state}", and this is "{progress.state}"'
                yield Problem("bad-progress", text, f"{path}.{field}", at_key=True)
    if progress.reworded and progress.state != "unchanged":
        text = f'"reworded" belongs to the state "unchanged", and this is "{progress.state}"'
        yield Problem("bad-progress", text, f"{path}.reworded", at_key=True)


def _days(path: str, progress: Progress, context: Context) -> Iterator[Problem]:
    for field in ("on", "confirmed_on"):
        day = getattr(progress, field)
        if day is None:
            continue
        if not is_day(day):
            yield Problem("bad-date", f'"{day}" is no day of the calendar', f"{path}.{field}")
            continue
        before = context.predecessor
        if before is not None and day <= before.as_of:
            text = f"{day} is not after the edition {before.name} ({before.as_of}), so it says nothing about this one"
            yield Problem("old-progress", text, f"{path}.{field}", severity="warning")


def _known(path: str, key: str, progress: Progress, context: Context) -> Iterator[Problem]:
    before = context.predecessor
    if before is None:
        if context.edition.previous is None:
            text = "this edition has no predecessor that an item could stand to"
            hint = "name it in reportgen.yaml: previous"
            yield Problem("no-predecessor", text, path, hint, at_key=True, severity="warning")
    elif key not in before.items and not before.unreadable and progress.state != "reported":
        text = f'the edition {before.name} has no item "{key}" that could be {_WORDS[progress.state]}'
        gone = [old for old in before.items if not _present(context.edition, old)]
        hint = did_you_mean(key, gone) or "a new item needs no progress"
        yield Problem("not-in-predecessor", text, path, hint, at_key=True)


_WORDS = {
    "unchanged": "unchanged",
    "ended": "ended",
    "merged": "merged",
    "moved": "moved",
    "carried": "carried over",
}


def _present(edition: Edition, key: str) -> bool:
    return any(key in items for items in edition.collections.values())
