"""Hanging punctuation: marks that stand partly outside of the measure, so that its edges look straight."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.typeset.inline.look import Look
from reportgen.typeset.inline.words import Breakpoints, Fragment

_RIGHT = {"-": 0.6, ".": 0.6, ",": 0.6, ":": 0.4, ";": 0.4, "–": 0.3, "“": 0.5, "‘": 0.5, "”": 0.5, "’": 0.5, "«": 0.4}
_LEFT = {"„": 0.5, "‚": 0.5, "“": 0.5, "‘": 0.5, "»": 0.4, "(": 0.2, "–": 0.3}
"""Shares of a character's width that hang over the edge."""


def hang(found: Sequence[Fragment], places: Breakpoints) -> None:
    """Move the ends and starts of lines in `places` to where their edges are seen."""
    for index, at in enumerate(places.at):
        if index:
            places.ends[index] -= right(found, at, places.hyphens[index])
        places.starts[index] += left(found, at)


def left(found: Sequence[Fragment], at: tuple[int, int]) -> float:
    """Points that the first character of a line hangs over its left edge."""
    index, offset = at
    if index >= len(found) or offset >= len(found[index].text):
        return 0.0
    return _points(found[index].look, found[index].text[offset], _LEFT)


def right(found: Sequence[Fragment], at: tuple[int, int], hyphen: bool) -> float:
    """Points that the last character of a line hangs over its right edge."""
    index, offset = at
    fragment = found[index] if offset else found[index - 1]
    text = fragment.text[:offset] if offset else fragment.text
    last = "-" if hyphen else text[-1:]
    return _points(fragment.look, last, _RIGHT)


def _points(look: Look, character: str, shares: dict[str, float]) -> float:
    share = shares.get(character)
    return share * look.face.advances[character] * look.size / 1000 if share and not look.rise else 0.0
