"""Institutions by the names that people give them, and whom an excerpt can be for."""

from __future__ import annotations

from reportgen.edition.model import Edition, Item
from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding
from reportgen.findings.near import did_you_mean, nearest
from reportgen.findings.problem import Problem

ALL = "all"
"""Asks for an excerpt for every audience."""


def belongs_to(item: Item, institution: str) -> bool:
    """Whether the institution answers for the item or is involved in it."""
    return institution in item.institutions or institution in item.involved


def responsible(edition: Edition, item: Item) -> tuple[str, ...]:
    """The institutions that have to answer for an item: those it names, for one of the government as a whole those
    that take part in it."""

    def single(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(key for key in keys if key in edition.institutions and not _is_government(edition, key))

    return single(item.institutions) or single(item.involved) or item.institutions


def _is_government(edition: Edition, key: str) -> bool:
    return edition.institutions[key].kind == "government"


def audiences(edition: Edition) -> tuple[str, ...]:
    """The institutions that get an excerpt: all with at least one item but the government as a whole."""
    named: set[str] = set()
    for items in edition.collections.values():
        for item in items.values():
            named.update(item.institutions, item.involved)
    return tuple(key for key, inst in edition.institutions.items() if key in named and inst.kind != "government")


def abbreviation(edition: Edition, institution: str) -> str:
    """The abbreviation on the edition's date; the id where no name is valid then."""
    name = edition.institutions[institution].name_on(edition.as_of)
    return name.abbreviation if name else institution


def resolve_audiences(edition: Edition, wanted: str) -> tuple[str, ...]:
    """The ids for ``bmas``, ``arbeit``, ``bmas,bmg`` or ``all``, each once. Raises FindingsError for strangers."""
    names = [name.strip() for name in wanted.split(",") if name.strip()]
    if not names:
        raise FindingsError((Finding("unknown-audience", "error", "no institution is named"),))
    found: dict[str, None] = {}
    for name in names:
        found.update(dict.fromkeys(audiences(edition) if name == ALL else (resolve_audience(edition, name),)))
    return tuple(found)


def resolve_audience(edition: Edition, name: str) -> str:
    """The id of the institution with this id or abbreviation on the edition's date, in any case.

    Raises FindingsError where there is none, or where it has no item in this edition.
    """
    fold = name.casefold()
    by_name = {abbreviation(edition, key).casefold(): key for key in edition.institutions}
    by_name |= {key: key for key in edition.institutions}
    found = by_name.get(fold)
    if found is None:
        raise FindingsError((_unknown(edition, name, list(by_name)),))
    if found not in audiences(edition):
        text = f'"{name}" has no item in the edition {edition.name}, so there is nothing to excerpt'
        raise FindingsError((Finding("no-items", "error", text, hint=_those(edition)),))
    return found


def _unknown(edition: Edition, name: str, known: list[str]) -> Finding:
    for key, institution in edition.institutions.items():
        if any(old.abbreviation.casefold() == name.casefold() for old in institution.names):
            text = f'the abbreviation "{name}" is not valid on {edition.as_of}'
            hint = f'there it is called "{abbreviation(edition, key)}"; its id is "{key}"'
            return Finding("abbreviation-not-valid", "error", text, hint=hint)
    hint = did_you_mean(name, known) or _those(edition)
    return Finding("unknown-audience", "error", f'no institution is called "{name}"', hint=hint)


def _those(edition: Edition) -> str:
    return "there are: " + ", ".join(abbreviation(edition, key) for key in audiences(edition))


def unknown_institution(
    edition: Edition, known: frozenset[str], path: str, key: str, token: str | None = None, nth: int = 0
) -> Problem:
    """The problem for an id that is none of those `known` as institutions'; it may be an abbreviation."""
    by_abbreviation = {
        name.abbreviation.casefold(): (institution_id, name)
        for institution_id, institution in edition.institutions.items()
        for name in institution.names
    }
    found = by_abbreviation.get(key.casefold())
    if found:
        institution_id, name = found
        now = edition.institutions[institution_id].name_on(edition.as_of)
        if now is None or now.abbreviation != name.abbreviation:
            text = f'the abbreviation "{name.abbreviation}" is not valid on {edition.as_of}'
            way_out = f'write the id "{institution_id}"' + (f'; it prints as "{now.abbreviation}"' if now else "")
            return Problem("abbreviation-not-valid", text, path, way_out, token=token, nth=nth)
        text = f'"{key}" is an abbreviation, not an id'
        return Problem("unknown-institution", text, path, f'write "{institution_id}"', token=token, nth=nth)
    near = nearest(key, by_abbreviation)
    hint = did_you_mean(key, known)
    if hint is None and near:
        hint = f'did you mean "{by_abbreviation[near][0]}" ({by_abbreviation[near][1].abbreviation})?'
    return Problem("unknown-institution", f'there is no institution "{key}"', path, hint, token=token, nth=nth)
