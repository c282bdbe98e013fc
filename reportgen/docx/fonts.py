"""fontTable.xml: the families that the styles name, and their files where the theme wants them embedded (17.8.3).

An embedded font is obfuscated: its first 32 bytes are exclusive-ored with a number that stands beside it (17.8.1), so
that it cannot be taken out of the file by chance. Only fonts that anybody may embed are: those under the SIL Open Font
License whose own flags allow it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Final

from reportgen.document.theme import Family, Theme
from reportgen.docx.stylenames import word_font
from reportgen.fonts.check import check_kind, check_licence, unreadable
from reportgen.fonts.find import resolve
from reportgen.ooxml.parts import ExtraPart
from reportgen.ooxml.xml import HEADER, STORY_NAMESPACES, R
from reportgen.text.xml import escape

_TYPE: Final = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_FACES: Final = {
    "regular": "embedRegular",
    "bold": "embedBold",
    "italic": "embedItalic",
    "bold_italic": "embedBoldItalic",
}
_LIGHT: Final = {"light": "embedRegular"}
"""The light face is a family of its own in Word."""
_HIDDEN = 32
"""Bytes that are obfuscated."""


def font_table(theme: Theme, used: Mapping[str, Family]) -> tuple[str, tuple[ExtraPart, ...]]:
    """The part, and the parts of embedded fonts; `used` are families besides the theme's.

    Raises FontError for a font that may not be embedded.
    """
    names = [word_font(theme, name, face) for name in (*theme.fonts, "text") for face in ("regular", "light")]
    names += [family.word for family in used.values()]
    embedded = [family for family in (*theme.fonts.values(), *used.values()) if family.word_embed]
    families = {family.word: (family, _FACES) for family in embedded}
    families |= {family.word_light: (family, _LIGHT) for family in embedded if family.word_light and family.light}
    parts: list[ExtraPart] = []
    inner = ""
    for name in sorted(set(names)):
        files = "".join(_embedded(*families[name], parts)) if name in families else ""
        inner += (
            f'<w:font w:name="{escape(name)}"><w:charset w:val="00"/><w:family w:val="auto"/>'
            f'<w:pitch w:val="variable"/>{files}</w:font>'
        )
    return f"{HEADER}<w:fonts {STORY_NAMESPACES}>{inner}</w:fonts>", tuple(parts)


def _embedded(family: Family, faces: Mapping[str, str], parts: list[ExtraPart]) -> Iterator[str]:
    for face, element in faces.items():
        if face != "regular" and family.file(face) == family.regular:
            continue
        path = resolve(family.file(face))
        check_kind(path, path.name)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise unreadable(path.name, error.strerror or str(error)) from None
        check_licence(content, path.name, family.word)
        number = len(parts) + 1
        key = hashlib.sha256(content).digest()[:16]
        parts.append(ExtraPart(f"/word/fonts/font{number}.odttf", _TYPE, obfuscated(content, key)))
        yield f'<w:{element} r:id="rId{number}" w:fontKey="{_guid(key)}"/>'


def obfuscated(content: bytes, key: bytes) -> bytes:
    """A font with its beginning hidden, or such a font as it was; `key` are the 16 bytes of the number in order."""
    mask = (key[::-1] * 2)[:_HIDDEN]
    return bytes(a ^ b for a, b in zip(content, mask, strict=False)) + content[_HIDDEN:]


def _guid(key: bytes) -> str:
    digits = key.hex().upper()
    return "{" + "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])) + "}"


def relations(parts: tuple[ExtraPart, ...]) -> tuple[tuple[str, str, str], ...]:
    """The relationships of the font table to its fonts."""
    return tuple((f"rId{number}", f"{R}/font", part.name) for number, part in enumerate(parts, 1))
