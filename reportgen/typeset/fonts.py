"""Fonts as the typesetter sees them: advances, pair kerning, extents and coverage of every face of a theme.

Kerning is the only OpenType feature used: ligatures and contextual forms would change what is extracted from the
finished file, and would tie letters across the parts of a compound. Widths are in 1/1000 em.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from itertools import accumulate, chain
from operator import add
from pathlib import Path

import uharfbuzz as hb

from reportgen.document.problems import DocumentError, Problem
from reportgen.document.theme import Family

_FEATURES = dict.fromkeys(("liga", "clig", "dlig", "calt", "ccmp", "locl", "rlig"), False) | {"kern": True}

Measure = tuple[float, tuple[tuple[int, float], ...]]
"""Width of a word with kerning, and its kerning pairs as in `boxes.Run.kerns`."""


class _Known(dict[str, float]):
    """What is worked out once for each text."""

    def __init__(self, work_out: Callable[[str], float]) -> None:
        self._work_out = work_out

    def __missing__(self, text: str) -> float:
        found = self[text] = self._work_out(text)
        return found


@cache
def _pair(index: int, kern: float) -> tuple[int, float]:
    """The same few pairs stand in most words, so each is kept once."""
    return index, kern


class Face:
    """One static TrueType font."""

    def __init__(self, key: str, path: str) -> None:
        self.key, self.path = key, path
        self._face = hb.Face(hb.Blob.from_file_path(path))
        self._font = hb.Font(self._face)
        self._scale = 1000 / self._face.upem
        extents = self._font.get_font_extents("ltr")
        self.ascent: float = extents.ascender * self._scale
        self.descent: float = -extents.descender * self._scale
        cap = self._font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
        self.cap_height: float = cap * self._scale
        self._advances = _Known(self._advance)
        self._pairs = _Known(self._kern)
        self._words: dict[str, Measure] = {}
        self._prefixes: dict[str, array[float]] = {}
        self._covered: frozenset[int] | None = None

    def _advance(self, character: str) -> float:
        glyph = self._font.get_nominal_glyph(ord(character))
        return 0.0 if glyph is None else float(self._font.get_glyph_h_advance(glyph) * self._scale)

    def _kern(self, pair: str) -> float:
        buffer = hb.Buffer()
        buffer.add_str(pair)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, _FEATURES)
        shaped: float = sum(position.x_advance for position in buffer.glyph_positions) * self._scale
        return round(shaped - self._advances[pair[0]] - self._advances[pair[1]], 3)

    @property
    def covered(self) -> frozenset[int]:
        """Code points the font has a glyph for."""
        if self._covered is None:
            self._covered = frozenset(self._face.unicodes)
        return self._covered

    def advance(self, character: str) -> float:
        """Advance width of one character, without kerning; 0 where the font lacks it."""
        return self._advances[character]

    def kern(self, pair: str) -> float:
        """What kerning adds between the two characters of `pair`."""
        return self._pairs[pair]

    def measure(self, word: str) -> Measure:
        """Width and kerning pairs of a word."""
        found = self._words.get(word)
        if found is None:
            kerns = list(map(self._pairs.__getitem__, map(add, word, word[1:])))
            width = sum(map(self._advances.__getitem__, word), 0.0) + sum(kerns)
            pairs = tuple([_pair(index, kern) for index, kern in enumerate(kerns, 1) if kern])
            found = self._words[word] = (width, pairs)
        return found

    def prefixes(self, word: str) -> array[float]:
        """Widths of the word's beginnings, kerned: of its first 0, 1, 2 … characters."""
        found = self._prefixes.get(word)
        if found is None:
            kerns = map(self._pairs.__getitem__, map(add, word, word[1:]))
            advances = map(self._advances.__getitem__, word)
            widths = accumulate(map(add, advances, chain((0.0,), kerns)), initial=0.0)
            found = self._prefixes[word] = array("d", widths)
        return found

    def divided(self, word: str, offset: int, hyphen: bool) -> tuple[float, float]:
        """Widths of the two parts of a word divided before the character at `offset`, a hyphen added to the first."""
        widths = self.prefixes(word)
        last = word[offset - 1]
        head = widths[offset] + (self.kern(f"{last}-") + self.advance("-") if hyphen else 0.0)
        return head, widths[-1] - widths[offset] - self.kern(last + word[offset])

    def width(self, text: str, size: float) -> float:
        """Points that a text takes in `size`, words kerned, spaces as they are."""
        space = self.advance(" ")
        words = text.split(" ")
        return (sum([self.measure(word)[0] for word in words]) + space * (len(words) - 1)) * size / 1000


class FontBook:
    """Faces by "<family>/<face>", loaded when first asked for."""

    def __init__(self, families: Mapping[str, Family]) -> None:
        self._families = families
        self._faces: dict[str, Face] = {}

    def __getitem__(self, key: str) -> Face:
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = Face(key, str(self.path(key)))
        return face

    def path(self, key: str) -> Path:
        """The file of a face; DocumentError where the theme or the file is missing."""
        family_name, _, face_name = key.partition("/")
        family = self._families.get(family_name)
        if family is None:
            raise DocumentError(Problem("missing-font", f'the theme has no font family "{family_name}"'))
        path = resolve(getattr(family, face_name) or family.regular)
        if not path.is_file():
            hint = "install the font package, or correct the path in theme.yaml"
            raise DocumentError(Problem("missing-font", f"font file {path} of {key} does not exist", hint=hint))
        return path


def resolve(name: str) -> Path:
    """The file that a theme means by "package:path/in/package.ttf" or by a path."""
    package, colon, inside = name.partition(":")
    if not colon or len(package) < 2:
        return Path(name)
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        hint = f"pip install {package.replace('_', '-')}"
        raise DocumentError(Problem("missing-font", f'the font package "{package}" is not installed', hint=hint))
    return Path(spec.origin).parent / inside
