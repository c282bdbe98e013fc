"""When a text uses an abbreviation: the one definition for glossaries and excerpts."""

from __future__ import annotations

import re
from collections.abc import Iterable


def used_in(text: str, shorts: Iterable[str]) -> frozenset[str]:
    """Those of the abbreviations that stand in the text as words; hyphens, slashes and points part words."""
    words = frozenset(re.findall(r"\w[\w&/.-]*\w|\w", text))
    parts = frozenset(part for word in words for part in re.split(r"[-/.]", word))
    return frozenset(short for short in shorts if short in words or short in parts)
