"""What stands between an edition and its release."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.edition.audience import abbreviation
from reportgen.edition.loading import Loaded
from reportgen.findings.finding import Finding
from reportgen.findings.problem import Problem
from reportgen.signing.states import ItemState, entries


def obstacles(loaded: Loaded) -> tuple[Finding, ...]:
    """An error for every item that an institution has not signed as it is now. Raises FindingsError."""
    edition = loaded.edition
    problems = (_problem(each, abbreviation(edition, each.institution)) for each in entries(edition))
    return tuple(loaded.finding(problem) for found in problems for problem in found)


def _problem(entry: ItemState, name: str) -> Iterator[Problem]:
    path = f"{entry.collection}[{entry.item}]"
    hint = f"reportgen sign --for {entry.institution} --by NAME --item {entry.item}"
    if entry.state == "void":
        text = f"the sign-off of {name} is void: the item has changed since, or two people signed different versions"
        yield Problem("signoff-void", text, path, hint, at_key=True)
    elif entry.state in ("reported", "confirmed"):
        yield Problem("unsigned", f"{name} has not signed it", path, hint, at_key=True)
    elif entry.state == "open":
        text = f"{name} has neither confirmed nor signed it"
        yield Problem("unsigned", text, path, "confirm it (progress), then sign it", at_key=True)
