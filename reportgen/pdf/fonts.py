"""Fonts of one file: characters to codes, and the embedded subsets at the end.

A simple TrueType font has 256 codes. Characters get theirs when they are first drawn: printable ASCII keeps its own
in the first subset, so content streams stay readable; what does not fit goes into further subsets. Code 32 is the
word space in every subset, because word spacing applies to it alone (ISO 32000-1, 9.3.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from reportgen.document.theme import Theme
from reportgen.errors import DocumentError, ReportgenError
from reportgen.findings.problem import Problem
from reportgen.pdf.embedding import subset_tag, write_subset
from reportgen.pdf.reportlab_compat import PdfFile, TTFError, TTFontFace, reference
from reportgen.pdf.syntax import number
from reportgen.typeset.fonts import Face as Metrics
from reportgen.typeset.fonts import FontBook as TypesetFonts

SPACE = 0x20
SOFT_HYPHEN = "\u00ad"
STAND_INS: Mapping[int, tuple[int, ...]] = {
    0x00A0: (0x00A0, 0x0020),
    0x00AD: (0x002D,),
}
"""Characters that another glyph may stand for, best first; readers still get the character itself."""

_SWITCH = "\0"
"""Stands for a character of another subset than the first."""


class MissingGlyphError(ReportgenError):
    """The font has no glyph for a character."""

    def __init__(self, font: str, character: str) -> None:
        self.font, self.character = font, character
        super().__init__(f"font {font} has no glyph for U+{ord(character):04X} {character!r}")


@lru_cache(maxsize=32)
def load_face(path: str) -> TTFontFace:
    """A parsed font file; DocumentError when it is missing or of a kind that cannot be embedded."""
    try:
        face = TTFontFace(path)
    except (TTFError, OSError) as error:
        reason = str(error) or type(error).__name__
        raise DocumentError(
            Problem("unusable-font", f"font {path}: {reason}", hint="use a static TrueType file")
        ) from error
    if "fvar" in face.table:
        hint = "use a static TrueType file of one weight"
        raise DocumentError(Problem("unusable-font", f"font {path}: it is a variable font", hint=hint))
    return face


class _Subset:
    """One 8-bit encoding of a face: code → character, and code → the character whose glyph is drawn."""

    def __init__(self, resource: str, *, ascii_first: bool) -> None:
        self.resource = resource
        self.characters: dict[int, int] = {}
        self.glyphs: dict[int, int] = {}
        self._free = iter([*range(128, 256), 127, *range(1, 32)] if ascii_first else [*range(33, 256), *range(1, 32)])
        self._ascii = ascii_first

    def place(self, character: int, glyph: int) -> int | None:
        """The code given to a character, None when the subset is full."""
        own = character == SPACE or (self._ascii and SPACE < character < 127)
        code = character if own else next(self._free, None)
        if code is not None:
            self.characters[code] = character
            self.glyphs[code] = glyph
        return code


class _Codes(dict[int, str]):
    """Character → escaped code in the first subset, or the mark that the text must be taken apart. Fills itself."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, character: int) -> str:
        subset, escaped = self._face.assign(character)
        self[character] = escaped if subset == 0 else _SWITCH
        return self[character]


class _Words(dict[str, str]):
    """Word → the inside of its string in the first subset, kerned: ``W)20(ort``; the mark if it must be taken apart."""

    def __init__(self, face: Face, codes: _Codes) -> None:
        super().__init__({"": ""})
        self._face, self._codes = face, codes

    def __missing__(self, word: str) -> str:
        pieces = [f"){adjust}({piece.translate(self._codes)}" for adjust, piece in self._face.kerned(word)]
        inside = "".join(pieces).removeprefix(")(")
        self[word] = _SWITCH if _SWITCH in inside else inside
        return self[word]


