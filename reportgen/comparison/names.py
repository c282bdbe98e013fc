"""What things are called in a comparison: institutions by the name of the day, and by today's where that is another."""

from __future__ import annotations

from msgspec import Struct

from reportgen.edition.fields import Kind
from reportgen.edition.model import Edition


class DatedName(Struct, frozen=True):
    """An institution's abbreviation on an earlier day, and what stands in its place on a later one.

    `now` is empty where it is still called the same, and has several members where its tasks were divided.
    """

    then: str
    now: tuple[str, ...] = ()

    def said(self, pattern: str) -> str:
        """ "BMBF", or by a pattern such as ``{old} (now {new})`` "BMBF (now BMFTR)"."""
        return pattern.format(old=self.then, new=", ".join(self.now)) if self.now else self.then


def dated_name(edition: Edition, institution: str, day: str, today: str) -> DatedName:
    """What an institution was called on `day` and who bears its tasks `today` (both ISO days).

    One that had no name on `day` goes by its first one then; one that has none today by its successors', as far as
    they lead. An unknown id stands for itself.
    """
    found = edition.institutions.get(institution)
    if found is None:
        return DatedName(institution)
    name = found.name_on(day) or found.names[0]
    now = tuple(dict.fromkeys(_today(edition, institution, today, frozenset())))
    return DatedName(name.abbreviation, () if now == (name.abbreviation,) else now)


def _today(edition: Edition, institution: str, today: str, seen: frozenset[str]) -> list[str]:
    found = edition.institutions.get(institution)
    if found is None or institution in seen:
        return []
    name = found.name_on(today)
    if name is not None:
        return [name.abbreviation]
    further = seen | {institution}
    return [each for key in found.successors for each in _today(edition, key, today, further)]


def label_of(kind: Kind, edition: Edition, key: str) -> str:
    """What a record of this kind is called."""
    if kind == "institution":
        return dated_name(edition, key, edition.as_of, edition.as_of).then
    return title_in(edition, key)


def title_in(edition: Edition, key: str) -> str:
    """The title of a section or item, its id where there is none."""
    if key in edition.sections:
        section = edition.sections[key]
        return f"{section.number} {section.title}" if section.number else section.title
    return next((items[key].title for items in edition.collections.values() if key in items), key)
