"""Where lines end in Chinese, Japanese and Korean text: between characters, as UAX #14 says (rules LB13 to LB15, LB21).

No line begins with what closes, with small kana and marks of repetition, and none ends with what opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

FIRST: Final = "\u2e80"
"""All that is told here stands from this character on."""
_WIDE: Final = "\u2e80-\u303f\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003fffd"
"""Ideographs, kana, syllables of Hangul and their punctuation."""
_CLOSING: Final = (
    "\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u3019\u301b\u301e\u301f\uff01\uff09\uff0c\uff0e\uff1a\uff1b"
    "\uff1f\uff3d\uff5d\uff60\ufe50\ufe52\ufe5a\ufe5c\ufe5e"
    "\u3005\u301c\u303b\u303c\u309b-\u309e\u30a0\u30fb\u30fd\u30fe"
    "\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e\u3095\u3096\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5"
    "\u30e7\u30ee\u30f5\u30f6\u30fc\u31f0-\u31ff"
    r"!),.:;?\]}%’”»…"
)
"""Classes CL, EX, NS and CJ of Unicode 15.0, and Latin punctuation that closes."""
_OPENING: Final = (
    "\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301a\u301d\uff08\uff3b\uff5b\uff5f\ufe59\ufe5b\ufe5d"
    r"(\[{„‚“‘«"
)
"""Class OP, and Latin punctuation that opens."""


@cache
def _place() -> re.Pattern[str]:
    """Compiled when a text needs it, which most have no wide character for."""
    return re.compile(f"(?:(?<=[{_WIDE}])(?=.)|(?<=.)(?=[{_WIDE}]))(?<![{_OPENING}])(?![{_CLOSING}])")


def places(word: str) -> Iterator[int]:
    """Offsets in a word before which a line may end, because a wide character stands beside them."""
    return (match.start() for match in _place().finditer(word))


def has_wide(word: str) -> bool:
    """Whether a word begins or ends in a wide character."""
    return word[0] >= FIRST or word[-1] >= FIRST
