"""Where an edition stands: institution by state, as a table and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportgen.edition.audience import abbreviation
from reportgen.edition.model import Edition
from reportgen.edition.returned import Returns
from reportgen.signing.states import STATES, ItemState, entries

COLUMNS: tuple[str, ...] = ("open", "sent", "returned", "conflict", "reported", "confirmed", "signed", "void")
"""The states of items, and how far their forms are."""
_SHOWN = 20
"""Proposals that the table names."""


def as_table(edition: Edition, returns: Returns) -> list[str]:
    """A line for each institution with its number of items in each state, then what nobody answers for, and the
    proposals that wait."""
    by = _by_institution(edition)
    told = {key: dict(_counts(found)) | forms(returns, key) for key, found in by.items()}
    rows = [("", *COLUMNS), *((abbreviation(edition, key), *_cells(counts)) for key, counts in told.items())]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.rjust(width) if i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    others = ", ".join(f"{name} {count}" for name, count in _others(edition))
    if others:
        lines.append(f"not confirmed beside the items: {others}")
    waiting = [f"{key} ({each.kind})" for key, each in returns.proposals.items() if each.state == "open"]
    if waiting:
        more = f" and {len(waiting) - _SHOWN} more" if len(waiting) > _SHOWN else ""
        lines.append(f"to be decided (receive --accept, --reject): {', '.join(waiting[:_SHOWN])}{more}")
    return [line.rstrip() for line in lines]


def forms(returns: Returns, institution: str) -> dict[str, int]:
    """How many records of an institution are out in a form, how many came back in one, and how many of its answers
    wait because the data have changed too."""
    back = {each.form for each in returns.received}
    ours = [each for each in returns.sent if each.to == institution]
    returned = {item for each in ours if each.form in back for item in each.items}
    waiting = {item for each in ours for item in each.items} - returned
    open_ = (each for each in returns.proposals.values() if each.from_ == institution and each.state == "open")
    conflicts = sum(each.kind == "conflict" for each in open_)
    return {"sent": len(waiting), "returned": len(returned), "conflict": conflicts}


def as_data(edition: Edition, returns: Returns) -> dict[str, Any]:
    """The same with every item, for programs."""
    institutions = [
        {
            "id": key,
            "abbreviation": abbreviation(edition, key),
            "counts": dict(_counts(found)),
            "forms": forms(returns, key),
            "items": [_entry(each) for each in found],
        }
        for key, found in _by_institution(edition).items()
    ]
    return {
        "edition": edition.name,
        "as_of": edition.as_of,
        "previous": edition.previous,
        "institutions": institutions,
        "unconfirmed": dict(_others(edition)),
        "releasable": not edition.unconfirmed and all(each.state == "signed" for each in entries(edition)),
    }


def _entry(entry: ItemState) -> dict[str, Any]:
    signatures = [{"by": each.by, "on": each.on} for each in entry.signatures]
    return {
        "id": entry.item,
        "collection": entry.collection,
        "title": entry.title,
        "state": entry.state,
        "signatures": signatures,
    }


def _by_institution(edition: Edition) -> dict[str, list[ItemState]]:
    found: dict[str, list[ItemState]] = {key: [] for key in edition.institutions}
    for entry in entries(edition):
        found.setdefault(entry.institution, []).append(entry)
    return {key: each for key, each in found.items() if each}


def _counts(found: list[ItemState]) -> Iterator[tuple[str, int]]:
    for state in STATES:
        yield state, sum(entry.state == state for entry in found)


def _cells(counts: dict[str, int]) -> Iterator[str]:
    for name in COLUMNS:
        yield str(counts[name]) if counts[name] else "–"


def _others(edition: Edition) -> Iterator[tuple[str, int]]:
    """Records that are no items and not confirmed, by kind."""
    for name in ("report", "sections", "figures", "statements", "charts"):
        count = sum(path == name or path.startswith(f"{name}[") for path in edition.unconfirmed)
        if count:
            yield name, count
