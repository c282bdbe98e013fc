"""Characters that look like others, or like nothing: two texts that look alike are told apart by their numbers."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    r"[^\S \n]"  # spaces of other widths, or that no line breaks at
    "|[\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufe00-\ufe0f\ufeff]"  # without width
    "|[\u2010\u2011\u2212\u02bc\u2019\u00b4`]"  # hyphens, minus signs and apostrophes
)


def named(text: str) -> str:
    """A text with every such character as its number: "58⟨U+00A0⟩%"."""
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found.group()):04X}⟩", text)


def differing(one: str, other: str) -> int:
    """The index at which two texts begin to differ."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))


def told_apart(one: str, other: str) -> tuple[str, str]:
    """Two texts, with what cannot be seen of the characters by which they begin to differ as numbers."""
    at = differing(one, other)
    first, second = (text[:at] + named(text[at : at + 1]) + text[at + 1 :] for text in (one, other))
    return first, second
