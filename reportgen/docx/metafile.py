"""Drawings as Enhanced Metafiles ([MS-EMF]): rectangles, lines and words, in twips.

Vectors that every Office program shows, in some hundred bytes, and the same bytes on every machine: a picture in dots
would carry the version of whatever drew its letters.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

_HEADER, _POLYLINE, _END, _MAP_MODE, _TRANSPARENT, _ALIGN, _TEXT_COLOUR = 1, 4, 14, 17, 18, 22, 24
_SELECT, _PEN, _BRUSH, _DELETE, _RECTANGLE, _FONT, _TEXT = 37, 38, 39, 40, 43, 82, 84
_NO_PEN, _BASELINE = 0x8000_0008, 24
_SIDES: Final = {"left": 0, "right": 2, "centre": 6}
_TWIPS_OF_DEVICE, _MILLIMETRES_OF_DEVICE = 14400, 254
_WIDTHS: Final = {**dict.fromkeys(" .,:;'|!iIjlft()-/", 0.27), **dict.fromkeys("mwMW%", 0.8)}
_WIDTH: Final = 0.51
"""Of a character, as a share of the type size: about those of Calibri, and as much for all others."""
_OBJECT: Final = 1
"""The one pen, brush or font that is in use."""


class Metafile:
    """A drawing of `width` and `height` twips that grows record by record."""

    def __init__(self, width: int, height: int) -> None:
        self._size = width, height
        self._records: list[bytes] = []
        self._record(_MAP_MODE, "<L", 1)
        self._record(_TRANSPARENT, "<L", 1)

    def _record(self, kind: int, form: str = "<", *values: float | bytes) -> None:
        content = struct.pack(form, *values)
        self._records.append(struct.pack("<2L", kind, 8 + len(content)) + content)

    def rectangle(self, left: int, top: int, right: int, bottom: int, colour: str) -> None:
        """A filled rectangle without an edge; colours are ST_HexColor."""
        self._record(_BRUSH, "<4L", _OBJECT, 0, _colour(colour), 0)
        self._record(_SELECT, "<L", _OBJECT)
        self._record(_SELECT, "<L", _NO_PEN)
        self._record(_RECTANGLE, "<4l", left, top, right, bottom)
        self._record(_DELETE, "<L", _OBJECT)

    def line(self, points: list[tuple[int, int]], colour: str, width: int) -> None:
        """A line through points."""
        self._record(_PEN, "<2L2lL", _OBJECT, 0, width, 0, _colour(colour))
        self._record(_SELECT, "<L", _OBJECT)
        flat = [coordinate for point in points for coordinate in point]
        self._record(_POLYLINE, f"<4lL{len(flat)}l", 0, 0, *self._size, len(points), *flat)
        self._record(_DELETE, "<L", _OBJECT)

    def text(self, words: str, place: tuple[int, int], side: str, look: tuple[str, int, str], *, bold: bool) -> None:
        """Words on a baseline, on that `side` of a place; `look` is typeface, size in twips and colour."""
        face, size, colour = look
        name = face[:31].encode("utf-16-le").ljust(64, b"\0")
        logical = struct.pack("<5l8B", -size, 0, 0, 0, 700 if bold else 400, 0, 0, 0, 1, 0, 0, 0, 0) + name
        self._record(_FONT, "<L320s", _OBJECT, logical)
        self._record(_SELECT, "<L", _OBJECT)
        self._record(_ALIGN, "<L", _BASELINE | _SIDES[side])
        self._record(_TEXT_COLOUR, "<L", _colour(colour))
        encoded = words.encode("utf-16-le", "replace")
        count = len(encoded) // 2
        room = -(-len(encoded) // 4) * 4
        head = struct.pack("<4lL2f", 0, 0, *self._size, 2, 1, 1)
        about = struct.pack("<2l3L4lL", *place, count, 76, 0, 0, 0, 0, 0, 76 + room)
        advances = struct.pack(f"<{count}L", *(round(size * each) for each in _widths(words)))
        content = head + about + encoded.ljust(room, b"\0") + advances
        self._records.append(struct.pack("<2L", _TEXT, 8 + len(content)) + content)
        self._record(_DELETE, "<L", _OBJECT)

    def finish(self) -> bytes:
        """The whole drawing."""
        end = struct.pack("<5L", _END, 20, 0, 0, 20)
        body = b"".join(self._records) + end
        width, height = self._size
        frame = [round(twips * 2540 / 1440) for twips in (width, height)]
        header = struct.pack(
            "<2L8l4L2H3L4L",
            *(_HEADER, 88, 0, 0, width, height, 0, 0, *frame, 0x464D_4520, 0x1_0000),
            *(88 + len(body), len(self._records) + 2, _OBJECT + 1, 0, 0, 0, 0),
            *(_TWIPS_OF_DEVICE, _TWIPS_OF_DEVICE, _MILLIMETRES_OF_DEVICE, _MILLIMETRES_OF_DEVICE),
        )
        return header + body


def _widths(words: str) -> Iterator[float]:
    """The width of each unit of UTF-16."""
    for character in words:
        yield _WIDTHS.get(character, _WIDTH)
        if ord(character) > 0xFFFF:
            yield 0


def width(words: str, size: int) -> int:
    """About how wide words are, in the unit of the type size."""
    return round(size * sum(_widths(words)))


def _colour(name: str) -> int:
    """ST_HexColor as a COLORREF."""
    red, green, blue = bytes.fromhex(name)
    return red | green << 8 | blue << 16
