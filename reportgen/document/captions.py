"""What is numbered by its caption or title: which blocks, in which series, and what their numbers are.

A number is its place among those of its series, in the whole report or in its chapter. The chapter's part of it is that
of the document itself, as letters of annexes are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.theme import Numbering
from reportgen.document.walk import find

Captioned: TypeAlias = n.Table | n.Figure | n.Chart | n.Callout
CAPTIONED: Final = (n.Table, n.Figure, n.Chart, n.Callout)
Series = Literal["table", "figure", "chart", "box-label"]
"""Blocks that are counted together, named as the key of their words."""

LISTS: Final[Mapping[str, Series]] = {"tables": "table", "figures": "figure", "charts": "chart", "boxes": "box-label"}
"""What a list of captions is `of`, and the series that it lists."""


class Place(Struct, frozen=True):
    """The number of a block: its chapter's, where it is counted by chapter, and its place."""

    chapter: str | None
    place: int

    def __str__(self) -> str:
        return str(self.place) if self.chapter is None else f"{self.chapter}-{self.place}"


class Listed(Struct, frozen=True):
    """A block with a caption, the series it belongs to, whether it has a number, and its chapter where it is counted
    by chapter."""

    block: Captioned
    series: Series
    numbered: bool
    chapter: str | None


def caption_of(block: Captioned) -> n.Inlines:
    """The words by which a block is known: its caption or title."""
    if isinstance(block, n.Chart | n.Callout):
        return block.title.children if block.title else ()
    return block.caption


def captioned(document: n.Document, numbering: Numbering) -> Iterator[Listed]:
    """Every table, picture, chart and box of the document that has a caption or title, in reading order."""
    chapter: str | None = None
    for node in find(document, n.Heading, *CAPTIONED):
        if isinstance(node, n.Heading):
            chapter = (node.number or "").strip(". ") or None if node.level == 1 else chapter
        elif caption_of(node) and (not isinstance(node, n.Callout) or node.kind == "box"):
            series, counted = _series(node, numbering)
            yield Listed(node, series, counted != "none", chapter if counted == "chapter" else None)


def _series(block: Captioned, numbering: Numbering) -> tuple[Series, str]:
    match block:
        case n.Table():
            return "table", numbering.tables
        case n.Figure():
            return "figure", numbering.figures
        case n.Chart():
            return ("figure", numbering.figures) if numbering.charts == "figures" else ("chart", numbering.charts)
        case n.Callout():
            return "box-label", numbering.boxes


def titled(label: str | None, title: n.Paragraph) -> n.Paragraph:
    """A title with the number of its block before it."""
    return replace(title, children=(n.Text(f"{label}: "), *title.children)) if label else title
