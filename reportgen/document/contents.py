"""What lists the document itself: the contents, lists of figures and tables, the register."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from reportgen.document.inlines import Inlines


class TocEntry(Struct, frozen=True):
    """A line of the contents: level, number and text of the heading it leads to."""

    level: int
    number: str | None
    children: Inlines
    target: str


class TableOfContents(Struct, frozen=True):
    """The contents list; numbering fills `entries` with the headings up to `depth`, or captions `of` a kind. Charts
    that are counted as figures are listed as such."""

    id: str
    depth: int = 2
    entries: tuple[TocEntry, ...] = ()
    of: Literal["headings", "tables", "figures", "charts", "boxes"] = "headings"


class IndexEntry(Struct, frozen=True):
    """What is found, and the block it leads to."""

    children: Inlines
    target: str


class IndexGroup(Struct, frozen=True):
    """A term of the register and where it occurs."""

    id: str
    term: Inlines
    entries: tuple[IndexEntry, ...]


class Index(Struct, frozen=True):
    """A register: groups of entries with page numbers."""

    id: str
    groups: tuple[IndexGroup, ...]
