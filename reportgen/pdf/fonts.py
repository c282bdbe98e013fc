"""Fonts of one file: characters to codes, and the embedded subsets at the end.

A simple TrueType font has 256 codes. Characters get theirs when they are first drawn: printable ASCII keeps its own
in the first subset, so content streams stay readable; what does not fit goes into further subsets. Code 32 is the
word space in every subset, because word spacing applies to it alone (ISO 32000-1, 9.3.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from reportgen.document.problems import DocumentError, Problem
from reportgen.document.theme import Theme
from reportgen.pdf.embedding import subset_tag, write_subset
from reportgen.pdf.reportlab_compat import PdfFile, TTFError, TTFontFace, reference
from reportgen.typeset.fonts import FontBook as TypesetFonts

SPACE = 0x20
STAND_INS: Mapping[int, tuple[int, ...]] = {
    0x00A0: (0x00A0, 0x0020),
    0x00AD: (0x002D,),
}
"""Characters that another glyph may stand for, best first; readers still get the character itself."""

_SWITCH = "\0"
"""Stands for a character of another subset than the first."""
_CUT = "\1"
"""Stands between the pieces of a text that is encoded as a whole."""


class MissingGlyphError(Exception):
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
        super().__init__({ord(_CUT): _CUT})
        self._face = face

    def __missing__(self, character: int) -> str:
        subset, escaped = self._face.assign(character)
        self[character] = escaped if subset == 0 else _SWITCH
        return self[character]


class Face:
    """One font file in one PDF file."""

    def __init__(self, source: TTFontFace, stem: str) -> None:
        self.source, self.stem = source, stem
        self.subsets = [_Subset(f"/{stem}", ascii_first=True)]
        self._places: dict[int, tuple[int, str]] = {}
        self._codes = _Codes(self)

    @property
    def name(self) -> str:
        """The font's PostScript name."""
        found: str = self.source.name.decode("latin-1")
        return found

    @property
    def resource(self) -> str:
        """The resource name of the first subset."""
        return self.subsets[0].resource

    def encode(self, text: str) -> list[tuple[str, str]]:
        """`text` as pairs of font resource and escaped string; MissingGlyphError names a character without glyph."""
        encoded = text.translate(self._codes)
        if _SWITCH not in encoded:
            return [(self.subsets[0].resource, encoded)]
        return self._take_apart(text)

    def encode_pieces(self, pieces: list[str]) -> list[str] | None:
        """The escaped string of each piece, None unless the first subset has all characters."""
        encoded = _CUT.join(pieces).translate(self._codes)
        return None if _SWITCH in encoded else encoded.split(_CUT)

    def assign(self, character: int) -> tuple[int, str]:
        """The subset and escaped code of a character, given out on first use."""
        if character not in self._places:
            self._places[character] = self._place(character)
        return self._places[character]

    def _take_apart(self, text: str) -> list[tuple[str, str]]:
        parts: list[tuple[int, list[str]]] = []
        for character in map(ord, text):
            subset, escaped = self.assign(character)
            if parts and (subset == parts[-1][0] or character == SPACE):
                if character == SPACE:
                    self.subsets[parts[-1][0]].place(SPACE, SPACE)
                parts[-1][1].append(escaped)
            else:
                parts.append((subset, [escaped]))
        return [(self.subsets[subset].resource, "".join(codes)) for subset, codes in parts]

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
                self._by_path[path] = Face(load_face(path), f"F{len(self._by_path) + 1}")
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
                    number = write_subset(file, face.source, name, subset.characters, subset.glyphs)
                    entries.append(subset.resource.encode() + b" " + reference(number))
                    tag += 1
        return b"<<" + b"".join(entries) + b">>"
