"""From the bytes of a shown string to characters, by the font's ToUnicode CMap (ISO 32000-1, 9.10.3)."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from itertools import islice

UNKNOWN = "\ufffd"
"""Stands for a code that the CMap does not map: nobody can read or copy it."""

MOST_MAPPINGS = 200_000
"""Of a CMap; three for each code of two bytes. What comes after them is not mapped."""
_LONGEST = 64
"""Characters that a code stands for; ligatures have four."""

_CODESPACE = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>")
_BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")

Decoder = Callable[[bytes], str]


def decoder(cmap: bytes | None, composite: bool) -> Decoder:
    """A function from shown bytes to text. `composite` fonts (Type 0) have codes of two bytes unless the CMap says
    otherwise; a font without a CMap gives UNKNOWN for every code."""
    table = dict(islice(_mappings(cmap or b""), MOST_MAPPINGS))
    found = _CODESPACE.search(cmap or b"")
    size = len(found[1]) // 2 if found else 1 + composite
    return _single(table) if size == 1 else _double(table)


def _single(table: dict[int, str]) -> Decoder:
    full = [table.get(code, UNKNOWN) for code in range(256)]

    def decode(raw: bytes) -> str:
        return raw.decode("latin-1").translate(full)

    return decode


def _double(table: dict[int, str]) -> Decoder:
    def decode(raw: bytes) -> str:
        codes = struct.unpack(f">{len(raw) // 2}H", raw[: len(raw) // 2 * 2])
        return "".join([table.get(code, UNKNOWN) for code in codes])

    return decode


def _mappings(cmap: bytes) -> Iterator[tuple[int, str]]:
    for kind, block in _BLOCK.findall(cmap):
        if kind == b"char":
            for code, target in _PAIR.findall(block):
                yield int(code, 16), _text(target)
            continue
        for first, last, start, targets in _RANGE.findall(block):
            yield from _range(int(first, 16), int(last, 16), start, targets)


def _range(first: int, last: int, start: bytes, targets: bytes) -> Iterator[tuple[int, str]]:
    if targets:
        for code, target in enumerate(_HEX.findall(targets), first):
            yield code, _text(target)
        return
    text = _text(start)
    if text:
        for code in range(first, min(last, first + 65535) + 1):
            yield code, text[:-1] + chr(min(ord(text[-1]) + code - first, 0x10FFFF))


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")[:_LONGEST]
