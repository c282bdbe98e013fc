"""Where a word may be divided: at its own hyphens, by patterns, in addresses. Asks its characters alone, no font."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from reportgen.hyphenation.ideographs import has_wide, places

Hyphenate: TypeAlias = Callable[[str, str], tuple[int, ...]]
"""Word and language to the offsets at which the word may be divided."""
OWN_SIGNS = "-/"
"""Signs of a word at which it is divided without a further one."""
_ADDRESS = re.compile(r"://|\w@\w|^www\.|\w\.[^\W\d_]\w")
"""Addresses on the web and of mail, and names of files: a sign in them is never added, and seldom left out."""
_ADDRESS_BREAK = re.compile(r"(?<=[/?&=_])(?=[^/\s])")
_ADDRESS_MARK = re.compile(r"(?<=\w)(?=[.-]\w)")
_LONG_PART = 24
"""Characters of a part of an address that may be divided before its stops and hyphens, too."""
_OWN_HYPHEN = re.compile(r"(?<=[^\W\d_]{2}[-/])(?=\w{2})|(?<=\w{2}/)(?=[^\W\d_]{2})|(?<=\d-)(?=[^\W\d_]{3})")
_SHORT_PREFIX = re.compile(r"(?:^|(?<=[\s(\[„“‚‘»«\"']))\w{1,3}[-/]")
"""A beginning too short to stand alone at a line's end: the "KI-" of "KI-Start-ups"."""
_LETTERS = re.compile(r"[^\W\d_]+")


def is_address(word: str) -> bool:
    """Whether a word is read letter by letter: the address of a page or of mail, the name of a domain or file."""
    return _ADDRESS.search(word) is not None


def own_places(word: str) -> tuple[tuple[int, bool], ...]:
    """Places behind hyphens and slashes of the word itself, and in addresses."""
    if has_wide(word):
        return tuple((offset, False) for offset in places(word))
    if word.isalpha():
        return ()
    if is_address(word):
        return tuple((offset, False) for offset in _in_address(word) if 3 < offset < len(word) - 2)
    short = {match.end() for match in _SHORT_PREFIX.finditer(word)}
    return tuple((match.start(), False) for match in _OWN_HYPHEN.finditer(word) if match.start() not in short)


def _in_address(word: str) -> Iterator[int]:
    """Behind slashes and the like; in long parts also before stops and hyphens, so that a line never ends in one."""
    start = 0
    for end in (*(match.start() for match in _ADDRESS_BREAK.finditer(word)), len(word)):
        if end - start > _LONG_PART:
            yield from (match.start() for match in _ADDRESS_MARK.finditer(word, start, end))
        if end < len(word):
            yield end
        start = end


def added_places(word: str, lang: str, hyphenate: Hyphenate) -> tuple[tuple[int, bool], ...]:
    """Places where a hyphen is added: not in short words, abbreviations, names with inner capitals, beside digits."""
    found: list[tuple[int, bool]] = []
    for match in _LETTERS.finditer(word):
        part = match.group()
        if len(part) > 4 and part[1:].islower() and not _touches_digit(word, match):
            found += [(match.start() + offset, True) for offset in hyphenate(part, lang)]
    return tuple(found)


def _touches_digit(word: str, match: re.Match[str]) -> bool:
    return word[max(match.start() - 1, 0)].isdigit() or word[min(match.end(), len(word) - 1)].isdigit()
