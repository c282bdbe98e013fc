"""A comparison as lines for people. Pieces of a line have a style; whether it becomes colour is the caller's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Literal, NamedTuple

import msgspec

from reportgen.comparison.changes import (
    Change,
    Comparison,
    DateChanged,
    Ended,
    FigureChanged,
    InstitutionRenamed,
    Merged,
    Moved,
    New,
    Renamed,
    Reordered,
    Settled,
    StateChanged,
    TextChanged,
    ValueChanged,
)
from reportgen.comparison.dates import distance
from reportgen.numbers.exact import calculated, padded, plain, rounded
from reportgen.text.alignment import Segment
from reportgen.yaml.model import Model

CONTEXT = 48
"""Characters of unchanged text that are shown on either side of a change."""

Style = Literal["plain", "head", "name", "quiet", "old", "new"]


class StyledText(NamedTuple):
    """A part of a line."""

    text: str
    style: Style = "plain"


Line = tuple[StyledText, ...]

_SIGNS: Mapping[str, tuple[str, Style]] = {"new": ("+", "new"), "ended": ("-", "old"), "merged": ("-", "old")}


def lines(comparison: Comparison, now_called: Mapping[str, str] | None = None) -> Iterator[Line]:
    """What has changed, area by area and record by record.

    `now_called` are names of the older edition's institutions as they read today ("BMBF (now BMFTR)"), by those of
    then.
    """
    old, new = comparison.old, comparison.new
    count = len(comparison.changes)
    kinds = ", ".join(f"{number} {kind}" for kind, number in comparison.counts().items())
    total = "no differences" if not count else f"{count} change{'s' if count > 1 else ''}"
    yield (StyledText(f"{old.name} ({old.as_of}) → {new.name} ({new.as_of}): {total}", "head"),)
    if count > 1:
        yield (StyledText(kinds, "quiet"),)
    names = now_called or {}
    for area, changes in groupby(comparison.changes, lambda change: change.area):
        yield ()
        yield StyledText(area, "head"), StyledText(_standing(comparison, area), "quiet")
        records: dict[str, list[Change]] = {}
        for change in changes:
            records.setdefault(change.id, []).append(change)
        for about in records.values():
            yield from _record(about, names)


def _standing(comparison: Comparison, area: str) -> str:
    states = comparison.standing.get(area, {})
    return f"  {', '.join(f'{len(keys)} {state}' for state, keys in states.items())}" if states else ""


def _record(changes: Sequence[Change], names: Mapping[str, str]) -> Iterator[Line]:
    first = changes[0]
    sign, style = _SIGNS.get(first.kind, ("~", "plain"))
    name = [StyledText(f"  {sign} ", style), StyledText(first.id or "the report", "name")]
    title = [StyledText(f"  {first.title}", "quiet")] if first.title != first.id and first.id else []
    said = [_said(change, names) for change in changes]
    if len(changes) == 1 and isinstance(first, New):
        yield (*name, *title)
        return
    yield (*name, *title)
    yield from ((StyledText("      "), *line) for line in said)


def _said(change: Change, names: Mapping[str, str]) -> Line:
    match change:
        case New():
            return (StyledText("new"),)
        case Ended():
            return (StyledText(_ENDED[change.reason]), *((StyledText(f": {change.note}"),) if change.note else ()))
        case Merged():
            return (StyledText(f"merged into {change.into}"), StyledText(f"  {change.into_title}", "quiet"))
        case Settled():
            return (StyledText(f"announced in {change.announced_in}: {_outcome(change)}"),)
        case Moved():
            was = ", ".join(names.get(name, name) for name in change.old_labels)
            return _arrow(change.what, was, ", ".join(change.new_labels))
        case Reordered():
            return (StyledText(f"stands after {change.after} now" if change.after else "comes first now"),)
        case Renamed():
            label = "renamed" if change.field == "title" else change.field
            return _arrow(label, change.old, change.new)
        case FigureChanged():
            return _figure(change)
        case DateChanged():
            return _date(change)
        case TextChanged():
            return (StyledText(f"{change.field}: "), *_words(change.words))
        case StateChanged():
            return _arrow(change.field, change.old, change.new)
        case InstitutionRenamed():
            return _institution(change)
        case ValueChanged():
            return _arrow(change.field, _value(change.old), _value(change.new))
    return (StyledText(change.kind),)


_ENDED = {
    "absent": "no longer in the report",
    "progress": "ended, as its progress says",
    "status": "ended, as its status says",
}


def _arrow(label: str, old: str | None, new: str | None) -> Line:
    return (StyledText(f"{label}: "), StyledText(old or "–", "old"), StyledText(" → "), StyledText(new or "–", "new"))


def _outcome(change: Settled) -> str:
    outcome = change.outcome
    if outcome is None:
        return "nothing is said of what became of it"
    return outcome.state + (f", {outcome.date.text}" if outcome.date else "")


# ----------------------------------------------------------------------------------------------------- numbers, dates


def _figure(change: FigureChanged) -> Line:
    old, new = (_number(change, side) for side in ("old", "new"))
    label = "" if change.field == "value" else f"{change.field}: "
    unit = f" {change.unit}" if change.unit else ""
    parts = [StyledText(label)] if label else []
    if old != new or change.unit != change.old_unit:
        was_unit = f" {change.old_unit}" if change.unit != change.old_unit else ""
        parts += [StyledText(old + was_unit, "old"), StyledText(" → "), StyledText(new, "new")]
    else:
        parts.append(StyledText(f"still {new}"))
    parts.append(StyledText(f"{unit}{_difference(change)}"))
    before, after = (date.text if date else "no date" for date in (change.old_as_of, change.new_as_of))
    if change.field == "value" and before != after:
        parts.append(StyledText(f"; as of {before} → {after}", "quiet"))
    return tuple(parts)


def _number(change: FigureChanged, side: str) -> str:
    value = getattr(change, side)
    if value is None:
        return "no value"
    qualifier = getattr(change, f"{side}_qualifier") if change.field == "value" else None
    written = f"{padded(value, change.decimals):,f}"
    return f"{qualifier} {written}" if qualifier else written


def _difference(change: FigureChanged) -> str:
    if not change.absolute:
        return ""
    absolute = padded(change.absolute, change.decimals)
    if change.better is not None:
        return f" ({'better' if change.better else 'worse'} by {abs(absolute):,f})"
    if change.points:
        return f" ({absolute:+,f} percentage points)"
    relative = "" if change.relative is None else f", {rounded(calculated(change.relative * 100), 1):+,f} %"
    return f" ({absolute:+,f}{relative})"


def _date(change: DateChanged) -> Line:
    labels = dict.fromkeys(date.label for date in (change.old, change.new) if date and date.label)
    label = f"{change.field} ({' → '.join(labels)})" if labels else change.field
    said = distance(change.old, change.new)
    words = _arrow(label, *(date.text if date else None for date in (change.old, change.new)))
    return (*words, StyledText(f" ({said})")) if said else words


# ------------------------------------------------------------------------------------------------------------- words


def _words(found: Sequence[Segment]) -> Iterator[StyledText]:
    last = len(found) - 1
    for place, segment in enumerate(found):
        text = segment.text.replace("\n", " ")
        if segment.operation == "equal":
            yield StyledText(_shortened(text, place == 0, place == last))
        elif segment.operation == "delete":
            yield StyledText(f"[-{text}-]", "old")
        else:
            yield StyledText(f"{{+{text}+}}", "new")


def _shortened(text: str, first: bool, last: bool) -> str:
    head, tail = "" if first else text[:CONTEXT], "" if last else text[-CONTEXT:]
    return text if len(text) <= len(head) + len(tail) + 3 else f"{head}…{tail}"


def _institution(change: InstitutionRenamed) -> Line:
    if change.new is None:
        heirs = ", ".join(name for _, name in change.successors)
        return _arrow("name", change.old, f"none any more{f'; in its place {heirs}' if heirs else ''}")
    if change.new == change.old:
        return _arrow("full name", change.old_full, change.new_full)
    return (*_arrow("name", change.old, change.new), StyledText(f"  {change.new_full}", "quiet"))


def _value(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(_value(each) or "–" for each in value)
    if isinstance(value, Model):
        return ", ".join(str(each) for each in msgspec.to_builtins(value).values())
    return plain(value) if isinstance(value, int | float) else str(value)
