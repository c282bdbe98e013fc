"""A font that is measured: advances, pair kerning, extents and coverage.

Kerning is the only OpenType feature used: ligatures and contextual forms would change what is extracted from the
finished file, and would tie letters across the parts of a compound. Widths are in 1/1000 em.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate, chain
from operator import add
from typing import TypeVar

import uharfbuzz as hb

from reportgen.fonts.find import FontFile

NO_BREAK_SPACE = "\u00a0"

_FEATURES = dict.fromkeys(("liga", "clig", "dlig", "calt", "ccmp", "locl", "rlig"), False) | {"kern": True}

_Found = TypeVar("_Found")


class _Known(dict[str, _Found]):
    """What is worked out once for each text."""

    def __init__(self, work_out: Callable[[str], _Found]) -> None:
        self._work_out = work_out

    def __missing__(self, text: str) -> _Found:
        found = self[text] = self._work_out(text)
        return found


class Face:
    """One face of a theme, "<family>/<face>", and the file it is drawn from: a static TrueType font."""

    def __init__(self, key: str, file: FontFile) -> None:
        self.key, self.file = key, file
        self._face = hb.Face(hb.Blob.from_file_path(file.path))
        self._font = hb.Font(self._face)
        self._scale = 1000 / self._face.upem
        extents = self._font.get_font_extents("ltr")
        self.ascent: float = extents.ascender * self._scale
        self.descent: float = -extents.descender * self._scale
        cap = self._font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
        self.cap_height: float = cap * self._scale
        self.advances: Mapping[str, float] = _Known(self._advance)
        """Advance width of each character, without kerning; 0 where the font lacks it."""
        self.kerning: Mapping[str, float] = _Known(self._kern)
        """What kerning adds between the two characters of each pair."""
        self.words: Mapping[str, float] = _Known(self._word)
        """Width of each word, with kerning."""
        self.prefixes: Mapping[str, array[float]] = _Known(self._prefix)
        """Widths of each word's beginnings, kerned: of its first 0, 1, 2 … characters."""
        self._covered: frozenset[str] | None = None

    def _advance(self, character: str) -> float:
        glyph = self._font.get_nominal_glyph(ord(character))
        if glyph is None and character == NO_BREAK_SPACE:
            return self.advances[" "]
        return 0.0 if glyph is None else float(self._font.get_glyph_h_advance(glyph) * self._scale)

    def _kern(self, pair: str) -> float:
        buffer = hb.Buffer()
        buffer.add_str(pair)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, _FEATURES)
        shaped: float = sum(position.x_advance for position in buffer.glyph_positions) * self._scale
        return round(shaped - self.advances[pair[0]] - self.advances[pair[1]], 3)

    def _word(self, word: str) -> float:
        return sum(map(self.advances.__getitem__, word), 0.0) + sum(self._between(word))

    def _prefix(self, word: str) -> array[float]:
        advances = map(self.advances.__getitem__, word)
        return array("d", accumulate(map(add, advances, chain((0.0,), self._between(word))), initial=0.0))

    def _between(self, word: str) -> Iterator[float]:
        return map(self.kerning.__getitem__, map(add, word, word[1:]))

    @property
    def covered(self) -> frozenset[str]:
        """Characters the font has a glyph for; that of the space is the no-break space's too."""
        if self._covered is None:
            found = frozenset(map(chr, self._face.unicodes))
            self._covered = found | {NO_BREAK_SPACE} if " " in found else found
        return self._covered

    def kerns(self, word: str) -> list[tuple[int, float]]:
        """Pairs: index of a character, and what kerning adds before it, where it adds something."""
        return [(index, kern) for index, kern in enumerate(self._between(word), 1) if kern]

    def divided(self, word: str, offset: int, hyphen: bool) -> tuple[float, float]:
        """Widths of the two parts of a word divided before the character at `offset`, a hyphen added to the first."""
        widths = self.prefixes[word]
        last = word[offset - 1]
        head = widths[offset] + (self.kerning[f"{last}-"] + self.advances["-"] if hyphen else 0.0)
        return head, widths[-1] - widths[offset] - self.kerning[last + word[offset]]

    def width(self, text: str, size: float) -> float:
        """Points that a text takes in `size`, words kerned, spaces as they are."""
        words = text.split(" ")
        spaces = self.advances[" "] * (len(words) - 1)
        return (sum([self.words[word] for word in words]) + spaces) * size / 1000
