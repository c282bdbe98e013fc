"""What is to be built: one job for each document, one file or more for each of its formats, and how they are called."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from msgspec import Struct

from reportgen.build.formats import named
from reportgen.edition.cut import Audience, slug
from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding

_LONGEST = 80
"""Characters of a file's name that say whom an excerpt is for."""


class Job(Struct, frozen=True):
    """One document to be composed, and the formats to write it in. `audience` None is the whole report."""

    audience: Audience | None
    formats: tuple[str, ...]

    @property
    def key(self) -> str | None:
        """Whom the excerpt is for, as a name for files."""
        return self.audience.key if self.audience else None


def plan(whole: bool, audiences: Iterable[Audience], formats: Iterable[str]) -> tuple[Job, ...]:
    """The whole report first where it is wanted, then one job for each audience.

    Raises FindingsError where the files of two audiences would have one name.
    """
    wanted = tuple(formats)
    first = (Job(None, wanted),) if whole else ()
    named: dict[str, Audience] = {}
    for audience in audiences:
        other = named.setdefault(_short(slug(audience.abbreviation)), audience)
        if other != audience:
            text = f'the files of the excerpts "{other.abbreviation}" and "{audience.abbreviation}" would have one name'
            raise FindingsError((Finding("same-file-name", "error", text, hint="build them into different folders"),))
    return first + tuple(Job(audience, wanted) for audience in named.values())


def file_name(report: str, edition: str, audience: Audience | None, format_: str, *, draft: bool = False) -> str:
    """``<report>-<edition>[-<abbreviation>][-draft]<ending>``, all lower case where the abbreviation is not:
    ``-bmas``, ``-bmas-bmi`` of several, ``-land-nw`` of a condition."""
    part = f"-{_short(slug(audience.abbreviation))}" if audience else ""
    return f"{report}-{edition}{part}{'-draft' if draft else ''}{named(format_).ending}"


def _short(name: str) -> str:
    """A part of a file name that every file system takes, still its own where it had to be cut."""
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST - 9]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
