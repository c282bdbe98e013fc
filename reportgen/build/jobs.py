"""What is to be built: one job for each document, one file or more for each of its formats, and how they are called."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from reportgen.build.formats import named
from reportgen.edition.audience import Audience


class Job(Struct, frozen=True):
    """One document to be composed, and the formats to write it in. `audience` None is the whole report."""

    audience: Audience | None
    formats: tuple[str, ...]

    @property
    def institution(self) -> str | None:
        """The id of whom the excerpt is for."""
        return self.audience.id if self.audience else None


def plan(whole: bool, audiences: Iterable[Audience], formats: Iterable[str]) -> tuple[Job, ...]:
    """The whole report first where it is wanted, then one job for each audience."""
    wanted = tuple(formats)
    first = (Job(None, wanted),) if whole else ()
    return first + tuple(Job(audience, wanted) for audience in audiences)


def file_name(report: str, edition: str, audience: Audience | None, format_: str, *, draft: bool = False) -> str:
    """``<report>-<edition>[-<abbreviation>][-draft]<ending>``, all lower case where the abbreviation is not."""
    part = f"-{slug(audience.abbreviation)}" if audience else ""
    return f"{report}-{edition}{part}{'-draft' if draft else ''}{named(format_).ending}"


def slug(abbreviation: str) -> str:
    """An abbreviation as part of a file name: lower case letters, digits and hyphens."""
    return "".join(char if char.isalnum() else "-" for char in abbreviation.lower()).strip("-")
