"""How wide words are and how many lines they take, about: only the program that shows a Word file has its fonts."""

from __future__ import annotations

import re
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
_ENDS: Final = re.compile(r"[ \t\n\u2002]+|(?<=[-\u2013])(?=\w)")
"""Where a line may end: at blanks, and behind hyphens."""


def advance(character: str) -> float:
    """The width of a character, as a share of the type size."""
    return _ADVANCES.get(character, _ADVANCE)


def width(words: str, size: float) -> float:
    """The width of words, in the unit of the type size."""
    return size * sum(map(advance, words))


def breadth(family: str) -> float:
    """How wide text in a family is, as a share of what `width` says."""
    return _FAMILIES.get(family.casefold(), _OTHER)


def lines(text: str, room: float) -> int:
    """How many lines a text takes; `room` is the width of a line as a multiple of the type size. None without text."""
    count, left = 0, 0.0
    blank = advance(" ")
    for word in filter(None, _ENDS.split(text)):
        wide = sum(map(advance, word))
        if wide <= left:
            left -= wide + blank
            continue
        more = max(1, -int(-wide // max(room, 1.0)))
        count, left = count + more, more * room - wide - blank
    return count
