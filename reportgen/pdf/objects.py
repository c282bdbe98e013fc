"""The body of a PDF file while it is written: numbered objects one after the other, then where each of them is
(ISO 32000-1, 7.5).

Objects are written when their content is known and not kept. In a packed file those that are no streams go into
compressed ones (7.5.7), some hundred together: a structure of many small objects then takes a fraction of the room.
"""

from __future__ import annotations

import io
import zlib
from array import array
from collections.abc import Callable
from struct import pack

_MEMBERS = 200
"""Objects in a stream: many compress well, few are unpacked quickly."""
_FREE, _PLAIN, _INSIDE = 0, 1, 2
"""Types of entries of a cross-reference stream (table 18)."""
_LAST_GENERATION = 0xFFFF


class Objects:
    """Objects of one file that begins with `header`; `reserve` gives out object numbers."""

    def __init__(self, header: bytes, reserve: Callable[[], int], *, packed: bool) -> None:
        self._data = io.BytesIO()
        self._data.write(header)
        self._reserve, self._packed = reserve, packed
        self._waiting: list[tuple[int, bytes]] = []
        self._kinds, self._places, self._order = array("B"), array("Q"), array("H")
        self._note(0, _FREE, 0, _LAST_GENERATION)

    def write(self, number: int, body: bytes) -> None:
        """Object `number` with its content."""
        if self._packed and not body.endswith(b"endstream"):
            self._note(number, _INSIDE, 0, 0)
            self._waiting.append((number, body))
            if len(self._waiting) == _MEMBERS:
                self._pack()
        else:
            self._note(number, _PLAIN, self._data.tell(), 0)
            self._data.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def written(self, number: int) -> bool:
        """Whether an object has been given its content."""
        return number < len(self._kinds) and self._kinds[number] != _FREE

    def finish(self, trailer: bytes) -> bytes:
        """The whole file; `trailer` are the entries of the trailer besides its size."""
        if self._waiting:
            self._pack()
        at = self._data.tell()
        if self._packed:
            self._reference_stream(trailer, at)
        else:
            self._reference_table(trailer)
        self._data.write(b"startxref\n%d\n%%%%EOF\n" % at)
        return self._data.getvalue()

    def _note(self, number: int, kind: int, place: int, order: int) -> None:
        """Remember where an object is: its offset, or the stream that it is in and which one there it is."""
        missing = number + 1 - len(self._kinds)
        if missing > 0:
            for values in (self._kinds, self._places, self._order):
                values.frombytes(bytes(missing * values.itemsize))
        self._kinds[number], self._places[number], self._order[number] = kind, place, order

    def _pack(self) -> None:
        stream = self._reserve()
        heads, at = [], 0
        for order, (number, body) in enumerate(self._waiting):
            self._note(number, _INSIDE, stream, order)
            heads.append(b"%d %d" % (number, at))
            at += len(body) + 1
        head = b" ".join(heads) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(heads), len(head))
        content = head + b"\n".join([body for _, body in self._waiting])
        self._waiting.clear()
        self.write(stream, stream_object(entries, content))

    def _reference_table(self, trailer: bytes) -> None:
        """A cross-reference table (7.5.4); numbers without an object are free."""
        self._data.write(b"xref\n0 %d\n" % len(self._kinds))
        self._data.writelines(
            b"%010d %05d %s \n" % ((place, 0, b"n") if kind else (0, _LAST_GENERATION, b"f"))
            for kind, place in zip(self._kinds, self._places, strict=True)
        )
        self._data.write(b"trailer\n<</Size %d%s>>\n" % (len(self._kinds), trailer))

    def _reference_stream(self, trailer: bytes, at: int) -> None:
        """A cross-reference stream (7.5.8)."""
        own = self._reserve()
        self._note(own, _PLAIN, at, 0)
        entries = b"/Type/XRef/W[1 4 2]/Size %d%s" % (len(self._kinds), trailer)
        content = bytearray()
        for each in zip(self._kinds, self._places, self._order, strict=True):
            content += pack(">BIH", *each)
        self._data.write(b"%d 0 obj\n%s\nendobj\n" % (own, stream_object(entries, bytes(content))))


def stream_object(entries: bytes, content: bytes, *, compress: bool = True) -> bytes:
    """A stream with the given entries of its dictionary, an end of line before ``endstream`` (ISO 19005-2, 6.1.7.1).

    The end of line is CR LF: after data that end in CR, a single LF would be read as the second half of one. That is
    why no library writes these files: qpdf leaves LF alone.
    """
    if compress:
        content = zlib.compress(content)
        entries += b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>\nstream\n%s\r\nendstream" % (entries, len(content), content)
