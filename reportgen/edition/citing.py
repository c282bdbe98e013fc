"""By what a source is cited that has no short form: the family names of its authors, and its year."""

from __future__ import annotations

from reportgen.edition.model import Source


def authors_of(source: Source) -> tuple[str, ...]:
    """Who wrote it, as listed; the one author of a source without a kind does not name it."""
    return source.authors or ((source.author,) if source.author and source.kind else ())


def families(source: Source) -> tuple[str, ...]:
    """The family names of its authors: what stands before the comma."""
    return tuple(name.partition(",")[0].strip() for name in authors_of(source))


def year_of(source: Source) -> str:
    """The year it is of, "" where it has none."""
    return str(source.year) if source.year is not None else (source.date or "")[:4]
