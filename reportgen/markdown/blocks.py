"""Headings and quotations: CommonMark's, but where the mark is a sign before a number it stays one."""

from __future__ import annotations

import re
from typing import Any

from markdown_it.rules_block.blockquote import blockquote
from markdown_it.rules_block.heading import heading as atx_heading

_NUMBER_SIGN = re.compile(r"# ?\d")
_MORE_THAN = re.compile(r"> ?\d")


def heading(state: Any, first: int, last: int, silent: bool) -> bool:
    """``## Words``, in no list and no quotation; "# 12" is a number."""
    if state.level or _NUMBER_SIGN.match(state.src, _begin(state, first)):
        return False
    return atx_heading(state, first, last, silent)


def quote(state: Any, first: int, last: int, silent: bool) -> bool:
    """``> words``; "> 50" is more than fifty."""
    if _MORE_THAN.match(state.src, _begin(state, first)):
        return False
    return blockquote(state, first, last, silent)


def _begin(state: Any, line: int) -> int:
    return int(state.bMarks[line] + state.tShift[line])
