"""What a word takes that a column may divide more or less, measured once for each face."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from msgspec import Struct

from reportgen.fonts.face import Face
from reportgen.hyphenation.ideographs import has_wide
from reportgen.hyphenation.places import Hyphenate, added_places, is_address, own_places

_NUMBER: Final = re.compile(r"[+\-−–±<>~(]*\d[\d.,:;’'\u00a0\u2009\u202f/%‰€$£–-]*\)?")
"""What begins with a digit and goes on like a number, a date, a time or a span of them: it is never divided."""
_REMEMBERED: Final = 1 << 16
"""Words whose extents are kept for their next occurrence."""


class Widths(Struct, frozen=True):
    """The widest part of something, by how far it is divided: wherever it may be (`bare`), each word in two at most
    (`once`), at the signs of words alone (`least`), not at all (`most`). A number is never divided."""

    bare: float = 0.0
    once: float = 0.0
    least: float = 0.0
    most: float = 0.0

    def plus(self, more: float) -> Widths:
        """Each of them wider by `more`."""
        return Widths(self.bare + more, self.once + more, self.least + more, self.most + more)

    def scaled(self, by: float) -> Widths:
        """Each of them times `by`."""
        return Widths(self.bare * by, self.once * by, self.least * by, self.most * by)

    def wider(self, other: Widths) -> Widths:
        """The wider of each."""
        return Widths(
            max(self.bare, other.bare),
            max(self.once, other.once),
            max(self.least, other.least),
            max(self.most, other.most),
        )


@lru_cache(_REMEMBERED)
def word_widths(face: Face, word: str, lang: str, hyphenate: Hyphenate | None) -> Widths:
    """The widths of one word in 1/1000 em; without `hyphenate` patterns are not asked, which takes time, and the first
    two are as the third."""
    whole = face.words[word]
    if _NUMBER.fullmatch(word):
        return Widths(whole, whole, whole, whole)
    own = () if len(word) < _SHORTEST and not has_wide(word) else tuple(dict(own_places(word)))
    least = _widest(face, word, dict.fromkeys(own, False))
    if hyphenate is None or is_address(word):
        return Widths(least, least, least, whole)
    added = dict(added_places(word, lang, hyphenate))
    if not added:
        return Widths(least, least, least, whole)
    ends = (*own, len(word))
    parts = [(start, end) for start, end in zip((0, *own), ends, strict=True)]
    once = max(_in_two(face, word, start, end, tuple(added)) for start, end in parts)
    return Widths(_widest(face, word, {**added, **dict.fromkeys(own, False)}), once, least, whole)


_SHORTEST: Final = 4
"""Characters of a word that may be divided."""


def _widest(face: Face, word: str, places: dict[int, bool]) -> float:
    """The widest part of a word that is divided at all places; True for those that get a hyphen."""
    widest, start = 0.0, 0
    for end in (*sorted(places), len(word)):
        part = word[start:end] + ("-" if places.get(end) else "")
        widest, start = max(widest, face.words[part]), end
    return widest


def _in_two(face: Face, word: str, start: int, end: int, added: tuple[int, ...]) -> float:
    """The width of a part of a word that is divided at the best place for two lines, if at all."""
    inside = [place for place in added if start < place < end]
    halves = [max(face.words[word[start:place] + "-"], face.words[word[place:end]]) for place in inside]
    return min([face.words[word[start:end]], *halves])
