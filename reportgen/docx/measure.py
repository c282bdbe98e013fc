"""How wide words are and how many lines they take, about: only the program that shows a Word file has its fonts."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_ADVANCES: Final = {
    **dict.fromkeys(" .,:;'|Iijl·\u00a0", 0.24),
    **dict.fromkeys("()[]{}-/\\frt!`J", 0.31),
    **dict.fromkeys('csz"„“L', 0.41),
    **dict.fromkeys("bdhnopquBCRVPüöß", 0.53),
    **dict.fromkeys("ADGHNOQUwÄÖÜ%&", 0.65),
    **dict.fromkeys("mMW@", 0.83),
}
_ADVANCE: Final = 0.49
"""Of a character, as a share of the type size: those of Calibri within a twentieth, and as much for all others."""
_FAMILIES: Final = {
    **dict.fromkeys(("calibri", "carlito", "times new roman", "liberation serif"), 1.0),
    **dict.fromkeys(("arial", "helvetica", "liberation sans", "lato", "segoe ui", "tahoma"), 1.09),
    **dict.fromkeys(("verdana", "dejavu sans"), 1.24),
    **dict.fromkeys(("courier new", "consolas", "liberation mono"), 1.49),
}
"""How wide running text in a family is beside Calibri's."""
_OTHER: Final = 1.06
LINE: Final = 1.22
"""Height of a line that a program gives the typefaces of offices at least, as a share of the type size."""
_UNITS: Final = bytes(0 if code == 0xAD else round(100 * _ADVANCES.get(chr(code), _ADVANCE)) for code in range(256))
"""Hundredths of the type size by character, of those that Latin-1 has; others count as a question mark."""


def advance(character: str) -> float:
    """The width of a character, as a share of the type size."""
    return _ADVANCES.get(character, _ADVANCE)


def width(words: str, size: float) -> float:
    """The width of words, in the unit of the type size."""
    return size * sum(_units(words).translate(_UNITS)) / 100


def _units(words: str) -> bytes:
    return words.encode("latin-1", "replace")


@lru_cache(maxsize=16)
def breadth(family: str) -> float:
    """How wide text in a family is, as a share of what `width` says."""
    return _FAMILIES.get(family.casefold(), _OTHER)


def filled(text: str, room: float) -> int:
    """How many lines a text takes at least; `room` is the width of a line as a multiple of the type size."""
    return -int(-width(text, 1) // room)


def lines(text: str, room: float) -> int:
    """How many lines a text takes that ends them at blanks and behind hyphens; `room` as in `filled`.

    A word wider than a line is divided where it has to be.
    """
    count, left, whole = 0, 0, max(1, round(100 * room))
    for word in _units(text).replace(b"-", b"- ").split():
        wide = sum(word.translate(_UNITS))
        if wide > left:
            more = -(-wide // whole)
            count, left = count + more, more * whole
        left -= wide if word.endswith(b"-") else wide + _UNITS[32]
    return count
