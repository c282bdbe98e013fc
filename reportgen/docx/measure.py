"""How wide words are and how many lines they take, about: only the program that shows a Word file has its fonts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

CALIBRI: Final = bytes(32) + bytes.fromhex(
    "17212832334744161e1e3232191f1927333333333333333333331b1b3232322e593a36353e312e3f3e1920342a5541423443362e"
    "3140395934312f1f271f32321d30352a35321f2f3517182d175035353535232721352d472b2d281f2e1f3231332e19322a453232"
    "28682e22572e2f2e2e19192a2a32325b2d472722552e283117213233323332322753283332003327223222211d373b191f192a33"
    "4043442e3a3a3a3a3a3a4c3531313131191919193e4142424242423242404040403134353030303030304d2a3232323217171717"
    "353535353535353235353535352d352d"
)
"""Advances of Calibri's characters, by their place in code page 1252, in hundredths of the type size."""
_FAMILIES: Final = {
    **dict.fromkeys(("calibri", "carlito", "times new roman", "liberation serif"), 1.0),
    **dict.fromkeys(("arial", "helvetica", "liberation sans", "lato", "segoe ui", "tahoma"), 1.09),
    **dict.fromkeys(("verdana", "dejavu sans"), 1.24),
    **dict.fromkeys(("courier new", "consolas", "liberation mono"), 1.49),
}
"""How wide running text in a family is beside Calibri's."""
_OTHER: Final = 1.06
KERNED: Final = 0.991
"""How wide text is with pair kerning."""
BOLD: Final = 1.024
"""How wide bold text is beside regular."""
LINE: Final = 1.22
"""Height of a line that a program gives the typefaces of offices at least, as a share of the type size."""


def advance(character: str) -> float:
    """The width of a character, as a share of the type size."""
    return CALIBRI[_units(character)[0]] / 100


def advances(width_of: Mapping[str, float]) -> bytes:
    """Such a table of a font at hand, from the widths of its characters in 1/1000 em."""
    signs = bytes(range(256)).decode("cp1252", "replace")
    return bytes(0 if sign == "\u00ad" else min(255, round(width_of[sign] / 10)) for sign in signs)


def width(words: str, size: float, units: bytes = CALIBRI) -> float:
    """The width of words, in the unit of the type size."""
    return size * sum(_units(words).translate(units)) / 100


def _units(words: str) -> bytes:
    return words.encode("cp1252", "replace")


@lru_cache(maxsize=16)
def breadth(family: str) -> float:
    """How wide text in a family is, as a share of what `width` says."""
    return _FAMILIES.get(family.casefold(), _OTHER)


def filled(text: str, room: float, units: bytes = CALIBRI) -> int:
    """How many lines a text takes at least; `room` is the width of a line as a multiple of the type size."""
    return -int(-sum(_units(text).translate(units)) / 100 // room)


def lines(text: str, room: float, units: bytes = CALIBRI) -> int:
    """How many lines a text takes that ends them at blanks and behind hyphens; `room` as in `filled`.

    A word wider than a line is divided where it has to be.
    """
    count, left, whole = 0, 0, max(1, round(100 * room))
    for word in _units(text).replace(b"-", b"- ").split():
        wide = sum(word.translate(units))
        if wide > left:
            more = -(-wide // whole)
            count, left = count + more, more * whole
        left -= wide if word.endswith(b"-") else wide + units[32]
    return count
