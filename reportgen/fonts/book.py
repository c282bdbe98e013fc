"""The faces of a theme, opened when they are first asked for and kept for the next document.

A character that a face lacks is taken from the first of its family's fall-back families that has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from msgspec.structs import replace

from reportgen.document.theme import SIGN_FAMILIES, SIGNS, Family
from reportgen.errors import FontError
from reportgen.findings.problem import Problem
from reportgen.fonts.check import check_kind, unreadable
from reportgen.fonts.face import NO_BREAK_SPACE, Face
from reportgen.fonts.find import FontFile, resolve

UNDRAWN = "\u00ad\u200b"
"""Characters that say where a word may be divided and have no glyph of their own."""
_WITH_OTHERS = frozenset(f" {NO_BREAK_SPACE}{UNDRAWN}")
"""What stands in the face of the text around it."""
_SUBSTITUTES: Mapping[str, str] = {
    **dict.fromkeys("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", NO_BREAK_SPACE),
    **dict.fromkeys("\u2010\u2011", "-"),
}
"""What is set in a face that lacks the character, where nothing is lost by it."""


class FontBook:
    """Faces by "<family>/<face>"; a face that a family does not have is its regular one."""

    def __init__(self, families: Mapping[str, Family]) -> None:
        self._signs = (SIGNS,) if SIGNS in families else tuple(SIGN_FAMILIES)
        self._families = {**SIGN_FAMILIES, **families}
        self._faces: dict[str, Face] = {}
        self._found: dict[tuple[str, str], Face | None] = {}

    def __getitem__(self, key: str) -> Face:
        """The face of a key. Raises FontError: the theme has no such family, or its file cannot be used."""
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = self._open(key)
        return face

    def having(self, face: Face, character: str) -> Face | None:
        """The face that gives a character in text of `face`: itself, or one of its family's fall-back families."""
        if character in face.covered or character in _WITH_OTHERS:
            return face
        key = (face.key, character)
        if key not in self._found:
            family, _, name = face.key.partition("/")
            own = self._families[family].fallback if family in self._families else ()
            names = dict.fromkeys((*own, *self._signs))
            others = (self[f"{other}/{name}"] for other in names)
            self._found[key] = next((other for other in others if character in other.covered), None)
        return self._found[key]

    def stretches(self, face: Face, text: str) -> list[tuple[Face, str]]:
        """Text of `face` in parts of one face each; what no face has stays in its own.

        Spaces and hyphens of special widths that a face lacks are the usual ones.
        """
        covered = face.covered
        plain = "".join([_SUBSTITUTES[each] if each in _SUBSTITUTES and each not in covered else each for each in text])
        faces = ((self.having(face, each) or face, each) for each in plain)
        return [(found, "".join(each for _, each in part)) for found, part in groupby(faces, lambda pair: pair[0])]

    def lacking(self, face: Face, text: str) -> list[str]:
        """The characters of a text of `face` that neither it nor another face gives, each once, in order."""
        unknown = {each for each in set(text) - face.covered if each not in _SUBSTITUTES}
        return sorted(each for each in unknown if self.having(face, each) is None)

    def width(self, face: Face, text: str, size: float) -> float:
        """Points that a text of `face` takes, all its faces together."""
        if face.covered.issuperset(text):
            return face.width(text, size)
        return sum(found.width(part, size) for found, part in self.stretches(face, text))

    def _open(self, key: str) -> Face:
        family, _, name = key.partition("/")
        if family not in self._families:
            raise FontError(Problem("font-missing", f'the theme has no font family "{family}"'))
        try:
            return _opened(key, FontFile.at(resolve(self._families[family].file(name))))
        except FontError as error:
            raise FontError(replace(error.problem, keys=("fonts", family, name))) from None


@lru_cache(maxsize=64)
def _opened(key: str, file: FontFile) -> Face:
    """A face whose words stay known for the next document."""
    check_kind(Path(file.path), file.path)
    face = Face(key, file)
    if not face.covered:
        raise unreadable(file.path, "it has no characters")
    return face
