"""Fonts as the typesetter sees them: advances, pair kerning, extents and coverage of every face of a theme.

Kerning is the only OpenType feature used: ligatures and contextual forms would change what is extracted from the
finished file, and would tie letters across the parts of a compound. Widths are in 1/1000 em.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import uharfbuzz as hb

from reportgen.document.problems import DocumentError, Problem
from reportgen.document.theme import Family

_FEATURES = dict.fromkeys(("liga", "clig", "dlig", "calt", "ccmp", "locl", "rlig"), False) | {"kern": True}

Measure = tuple[float, tuple[tuple[int, float], ...]]
"""Width of a word with kerning, and its kerning pairs as in `boxes.Run.kerns`."""


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
        self._advances: dict[str, float] = {}
        self._pairs: dict[str, float] = {}
        self._words: dict[str, Measure] = {}
        self._prefixes: dict[str, tuple[float, ...]] = {}
        self._covered: frozenset[int] | None = None

    @property
    def covered(self) -> frozenset[int]:
        """Code points the font has a glyph for."""
        if self._covered is None:
            self._covered = frozenset(self._face.unicodes)
        return self._covered

    def advance(self, character: str) -> float:
        """Advance width of one character, without kerning; 0 where the font lacks it."""
        width = self._advances.get(character)
        if width is None:
            glyph = self._font.get_nominal_glyph(ord(character))
            width = 0.0 if glyph is None else self._font.get_glyph_h_advance(glyph) * self._scale
            self._advances[character] = width
        return width

    def kern(self, pair: str) -> float:
        """What kerning adds between the two characters of `pair`."""
        kern = self._pairs.get(pair)
        if kern is None:
            buffer = hb.Buffer()
            buffer.add_str(pair)
            buffer.guess_segment_properties()
            hb.shape(self._font, buffer, _FEATURES)
            shaped = sum(position.x_advance for position in buffer.glyph_positions) * self._scale
            kern = round(shaped - self.advance(pair[0]) - self.advance(pair[1]), 3)
            self._pairs[pair] = kern
        return kern

    def measure(self, word: str) -> Measure:
        """Width and kerning pairs of a word."""
        found = self._words.get(word)
        if found is None:
            width = 0.0
            kerns: list[tuple[int, float]] = []
            before = ""
            for index, character in enumerate(word):
                width += self.advance(character)
                if before:
                    kern = self.kern(before + character)
                    if kern:
                        kerns.append((index, kern))
                        width += kern
                before = character
            found = self._words[word] = (width, tuple(kerns))
        return found

    def prefixes(self, word: str) -> tuple[float, ...]:
        """Widths of the word's beginnings, kerned: of its first 0, 1, 2 … characters."""
        found = self._prefixes.get(word)
        if found is None:
            widths = [0.0]
            before = ""
            for character in word:
                widths.append(widths[-1] + self.advance(character) + (self.kern(before + character) if before else 0.0))
                before = character
            found = self._prefixes[word] = tuple(widths)
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
