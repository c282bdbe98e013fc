"""ZIP files whose bytes depend on their content alone (APPNOTE.TXT 6.3, sections 4.3 and 4.4).

Written without `zipfile`, which takes no part that has been compressed before: neither a text that was compressed
while it grew, nor what a hundred workbooks have in common.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final, NamedTuple

from reportgen.errors import DocumentError
from reportgen.findings.problem import Problem
from reportgen.ooxml.package import CONTENT_TYPES

_DATE: Final = 1 << 5 | 1
"""The first of January 1980, the earliest day that an entry can have."""
_VERSION: Final = 20
"""What a reader must know: compression by Deflate (4.4.3)."""
_DEFLATE: Final = 8
_UTF_8: Final = 0x800
"""The name of an entry is not ASCII (4.4.4, bit 11)."""
_RIGHTS: Final = 0o600 << 16
_COMMON: Final = struct.Struct("<5H3L2H")
_MOST_PARTS, _MOST_BYTES = 0xFFFF, 0xF000_0000
"""What a file holds without the extensions of ZIP64; some bytes less, for names."""


class Deflated(NamedTuple):
    """A part as it stands in a package: compressed, with the checksum (CRC-32) and the length of what it says."""

    data: bytes
    checksum: int
    length: int


class Deflater:
    """Compresses a text that comes in pieces, so that it never stands in memory as a whole."""

    def __init__(self) -> None:
        self._stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        self._pieces: list[bytes] = []
        self._checksum = self._length = 0

    def add(self, content: bytes) -> None:
        """Take in what follows."""
        self._checksum = zlib.crc32(content, self._checksum)
        self._length += len(content)
        self._pieces.append(self._stream.compress(content))

    def finish(self) -> Deflated:
        """The whole; nothing can be added to it."""
        return Deflated(b"".join((*self._pieces, self._stream.flush())), self._checksum, self._length)


def deflated(content: bytes) -> Deflated:
    """A part that is there as a whole."""
    deflater = Deflater()
    deflater.add(content)
    return deflater.finish()


def inflated(part: Deflated) -> bytes:
    """What a part says."""
    return zlib.decompress(part.data, wbits=-zlib.MAX_WBITS)


def members(content: bytes) -> dict[str, Deflated]:
    """The parts of a package that `archive` has made, as they stand in it.

    Raises zipfile.BadZipFile for what is no package.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {each.filename: _member(content, each) for each in package.infolist()}


def _member(content: bytes, entry: zipfile.ZipInfo) -> Deflated:
    start = entry.header_offset + 4 + _COMMON.size + len(entry.filename.encode())
    return Deflated(content[start : start + entry.compress_size], entry.CRC, entry.file_size)


def archive(parts: Mapping[str, bytes | Deflated]) -> bytes:
    """A package of `parts` by name: content types first (as Office writes them), then sorted; no clock, no user.

    Raises DocumentError for more parts or bytes than a ZIP file holds.
    """
    names = sorted(parts, key=lambda name: (name != CONTENT_TYPES, name))
    packed = {name: part if isinstance(part := parts[name], Deflated) else deflated(part) for name in names}
    length = sum(max(part.length, len(part.data)) for part in packed.values())
    if len(names) > _MOST_PARTS or length > _MOST_BYTES:
        raise DocumentError(
            Problem("word-too-large", f"the Word file would have {len(names)} parts and {length} bytes")
        )
    files: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, part in packed.items():
        encoded = name.encode()
        common = _common(encoded, part)
        files += b"PK\3\4", common, encoded, part.data
        place = struct.pack("<3H2L", 0, 0, 0, _RIGHTS, offset)
        directory += b"PK\1\2", struct.pack("<H", _VERSION), common, place, encoded
        offset += 4 + len(common) + len(encoded) + len(part.data)
    listing = b"".join(directory)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(names), len(names), len(listing), offset, 0)
    return b"".join((*files, listing, end))


def _common(name: bytes, part: Deflated) -> bytes:
    """What the header of an entry and its place in the directory have in common (4.3.7)."""
    flags = 0 if name.isascii() else _UTF_8
    return _COMMON.pack(
        *(_VERSION, flags, _DEFLATE, 0, _DATE), part.checksum, len(part.data), part.length, len(name), 0
    )
