"""Compiles TeX's pattern files into automata that load in a millisecond.

Run as ``python -m reportgen.hyphenation.compile`` after replacing a source. An automaton is a trie of the
patterns' letters as a double array (J. Aoe, "An Efficient Digital Search Algorithm by Using a Double-Array Structure",
1989): from state `s` a letter with the code `c` leads to `base[s] + c`, if `check` says there that it came by `c`. No
two states share a base, so the letter is all that has to be checked.

The file: three lines of UTF-8 (alphabet, values, number of states), then `base` as 32-bit integers, `values` of the
states as 16-bit integers (0: no pattern ends here), `check` as bytes; all little-endian. A value is a letter (how
many places before its digits begin, A for none) and the digits between the letters of a pattern.
"""

from __future__ import annotations

import re
import sys
from array import array
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = {"de": "dehyphn-x-2022-03-16.pat", "en": "hyphen.tex"}
"""The pattern file of each language."""

_COMMENT = re.compile(r"%.*")
_GROUP = re.compile(r"\\(patterns|hyphenation)\s*\{([^}]*)\}")


def groups(source: str) -> dict[str, list[str]]:
    """The words in ``\\patterns{…}`` and ``\\hyphenation{…}`` of a TeX file."""
    found: dict[str, list[str]] = {"patterns": [], "hyphenation": []}
    for name, body in _GROUP.findall(_COMMENT.sub("", source)):
        found[name] += body.split()
    return found


def compiled(source: str) -> bytes:
    """The automaton of a pattern file; whole words it lists become patterns that outbid all others."""
    words = groups(source)
    table = dict(_split(pattern) for pattern in words["patterns"])
    for word in words["hyphenation"]:
        table.update([_split(whole_word(word))])
    return _packed(table)


def whole_word(divided: str) -> str:
    """A pattern for exactly one word: 9 where it is divided, 8 everywhere else."""
    letters = divided.replace("-", "")
    places, at = set(), 0
    for part in divided.split("-")[:-1]:
        at += len(part)
        places.add(at)
    inner = "".join(f"{letter}{9 if index + 1 in places else 8}" for index, letter in enumerate(letters[:-1]))
    return f".{inner}{letters[-1]}."


def _split(pattern: str) -> tuple[str, str]:
    letters, values = "", ["0"]
    for character in pattern:
        if character.isdigit():
            values[-1] = character
        else:
            letters += character
            values.append("0")
    digits = "".join(values).rstrip("0")
    stripped = digits.lstrip("0")
    return letters, chr(ord("A") + len(digits) - len(stripped)) + stripped


# --------------------------------------------------------------------------------------------------------- automaton


class _Trie:
    """A node: the nodes its letters lead to, and the number of the value of the pattern that ends here."""

    def __init__(self) -> None:
        self.children: dict[int, _Trie] = {}
        self.value = 0


def _packed(table: dict[str, str]) -> bytes:
    alphabet = "".join(sorted(set("".join(table))))
    values = sorted(set(table.values()))
    root = _trie(table, alphabet, values)
    base, check, ends = _double_array(root, len(alphabet))
    head = f"{alphabet}\n{' '.join(values)}\n{len(base)}\n".encode()
    return head + b"".join(_little(part) for part in (base, ends, check))


def _trie(table: dict[str, str], alphabet: str, values: list[str]) -> _Trie:
    code = {letter: number for number, letter in enumerate(alphabet, 1)}
    number_of = {value: number for number, value in enumerate(values, 1)}
    root = _Trie()
    for letters, value in table.items():
        node = root
        for letter in letters:
            node = node.children.setdefault(code[letter], _Trie())
        node.value = number_of[value]
    return root


_TRIES = 40
"""Places tried in vain after which the crowded beginning of the array is left behind."""


def _double_array(root: _Trie, letters: int) -> tuple[array[int], array[int], array[int]]:
    """Every node with children gets the next base at which they all find a free state."""
    base, check, ends = array("i", [0]), array("B", [0]), array("H", [0])
    used: set[int] = set()
    start = 1
    queue = [(root, 0)]
    for node, state in queue:
        if not node.children:
            continue
        place = tried = start
        while place in used or any(place + code < len(check) and check[place + code] for code in node.children):
            place += 1
        if place - tried > _TRIES:
            start = place - _TRIES // 2
        used.add(place)
        missing = place + letters + 1 - len(check)
        for part in (base, check, ends):
            part.extend([0] * max(missing, 0))
        base[state] = place
        for code, child in sorted(node.children.items()):
            check[place + code] = code
            ends[place + code] = child.value
            queue.append((child, place + code))
    return base, check, ends


def _little(part: array[int]) -> bytes:
    if sys.byteorder == "big":
        part = array(part.typecode, part)
        part.byteswap()
    return part.tobytes()


def main() -> None:
    """Writes the automaton of every language."""
    for language, name in SOURCES.items():
        automaton = compiled((HERE / name).read_text(encoding="utf-8"))
        (HERE / f"{language}.trie").write_bytes(automaton)


if __name__ == "__main__":
    main()
