"""Items that are said to stand as in the edition before: what readers see of them must be what they saw then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reportgen.checks.context import Context
from reportgen.edition.fields import printed
from reportgen.edition.model import Edition, Figure, Item
from reportgen.edition.predecessor import Predecessor
from reportgen.edition.references import scan
from reportgen.edition.texts import texts_of
from reportgen.findings.finding import Severity
from reportgen.findings.problem import Problem
from reportgen.numbers.exact import plain
from reportgen.text.invisible import told_apart

_NOTE: Severity = "note"
_WARNING: Severity = "warning"

_HINT = "put the old one back, call it reported, or say why only its words are others: progress: {…, reworded: …}"

_OF_A_FIGURE = "put the old value back, or say that the item is news: progress: {state: reported, on: …}"

_HOW_IT_STANDS = ("progress", "outcome")
"""Fields that speak of the two editions, so that they differ by themselves."""


def unchanged(context: Context) -> Iterator[Problem]:
    """Find items marked as unchanged whose words, dates, own fields or figures differ from the previous edition."""
    before = context.predecessor
    if before is None:
        return
    for name, items in context.edition.collections.items():
        for key, item in items.items():
            past = before.items.get(key)
            if past is None or item.progress is None or item.progress.state != "unchanged":
                continue
            old = before.record(past.collection, key)
            if isinstance(old, Item):
                yield from _changed(f"{name}[{key}]", item, old, before)
                yield from _figures(f"{name}[{key}]", key, item, context.edition, before)


def _changed(path: str, item: Item, old: Item, before: Predecessor) -> Iterator[Problem]:
    """One finding for each field that differs, at its first value that does."""
    here, there = _seen(item), _seen(old)
    told = set()
    for way in dict.fromkeys((*here, *there)):
        field = _field(way)
        if here.get(way) != there.get(way) and field not in told:
            told.add(field)
            said = f"it is called unchanged, but {_difference(there.get(way), here.get(way), before.name)}"
            why = item.progress.reworded if item.progress and _is_text(here.get(way), there.get(way)) else None
            hint, severity = (f"reworded: {why}", _NOTE) if why else (_HINT, _WARNING)
            yield Problem("not-unchanged", said, f"{path}{way}", hint, severity=severity)


def _is_text(*values: Any) -> bool:
    return all(isinstance(value, str | None) for value in values)


def _seen(item: Item) -> dict[str, Any]:
    """What readers see of an item, and what its dates are sorted by, by the way to it; line breaks do not count."""
    dates = ((f".dates[{i}].iso", when.iso) for i, when in enumerate(item.dates))
    due = [(".due.iso", item.due.iso)] if item.due else []
    own = {way.removesuffix(".value") if way.startswith(".extra.") else way: value for way, value in printed(item)}
    found = {**own, **dict(dates), **dict(due)}
    return {
        way: " ".join(value.split()) if isinstance(value, str) else value
        for way, value in found.items()
        if _field(way) not in _HOW_IT_STANDS and value is not None and not _ROLLED.match(way)
    }


def _field(way: str) -> str:
    name = way.removeprefix(".extra").removeprefix(".")
    return name.partition(".")[0].partition("[")[0]


_ROLLED = re.compile(r"\.extra\.[\w-]+\.(?:previous|previous_as_of|history|as_of)\b")
"""What is known of a number of the report's own besides its value: that goes on from edition to edition."""


def _difference(old: Any, new: Any, before: str) -> str:
    if old is None:
        return f"the edition {before} has no {_shown(new)} here"
    if new is None:
        return f"the edition {before} has {_shown(old)} here"
    if isinstance(old, str) and isinstance(new, str):
        old, new = told_apart(*_apart(old.split(" "), new.split(" ")))
    return f"here it says {_shown(new)}, in the edition {before} {_shown(old)}"


def _apart(old: list[str], new: list[str]) -> tuple[str, str]:
    """The words that differ and one on each side of them."""
    pairs = list(zip(old, new, strict=False))
    start = next((i for i, (one, other) in enumerate(pairs) if one != other), len(pairs))
    most = min(len(old), len(new)) - start
    ends = zip(reversed(old[start:]), reversed(new[start:]), strict=False)
    end = next((i for i, (one, other) in enumerate(ends) if one != other), most)
    start, end = max(0, start - 1), max(0, end - 1)
    return _short(old[start : len(old) - end]), _short(new[start : len(new) - end])


def _short(words: list[str]) -> str:
    return " ".join(words if len(words) <= _MANY else [*words[: _MANY - 1], "…"])


_MANY = 12
"""Words that a message shows."""


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    return str(value).lower() if isinstance(value, bool) else plain(value)


def _figures(path: str, key: str, item: Item, edition: Edition, before: Predecessor) -> Iterator[Problem]:
    """Figures that the item shows, names or has about it, with another value than before."""
    named = {each.id for _, text in texts_of(item, path) for each in scan(text) if each.kind == "figure"}
    for name, figure in edition.figures.items():
        if name not in named and name not in item.figures and figure.about != key:
            continue
        old = before.record("figures", name) if name in before.figures else None
        if not isinstance(old, Figure) or figure.value is None:
            continue
        for field in ("value", "upper"):
            now, then = getattr(figure, field), getattr(old, field)
            if now != then:
                said = f'"{key}" is called unchanged, but it shows this figure: {_difference(then, now, before.name)}'
                yield Problem("not-unchanged", said, f"figures[{name}].{field}", _OF_A_FIGURE, severity="warning")
