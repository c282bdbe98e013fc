"""Where objects come from: straight from the bytes of a plain file, through qpdf from every other.

A file with a cross-reference table, without encryption and with Flate streams (what most writers make of a tagged
report) can be read object by object from its bytes. That needs no library, whose import alone would cost more than
reading such a file. Whatever is not exactly so goes through qpdf, which also judges what is damaged.
"""

from __future__ import annotations

import io
import re
import zlib
from typing import Any, Protocol

from reportgen.verify.pdf.values import Ref, Value, parse, parse_at
from reportgen.verify.reading import UnreadableError

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_SECTION = re.compile(rb"\s*(\d+) (\d+)\s*\n(?=\d{10} \d{5} [nf])")
_ENTRY = 20
"""Bytes of a line in a cross-reference table (ISO 32000-1, 7.5.4)."""
_OBJECT = re.compile(rb"\s*(\d+)\s+(\d+)\s+obj\b")
_STREAM = re.compile(rb"\s*stream\r?\n")
_STREAM_END = re.compile(rb"\s*endstream\b")


class Source(Protocol):
    """Objects and decoded streams of one file by reference."""

    trailer: dict[str, Value]

    def object(self, ref: Ref) -> Value:
        """The object, None where there is none; of a stream its dictionary."""

    def stream(self, ref: Ref) -> bytes:
        """The decoded bytes of a stream, empty for another object. Raises UnreadableError for a damaged one."""


class _NotPlainError(Exception):
    """The file is not of the plain kind."""


def open_source(content: bytes) -> Source:
    """The objects of a file. Raises UnreadableError where it is damaged or needs a password."""
    try:
        return PlainSource(content)
    except (_NotPlainError, ValueError):
        return QpdfSource(content)


class PlainSource:
    """Objects straight from the bytes. What turns out not to be plain later on is asked of qpdf."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._other: QpdfSource | None = None
        start = _START.search(content, max(0, len(content) - 1024))
        if start is None:
            raise _NotPlainError
        self._offsets, end = _table(content, int(start[1]))
        trailer = parse(content, end)
        if not isinstance(trailer, dict) or trailer.keys() & {"Prev", "XRefStm", "Encrypt"}:
            raise _NotPlainError
        self.trailer: dict[str, Value] = trailer
        if any(_OBJECT.match(content, offset) is None for offset in self._offsets.values()):
            raise _NotPlainError

    def object(self, ref: Ref) -> Value:
        return self._parsed(ref)[0]

    def _parsed(self, ref: Ref) -> tuple[Value, int]:
        offset = self._offsets.get(ref.number)
        match = None if offset is None else _OBJECT.match(self._content, offset)
        if match is None or (int(match[1]), int(match[2])) != ref:
            return None, 0
        return parse_at(self._content, match.end())

    def stream(self, ref: Ref) -> bytes:
        holder, end = self._parsed(ref)
        begin = _STREAM.match(self._content, end) if isinstance(holder, dict) else None
        if begin is None:
            return b""
        length = holder.get("Length")
        length = self.object(length) if type(length) is Ref else length
        filters = holder.get("Filter") or []
        plain = type(length) is int and filters in ([], "FlateDecode", ["FlateDecode"]) and "DecodeParms" not in holder
        if not plain or _STREAM_END.match(self._content, begin.end() + length) is None:
            return self._qpdf().stream(ref)
        raw = self._content[begin.end() : begin.end() + length]
        try:
            return zlib.decompress(raw) if filters else raw
        except zlib.error:
            return self._qpdf().stream(ref)

    def _qpdf(self) -> QpdfSource:
        if self._other is None:
            self._other = QpdfSource(self._content)
        return self._other


def _table(content: bytes, at: int) -> tuple[dict[int, int], int]:
    """Offsets of all objects in use, and where the trailer dictionary begins."""
    if not content.startswith(b"xref", at):
        raise _NotPlainError
    at += len(b"xref")
    offsets: dict[int, int] = {}
    while match := _SECTION.match(content, at):
        first, count, at = int(match[1]), int(match[2]), match.end()
        for number in range(first, first + count):
            line = content[at : at + _ENTRY]
            at += _ENTRY
            if line[17:18] == b"n":
                offsets[number] = int(line[:10])
    if not content.startswith(b"trailer", at):
        raise _NotPlainError
    return offsets, at + len(b"trailer")


class QpdfSource:
    """Objects of any PDF, through qpdf."""

    def __init__(self, content: bytes) -> None:
        import pikepdf

        try:
            self._pdf = pikepdf.open(io.BytesIO(content), attempt_recovery=False)
        except pikepdf.PasswordError:
            raise UnreadableError("encrypted-pdf", "is protected by a password; verify needs an open file") from None
        except pikepdf.PdfError as error:
            raise UnreadableError("damaged-pdf", f"is a damaged PDF: {_first_line(error)}") from None
        self.trailer: dict[str, Value] = parse(self._pdf.trailer.unparse(resolved=True))

    def object(self, ref: Ref) -> Value:
        found: Any = self._pdf.get_object(ref)
        holder = getattr(found, "stream_dict", found) if found._type_name == "stream" else found
        return parse(holder.unparse(resolved=True))

    def stream(self, ref: Ref) -> bytes:
        import pikepdf

        found: Any = self._pdf.get_object(ref)
        try:
            return found.read_bytes() if found._type_name == "stream" else b""
        except pikepdf.PdfError as error:
            raise UnreadableError("damaged-pdf", f"has a stream that cannot be decoded: {_first_line(error)}") from None


def _first_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return lines[0] if lines else "unknown reason"
