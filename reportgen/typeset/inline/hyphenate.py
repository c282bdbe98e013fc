"""Division of words by patterns (F. M. Liang, "Word Hy-phen-a-tion by Com-put-er", 1983)."""

from __future__ import annotations

MIN_LENGTH = 5


def hyphenate(word: str, lang: str) -> tuple[int, ...]:
    """The offsets at which a word of a language may be divided; none for a language without patterns."""
    return ()
