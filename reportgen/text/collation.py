"""The order of words in glossaries, registers and sorted lists, as the dictionaries of a language have it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_SCANDINAVIAN: Final = ("zæøå",)
_LETTERS: Final = {
    "cs": ("cč", "rř", "sš", "zž"),
    "da": _SCANDINAVIAN,
    "es": ("nñ",),
    "fi": ("zåäö",),
    "hr": ("cčć", "dđ", "sš", "zž"),
    "hu": ("oö", "uü"),
    "nb": _SCANDINAVIAN,
    "nn": _SCANDINAVIAN,
    "no": _SCANDINAVIAN,
    "pl": ("aą", "cć", "eę", "lł", "nń", "oó", "sś", "zźż"),
    "ro": ("aăâ", "iî", "sș", "tț"),
    "sk": ("aä", "cč", "oô", "sš", "zž"),
    "sl": ("cč", "sš", "zž"),
    "sv": ("zåäö",),
    "tr": ("cç", "gğ", "oö", "sş", "uü"),
}
"""Letters that follow another one in the alphabet of a language, instead of counting as that letter with a mark."""
_WITHOUT_MARKS: Final = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
"""Letters that Unicode does not take apart."""
_DIGITS: Final = re.compile("([0-9]+)")

_Unit = tuple[int, str, int]
"""Kind (0 what is no letter, 1 a number, 2 a letter), letter, and number or place behind the letter."""
SortKey = tuple[tuple[_Unit, ...], str, str]


def sort_key(text: str, language: str) -> SortKey:
    """A key that sorts `text` among others.

    Letters with marks count as those without (German: DIN 5007-1, so "Ärzte" stands beside "Arzt", ß counts as ss)
    but where they are letters of their own in the alphabet of `language`; between texts that differ in nothing else
    the one without comes first. Capitals do not count, signs between words do as blanks, numbers by their size: "G7"
    before "G20".
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    own = _own_letters(language.partition("-")[0].lower())
    units: list[_Unit] = []
    for index, part in enumerate(_DIGITS.split(folded)):
        if index % 2:
            units.append((1, "", int(part)))
        else:
            for letter in part:
                units.extend([own[letter]] if letter in own else _plain(letter))
    return _single_blanks(units), folded, text.swapcase()


@lru_cache(maxsize=8)
def _own_letters(language: str) -> dict[str, _Unit]:
    return {
        letter: (2, series[0], place)
        for series in _LETTERS.get(language, ())
        for place, letter in enumerate(series[1:], 1)
    }


@lru_cache(maxsize=512)
def _plain(letter: str) -> tuple[_Unit, ...]:
    """A letter without its marks."""
    found = _WITHOUT_MARKS.get(letter) or unicodedata.normalize("NFKD", letter)
    return tuple((2, each, 0) if each.isalnum() else (0, "", 0) for each in found if not unicodedata.combining(each))


def _single_blanks(units: list[_Unit]) -> tuple[_Unit, ...]:
    """Without signs at the beginning and the end, and with one between words."""
    kept: list[_Unit] = []
    for unit in units:
        if unit[0] or (kept and kept[-1][0]):
            kept.append(unit)
    if kept and not kept[-1][0]:
        kept.pop()
    return tuple(kept)
