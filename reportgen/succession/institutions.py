"""What a new date does to the names of institutions, and where texts name them by the old ones."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from reportgen.edition.model import Edition, Name
from reportgen.edition.texts import rich_texts
from reportgen.text.abbreviations import stands_in


class NameChange(Struct, frozen=True):
    """An institution with another name on the new date, or with none: `successors` took over then.

    `mentions` are the data paths of texts with the old abbreviation in so many letters, where nothing renames it.
    """

    institution: str
    old: Name
    new: Name | None
    successors: tuple[str, ...]
    mentions: tuple[str, ...]

    def sentence(self) -> str:
        """In one line: "BMWi is BMWK now"; full names where the abbreviation is the same."""
        if self.new is None:
            return f"{self.old.abbreviation} is no more; {', '.join(self.successors) or 'nobody'} took over"
        if self.new.abbreviation == self.old.abbreviation:
            return f"{self.old.full} is {self.new.full} now"
        return f"{self.old.abbreviation} is {self.new.abbreviation} now"


def name_changes(edition: Edition, day: str) -> tuple[NameChange, ...]:
    """Every institution whose names differ between the edition's date and `day`."""
    return tuple(_changes(edition, day))


def _changes(edition: Edition, day: str) -> Iterator[NameChange]:
    texts = list(rich_texts(edition))
    for key, institution in edition.institutions.items():
        old, new = institution.name_on(edition.as_of), institution.name_on(day)
        if old is None or old == new:
            continue
        renamed = new is None or new.abbreviation != old.abbreviation
        mentions = tuple(path for path, text in texts if renamed and stands_in(old.abbreviation, text))
        yield NameChange(key, old, new, institution.successors, mentions)


def clashes(edition: Edition, day: str) -> tuple[tuple[str, str], ...]:
    """Abbreviations of the list that an institution bears on `day`: abbreviation and institution."""
    found = []
    for key, institution in edition.institutions.items():
        name = institution.name_on(day)
        if name is not None and name.abbreviation in edition.abbreviations:
            found.append((name.abbreviation, key))
    return tuple(found)
