"""Division of words by patterns (F. M. Liang, "Word Hy-phen-a-tion by Com-put-er", 1983).

Patterns are loaded when the first word of a language has to be divided, and each word is looked up once in a process.
The automaton's format stands in `compile`.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files


class Patterns:
    """The patterns of one language, and the words that are divided as they are listed."""

    def __init__(self, automaton: bytes, words: str) -> None:
        alphabet, values, states, packed = automaton.split(b"\n", 3)
        self._codes = {letter: code for code, letter in enumerate(alphabet.decode(), 1)}
        self._values = [(0, ()), *(_value(value) for value in values.decode().split(" "))]
        count = int(states)
        self._base = _array("i", packed[: 4 * count])
        self._ends = _array("H", packed[4 * count : 6 * count])
        self._check = packed[6 * count :]
        self._words = dict(_listed(word) for word in words.split())
        self._known: dict[str, tuple[int, ...]] = {}

    def divisions(self, word: str) -> tuple[int, ...]:
        """The offsets at which a word may be divided, its first and last letters included."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._divide(word)
        return found

    def _divide(self, word: str) -> tuple[int, ...]:
        lower = word.lower()
        if lower in self._words:
            return self._words[lower]
        if len(lower) != len(word):
            return ()
        code = self._codes.get
        codes = [code(letter, 0) for letter in f".{lower}."]
        best = [0] * (len(codes) + 1)
        base, check, ends, values = self._base, self._check, self._ends, self._values
        for start in range(len(codes)):
            state = 0
            for letter in codes[start:]:
                state = base[state] + letter
                if not letter or check[state] != letter:
                    break
                if ends[state]:
                    offset, digits = values[ends[state]]
                    for place, digit in enumerate(digits, start + offset):
                        if digit > best[place]:
                            best[place] = digit
                if not base[state]:
                    break
        return tuple(index - 1 for index in range(2, len(codes) - 1) if best[index] % 2)


def _array(kind: str, content: bytes) -> array[int]:
    found = array(kind, content)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def _value(packed: str) -> tuple[int, tuple[int, ...]]:
    return ord(packed[0]) - ord("A"), tuple(map(int, packed[1:]))


def _listed(word: str) -> tuple[str, tuple[int, ...]]:
    parts = word.split("-")
    offsets, at = [], 0
    for part in parts[:-1]:
        at += len(part)
        offsets.append(at)
    return "".join(parts).lower(), tuple(offsets)


@cache
def patterns(language: str) -> Patterns | None:
    """The patterns of a language (two letters), None where there are none."""
    folder = files("reportgen.hyphenation")
    automaton = folder / f"{language}.trie"
    if not automaton.is_file():
        return None
    return Patterns(automaton.read_bytes(), (folder / f"{language}.words").read_text("utf-8"))


def hyphenate(word: str, lang: str, left: int = 2, right: int = 3) -> tuple[int, ...]:
    """The offsets at which a word of a language (BCP 47) may be divided, `left` and `right` letters kept together."""
    found = patterns(lang[:2].lower())
    if found is None or len(word) < left + right:
        return ()
    last = len(word) - right
    return tuple(offset for offset in found.divisions(word) if left <= offset <= last)


@cache
def divider(left: int, right: int) -> Callable[[str, str], tuple[int, ...]]:
    """`hyphenate` with the theme's letters kept together: one function for each pair, so that results can be kept."""
    return partial(hyphenate, left=left, right=right)
