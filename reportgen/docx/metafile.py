"""Drawings as Enhanced Metafiles ([MS-EMF]): rectangles, lines and words, in twips.

Vectors that every Office program shows, in some hundred bytes, and the same bytes on every machine: a picture in dots
would carry the version of whatever drew its letters.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import Final

from reportgen.docx.measure import advance

_HEADER, _POLYGON, _POLYLINE, _END, _MAP_MODE, _TRANSPARENT, _ALIGN, _TEXT_COLOUR = 1, 3, 4, 14, 17, 18, 22, 24
_SELECT, _PEN, _BRUSH, _DELETE, _RECTANGLE, _FONT, _TEXT = 37, 38, 39, 40, 43, 82, 84
_BASELINE: Final = 24
_SIDES: Final = {"left": 0, "right": 2, "centre": 6}
_TWIPS_OF_DEVICE, _MILLIMETRES_OF_DEVICE = 14400, 254
_BRUSHES, _PENS, _FONTS = 1, 2, 3
"""Places in the table of objects: one of each kind is in use at a time."""
_SELECTED: Final = {place: struct.pack("<3L", _SELECT, 12, place) for place in (_BRUSHES, _PENS, _FONTS)}
_DELETED: Final = {place: struct.pack("<3L", _DELETE, 12, place) for place in (_BRUSHES, _PENS, _FONTS)}
_NO_PEN: Final = struct.pack("<3L", _SELECT, 12, 0x8000_0008)
_BEGIN: Final = (struct.pack("<3L", _MAP_MODE, 12, 1), struct.pack("<3L", _TRANSPARENT, 12, 1), _NO_PEN)
_TEXT_HEAD: Final = struct.Struct("<2L4lL2f2l3L4lL")


class Metafile:
    """A drawing of `width` and `height` twips that grows record by record."""

    def __init__(self, width: int, height: int) -> None:
        self._size = width, height
        self._records: list[bytes] = [*_BEGIN]
        self._used: dict[int, bytes] = {}

    def _use(self, place: int, made: bytes) -> None:
        """Put a pen, brush or font in its place in the table of objects."""
        last = self._used.get(place)
        if last != made:
            self._used[place] = made
            self._records += (made, _SELECTED[place]) if last is None else (_DELETED[place], made, _SELECTED[place])

    def rectangle(self, left: int, top: int, right: int, bottom: int, colour: str) -> None:
        """A filled rectangle without an edge; colours are ST_HexColor."""
        self._use(_BRUSHES, struct.pack("<6L", _BRUSH, 24, _BRUSHES, 0, _colour(colour), 0))
        self._records.append(struct.pack("<2L4l", _RECTANGLE, 24, left, top, right, bottom))

    def line(self, points: list[tuple[int, int]], colour: str, width: int) -> None:
        """A line through points."""
        self._use(_PENS, struct.pack("<4L2lL", _PEN, 28, _PENS, 0, width, 0, _colour(colour)))
        flat = [coordinate for point in points for coordinate in point]
        head = struct.pack("<2L4lL", _POLYLINE, 28 + 4 * len(flat), 0, 0, *self._size, len(points))
        self._records += head + struct.pack(f"<{len(flat)}l", *flat), _NO_PEN, _DELETED[_PENS]
        del self._used[_PENS]

    def polygon(self, points: list[tuple[int, int]], colour: str) -> None:
        """A filled shape without an edge."""
        self._use(_BRUSHES, struct.pack("<6L", _BRUSH, 24, _BRUSHES, 0, _colour(colour), 0))
        flat = [coordinate for point in points for coordinate in point]
        head = struct.pack("<2L4lL", _POLYGON, 28 + 4 * len(flat), 0, 0, *self._size, len(points))
        self._records.append(head + struct.pack(f"<{len(flat)}l", *flat))

    def text(self, words: str, place: tuple[int, int], side: str, look: tuple[str, int, str], *, bold: bool) -> None:
        """Words on a baseline, on that `side` of a place; `look` is typeface, size in twips and colour."""
        face, size, colour = look
        self._use(_FONTS, _font(face, size, bold))
        encoded = words.encode("utf-16-le", "replace")
        room = -(-len(encoded) // 4) * 4
        count, length = len(encoded) // 2, _TEXT_HEAD.size + room + 2 * len(encoded)
        head = _TEXT_HEAD.pack(_TEXT, length, 0, 0, *self._size, 2, 1, 1, *place, count, 76, 0, 0, 0, 0, 0, 76 + room)
        widths = b"".join([_advance(character, size) for character in words])
        align, ink = _BASELINE | _SIDES[side], _colour(colour)
        state = struct.pack("<3L", _ALIGN, 12, align), struct.pack("<3L", _TEXT_COLOUR, 12, ink)
        self._records += *state, head + encoded.ljust(room, b"\0") + widths

    def finish(self) -> bytes:
        """The whole drawing."""
        end = struct.pack("<5L", _END, 20, 0, 0, 20)
        body = b"".join(self._records) + end
        width, height = self._size
        frame = [round(twips * 2540 / 1440) for twips in (width, height)]
        header = struct.pack(
            "<2L8l4L2H3L4L",
            *(_HEADER, 88, 0, 0, width, height, 0, 0, *frame, 0x464D_4520, 0x1_0000),
            *(88 + len(body), len(self._records) + 2, _FONTS + 1, 0, 0, 0, 0),
            *(_TWIPS_OF_DEVICE, _TWIPS_OF_DEVICE, _MILLIMETRES_OF_DEVICE, _MILLIMETRES_OF_DEVICE),
        )
        return header + body


@lru_cache(maxsize=64)
def _font(face: str, size: int, bold: bool) -> bytes:
    """The record that makes a font; its longest form, which all programs read."""
    name = face[:31].encode("utf-16-le").ljust(64, b"\0")
    logical = struct.pack("<5l8B", -size, 0, 0, 0, 700 if bold else 400, 0, 0, 0, 1, 0, 0, 0, 0) + name
    return struct.pack("<3L320s", _FONT, 332, _FONTS, logical)


@lru_cache(maxsize=1024)
def _advance(character: str, size: int) -> bytes:
    """The width of a character; the second unit of UTF-16 that some have takes none."""
    packed = struct.pack("<L", round(size * advance(character)))
    return packed + b"\0\0\0\0" if ord(character) > 0xFFFF else packed


@lru_cache(maxsize=64)
def _colour(name: str) -> int:
    """ST_HexColor as a COLORREF."""
    red, green, blue = bytes.fromhex(name)
    return red | green << 8 | blue << 16
