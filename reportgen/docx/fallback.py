"""Fall-back fonts in Word files: characters that the font of a style lacks become runs that name another.

Word picks a font by itself for what the named one lacks, another on each machine. The PDF's fonts decide what is
lacking, so that both files take the same family; only files that print rare characters open them. ECMA-376 part 1,
17.3.2.26.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from lxml import etree
from msgspec.structs import replace

from reportgen.document.theme import SIGN_FAMILIES, SIGNS_IN_WORD, Family, Style, Theme
from reportgen.docx.fragments import RUN, RUN_PROPERTIES, content_of, parse_runs, put_in_run
from reportgen.docx.styles import StyleBook
from reportgen.fonts.book import FontBook
from reportgen.fonts.face import Face
from reportgen.ooxml.xml import W

_RARE: Final = re.compile(
    "[^\x00-\u017f\u2002\u2003\u200b\u2010-\u2014\u2018-\u201e\u2022\u2026\u202f\u2030\u2039\u203a\u20ac]"
)
"""What a text font may well lack: all but Latin letters and the marks between them."""
_VAL: Final = f"{{{W}}}val"
_TEXT: Final = f"{{{W}}}t"
_SAYING: Final = frozenset({_TEXT, f"{{{W}}}softHyphen", f"{{{W}}}noBreakHyphen"})
"""The elements of a run that is nothing but text."""
_NAMED: Final = f"{RUN_PROPERTIES}/{{{W}}}rStyle"


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

    def content(self, style: str, content: str) -> str:
        """The content of a paragraph in a style (its id), with a run of its own for what a font lacks."""
        rare = frozenset(_RARE.findall(content))
        if not rare or rare <= self._covered:
            return content
        roles = {name: role for role, name in self._styles.ids.items()}
        root = parse_runs(content)
        for run in list(root.iter(RUN)):
            named = run.find(_NAMED)
            role = roles.get("" if named is None else named.get(_VAL)) or roles.get(style) or "body"
            self._divide(run, role)
        return content_of(root)

    @cached_property
    def _covered(self) -> frozenset[str]:
        """The rare characters that every font of the theme's styles has, of those that the text fonts have."""
        keys = {(style.family, style.face): style for style in self.theme.styles.values()}
        faces = [face.covered for face in map(self._face, keys.values()) if face is not None]
        return frozenset.intersection(*faces) if faces else frozenset()

    def _divide(self, run: Any, role: str) -> None:
        """Put runs in the place of one whose font lacks something that it says."""
        said = [child for child in run if child.tag != RUN_PROPERTIES]
        face = self._face(self.theme.styles.get(role) or Style())
        if face is None or not said or any(child.tag not in _SAYING for child in said):
            return
        parts = list(self._parts(face, said))
        if all(other is face for other, _ in parts):
            return
        look = run.find(RUN_PROPERTIES)
        for other, element in parts:
            part = etree.Element(RUN)
            if look is not None:
                part.append(deepcopy(look))
            if other is not face:
                self._name(part, other)
            part.append(element)
            run.addprevious(part)
        run.getparent().remove(run)

    def _parts(self, face: Face, said: list[Any]) -> Iterator[tuple[Face, Any]]:
        """What a run says in parts of one face each, as elements."""
        for element in said:
            if element.tag != _TEXT:
                yield face, element
                continue
            for other, part in groupby(element.text or "", lambda each: self._fonts.having(face, each) or face):
                made = etree.Element(_TEXT, element.attrib)
                made.text = "".join(part)
                yield other, made

    def _name(self, run: Any, face: Face) -> None:
        """Let a run say its font."""
        key = face.key.partition("/")[0]
        family = self.used[key] = fallback_family(self.theme, key)
        fonts = put_in_run(run, "rFonts")
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(f"{{{W}}}{script}", family.word)

    def _face(self, style: Style) -> Face | None:
        """The face of a style; none where the theme has no file for it."""
        family = self.theme.fonts.get(style.family)
        return self._fonts[f"{style.family}/{style.face}"] if family is not None and family.regular else None

    @cached_property
    def _fonts(self) -> FontBook:
        return FontBook(self.theme.fonts)
