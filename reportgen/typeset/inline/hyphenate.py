"""Division of words by patterns (F. M. Liang, "Word Hy-phen-a-tion by Com-put-er", 1983).

Patterns are loaded when the first word of a language has to be divided, and each word is looked up once in a process.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files

_ODD = frozenset("13579")


class Patterns:
    """The patterns of one language, and the words that are divided as they are listed."""

    def __init__(self, table: str, words: str) -> None:
        letters, values = (line.split(" ") for line in table.splitlines())
        self._values = dict(zip(letters, values, strict=True))
        self._longest = max(map(len, letters))
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
        dotted = f".{lower}."
        length = len(dotted)
        best = ["0"] * (length + 1)
        look_up, longest = self._values.get, self._longest
        for start in range(length):
            for end in range(start + 1, min(start + longest, length) + 1):
                values = look_up(dotted[start:end])
                if values is not None:
                    place = start + ord(values[0]) - 65
                    for value in values[1:]:
                        if value > best[place]:
                            best[place] = value
                        place += 1
        return tuple(index - 1 for index in range(2, length - 1) if best[index] in _ODD)


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
    folder = files("reportgen.typeset.hyphenation")
    table = folder / f"{language}.table"
    if not table.is_file():
        return None
    return Patterns(table.read_text("utf-8"), (folder / f"{language}.words").read_text("utf-8"))


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
