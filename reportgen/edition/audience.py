"""Institutions by the names that people give them, and whom an excerpt can be for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding
from reportgen.findings.near import did_you_mean, nearest
from reportgen.findings.problem import Problem

if TYPE_CHECKING:
    from reportgen.edition.model import Edition, Item

ALL = "all"
"""Asks for an excerpt for every audience."""


def participants(item: Item) -> tuple[str, ...]:
    """The institutions that answer for an item, then those that are involved in it: it belongs in their excerpts."""
    return (*item.institutions, *item.involved)


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
            named.update(participants(item))
    return tuple(key for key, inst in edition.institutions.items() if key in named and inst.kind != "government")


def abbreviation(edition: Edition, institution: str) -> str:
    """The abbreviation on the edition's date; the id where no name is valid then."""
    name = edition.institutions[institution].name_on(edition.as_of)
    return name.abbreviation if name else institution


class Selection(Struct, frozen=True):
    """Which documents of an edition are asked for. `names` are ids, abbreviations or "all"; None is the whole report
    alone."""

    names: tuple[str, ...] | None = None

    @property
    def whole(self) -> bool:
        """Whether the whole report is among them: where nothing or everything is asked for."""
        return self.names is None or any(map(_is_all, self.names))


def parse_selection(text: str) -> Selection:
    """What ``bmas``, ``arbeit, BMG`` or ``all`` asks for; "" asks for the whole report."""
    return Selection(tuple(name.strip() for name in text.split(",") if name.strip()) if text else None)


def _is_all(name: str) -> bool:
    return name.casefold() == ALL


class Audience(Struct, frozen=True):
    """Whom an excerpt is for: the institution's stable id, and its abbreviation on the edition's date."""

    id: str
    abbreviation: str


class Audiences(Struct, frozen=True):
    """Whom excerpts of an edition can be for, and what they are called: all that is needed to find one by name."""

    edition: str
    as_of: str
    excerpted: tuple[Audience, ...]
    """Those that get an excerpt."""
    names: Mapping[str, Audience]
    """Every institution by its abbreviation on the edition's date, in small letters, and by its id."""
    former: Mapping[str, Audience]
    """Institutions by abbreviations of any date, in small letters."""

    def resolve(self, selection: Selection) -> tuple[Audience, ...]:
        """The audiences that are selected, each once. Raises FindingsError for strangers."""
        if selection.names is None:
            return ()
        if not selection.names:
            raise FindingsError((Finding("unknown-audience", "error", "no institution is named"),))
        found: dict[Audience, None] = {}
        for name in selection.names:
            found.update(dict.fromkeys(self.excerpted if _is_all(name) else (self.find(name),)))
        return tuple(found)

    def find(self, name: str) -> Audience:
        """The audience with this id, or this abbreviation on the edition's date, in any case.

        Raises FindingsError where there is none, or where it has no item in this edition.
        """
        found = self.names.get(name.casefold())
        if found is None:
            raise FindingsError((self._unknown(name),))
        if found not in self.excerpted:
            text = f'"{name}" has no item in the edition {self.edition}, so there is nothing to excerpt'
            raise FindingsError((Finding("no-items", "error", text, hint=self._those()),))
        return found

    def _unknown(self, name: str) -> Finding:
        former = self.former.get(name.casefold())
        if former is not None:
            text = f'the abbreviation "{name}" is not valid on {self.as_of}'
            hint = f'there it is called "{former.abbreviation}"; its id is "{former.id}"'
            return Finding("abbreviation-not-valid", "error", text, hint=hint)
        hint = did_you_mean(name, list(self.names)) or self._those()
        return Finding("unknown-audience", "error", f'no institution is called "{name}"', hint=hint)

    def _those(self) -> str:
        return "there are: " + ", ".join(audience.abbreviation for audience in self.excerpted)


def audiences_of(edition: Edition) -> Audiences:
    """The audiences of an edition with all their names."""
    known = {key: Audience(key, abbreviation(edition, key)) for key in edition.institutions}
    names = {audience.abbreviation.casefold(): audience for audience in known.values()}
    former: dict[str, Audience] = {}
    for key, institution in edition.institutions.items():
        for name in institution.names:
            former.setdefault(name.abbreviation.casefold(), known[key])
    excerpted = tuple(known[key] for key in audiences(edition))
    return Audiences(edition.name, edition.as_of, excerpted, names | known, former)


def resolve_audience(edition: Edition, name: str) -> str:
    """The id of the institution with this id or abbreviation on the edition's date, in any case.

    Raises FindingsError where there is none, or where it has no item in this edition.
    """
    return audiences_of(edition).find(name).id


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
