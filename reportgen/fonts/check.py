"""Whether a font file can be embedded: by its kind in a PDF, by its licence in a Word file."""

from __future__ import annotations

import os
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Final

from reportgen.errors import FontError
from reportgen.findings.problem import Problem
from reportgen.fonts.characters import too_many

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
_USAGE, _RESTRICTED = 0x000E, 0x0002
_WHOLE_ONLY, _BITMAPS_ONLY = 0x0100, 0x0200
"""OS/2 fsType: how a font may be used in documents, and that only in one of these ways."""
_NEEDED: Final = (b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"name")
MOST_BYTES: Final = 100_000_000
"""Of a font file; those with every Chinese character have a quarter of this."""
_START, _RECORD = 12, 16
"""Bytes before the records of the table directory, and of each record."""


def unreadable(reference: object, reason: str) -> FontError:
    """The error of a font file that the system refuses, or that is damaged."""
    return FontError(Problem("font-unreadable", f'the font file "{reference}" cannot be read: {reason}'))


def check_kind(path: Path, reference: object, face: str = "regular") -> None:
    """Refuse what is no whole static TrueType font, or may not be embedded, by the name that the theme has for the
    file. Raises FontError.

    `face` is what the file shall be in its family: the way out names the instance of a variable font.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_START)
            records = file.read(_RECORD * _count(start)) if len(start) == _START else b""
            size = file.seek(0, os.SEEK_END)
            flags = int.from_bytes(_table(file, start + records, b"OS/2")[8:10], "big")
            cmap = _table(file, start + records, b"cmap")
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
    _check_whole(start + records, size, reference)
    _check_characters(cmap, reference)
    wrong = _forbidden(flags)
    if wrong:
        hint = "ask its maker for a licence and a file that allow it, or take another font"
        raise FontError(Problem("font-not-free", f'the font file "{reference}" {wrong} (OS/2 fsType)', hint=hint))


def _check_whole(start: bytes, size: int, reference: object) -> None:
    """Whether all tables that a font needs are there, and lie in a file of so many bytes."""
    if size > MOST_BYTES:
        raise unreadable(reference, f"it has more than {MOST_BYTES:,} bytes")
    found = _records(start)
    missing = [tag.decode() for tag in _NEEDED if tag not in found]
    if missing:
        raise unreadable(reference, f"it is damaged: it has no table {', '.join(missing)}")
    if any(offset + length > size for offset, length in found.values()):
        raise unreadable(reference, "it is damaged: its tables are cut off")


def _forbidden(flags: int) -> str:
    """What fsType forbids of all that a report does with a font; "" where it forbids nothing of it."""
    if flags & _USAGE == _RESTRICTED:
        return "forbids to be embedded"
    if flags & _WHOLE_ONLY:
        return "forbids to embed a part of it, and files hold the glyphs that they use"
    return "allows only pictures of its glyphs to be embedded" if flags & _BITMAPS_ONLY else ""


def _check_characters(cmap: bytes, reference: object) -> None:
    try:
        wrong = too_many(cmap)
    except struct.error:
        wrong = True
    if wrong:
        raise unreadable(reference, "it is damaged: its table cmap speaks of characters that there are not")


def _table(file: IO[bytes], start: bytes, tag: bytes) -> bytes:
    """A table of a font file; empty where it is none, or has none."""
    offset, length = _records(start).get(tag, (0, 0)) if start[:4] in _TRUETYPE else (0, 0)
    file.seek(offset)
    return file.read(min(length, MOST_BYTES))


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
    if flags & _USAGE == _RESTRICTED:
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
    return {tag: offset for tag, (offset, _) in _records(content).items()}


def _records(content: bytes) -> dict[bytes, tuple[int, int]]:
    """Offsets and lengths of the tables by their tags."""
    there = min(_count(content), (len(content) - _START) // _RECORD) if len(content) >= _START else 0
    records = (struct.unpack_from(">4sIII", content, _START + _RECORD * index) for index in range(there))
    return {tag: (offset, length) for tag, _, offset, length in records}


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
