"""Numbers that Word makes itself: headings, list items, and numbering.xml for both (ECMA-376 part 1, 17.9).

A report keeps its own heading numbers, also where an excerpt leaves chapters out. As long as Word's own count gives the
wanted number, a heading belongs to the list of its style; at a jump ("2.3" after "2.1") a new instance of the list
begins, with a start value on every level, and is used until the next jump.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from msgspec import Struct, field

from reportgen.docx import ppr
from reportgen.docx.styles import LIST_HANG
from reportgen.ooxml.xml import HEADER, STORY_NAMESPACES
from reportgen.text.xml import escape

LEVELS: Final = 9
"""Levels of a multilevel list."""
_DECIMAL = re.compile(r"[1-9]\d{0,3}(\.[1-9]\d{0,3}){0,8}")
_LETTER = re.compile(r"[A-Z](\.[1-9]\d{0,3}){0,8}")
_BULLETS: Final = ("•", "–", "·")

HEADINGS, ANNEXES, BULLETS, NUMBERS, FIRST_LITERAL = 0, 1, 2, 3, 4
"""Ids of the abstract lists; a list for headings whose number Word cannot count begins at FIRST_LITERAL."""


class Member(Struct, frozen=True):
    """The place of a paragraph in a list: instance and level."""

    num: int
    level: int


class _Count(Struct):
    """What Word has counted in one instance of a list.

    `values` are the numbers printed last by level, None where the level has not been used since a higher one was.
    """

    num: int
    starts: tuple[int, ...] = (1,) * LEVELS
    values: list[int | None] = field(default_factory=lambda: [None] * LEVELS)
    used: set[int] = field(default_factory=set)

    def following(self, level: int) -> tuple[int, ...] | None:
        """The number of the next heading on `level`; None where programs may differ about it.

        On its first use in an instance a level takes the start of the instance, says Word; it goes on from what was
        printed last, say others. After a higher level it begins with the start of the instance, or with 1.
        """
        value, start = self.values[level], self.starts[level]
        candidates = set()
        if level not in self.used or value is None:
            candidates.add(start)
        if value is not None:
            candidates.add(value + 1)
        elif level in self.used:
            candidates.add(1)
        if len(candidates) > 1:
            return None
        above = (self.starts[j] if found is None else found for j, found in enumerate(self.values[:level]))
        return (*above, candidates.pop())

    def take(self, wanted: tuple[int, ...]) -> None:
        """Count a heading with that number."""
        level = len(wanted) - 1
        for above in range(level):
            self.values[above] = wanted[above]
        self.values[level] = wanted[level]
        self.values[level + 1 :] = [None] * (LEVELS - level - 1)
        self.used.add(level)


class Numbering:
    """All lists of one document, in the order in which they were asked for.

    `looks` gives the run properties of the number of a heading, by its level from 0.
    """

    def __init__(self, looks: Callable[[int], str], hang: int, heading_levels: set[int]) -> None:
        self._looks, self._hang = looks, hang
        self.heading_levels = heading_levels
        """Levels (from 1) on which headings of this document are numbered by their style."""
        self._nums: list[str] = []
        self._literals: list[str] = []
        self._counts = {HEADINGS: _Count(self._add(HEADINGS)), ANNEXES: _Count(self._add(ANNEXES))}
        self._bullets = self._add(BULLETS)
        self._numbers = self._add(NUMBERS)

    def _add(self, abstract: int, starts: tuple[int, ...] = ()) -> int:
        num = len(self._nums) + 1
        overrides = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for level, start in enumerate(starts)
        )
        self._nums.append(f'<w:num w:numId="{num}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>')
        return num

    # ------------------------------------------------------------------------------------------------ headings

    def heading(self, number: str) -> Member:
        """The membership that makes Word print `number` before a heading."""
        if _DECIMAL.fullmatch(number):
            wanted = tuple(int(part) for part in number.split("."))
            return self._member(HEADINGS, wanted)
        if _LETTER.fullmatch(number):
            first, *rest = number.split(".")
            return self._member(ANNEXES, (ord(first) - ord("A") + 1, *map(int, rest)))
        return self._literal(number)

    def _member(self, abstract: int, wanted: tuple[int, ...]) -> Member:
        count, level = self._counts[abstract], len(wanted) - 1
        if count.following(level) != wanted:
            starts = (*wanted, *(1,) * (LEVELS - len(wanted)))
            count = self._counts[abstract] = _Count(self._add(abstract, starts), starts)
        count.take(wanted)
        return Member(count.num, level)

    def _literal(self, number: str) -> Member:
        if number not in self._literals:
            self._literals.append(number)
        return Member(self._add(FIRST_LITERAL + self._literals.index(number)), 0)

    @property
    def style_lists(self) -> dict[int, int]:
        """The list of each heading style that is numbered, by heading level."""
        return dict.fromkeys(sorted(self.heading_levels), 1)

    # --------------------------------------------------------------------------------------------------- lists

    def items(self, ordered: bool, depth: int, start: int) -> int:
        """The list of a new block of items; numbered ones count from `start` again."""
        if not ordered:
            return self._bullets
        level = min(depth, LEVELS - 1)
        return self._add(NUMBERS, tuple(start if i == level else 1 for i in range(LEVELS)))

    @property
    def list_styles(self) -> dict[tuple[bool, int], int]:
        """The lists of Word's list styles by kind (numbered or not) and level."""
        return {
            (ordered, depth): self._numbers if ordered else self._bullets
            for ordered in (False, True)
            for depth in range(3)
        }

    # ----------------------------------------------------------------------------------------------------- xml

    def xml(self) -> str:
        """The whole part: abstract lists first, then their instances (17.9.17)."""
        first = [
            self._abstract(HEADINGS, [self._heading_level(i, "decimal") for i in range(LEVELS)]),
            self._abstract(ANNEXES, [self._heading_level(i, "upperLetter") for i in range(LEVELS)]),
            self._abstract(BULLETS, [self._item_level(i, False) for i in range(LEVELS)]),
            self._abstract(NUMBERS, [self._item_level(i, True) for i in range(LEVELS)]),
        ]
        first += [
            self._abstract(FIRST_LITERAL + i, [self._level(0, "decimal", number, -self._hang, self._hang)])
            for i, number in enumerate(self._literals)
        ]
        body = "".join(first) + "".join(self._nums)
        return f"{HEADER}<w:numbering {STORY_NAMESPACES}>{body}</w:numbering>"

    def _abstract(self, abstract: int, levels: list[str]) -> str:
        kind = "multilevel" if len(levels) > 1 else "singleLevel"
        return (
            f'<w:abstractNum w:abstractNumId="{abstract}"><w:nsid w:val="{0x52470000 + abstract:08X}"/>'
            f'<w:multiLevelType w:val="{kind}"/><w:tmpl w:val="{0x52480000 + abstract:08X}"/>'
            f"{''.join(levels)}</w:abstractNum>"
        )

    def _heading_level(self, level: int, top: str) -> str:
        text = ".".join(f"%{i + 1}" for i in range(level + 1))
        style = f"Heading{level + 1}" if top == "decimal" and level + 1 in self.heading_levels else None
        return self._level(level, top if level == 0 else "decimal", text, 0, self._hang, style)

    def _level(self, level: int, form: str, text: str, left: int, hang: int, style: str | None = None) -> str:
        linked = f'<w:pStyle w:val="{style}"/>' if style else ""
        left = max(left, 0)
        return (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}<w:suff w:val="tab"/>'
            f'<w:lvlText w:val="{escape(text)}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>{ppr.indent(left, hang)}</w:pPr>'
            f"<w:rPr>{self._looks(level)}</w:rPr></w:lvl>"
        )

    def _item_level(self, level: int, ordered: bool) -> str:
        form, text = ("decimal", f"%{level + 1}.") if ordered else ("bullet", _BULLETS[level % 3])
        left = LIST_HANG * (level + 1)
        return (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{ppr.indent(left, LIST_HANG)}</w:pPr></w:lvl>'
        )
