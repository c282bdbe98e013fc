"""Institutions that records name: they must exist and have a name on the edition's date."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.edition.audience import unknown_institution
from reportgen.edition.fields import FieldReference, references
from reportgen.edition.model import Edition
from reportgen.edition.records import records
from reportgen.findings.problem import Problem


def institutions(context: Context) -> Iterator[Problem]:
    """Find unknown institutions, abbreviations in place of ids, and institutions without a name on the date."""
    edition, known = context.edition, context.known("institutions")
    for reference in _dated(edition):
        path, key = reference.path, reference.id
        if key not in known:
            yield unknown_institution(edition, known, path, key)
        elif key in edition.institutions and not edition.institutions[key].name_on(edition.as_of):
            yield nameless(edition, path, key)


def _dated(edition: Edition) -> Iterator[FieldReference]:
    """The fields with institutions that have to have a name on the edition's date."""
    for path, record in records(edition):
        for reference in references(record, path):
            if reference.ref.kind == "institution" and not reference.ref.at_any_time:
                yield reference


def nameless(edition: Edition, path: str, key: str, token: str | None = None, nth: int = 0) -> Problem:
    """The problem for an institution that has no name on the edition's date."""
    names = edition.institutions[key].names
    spans = ", ".join(f"{n.abbreviation} {n.valid_from or '…'} to {n.valid_to or '…'}" for n in names)
    text = f'"{key}" has no name that is valid on {edition.as_of}'
    hint = f"its names: {spans}" + _taken_over(edition, key)
    return Problem("abbreviation-not-valid", text, path, hint, token=token, nth=nth)


def _taken_over(edition: Edition, key: str) -> str:
    """Who took over from an institution that is no more: the heirs that have a name on the edition's date."""
    heirs: dict[str, str] = {}
    waiting, seen = list(edition.institutions[key].successors), {key}
    while waiting:
        heir = waiting.pop(0)
        if heir in seen or heir not in edition.institutions:
            continue
        seen.add(heir)
        name = edition.institutions[heir].name_on(edition.as_of)
        if name is not None:
            heirs[heir] = name.abbreviation
        else:
            waiting += edition.institutions[heir].successors
    return f"; taken over by {', '.join(f'{heir} ({abbr})' for heir, abbr in heirs.items())}" if heirs else ""
