"""Fonts of one file: characters to codes, and the embedded subsets at the end.

A simple TrueType font has 256 codes. Characters get theirs when they are first drawn: printable ASCII keeps its own
in the first subset, so content streams stay readable; what does not fit goes into further subsets. Code 32 is the
word space in every subset, because word spacing applies to it alone (ISO 32000-1, 9.3.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from reportgen.document.theme import Theme
from reportgen.errors import FontError, ReportgenError
from reportgen.fonts.book import FontBook
from reportgen.fonts.check import unreadable
from reportgen.fonts.face import Face
from reportgen.fonts.find import FontFile
from reportgen.pdf.embedding import subset_tag, write_subset
from reportgen.pdf.reportlab_compat import BROKEN_FONT, PdfFile, TTFontFace, reference
from reportgen.pdf.syntax import number

SPACE = 0x20
HYPHEN = "\u2010"
STAND_INS: Mapping[int, tuple[int, ...]] = {
    0x00A0: (0x00A0, 0x0020),
    0x00AD: (0x002D,),
    0x2010: (0x002D, 0x2010),
}
"""Characters that another glyph may stand for, best first; readers still get the character itself."""

_REMEMBERED = 1 << 11
"""Words of a font whose pieces are kept for the next file: excerpts repeat what the whole report says."""
_SWITCH = "\0"
"""Stands for a character of another subset than the first."""


class MissingGlyphError(ReportgenError):
    """The font has no glyph for a character."""

    def __init__(self, font: str, character: str) -> None:
        self.font, self.character = font, character
        super().__init__(f"font {font} has no glyph for U+{ord(character):04X} {character!r}")


class _Program(NamedTuple):
    """The font program that subsets are taken from, and the pieces of words that were drawn in it."""

    source: TTFontFace
    pieces: dict[str, list[tuple[str, str]]]


@lru_cache(maxsize=32)
def _program(file: FontFile) -> _Program:
    """A font file, kept for the next document. Raises FontError."""
    try:
        return _Program(TTFontFace(file.path), {})
    except BROKEN_FONT as error:
        raise _damaged(file, error) from None


def _damaged(file: FontFile, error: Exception) -> FontError:
    """The error for a font file that cannot be taken apart."""
    return unreadable(file.path, str(error) or type(error).__name__)


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

    def __init__(self, font: EmbeddedFont) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, character: int) -> str:
        subset, escaped = self._font.assign(character)
        self[character] = escaped if subset == 0 else _SWITCH
        return self[character]


class _Words(dict[str, str]):
    """Word → the inside of its string in the first subset, kerned: ``W)20(ort``; the mark if it must be taken apart."""

    def __init__(self, font: EmbeddedFont, codes: _Codes) -> None:
        super().__init__({"": ""})
        self._font, self._codes = font, codes

    def __missing__(self, word: str) -> str:
        pieces = [f"){adjust}({piece.translate(self._codes)}" for adjust, piece in self._font.kerned(word)]
        inside = "".join(pieces).removeprefix(")(")
        self[word] = _SWITCH if _SWITCH in inside else inside
        return self[word]


class EmbeddedFont:
    """One font file in one PDF file; `face` knows its kerning, `program` its glyphs."""

    def __init__(self, face: Face, stem: str) -> None:
        self.face, self.stem = face, stem
        self.program, self._pieces = _program(face.file)
        self.subsets = [_Subset(f"/{stem}", ascii_first=True)]
        self._places: dict[int, tuple[int, str]] = {}
        self._codes = _Codes(self)
        self._words = _Words(self, self._codes)

    @property
    def name(self) -> str:
        """The font's PostScript name."""
        found: str = self.program.name.decode("latin-1")
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

    def sign(self, character: str, drawn: str, before: str) -> tuple[str, str]:
        """The operator that shows one character as the glyph of `drawn`, kerned with what is `before` it, and the
        font resource."""
        subset, code = self.assign(ord(character))
        kern = self.face.kerning[before + drawn] if before else 0.0
        return self.subsets[subset].resource, f"[{number(-kern)}({code})] TJ" if kern else f"({code}) Tj"

    def kerned(self, word: str) -> list[tuple[str, str]]:
        """The pieces of a word that kerning parts, each with what moves it: 1/1000 em to the left."""
        found = self._pieces.get(word)
        if found is None:
            found = self._parted(word)
            if len(self._pieces) < _REMEMBERED:
                self._pieces[word] = found
        return found

    def _parted(self, word: str) -> list[tuple[str, str]]:
        kerns = self.face.kerns(word)
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
            if candidate in self.program.charToGlyph:
                return candidate
        raise MissingGlyphError(self.name, chr(character))


def _escape(code: int) -> str:
    char = chr(code)
    if char in "\\()":
        return "\\" + char
    return char if SPACE <= code < 127 else f"\\{code:03o}"


class FontResources:
    """The fonts of one file by the keys of a theme's faces ("text/bold"). Files named twice are embedded once."""

    def __init__(self, theme: Theme) -> None:
        self._faces = FontBook(theme.fonts)
        self._by_file: dict[FontFile, EmbeddedFont] = {}
        self._by_key: dict[str, EmbeddedFont] = {}

    def font(self, key: str) -> EmbeddedFont:
        """The font of a face. Raises FontError: the theme has no such face, or its file cannot be used."""
        found = self._by_key.get(key)
        if found is None:
            face = self._faces[key]
            found = self._by_file.get(face.file)
            if found is None:
                found = self._by_file[face.file] = EmbeddedFont(face, f"F{len(self._by_file) + 1}")
            self._by_key[key] = found
        return found

    def write(self, file: PdfFile) -> bytes:
        """Embed what was used; the dictionary of font resources. Fonts of one name are told apart by their tags."""
        entries: list[bytes] = []
        tag = 0
        for font in self._by_file.values():
            for subset in font.subsets:
                if subset.characters:
                    name = f"{subset_tag(tag)}+{font.name}"
                    try:
                        embedded = write_subset(file, font.program, name, subset.characters, subset.glyphs)
                    except BROKEN_FONT as error:
                        raise _damaged(font.face.file, error) from None
                    entries.append(subset.resource.encode() + b" " + reference(embedded))
                    tag += 1
        return b"<<" + b"".join(entries) + b">>"
