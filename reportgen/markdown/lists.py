"""Lists: CommonMark's, but what is written as an ordinal or a sign stays one."""

from __future__ import annotations

import re
from typing import Any

from markdown_it.rules_block.list import list_block, skipBulletListMarker, skipOrderedListMarker
from msgspec import Struct

from reportgen.markdown.facts import is_ordinal, is_signed

_ENDS_OPEN = (":", "：")
"""What a line ends in that a list follows at once."""


def lists(state: Any, first: int, last: int, silent: bool) -> bool:
    """A list, unless its first line is a statement (`facts`) or it is one numbered line alone.

    A number alone at the start of a line ("3. Bericht der Regierung") is printed as it is written; a list has a second
    item with the next number.
    """
    mark = _mark(state, first)
    if mark is None:
        return False
    if silent and state.sCount[first] < state.blkIndent:
        return not _strange(state, mark) and list_block(state, first, last, True)
    within = silent and state.parentType == "paragraph" and not _line(state, first - 1).endswith(_ENDS_OPEN)
    if mark.is_statement(within=within):
        return False
    alone = mark.number is not None and (not silent or state.parentType == "paragraph")
    if alone and not _goes_on(state, first, last, mark):
        return False
    return list_block(state, first, last, silent)


def ends_list(state: Any, first: int, last: int, silent: bool) -> bool:
    """A terminator of lists (never a block of its own): a statement that is not their next item."""
    del last
    mark = _mark(state, first) if silent else None
    return mark is not None and _strange(state, mark)


class _Mark(Struct, frozen=True):
    """What looks like the mark of an item: its character, its number where it has one, and the words behind it."""

    sign: str
    number: int | None
    words: str

    def is_statement(self, *, within: bool = False) -> bool:
        """Whether the line is one that says something with its number or sign."""
        if self.number is not None:
            return is_ordinal(self.number, self.words)
        return self.sign != "*" and is_signed(self.words, within=within)


def _mark(state: Any, line: int) -> _Mark | None:
    if state.is_code_block(line):
        return None
    begin = state.bMarks[line] + state.tShift[line]
    behind = skipOrderedListMarker(state, line)
    ordered = behind >= 0
    behind = behind if ordered else skipBulletListMarker(state, line)
    if behind < 0:
        return None
    number = int(state.src[begin : behind - 1]) if ordered else None
    return _Mark(state.src[behind - 1], number, state.src[behind : state.eMarks[line]].lstrip(" \t"))


def _line(state: Any, line: int) -> str:
    return str(state.src[state.bMarks[line] : state.eMarks[line]]).rstrip() if line >= 0 else ""


def _strange(state: Any, mark: _Mark) -> bool:
    """Whether a statement stands below an item that it does not follow: another mark, or not the next number."""
    before = next((t for t in reversed(state.tokens) if t.type == "list_item_open" and t.level <= state.level), None)
    if before is None or not mark.is_statement():
        return False
    return mark.sign != before.markup or (mark.number is not None and mark.number != int(before.info or 0) + 1)


def _goes_on(state: Any, first: int, last: int, mark: _Mark) -> bool:
    """Whether a line below has the next number, or the same again (which Markdown counts on, too)."""
    ahead = re.compile(rf"[ \t>]*(?:{(mark.number or 0) + 1}|{mark.number}){re.escape(mark.sign)}(?:\s|$)")
    indent = state.sCount[first]
    return any(
        state.sCount[line] <= indent + 1 and ahead.match(state.src, state.bMarks[line])
        for line in range(first + 1, last)
        if not state.isEmpty(line)
    )
