"""What the pages of a document have in common in every format that has pages."""

from __future__ import annotations

from typing import Literal

from reportgen.document import nodes as n
from reportgen.document.theme import Rules

BACK = "back"
"""The role of the section that is the last page."""
COLUMN_GAP = 6.0
"""Millimetres between two columns of text."""
LEAST_COLUMN = 40.0
"""Millimetres that a column of text takes at least."""
_FULL_WIDTH = (n.KeyFigures, n.TableOfContents, n.Index)


def begins_wide(section: n.Section) -> bool:
    """Whether text begins at the left edge of the margin column: where an unnumbered chapter is full-width matter."""
    blocks = iter(section.children)
    heading = next(blocks, None)
    if not isinstance(heading, n.Heading) or heading.level > 1 or heading.number:
        return False
    for block in blocks:
        if isinstance(block, n.Paragraph):
            continue
        return isinstance(block, _FULL_WIDTH) or (isinstance(block, n.Table) and block.wide)
    return False


def page_start(section: n.Section, rules: Rules) -> Literal["new", "recto"] | None:
    """Where the page of a section begins: as it says itself, chapters and annexes on the right where the theme says so.

    The front matter and the last page stay where they are.
    """
    turned = rules.recto_starts and section.page == "new" and section.matter != "front" and section.role != BACK
    return "recto" if turned else section.page


def body_start(document: n.Document) -> str | None:
    """The id of the section that begins the body on a new page, None where nothing stands before it."""
    for index, block in enumerate(document.children):
        if isinstance(block, n.Section) and block.matter != "front" and block.page:
            return block.id if index else None
    return None


def page_label(index: int, body: int | None) -> str:
    """The printed number of the page at `index` (from 0); `body` is where pages are counted from 1 again.

    Pages before the body have small Roman numerals then.
    """
    if body is None:
        return str(index + 1)
    return roman(index + 1) if index < body else str(index - body + 1)


_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def roman(number: int) -> str:
    """A number from 1 in small Roman numerals."""
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def roman_value(text: str) -> int | None:
    """The number that small Roman numerals say; None for any other text."""
    number, rest = 0, text
    for value, letters in _ROMAN:
        while rest.startswith(letters):
            number, rest = number + value, rest.removeprefix(letters)
    return number if text and roman(number) == text else None
