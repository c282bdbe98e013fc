"""A returned draft: what somebody has changed in it under tracking, by the field that it stands in, and its comments.

A draft says the edition that it was made of, and names its fields by their data paths; it was sent to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct

from reportgen.collecting.package import Package, parsed
from reportgen.collecting.word.content import Paragraph, WordComment, WordFile, WordRun, WordTable
from reportgen.ooxml.package import CUSTOM
from reportgen.ooxml.properties import NAMESPACE

_EDITION: Final = "reportgen-edition"


class DraftPiece(Struct, frozen=True):
    """What stands in a field of a draft at one place: `field` is its name or bookmark, "" for none; `was` without the
    changes, `text` with them; `by` whom, None where nobody has changed it."""

    field: str
    was: str
    text: str
    by: str | None
    near: str
    """The field that stands before it, or is it."""


class DraftComment(Struct, frozen=True):
    """A comment, with the field near which it stands."""

    near: str
    author: str
    text: str
    day: str


class Draft(Struct, frozen=True):
    """A draft as it came back."""

    edition: str
    pieces: tuple[DraftPiece, ...]
    comments: tuple[DraftComment, ...]


def edition_of(package: Package) -> str | None:
    """The edition that a Word file was made of; None where it says none."""
    root = parsed(package.read(CUSTOM), package.name)
    for each in root.iter(f"{{{NAMESPACE}}}property") if root is not None else ():
        if each.get("name") == _EDITION:
            return "".join(each.itertext()).strip() or None
    return None


def draft_in(file: WordFile, edition: str) -> Draft:
    """What a file says that is the draft of an edition."""
    reading = _Reading(file)
    return Draft(edition, tuple(reading.pieces()), tuple(reading.comments))


class _Reading:
    def __init__(self, file: WordFile) -> None:
        self.file = file
        self.near = ""
        self.comments: list[DraftComment] = []
        self.reported_comments: set[str] = set()

    def pieces(self) -> Iterator[DraftPiece]:
        """All pieces of text, in order; after it `comments` are there, too."""
        for paragraph in _paragraphs(self.file.body):
            yield from self._of(paragraph)
        for _, paragraph in self.file.elsewhere:
            yield from self._of(paragraph)
        for number, comment in self.file.comments.items():
            self._comment(number, comment, "")

    def _of(self, paragraph: Paragraph) -> Iterator[DraftPiece]:
        for field, group in groupby(paragraph.runs, key=lambda run: run.field):
            runs = list(group)
            self.near = field or self.near
            by = next((run.by for run in runs if run.state), None)
            yield DraftPiece(field, _text(runs, "ins"), _text(runs, "del"), by, self.near)
        for number in paragraph.comments:
            comment = self.file.comments.get(number)
            if comment is not None:
                named = next((run.field for run in paragraph.runs if run.field), self.near)
                self._comment(number, comment, named)

    def _comment(self, number: str, comment: WordComment, near: str) -> None:
        if number not in self.reported_comments and comment.text:
            self.reported_comments.add(number)
            self.comments.append(DraftComment(near, comment.author, comment.text, comment.day))


def _paragraphs(blocks: Sequence[Paragraph | WordTable]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        for row in block.rows:
            for cell in row.cells:
                yield from cell.paragraphs
                yield from _paragraphs(cell.tables)


def _text(runs: Sequence[WordRun], without: str) -> str:
    return "".join(run.text for run in runs if run.state != without and run.kind == "text")
