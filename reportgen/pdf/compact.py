"""The last pass over a file that is to be kept: its objects packed into compressed streams (ISO 32000-1, 7.5.7, 7.5.8).

Not by qpdf: it ends streams with a line feed alone, which after data that end in CR is read as half of an end of line,
and a validator then finds a wrong length (ISO 19005-2, 6.1.7.1).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from struct import pack

_PACKED = 200
"""Objects in a stream: many compress well, few are unpacked quickly."""
_HEADER = re.compile(rb"%PDF-1\.\d\n%[^\n]*\n")
_START = re.compile(rb"startxref\n(\d+)\n%%EOF\n\Z")
_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_TRAILER = re.compile(rb"trailer\n<<(.*)>>\nstartxref", re.DOTALL)
_SIZE = re.compile(rb"/Size \d+")
_ENTRY = 20
"""Bytes of an entry of a cross-reference table (7.5.4)."""
_FREE, _PLAIN, _INSIDE = 0, 1, 2
"""Types of entries of a cross-reference stream (table 18)."""


def compact(data: bytes) -> bytes:
    """The same file, a structure of many small objects taking a fraction of the room. Same bytes for same bytes.

    `data` is a file as PdfFile writes it: one cross-reference table, no updates.
    """
    bodies = _objects(data)
    streams = {number: body for number, body in bodies.items() if body.endswith(b"endstream")}
    others = {number: body for number, body in bodies.items() if number not in streams}
    header = _HEADER.match(data)
    if header is None:
        raise ValueError("a PDF file is expected")
    out = bytearray(header[0])
    places = {0: (_FREE, 0, 0xFFFF)}
    for number, body in streams.items():
        places[number] = (_PLAIN, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    for number, body, members in _packed(others, max(bodies) + 1):
        places[number] = (_PLAIN, len(out), 0)
        places |= {member: (_INSIDE, number, index) for index, member in enumerate(members)}
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at, number = len(out), max(places) + 1
    places[number] = (_PLAIN, at, 0)
    return bytes(out + b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, _references(data, places), at))


def _objects(data: bytes) -> dict[int, bytes]:
    """The content of each object, by number."""
    start = _START.search(data, len(data) - 40)
    table = _TABLE.match(data, int(start[1])) if start else None
    if table is None:
        raise ValueError("a file with a cross-reference table is expected")
    first = table.end()
    offsets = [int(data[entry : entry + 10]) for entry in range(first, first + int(table[1]) * _ENTRY, _ENTRY)]
    ends = dict(pairwise([*sorted(offsets[1:]), table.start()]))
    found = {}
    for number, offset in enumerate(offsets[1:], 1):
        found[number] = data[offset : ends[offset]].removeprefix(b"%d 0 obj\n" % number).removesuffix(b"\nendobj\n")
    return found


def _packed(objects: Mapping[int, bytes], number: int) -> Iterator[tuple[int, bytes, list[int]]]:
    """Object streams with new numbers, and the numbers of the objects in each."""
    numbers = list(objects)
    for start in range(0, len(numbers), _PACKED):
        members = numbers[start : start + _PACKED]
        offsets, at = [], 0
        for member in members:
            offsets.append(b"%d %d" % (member, at))
            at += len(objects[member]) + 1
        head = b" ".join(offsets) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(members), len(head))
        yield number, _stream(entries, head + b"\n".join(objects[member] for member in members)), members
        number += 1


def _references(data: bytes, places: Mapping[int, tuple[int, int, int]]) -> bytes:
    """The cross-reference stream, with what the trailer says."""
    trailer = _TRAILER.search(data, data.rindex(b"trailer\n"))
    if trailer is None:
        raise ValueError("a file with a trailer is expected")
    size = b"/Size %d" % (max(places) + 1)
    entries = b"/Type/XRef/W[1 4 2]" + _SIZE.sub(size, trailer[1])
    return _stream(entries, b"".join(pack(">BIH", *places[number]) for number in sorted(places)))


def _stream(entries: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\r\nendstream" % (entries, len(packed), packed)
