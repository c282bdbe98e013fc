"""What stands in a workbook, whoever has written it: cells by row and column, and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any, Final

from lxml import etree
from msgspec import Struct, field

from reportgen.collecting.model import Raw
from reportgen.collecting.package import damaged, too_large

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20_000, 400, 1_500_000
"""Rows and columns that a form may have, and cells with something in them."""
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class GridCell(Struct, frozen=True):
    """What a cell holds; with `formula` what that last gave, with `percent` a hundredth of what it shows."""

    raw: Raw
    formula: bool = False
    percent: bool = False


class Comment(Struct, frozen=True):
    """What somebody has written beside a cell."""

    row: int
    column: int
    author: str
    text: str


class Merged(Struct, frozen=True):
    """Cells that show as one, whose content is that of the first: rows and columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


class GridSheet(Struct):
    """A sheet: its cells that are not empty by (row, column), both from 0; `merged` are those that show as one."""

    name: str
    cells: dict[tuple[int, int], GridCell] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)

    def text(self, row: int, column: int) -> str:
        """A cell as text, "" where it is empty."""
        found = self.cells.get((row, column))
        return "" if found is None or found.raw is None else str(found.raw)

    def place(self, row: int, column: int) -> str:
        """A cell as people find it: ``measures!F7``."""
        return f"{self.name}!{letters(column)}{row + 1}"

    def put(self, row: int, column: int, cell: GridCell, file: str) -> None:
        """Another cell. Raises FindingsError beyond what a form has."""
        if row >= MOST_ROWS or column >= MOST_COLUMNS or len(self.cells) >= MOST_CELLS:
            raise too_large(file)
        if cell.raw is not None and cell.raw != "":
            self.cells[row, column] = cell


def letters(column: int) -> str:
    """A column as spreadsheets call it: A, B … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def span(reference: str) -> Merged | None:
    """The cells of ``B2:C4``; None where that is more than any sheet here has."""
    first, _, last = reference.partition(":")
    begin, end = position(first), position(last or first)
    if begin is None or end is None or end[0] >= MOST_ROWS or end[1] >= MOST_COLUMNS:
        return None
    return Merged(*begin, *end)


def position(reference: str) -> tuple[int, int] | None:
    """Row and column, from 0, of ``F7``."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def events(stream: IO[bytes], file: str, ends: tuple[str, ...], starts: tuple[str, ...] = ()) -> Iterator[Any]:
    """(event, element) of a part as it is read, for the end of some elements and the start of others.

    Raises FindingsError where it is no XML, or declares a type of document: none of these files has a reason to.
    """
    try:
        wanted = (*ends, *starts)
        reading = etree.iterparse(
            stream, events=("start", "end"), tag=wanted, resolve_entities=False, no_network=True, huge_tree=False
        )
        for event, element in reading:
            if element.getroottree().docinfo.internalDTD is not None:
                raise damaged(file, "it declares a type of document")
            if element.tag in (ends if event == "end" else starts):
                yield event, element
    except etree.XMLSyntaxError as error:
        raise damaged(file, str(error)) from None


def forget(element: Any) -> None:
    """Free what has been read of a part."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
