"""Facts in a few words: key figures, marks, labels with values, numbers and what they count."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from reportgen.document.inlines import Inline, Inlines


class Tile(Struct, frozen=True):
    """One key figure: the number large (`value`, with `unit` beside it), what it says, and its date and source."""

    id: str
    value: Inlines
    unit: Inlines
    statement: Inlines
    note: Inlines = ()


class KeyFigures(Struct, frozen=True):
    """Tiles in rows of three."""

    id: str
    tiles: tuple[Tile, ...]
    per_row: int | None = None
    role: Literal["lead"] | None = None


class Marks(Struct, frozen=True):
    """Short marks in a row (the institutions that answer for an item)."""

    id: str
    marks: tuple[Inline, ...]


class Term(Struct, frozen=True):
    """A label and its value ("Beginn" – "Frühjahr 2019")."""

    label: Inlines
    value: Inlines


class Terms(Struct, frozen=True):
    """Labels with values (HTML ``dl``). `role` "margin" sets them small, "glossary" in two columns."""

    id: str
    terms: tuple[Term, ...]
    role: Literal["margin", "glossary", "imprint"] = "margin"


class Fact(Struct, frozen=True):
    """A number and what it counts, in the line under an item's text."""

    value: Inlines
    label: Inlines


class Facts(Struct, frozen=True):
    """Facts one beside the other in a line."""

    id: str
    facts: tuple[Fact, ...]
