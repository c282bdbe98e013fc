"""Characters that no font of the theme has: what the finding says, and the way out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct, field

from reportgen.findings.problem import Problem
from reportgen.fonts.face import Face

_OF_SYMBOL_FONTS: Final[Mapping[str, str]] = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0a8": "☐",
    "\uf06f": "☐",
    "\uf0fe": "☑",
    "\uf0fc": "✓",
    "\uf0fb": "✗",
    "\uf0d8": "➢",
    "\uf0e0": "→",
    "\uf0e8": "➔",
    "\uf02d": "–",
}
"""Signs of Symbol and Wingdings as Word pastes them: numbers that mean something in those fonts alone."""


class MissingGlyphs(Struct):
    """What the fonts of one document lack: which of its problems says so of a character and place, and the faces that
    it names."""

    problems: list[Problem]
    _told: dict[tuple[str, str | None], tuple[int, list[str]]] = field(default_factory=dict)

    def note(self, character: str, face: Face, origin: str | None, block: str | None) -> None:
        """Make a problem of a character that neither a face nor its fall-backs have, or name the face in the one there
        is: each character is told once for each place."""
        at, faces = self._told.setdefault((character, origin or block), (len(self.problems), []))
        if face.key not in faces:
            faces.append(face.key)
            self.problems[at : at + 1] = [_problem(character, faces, origin, block)]


def _problem(character: str, faces: list[str], origin: str | None, block: str | None) -> Problem:
    named = f"font {faces[0]} has" if len(faces) == 1 else f"fonts {', '.join(faces[:-1])} and {faces[-1]} have"
    code, family = f"U+{ord(character):04X}", faces[-1].partition("/")[0]
    text = f'the {named} no glyph for "{character}" ({code})'
    hint = f"choose another character, or name a family that has it as fallback: of fonts: {family}"
    if "\ue000" <= character <= "\uf8ff":
        text = f"{code} is a sign of one font's own (private use), pasted from Word as a rule; the {named} none there"
        hint = (
            f'write "{_OF_SYMBOL_FONTS[character]}"'
            if character in _OF_SYMBOL_FONTS
            else "write the sign that is meant"
        )
    return Problem("missing-glyph", text, path=origin or "", hint=hint, block=block, token=character)
