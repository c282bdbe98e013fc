"""Institutions that are called otherwise on the date of the newer edition, or whose place others have taken."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.comparison.changes import Change, InstitutionRenamed, ValueChanged
from reportgen.comparison.names import dated_name
from reportgen.edition.audience import participants
from reportgen.edition.model import Edition, Institution


def institution_changes(old: Edition, new: Edition) -> Iterator[Change]:
    """Changes of those that either edition's items name, by the dates of the two editions."""
    for key in dict.fromkeys((*old.institutions, *new.institutions)):
        after = new.institutions.get(key)
        if key in _named(old) | _named(new) and after is not None:
            yield from _by_date(key, after, old, new)
        before = old.institutions.get(key)
        if before is not None and after is not None and before != after:
            for name in Institution.__struct_fields__:
                one, other = getattr(before, name), getattr(after, name)
                if one != other:
                    yield ValueChanged(
                        "institutions", key, dated_name(new, key, new.as_of, new.as_of).then, name, one, other
                    )


def _named(edition: Edition) -> frozenset[str]:
    items = (item for group in edition.collections.values() for item in group.values())
    return frozenset(key for item in items for key in participants(item))


def _by_date(key: str, institution: Institution, old: Edition, new: Edition) -> Iterator[Change]:
    then, now = institution.name_on(old.as_of), institution.name_on(new.as_of)
    if then is None:
        return
    if now is None:
        heirs = tuple((each, dated_name(new, each, new.as_of, new.as_of).then) for each in institution.successors)
        yield InstitutionRenamed("institutions", key, then.full, then.abbreviation, None, then.full, None, heirs)
    elif (then.abbreviation, then.full) != (now.abbreviation, now.full):
        yield InstitutionRenamed(
            "institutions", key, now.full, then.abbreviation, now.abbreviation, then.full, now.full
        )
