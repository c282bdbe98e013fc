"""Where objects come from: straight from the bytes of a plain file, through qpdf from every other.

A file with one cross-reference table or stream, without encryption and with Flate streams (what most writers make of
a tagged report) can be read object by object from its bytes. That needs no library, whose import alone would cost more
than reading such a file. Whatever is not exactly so goes through qpdf, which also judges what is damaged.
"""

from __future__ import annotations

import io
import itertools
import re
import struct
import zlib
from decimal import Decimal
from typing import Any, Protocol

from reportgen.errors import UnreadableError
from reportgen.outside.pdf import limited, reason
from reportgen.outside.work import Work
from reportgen.verify.pdf.values import IndirectReference, Value, parse, parse_at, parse_whole

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_SECTION = re.compile(rb"\s*(\d+) (\d+)\s*\n(?=\d{10} \d{5} [nf])")
_ENTRY = 20
"""Bytes of a line in a cross-reference table (ISO 32000-1, 7.5.4)."""
_WIDTHS, _ENTRIES = [1, 4, 2], struct.Struct(">BIH")
"""Fields of a cross-reference stream as most writers have them; others go through qpdf."""
_PLAIN, _INSIDE = 1, 2
_UNPACKED = 64
"""Object streams that are held unpacked: objects that belong together lie together."""
_OBJECT = re.compile(rb"\s*(\d+)\s+(\d+)\s+obj\b")
_STREAM = re.compile(rb"\s*stream\r?\n")
_STREAM_END = re.compile(rb"\s*endstream\b")


References = tuple[dict[int, int], dict[int, tuple[int, int]], dict[str, Value]]
"""Offsets of objects; those in object streams, by stream and place in it; the trailer."""


class ObjectSource(Protocol):
    """Objects and decoded streams of one file by reference."""

    trailer: dict[str, Value]

    def object(self, ref: IndirectReference) -> Value:
        """The object, None where there is none; of a stream its dictionary."""

    def stream(self, ref: IndirectReference) -> bytes:
        """The decoded bytes of a stream, empty for another object. Raises UnreadableError for a damaged one."""


def open_source(content: bytes, work: Work) -> ObjectSource:
    """The objects of a file. Raises UnreadableError where it is damaged or needs a password."""
    try:
        return PlainSource(content, work)
    except ValueError:
        return QpdfSource(content, work)


class PlainSource:
    """Objects straight from the bytes. What turns out not to be plain later on is asked of qpdf."""

    def __init__(self, content: bytes, work: Work) -> None:
        self._content, self._work = content, work
        self._other: QpdfSource | None = None
        self._unpacked: dict[int, list[bytes]] = {}
        start = _START.search(content, max(0, len(content) - 1024))
        if start is None:
            raise ValueError("the end names no cross-reference table")
        at = int(start[1])
        references = _table(content, at) if content.startswith(b"xref", at) else _stream(content, at, work)
        self._offsets, self._inside, self.trailer = references
        if self.trailer.keys() & {"Prev", "XRefStm", "Encrypt"}:
            raise ValueError("it was updated, or is encrypted")
        if any(_OBJECT.match(content, offset) is None for offset in self._offsets.values()):
            raise ValueError("an object is not at its offset")

    def object(self, ref: IndirectReference) -> Value:
        place = self._inside.get(ref.number)
        return self._parsed(ref)[0] if place is None else self._packed(*place)

    def _packed(self, holder: int, order: int) -> Value:
        """An object from an object stream (ISO 32000-1, 7.5.7)."""
        found = self._unpacked.get(holder)
        if found is None:
            while len(self._unpacked) >= _UNPACKED:
                del self._unpacked[next(iter(self._unpacked))]
            found = self._unpacked[holder] = self._objects(holder)
        return parse_whole(found[order]) if order < len(found) else None

    def _objects(self, holder: int) -> list[bytes]:
        """The objects of an object stream, each as its bytes."""
        entries = self._parsed(IndirectReference(holder, 0))[0]
        data = self.stream(IndirectReference(holder, 0))
        if not isinstance(entries, dict) or type(first := entries.get("First")) is not int:
            return []
        offsets = [first + int(offset) for offset in data[:first].split()[1::2]]
        ends = sorted((*offsets, len(data)))
        after = dict(itertools.pairwise(ends))
        return [data[start : after.get(start, start)] for start in offsets]

    def _parsed(self, ref: IndirectReference) -> tuple[Value, int]:
        offset = self._offsets.get(ref.number)
        match = None if offset is None else _OBJECT.match(self._content, offset)
        if match is None or (int(match[1]), int(match[2])) != ref:
            return None, 0
        return parse_at(self._content, match.end())

    def stream(self, ref: IndirectReference) -> bytes:
        holder, end = self._parsed(ref)
        begin = _STREAM.match(self._content, end) if isinstance(holder, dict) else None
        if begin is None:
            return b""
        length = holder.get("Length")
        length = self.object(length) if type(length) is IndirectReference else length
        filters = holder.get("Filter") or []
        plain = type(length) is int and filters in ([], "FlateDecode", ["FlateDecode"]) and "DecodeParms" not in holder
        if not plain or _STREAM_END.match(self._content, begin.end() + length) is None:
            return self._qpdf().stream(ref)
        raw = self._content[begin.end() : begin.end() + length]
        try:
            return self._work.inflated(raw) if filters else self._work.unpacked(raw)
        except zlib.error:
            return self._qpdf().stream(ref)

    def _qpdf(self) -> QpdfSource:
        if self._other is None:
            self._other = QpdfSource(self._content, self._work)
        return self._other


