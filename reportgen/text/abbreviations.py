"""When a text uses an abbreviation: the one definition for all who look for one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


def stands_in(short: str, text: str) -> bool:
    """Whether the abbreviation stands in the text as a word of its own.

    Hyphens and slashes part words ("KI-Trainer" uses "KI"), "&" between letters does not ("F&E" does not use "E"). An
    abbreviation of several words may be broken between them, and one may begin or end with a sign ("AI Act", "C++").
    """
    words = short.split()
    return bool(words) and words[0] in text and bool(_pattern(short).search(text))


def used_in(text: str, shorts: Iterable[str]) -> frozenset[str]:
    """Those of the abbreviations that stand in the text; what stands only inside a longer one of them does not."""
    there = [short for short in shorts if stands_in(short, text)]
    return frozenset(short for short in there if _alone(short, [each for each in there if each != short], text))


def _alone(short: str, others: list[str], text: str) -> bool:
    longer = "|".join(word_pattern(other) for other in others if stands_in(short, other))
    return not longer or any(
        match["short"] for match in re.finditer(f"{longer}|(?P<short>{word_pattern(short)})", text)
    )


@lru_cache(maxsize=1024)
def _pattern(short: str) -> re.Pattern[str]:
    return re.compile(word_pattern(short))


def word_pattern(short: str) -> str:
    """A regular expression of an abbreviation (`stands_in`).

    It begins with letters, for which Python searches fast, and looks back then.
    """
    first, *others = map(re.escape, short.split())
    rest = "".join(rf"\s+{other}" for other in others)
    return rf"{first}(?<!\w{first})(?<!\w&{first}){rest}(?!\w)(?!&\w)"