class Face:
    """One font file in one PDF file; `metrics` knows its kerning."""

    def __init__(self, source: TTFontFace, metrics: Metrics, stem: str) -> None:
        self.source, self.metrics, self.stem = source, metrics, stem
        self.subsets = [_Subset(f"/{stem}", ascii_first=True)]
        self._places: dict[int, tuple[int, str]] = {}
        self._codes = _Codes(self)
        self._words = _Words(self, self._codes)

    @property
    def name(self) -> str:
        """The font's PostScript name."""
        found: str = self.source.name.decode("latin-1")
        return found

    def shown(self, text: str) -> list[tuple[str, str]]:
        """The operators that show a text, each with its font resource; MissingGlyphError names a character without
        glyph."""
        words = text.split(" ")
        if len(words) > 1:
            self.assign(SPACE)
        inside = " ".join([self._words[word] for word in words])
        if _SWITCH in inside:
            return self._over_subsets(words)
        return [(self.subsets[0].resource, f"[({inside})] TJ" if ")" in inside else f"({inside}) Tj")]

    def kerned(self, word: str) -> list[tuple[str, str]]:
        """The pieces of a word that kerning parts, each with what moves it: 1/1000 em to the left."""
        drawn = f"{word[:-1]}-" if word.endswith(SOFT_HYPHEN) else word
        kerns = self.metrics.kerns(drawn)
        places = [0, *(index for index, _ in kerns), len(word)]
        adjustments = ["", *(number(-kern) for _, kern in kerns)]
        return [(adjust, word[start:end]) for adjust, (start, end) in zip(adjustments, pairwise(places), strict=True)]

    def _over_subsets(self, words: list[str]) -> list[tuple[str, str]]:
        """Text whose characters are in more than one subset; each change of subset ends an array."""
        arrays: list[tuple[int, str]] = []
        for index, word in enumerate(words):
            for adjust, piece in self.kerned(f" {word}" if index else word):
                if adjust:
                    arrays[-1] = (arrays[-1][0], f"{arrays[-1][1]}){adjust}(")
                for subset, codes in self._take_apart(piece, arrays[-1][0] if arrays else 0):
                    if arrays and arrays[-1][0] == subset:
                        arrays[-1] = (subset, arrays[-1][1] + codes)
                    else:
                        arrays.append((subset, codes))
        return [(self.subsets[subset].resource, f"[({inside})] TJ") for subset, inside in arrays]

    def assign(self, character: int) -> tuple[int, str]:
        """The subset and escaped code of a character, given out on first use."""
        if character not in self._places:
            self._places[character] = self._place(character)
        return self._places[character]

    def _take_apart(self, text: str, current: int) -> Iterator[tuple[int, str]]:
        """Each character as subset and escaped code; spaces stay in the `current` subset."""
        for character in map(ord, text):
            if character == SPACE:
                self.subsets[current].place(SPACE, SPACE)
                yield current, " "
            else:
                current, escaped = self.assign(character)
                yield current, escaped

    def _place(self, character: int) -> tuple[int, str]:
        glyph = self._glyph(character)
        for index, subset in enumerate(self.subsets):
            code = subset.place(character, glyph)
            if code is not None:
                return index, _escape(code)
        self.subsets.append(_Subset(f"/{self.stem}.{len(self.subsets)}", ascii_first=False))
        return self._place(character)

    def _glyph(self, character: int) -> int:
        for candidate in STAND_INS.get(character, (character,)):
            if candidate in self.source.charToGlyph:
                return candidate
        raise MissingGlyphError(self.name, chr(character))


def _escape(code: int) -> str:
    char = chr(code)
    if char in "\\()":
        return "\\" + char
    return char if SPACE <= code < 127 else f"\\{code:03o}"


class FontBook:
    """The faces of a theme by their keys ("text/bold"), for one file. Files named twice are embedded once."""

    def __init__(self, theme: Theme) -> None:
        self._files = TypesetFonts(theme.fonts)
        self._by_path: dict[str, Face] = {}
        self._by_key: dict[str, Face] = {}

    def face(self, key: str) -> Face:
        """The face of a key; DocumentError when the theme has none or its file cannot be used."""
        found = self._by_key.get(key)
        if found is None:
            path = str(self._files.path(key))
            if path not in self._by_path:
                self._by_path[path] = Face(load_face(path), self._files[key], f"F{len(self._by_path) + 1}")
            found = self._by_key[key] = self._by_path[path]
        return found

    def write(self, file: PdfFile) -> bytes:
        """Embed what was used; the dictionary of font resources. Faces of one name are told apart by their tags."""
        entries: list[bytes] = []
        tag = 0
        for face in self._by_path.values():
            for subset in face.subsets:
                if subset.characters:
                    name = f"{subset_tag(tag)}+{face.name}"
                    font = write_subset(file, face.source, name, subset.characters, subset.glyphs)
                    entries.append(subset.resource.encode() + b" " + reference(font))
                    tag += 1
        return b"<<" + b"".join(entries) + b">>"