def _table(content: bytes, at: int) -> References:
    """What a cross-reference table says, and the trailer behind it."""
    at += len(b"xref")
    offsets: dict[int, int] = {}
    while match := _SECTION.match(content, at):
        first, count, at = int(match[1]), int(match[2]), match.end()
        for number in range(first, first + count):
            line = content[at : at + _ENTRY]
            at += _ENTRY
            if line[17:18] == b"n":
                offsets[number] = int(line[:10])
    trailer = parse(content, at + len(b"trailer")) if content.startswith(b"trailer", at) else None
    if not isinstance(trailer, dict):
        raise ValueError("there is no trailer")
    return offsets, {}, trailer


def _stream(content: bytes, at: int, work: Work) -> References:
    """What a cross-reference stream says (ISO 32000-1, 7.5.8), whose dictionary is the trailer."""
    match = _OBJECT.match(content, at)
    trailer, end = parse_at(content, match.end()) if match is not None else (None, 0)
    begin = _STREAM.match(content, end)
    if begin is None or not isinstance(trailer, dict) or trailer.get("Type") != "XRef":
        raise ValueError("there is no cross-reference stream")
    length = trailer.get("Length")
    usual = trailer.get("W") == _WIDTHS and trailer.get("Filter") == "FlateDecode"
    if not usual or type(length) is not int or trailer.keys() & {"Index", "DecodeParms"}:
        raise ValueError("its cross-reference stream is of another kind")
    try:
        entries = work.inflated(content[begin.end() : begin.end() + length])
    except zlib.error:
        raise ValueError("its cross-reference stream is damaged") from None
    found = list(_ENTRIES.iter_unpack(entries))
    offsets = {number: place for number, (kind, place, _) in enumerate(found) if kind == _PLAIN}
    inside = {number: (place, order) for number, (kind, place, order) in enumerate(found) if kind == _INSIDE}
    return offsets, inside, trailer


class QpdfSource:
    """Objects of any PDF, through qpdf."""

    def __init__(self, content: bytes, work: Work) -> None:
        import pikepdf

        self._work = work
        try:
            with limited():
                self._pdf = pikepdf.open(io.BytesIO(content), attempt_recovery=False)
        except pikepdf.PasswordError:
            raise UnreadableError("encrypted-pdf", "is protected by a password; verify needs an open file") from None
        except pikepdf.PdfError as error:
            raise UnreadableError("damaged-pdf", f"is a damaged PDF: {reason(error)}") from None
        self.trailer: dict[str, Value] = parse(self._pdf.trailer.unparse(resolved=True))

    def object(self, ref: IndirectReference) -> Value:
        import pikepdf

        found: Any = self._pdf.get_object(ref)
        if not isinstance(found, pikepdf.Object):
            return float(found) if isinstance(found, Decimal) else found
        holder = getattr(found, "stream_dict", found) if found._type_name == "stream" else found
        return parse(holder.unparse(resolved=True))

    def stream(self, ref: IndirectReference) -> bytes:
        import pikepdf

        found: Any = self._pdf.get_object(ref)
        try:
            with limited():
                return self._work.unpacked(found.read_bytes()) if isinstance(found, pikepdf.Stream) else b""
        except pikepdf.PdfError as error:
            raise UnreadableError("damaged-pdf", f"has a stream that cannot be decoded: {reason(error)}") from None
