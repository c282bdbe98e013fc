"""Whether a font file can be embedded: by its kind in a PDF, by its licence in a Word file."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from reportgen.errors import FontError
from reportgen.findings.problem import Problem

_TRUETYPE: Final = (b"\x00\x01\x00\x00", b"true")
_STATIC: Final = "take the static TrueType file (.ttf) of the family"
_REFUSED: Final = {
    b"OTTO": (
        "has CFF outlines (an OpenType font of PostScript kind)",
        "{static}, or make one: pip install otf2ttf, then otf2ttf {name}",
    ),
    b"ttcf": ("is a collection of fonts", "{static}, or take one font out of it: {take_out}"),
    b"wOFF": ("is a web font (WOFF)", "{static}, or unpack it: {unpack}"),
    b"wOF2": ("is a web font (WOFF2)", "{static}, or unpack it: {unpack}"),
}
"""What a file begins with that is no static TrueType font: what it is, and the way out."""
_UNPACK: Final = (
    "pip install fonttools brotli, then python -c \"from fontTools.ttLib import TTFont as F; f = F('{name}'); "
    "f.flavor = None; f.save('{stem}.ttf')\""
)
_TAKE_OUT: Final = (
    'pip install fonttools, then python -c "from fontTools.ttLib import TTCollection as C; '
    "C('{name}').fonts[0].save('{stem}.ttf')\""
)
_WEIGHTS: Final[Mapping[str, int]] = {"light": 300, "bold": 700, "bold_italic": 700}
_REGULAR: Final = 400
_LICENCES: Final = ("open font license", "openfontlicense", "scripts.sil.org/ofl")
_MAY_NOT: Final = 0x0002
"""OS/2 fsType: restricted licence embedding."""
_START, _RECORD = 12, 16
"""Bytes before the records of the table directory, and of each record."""


def unreadable(reference: object, reason: str) -> FontError:
    """The error of a font file that the system refuses, or that is damaged."""
    return FontError(Problem("font-unreadable", f'the font file "{reference}" cannot be read: {reason}'))


def check_kind(path: Path, reference: object, face: str = "regular") -> None:
    """Refuse what is no static TrueType font, by the name that the theme has for the file. Raises FontError.

    `face` is what the file shall be in its family: the way out names the instance of a variable font.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_START)
            records = file.read(_RECORD * _count(start)) if len(start) == _START else b""
    except OSError as error:
        raise unreadable(reference, error.strerror or str(error)) from None
    if start[:4] in _REFUSED:
        what, way = _REFUSED[start[:4]]
        raise _kind(f'the font file "{reference}" {what}', _hint(way, path))
    if start[:4] not in _TRUETYPE:
        raise _kind(f'"{reference}" is not a TrueType font', _STATIC)
    if b"fvar" in _tables(start + records):
        weight = _WEIGHTS.get(face, _REGULAR)
        make = f'fonttools varLib.instancer "{path.name}" wght={weight} -o "{path.stem.partition("[")[0]}-{weight}.ttf"'
        hint = f"{_STATIC}, or make one: pip install fonttools, then {make} (further axes likewise: wdth=100)"
        raise _kind(f'the font file "{reference}" is a variable font', hint)


def _hint(way: str, path: Path) -> str:
    names = {"name": path.name, "stem": path.stem}
    return way.format(static=_STATIC, unpack=_UNPACK.format(**names), take_out=_TAKE_OUT.format(**names), **names)


def _kind(text: str, hint: str) -> FontError:
    return FontError(Problem("font-kind", text, hint=hint))


def check_licence(content: bytes, file: str, family: str) -> None:
    """Refuse a font that may not be embedded in Word files, or is not called `family`. Raises FontError."""
    try:
        names, flags = _names(content), _flags(content)
    except struct.error:
        raise unreadable(file, "it is damaged") from None
    terms = f"{names.get(13, '')} {names.get(14, '')}".lower()
    if not any(licence in terms for licence in _LICENCES):
        hint = "only fonts under the SIL Open Font License are embedded; take word_embed away"
        raise FontError(Problem("font-not-free", f"{file}: does not say that it may be embedded", hint=hint))
    if flags & _MAY_NOT:
        raise FontError(Problem("font-not-free", f"{file}: forbids to be embedded (OS/2 fsType)"))
    if family not in (names.get(1), names.get(16)):
        text = f'{file}: is called "{names.get(16) or names.get(1)}", not "{family}"'
        raise FontError(Problem("font-other-name", text, hint="word: must be the font's own name to embed it"))


# ------------------------------------------------------------------------------------------- tables (OpenType 1.9)


def _count(start: bytes) -> int:
    (count,) = struct.unpack_from(">H", start, 4)
    return int(count)


def _tables(content: bytes) -> dict[bytes, int]:
    """Offsets of the tables by their tags; a directory that is cut off has those that are there."""
    there = min(_count(content), (len(content) - _START) // _RECORD)
    records = (struct.unpack_from(">4sIII", content, _START + _RECORD * index) for index in range(there))
    return {tag: offset for tag, _, offset, _ in records}


def _flags(content: bytes) -> int:
    place = _tables(content).get(b"OS/2")
    return 0 if place is None else int(struct.unpack_from(">H", content, place + 8)[0])


def _names(content: bytes) -> Mapping[int, str]:
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
