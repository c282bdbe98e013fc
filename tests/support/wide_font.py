"""A font of wide characters for tests: the square of the program's signs for each of them."""

from __future__ import annotations

import struct
from pathlib import Path

from reportgen.document.theme import SIGN_FAMILIES, Family
from reportgen.fonts.find import resolve

_SQUARE = 0x25A0
_START, _RECORD = 12, 16


def wide_family(folder: Path, characters: str, word: str = "Wide") -> Family:
    """A family whose faces have exactly these characters and the space."""
    path = folder / "wide.ttf"
    path.write_bytes(
        _with_characters(resolve(SIGN_FAMILIES["signs-symbols2"].regular).read_bytes(), {*characters, " ", "-"})
    )
    return Family(**dict.fromkeys(("regular", "bold", "italic", "bold_italic"), str(path)), word=word)


def _with_characters(font: bytes, characters: set[str]) -> bytes:
    import uharfbuzz as hb

    square = hb.Font(hb.Face(hb.Blob(font))).get_nominal_glyph(_SQUARE)
    (count,) = struct.unpack_from(">H", font, 4)
    tables = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", font, _START + _RECORD * index)
        tables[tag] = font[offset : offset + length]
    tables[b"cmap"] = _map(sorted(map(ord, characters)), square)
    at = _START + _RECORD * count
    head, body = font[:_START], b""
    for tag, table in sorted(tables.items()):
        head += struct.pack(">4sIII", tag, 0, at + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return head + body


def _map(codes: list[int], glyph: int) -> bytes:
    """A cmap of format 4: each code a segment of its own."""
    segments = [*((code, (glyph - code) % 0x10000) for code in codes), (0xFFFF, 1)]
    count = len(segments)
    ends = struct.pack(f">{count}H", *(code for code, _ in segments))
    deltas = struct.pack(f">{count}H", *(delta for _, delta in segments))
    arrays = ends + bytes(2) + ends + deltas + bytes(2 * count)
    table = struct.pack(">7H", 4, 14 + len(arrays), 0, 2 * count, 0, 0, 0) + arrays
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table
