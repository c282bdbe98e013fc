"""Whom an excerpt can be for."""

from __future__ import annotations

from reportgen.edition.model import Edition, Item
from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding
from reportgen.findings.near import did_you_mean

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
