"""What reading in a file would do, in lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.collecting.books import FormReading
from reportgen.collecting.compare import ComparedForm, is_denial
from reportgen.collecting.model import FormField, Value
from reportgen.collecting.values import same, shown

_AROUND = 4
"""Words that are shown on each side of what differs."""
_TEXT = FormField("", "", "text", "", "", None)
_LONGEST = 70
"""Characters from which on a value is shown in part."""


def lines(reading: FormReading) -> Iterator[str]:
    """What becomes of a file: how many answers of each kind, then each that is not unchanged."""
    if reading.again:
        yield f"{reading.file}: was read in on {reading.again} already; nothing changes"
        return
    if not reading.form:
        yield f"{reading.file}: a draft of the edition {reading.edition}: {len(reading.proposals)} proposed"
        for key, proposal in reading.proposals.items():
            by = f", by {proposal.by}" if proposal.by else ""
            yield f"  {proposal.kind:<9} {proposal.path} [{key}]{by}"
            was, is_ = apart(_TEXT, proposal.was, proposal.proposed)
            yield from _both(was, is_) if proposal.kind == "change" else (f"    {is_}",)
        return
    counts = {state: len(reading.of(state)) for state in ("taken", "proposed", "conflict", "refused", "unchanged")}
    taken = "held back" if reading.refused else "taken"
    counts = {taken: counts.pop("taken"), **counts}
    told = ", ".join(f"{count} {state}" for state, count in counts.items() if count or state == taken)
    yield f"{reading.file}: {reading.institution}, edition {reading.edition}: {told}"
    if reading.refused:
        yield "  nothing of it is taken: see the messages"
    for each in reading.of("taken"):
        if is_denial(each):
            continue
        was, is_ = apart(each.field, each.now, each.returned)
        instead = "" if same(each.field, each.sent, each.now) else ", in place of an earlier answer"
        yield f"  {taken:<9} {each.path} ({each.place}){instead}"
        yield from _both(was, is_)
    for each in reading.of("proposed"):
        was, is_ = apart(each.field, each.now, each.returned)
        yield f"  proposed  {each.path} ({each.place}) [{_id(reading, each)}]{f', by {each.by}' if each.by else ''}"
        yield from _both(was, is_)
    for each in reading.of("conflict"):
        yield from _conflict(reading, each)
    for key, proposal in reading.proposals.items():
        if proposal.kind == "remark":
            yield f"  remark    {proposal.path}: {_short(str(proposal.proposed))} [{key}]"


def _id(reading: FormReading, each: ComparedForm) -> str:
    """The id of the proposal that an answer became; it may wait since an earlier file."""
    mine = (key for key, other in reading.proposals.items() if other.path == each.path and other.kind != "remark")
    return next(mine, "known")


def _conflict(reading: FormReading, each: ComparedForm) -> Iterator[str]:
    yield f"  conflict  {each.path} ({each.place}) [{_id(reading, each)}]{f': {each.text}' if each.text else ''}"
    yield f"    sent:     {_short(shown(each.field, each.sent)) or '(nothing)'}"
    now, back = apart(each.field, each.now, each.returned)
    yield f"    data now: {now or '(nothing)'}"
    yield f"    returned: {back or '(nothing)'}"


def _both(was: str, is_: str) -> Iterator[str]:
    yield f"    - {was or '(nothing)'}"
    yield f"    + {is_ or '(nothing)'}"


def apart(field: FormField, old: Value, new: Value) -> tuple[str, str]:
    """Two values of a field; of long texts the words that differ and some around them."""
    one, other = shown(field, old), shown(field, new)
    if max(len(one), len(other)) <= _LONGEST:
        return _line(one), _line(other)
    first, second = one.split(), other.split()
    pairs = list(zip(first, second, strict=False))
    start = next((at for at, (a, b) in enumerate(pairs) if a != b), len(pairs))
    ends = list(zip(reversed(first[start:]), reversed(second[start:]), strict=False))
    end = next((at for at, (a, b) in enumerate(ends) if a != b), len(ends))
    return _part(first, start, end), _part(second, start, end)


def _part(words: list[str], start: int, end: int) -> str:
    begin, stop = max(0, start - _AROUND), len(words) - max(0, end - _AROUND)
    return f"{'… ' if begin else ''}{' '.join(words[begin:stop])}{' …' if stop < len(words) else ''}"


def _line(text: str) -> str:
    return " / ".join(line for line in text.split("\n") if line)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
