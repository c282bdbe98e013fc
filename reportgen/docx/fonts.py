"""fontTable.xml: the families that the styles name, and their files where the theme wants them embedded (17.8.3).

An embedded font is obfuscated: its first 32 bytes are exclusive-ored with a number that stands beside it (17.8.1), so
that it cannot be taken out of the file by chance. Only fonts that anybody may embed are: those under the SIL Open Font
License whose own flags allow it.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from reportgen.document.theme import Family, Theme
from reportgen.docx.context import ExtraPart
from reportgen.docx.styles import word_font
from reportgen.errors import DocumentError
from reportgen.findings.problem import Problem
from reportgen.ooxml.xml import HEADER, STORY_NAMESPACES, R, escape

_TYPE: Final = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_FACES: Final = {
    "regular": "embedRegular",
    "bold": "embedBold",
    "italic": "embedItalic",
    "bold_italic": "embedBoldItalic",
}
_HIDDEN = 32
"""Bytes that are obfuscated."""
_LICENCES: Final = ("open font license", "openfontlicense", "scripts.sil.org/ofl")
_MAY_NOT: Final = 0x0002
"""OS/2 fsType: restricted licence embedding."""


def font_table(theme: Theme) -> tuple[str, tuple[ExtraPart, ...]]:
    """The part, and the parts of embedded fonts. Raises DocumentError for a font that may not be embedded."""
    names = (word_font(theme, name, face) for name in (*theme.fonts, "text") for face in ("regular", "light"))
    families = {family.word: family for family in theme.fonts.values() if family.word_embed}
    parts: list[ExtraPart] = []
    inner = ""
    for name in sorted(set(names)):
        embedded = "".join(_embedded(families[name], parts)) if name in families else ""
        inner += (
            f'<w:font w:name="{escape(name)}"><w:charset w:val="00"/><w:family w:val="auto"/>'
            f'<w:pitch w:val="variable"/>{embedded}</w:font>'
        )
    return f"{HEADER}<w:fonts {STORY_NAMESPACES}>{inner}</w:fonts>", tuple(parts)


def _embedded(family: Family, parts: list[ExtraPart]) -> Iterator[str]:
    for face, element in _FACES.items():
        path = Path(getattr(family, face))
        try:
            content = path.read_bytes()
            names = _names(content)
            _refuse(path.name, content, names, family.word)
        except OSError as error:
            problem = Problem("font-unreadable", f"{path.name}: the font cannot be read: {error.strerror}")
            raise DocumentError(problem) from None
        except struct.error:
            raise DocumentError(Problem("font-unreadable", f"{path.name}: is no TrueType font")) from None
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


def _refuse(name: str, content: bytes, names: Mapping[int, str], wanted: str) -> None:
    terms = f"{names.get(13, '')} {names.get(14, '')}".lower()
    if not any(licence in terms for licence in _LICENCES):
        hint = "only fonts under the SIL Open Font License are embedded; take word_embed away"
        raise DocumentError(Problem("font-not-free", f"{name}: does not say that it may be embedded", hint=hint))
    if _flags(content) & _MAY_NOT:
        raise DocumentError(Problem("font-not-free", f"{name}: forbids to be embedded (OS/2 fsType)"))
    if wanted not in (names.get(1), names.get(16)):
        text = f'{name}: is called "{names.get(16) or names.get(1)}", not "{wanted}"'
        raise DocumentError(Problem("font-other-name", text, hint="word: must be the font's own name to embed it"))


def _tables(content: bytes) -> dict[bytes, int]:
    """Offsets of the tables of a font (OpenType 1.9, table directory)."""
    (count,) = struct.unpack_from(">H", content, 4)
    records = (struct.unpack_from(">4sIII", content, 12 + 16 * index) for index in range(count))
    return {tag: offset for tag, _, offset, _ in records}


def _flags(content: bytes) -> int:
    place = _tables(content).get(b"OS/2")
    return 0 if place is None else int(struct.unpack_from(">H", content, place + 8)[0])


def _names(content: bytes) -> dict[int, str]:
    """The names of a font by their numbers: 1 and 16 are the family, 13 and 14 the licence."""
    place = _tables(content).get(b"name", len(content))
    _, count, strings = struct.unpack_from(">HHH", content, place)
    found: dict[int, str] = {}
    for index in range(count):
        platform, _, _, number, length, offset = struct.unpack_from(">6H", content, place + 6 + 12 * index)
        if platform == 3:
            start = place + strings + offset
            found.setdefault(number, content[start : start + length].decode("utf-16-be", "replace"))
    return found


def relations(parts: tuple[ExtraPart, ...]) -> tuple[tuple[str, str, str], ...]:
    """The relationships of the font table to its fonts."""
    return tuple((f"rId{number}", f"{R}/font", part.name) for number, part in enumerate(parts, 1))
