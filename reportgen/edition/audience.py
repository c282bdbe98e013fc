"""Institutions by the names that people give them, and whom an excerpt can be for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import TYPE_CHECKING

from msgspec import Struct

from reportgen.edition.conditions import choices, holds, parse_condition
from reportgen.edition.cut import Audience, Condition
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
    """The abbreviation on the edition's date; the id where no name is valid then, or no institution has it."""
    found = edition.institutions.get(institution)
    name = None if found is None else found.name_on(edition.as_of)
    return name.abbreviation if name else institution


class Selection(Struct, frozen=True):
    """Which documents of an edition are asked for. `names` are ids, abbreviations, several of them joined by "+", or
    "all"; without names and conditions (None, empty) the whole report alone. `where` holds for the items of each
    excerpt."""

    names: tuple[str, ...] | None = None
    where: tuple[Condition, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the whole report is among them: where nothing or everything is asked for."""
        return self.every if self.names is not None else not self.where

    @property
    def every(self) -> bool:
        """Whether an excerpt for every institution is among them."""
        return self.names is not None and any(map(_is_all, self.names))

    @property
    def each_value(self) -> bool:
        """Whether an excerpt for every value of a field is among them."""
        return any(each.value is None for each in self.where)


def parse_selection(text: str, where: Iterable[str] = ()) -> Selection:
    """What ``bmas``, ``arbeit, BMG``, ``bmas+bmi`` or ``all`` asks for, with conditions such as ``land=NW``; nothing at
    all asks for the whole report."""
    names = tuple(name.strip() for name in text.split(",") if name.strip()) if text else None
    return Selection(names, tuple(map(parse_condition, where)))


def _is_all(name: str) -> bool:
    return name.casefold() == ALL


def takes(audience: Audience, item: Item) -> bool:
    """Whether an item is in the excerpt for an audience."""
    theirs = not audience.institutions or any(key in audience.institutions for key in participants(item))
    return theirs and all(holds(condition, item) for condition in audience.where)


def sole(edition: Edition, institution: str) -> Audience:
    """The institution with this id as the audience of an excerpt."""
    return Audience(institution, abbreviation(edition, institution), (institution,))


def _joined(parts: Iterable[Audience]) -> Audience:
    """Several institutions together."""
    own = tuple(parts)
    if len(own) == 1:
        return own[0]
    ids = tuple(part.id for part in own)
    return Audience("+".join(ids), "+".join(part.abbreviation for part in own), ids)


def narrowed(edition: Edition, chosen: Iterable[Audience], selection: Selection) -> tuple[Audience, ...]:
    """Each of the audiences for those of its items for which the conditions hold; where none is chosen, for those of
    all. What asks for each of several excerpts gets those that have items.

    Raises FindingsError where an item lacks the field, and where no item is left.
    """
    items = [item for group in edition.collections.values() for item in group.values()]
    several = selection.every or selection.each_value
    found: dict[Audience, None] = {}
    for base in tuple(chosen) or (Audience("", ""),):
        for where in product(*(choices(edition, each) for each in selection.where)):
            audience = _with_conditions(base, where)
            if any(takes(audience, item) for item in items):
                found[audience] = None
            elif not several:
                raise FindingsError((_nothing(edition, audience),))
    if not found:
        raise FindingsError((_nothing(edition, _with_conditions(Audience("", ""), selection.where)),))
    return tuple(found)


def _with_conditions(base: Audience, where: tuple[Condition, ...]) -> Audience:
    said = [each.id for each in where]
    return Audience(
        "&".join(filter(None, (base.id, *said))),
        "&".join(filter(None, (base.abbreviation, *said))),
        base.institutions,
        where,
    )


def _nothing(edition: Edition, audience: Audience) -> Finding:
    text = f'no item of the edition {edition.name} has "{audience.abbreviation}", so there is nothing to excerpt'
    return Finding("no-items", "error", text)


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
        """The institutions that are selected, alone or together, each once. Raises FindingsError for strangers."""
        if selection.names is None:
            return ()
        if not selection.names:
            raise FindingsError((Finding("unknown-audience", "error", "no institution is named"),))
        found: dict[Audience, None] = {}
        for name in selection.names:
            found.update(dict.fromkeys(self.excerpted if _is_all(name) else (self.find(name),)))
        return tuple(found)

    def find(self, name: str) -> Audience:
        """The audience with this id, or this abbreviation on the edition's date, in any case; several joined by "+", in
        the order of the institutions.

        Raises FindingsError where there is none, or where one has no item in this edition.
        """
        if "+" in name and name.casefold() not in self.names:
            own = {self.institution(part.strip()) for part in name.split("+")}
            return _joined(each for each in self.excerpted if each in own)
        return self.institution(name)

    def institution(self, name: str) -> Audience:
        """The one institution of this name. Raises FindingsError as `find` does."""
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
    known = {key: sole(edition, key) for key in edition.institutions}
    names = {audience.abbreviation.casefold(): audience for audience in known.values()}
    former: dict[str, Audience] = {}
    for key, institution in edition.institutions.items():
        for name in institution.names:
            former.setdefault(name.abbreviation.casefold(), known[key])
    excerpted = tuple(known[key] for key in audiences(edition))
    return Audiences(edition.name, edition.as_of, excerpted, names | known, former)


def resolve_institution(edition: Edition, name: str) -> str:
    """The id of the institution with this id or abbreviation on the edition's date, in any case.

    Raises FindingsError where there is none, or where it has no item in this edition.
    """
    return audiences_of(edition).institution(name).id


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
