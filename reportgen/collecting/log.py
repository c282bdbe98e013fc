"""How the fields of a record came to their values: sent, returned, changed by command, decided, signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from reportgen.collecting.model import FormRow
from reportgen.edition.audience import abbreviation
from reportgen.edition.model import Edition
from reportgen.edition.returned import Changed, Content, Returns
from reportgen.signing.states import entries

_LONGEST = 60


class Event(Struct, frozen=True):
    """Something that happened to a record on a day (ISO); "" for what cannot be dated."""

    day: str
    text: str


def log(edition: Edition, returns: Returns, key: str, rows: Iterable[FormRow]) -> tuple[Event, ...]:
    """All that is recorded of the record with this id, oldest first, and what was changed by hand since."""
    found = sorted(_events(edition, returns, key), key=lambda event: event.day)
    last = {each.path: each.is_ for each in _changes(returns) if _about(each.path, key)}
    return (*found, *_by_hand(rows, last, key))


def _events(edition: Edition, returns: Returns, key: str) -> Iterator[Event]:
    def name(institution: str) -> str:
        return abbreviation(edition, institution) if institution in edition.institutions else institution

    for sent in returns.sent:
        if key in sent.items:
            yield Event(sent.on, f"sent to {name(sent.to)}: {', '.join(sent.files)}")
    for back in returns.received:
        from_ = f" by {name(back.from_)}" if back.from_ else ""
        about = f"returned{from_} in {back.file}{f', read in by {back.by}' if back.by else ''}"
        yield from (Event(back.on, f"{about}: {_told(each)}") for each in back.taken if _about(each.path, key))
    for edited in returns.edited:
        by = f" by {edited.by}" if edited.by else ""
        done = {"confirm": "confirmed", "set": "set", "accept": "accepted"}[edited.with_]
        yield from (Event(edited.on, f"{done}{by}: {_told(each)}") for each in edited.changed if _about(each.path, key))
    for table in returns.imported:
        from_ = f"{table.file}{f' by {table.by}' if table.by else ''}"
        yield from [Event(table.on, f"imported from {from_}")] if key in table.new else []
        told = (each for each in table.changed if _about(each.path, key))
        yield from (Event(table.on, f"changed from {from_}: {_told(each)}") for each in told)
    for number, proposal in returns.proposals.items():
        if _about(proposal.path, key):
            said = f"{proposal.path}: {_shown(proposal.proposed)}"
            yield Event(proposal.on, f"{proposal.kind} {number} of {name(proposal.from_)} ({proposal.state}): {said}")
    for entry in entries(edition):
        if entry.item == key:
            for signature in entry.signatures:
                held = "" if entry.state == "signed" else ", void since"
                yield Event(signature.on, f"signed by {signature.by} for {name(entry.institution)}{held}")


def _changes(returns: Returns) -> Iterator[Changed]:
    dated = [(each.on, each.taken) for each in returns.received]
    dated += [(each.on, each.changed) for each in returns.edited]
    dated += [(each.on, each.changed) for each in returns.imported]
    for _, changes in sorted(dated, key=lambda pair: pair[0]):
        yield from changes


def _about(path: str, key: str) -> bool:
    return f"[{key}]" in path


def _by_hand(rows: Iterable[FormRow], last: Mapping[str, Content], key: str) -> Iterator[Event]:
    fields = {field.path: field.value for row in rows if row.id == key for field in row.fields}
    for path, value in last.items():
        if path in fields and fields[path] != value:
            yield Event("", f"edited in the file since: {path}: {_shown(value)} → {_shown(fields[path])}")


def _told(change: Changed) -> str:
    return f"{change.path}: {_shown(change.was)} → {_shown(change.is_)}"


def _shown(value: Content) -> str:
    if value is None:
        return "nothing"
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    text = " ".join(text.split())
    return f'"{text[: _LONGEST - 1]}…"' if len(text) > _LONGEST else f'"{text}"'
