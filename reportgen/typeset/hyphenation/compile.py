"""Compiles TeX's pattern files into tables that load in a few milliseconds.

Run as ``python -m reportgen.typeset.hyphenation.compile`` after replacing a source. A table has two lines of the same
number of words: the letters of each pattern, and its values, of which the leading zeros are left out and counted by
the first letter (A for none).
"""

from __future__ import annotations

import re
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


def compiled(source: str) -> str:
    """The table of a pattern file; whole words it lists become patterns that outbid all others."""
    words = groups(source)
    table = dict(_split(pattern) for pattern in words["patterns"])
    for word in words["hyphenation"]:
        table.update([_split(whole_word(word))])
    return f"{' '.join(table)}\n{' '.join(table.values())}\n"


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


def main() -> None:
    """Writes the table of every language."""
    for language, name in SOURCES.items():
        table = compiled((HERE / name).read_text(encoding="utf-8"))
        (HERE / f"{language}.table").write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
