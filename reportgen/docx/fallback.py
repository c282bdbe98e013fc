"""Fall-back fonts in Word files: characters that the font of a style lacks become runs that name another.

Word picks a font by itself for what the named one lacks, another on each machine. The PDF's fonts decide what is
lacking, so that both files take the same family; only files that print rare characters open them. ECMA-376 part 1,
17.3.2.26.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import groupby
from typing import Final

from msgspec.structs import replace

from reportgen.document.theme import SIGN_FAMILIES, SIGNS_IN_WORD, Family, Style, Theme
from reportgen.docx.styles import StyleBook
from reportgen.fonts.book import FontBook
from reportgen.fonts.face import Face
from reportgen.text.xml import escape

_RARE: Final = re.compile(
    "[^\x00-\u017f\u2002\u2003\u200b\u2010-\u2014\u2018-\u201e\u2022\u2026\u202f\u2030\u2039\u203a\u20ac]"
)
"""What a text font may well lack: all but Latin letters and the marks between them."""
_PIECE: Final = re.compile(
    r'(?P<start><w:p[ >])|<w:pStyle w:val="(?P<style>[^"]+)"/>|'
    r"<w:r>(?:<w:rPr>(?P<look>(?:(?!</w:rPr>).)*)</w:rPr>)?"
    r'(?P<said>(?:<w:t xml:space="preserve">[^<]*</w:t>|<w:(?:softHyphen|noBreakHyphen)/>)+)</w:r>'
)
"""A paragraph's start, its style, a run that is nothing but text."""
_SAID: Final = re.compile(r'<w:t xml:space="preserve">([^<]*)</w:t>|(<w:\w+/>)')
_CHARACTER_STYLE: Final = re.compile(r'<w:rStyle w:val="([^"]+)"/>')


def fallback_family(theme: Theme, name: str) -> Family:
    """A family that steps in, as Word files know it: the program's own signs are embedded where the text fonts are."""
    own = theme.fonts.get(name)
    if own is not None:
        return own
    embed = any(family.word_embed for family in theme.fonts.values())
    brought = SIGN_FAMILIES[name]
    return replace(brought, word_embed=True) if embed else replace(brought, word=SIGNS_IN_WORD)


class Fallback:
    """The fall-back fonts of one file. `used` are the families that runs name so far, for the table of fonts."""

    def __init__(self, theme: Theme, styles: StyleBook) -> None:
        self.theme, self._styles = theme, styles
        self.used: dict[str, Family] = {}

    def settled(self, xml: str) -> str:
        """Paragraphs of the body or of another part, with a run of its own for what a font lacks."""
        if not _RARE.search(xml) or self._complete(frozenset(_RARE.findall(xml))):
            return xml
        roles = {name: role for role, name in self._styles.ids.items()}
        style = ""

        def changed(piece: re.Match[str]) -> str:
            nonlocal style
            if piece["said"] is None:
                style = piece["style"] or ""
                return piece[0]
            return self._run(piece, style, roles) if _RARE.search(piece["said"]) else piece[0]

        return _PIECE.sub(changed, xml)

    def _complete(self, characters: frozenset[str]) -> bool:
        """Whether every font of the theme's styles has some characters."""
        keys = {(style.family, style.face): style for style in self.theme.styles.values()}
        faces = map(self._face, keys.values())
        return all(face is None or characters <= face.covered for face in faces)

    def _run(self, run: re.Match[str], style: str, roles: Mapping[str, str]) -> str:
        look = run["look"] or ""
        named = _CHARACTER_STYLE.search(look)
        role = roles.get(named[1] if named else "") or roles.get(style) or "body"
        face = self._face(self.theme.styles.get(role) or Style())
        if face is None or face.covered.issuperset(run["said"]):
            return run[0]
        parts = list(self._parts(face, run["said"]))
        if all(other is face for other, _ in parts):
            return run[0]
        return "".join(f"<w:r>{self._properties(look, face, other)}{said}</w:r>" for other, said in parts)

    def _parts(self, face: Face, said: str) -> Iterator[tuple[Face, str]]:
        """What a run says in parts of one face each, as elements."""
        for text, element in _SAID.findall(said):
            if element:
                yield face, element
            for other, part in groupby(text, lambda each: self._fonts.having(face, each) or face):
                yield other, f'<w:t xml:space="preserve">{"".join(part)}</w:t>'

    def _properties(self, look: str, face: Face, other: Face) -> str:
        if other is face:
            return f"<w:rPr>{look}</w:rPr>" if look else ""
        key = other.key.partition("/")[0]
        family = self.used[key] = fallback_family(self.theme, key)
        name = escape(family.word)
        fonts = f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'
        named = _CHARACTER_STYLE.match(look)
        at = named.end() if named else 0
        return f"<w:rPr>{look[:at]}{fonts}{look[at:]}</w:rPr>"

    def _face(self, style: Style) -> Face | None:
        """The face of a style; none where the theme has no file for it."""
        family = self.theme.fonts.get(style.family)
        return self._fonts[f"{style.family}/{style.face}"] if family is not None and family.regular else None

    @cached_property
    def _fonts(self) -> FontBook:
        return FontBook(self.theme.fonts)
