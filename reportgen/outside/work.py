"""How much work a file may be: what it unpacks to and how much is to be read of it, in proportion to its own size.

A small file that draws the same form a million times is refused, a large one that is really so large is read. On a
processor of 2020 what a file of less than a megabyte may ask for takes less than five seconds and 512 MB.
"""

from __future__ import annotations

import zlib

from reportgen.errors import OversizeError

STEPS, STEPS_A_BYTE = 1_200_000, 0.5
"""Words of content streams and objects that are looked at, where each takes some microseconds."""
UNPACKED, UNPACKED_A_BYTE = 100_000_000, 20
"""Bytes of all streams together, each as often as it is read."""
A_STREAM = 64
"""Steps that a stream counts for, however short it is."""
MOST_BYTES = 300_000_000
"""Of a PDF."""
_CHUNK = 1 << 20
_APART = b" \t\r\n\f\0()<>[]{}/%"
"""What parts the words of a content stream (ISO 32000-1, 7.2.2)."""


class Work:
    """What is left of the work that a file of so many bytes may be. Raises OversizeError where it is used up."""

    def __init__(
        self, size: int, *, steps: int = STEPS, steps_a_byte: float = STEPS_A_BYTE, unpacked: int = UNPACKED
    ) -> None:
        self._steps = steps + int(size * steps_a_byte)
        self._bytes = unpacked + size * UNPACKED_A_BYTE

    def do(self, steps: int) -> None:
        """So many steps are done."""
        self._steps -= steps
        if self._steps < 0:
            raise OversizeError("it says or draws the same so often that it is more work than a file of its size")

    def unpacked(self, data: bytes) -> bytes:
        """The content of a stream, which counts."""
        self.do(A_STREAM)
        self._bytes -= len(data)
        if self._bytes < 0:
            raise OversizeError("its streams unpack to more than a file of its size can hold")
        return data

    def content(self, data: bytes) -> bytes:
        """The content of a stream whose words will be looked at one by one; they count too."""
        self.do(len(data) - len(data.translate(None, _APART)))
        return self.unpacked(data)

    def inflated(self, data: bytes) -> bytes:
        """What is compressed in `data` (RFC 1950); it counts. Raises zlib.error where it is damaged."""
        inflate = zlib.decompressobj()
        parts = [self.unpacked(inflate.decompress(data, _CHUNK))]
        while inflate.unconsumed_tail:
            parts.append(self.unpacked(inflate.decompress(inflate.unconsumed_tail, _CHUNK)))
        if not inflate.eof:
            raise zlib.error("the stream is cut off")
        return b"".join(parts)
