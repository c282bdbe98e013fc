"""PDF objects as plain Python values (ISO 32000-1, 7.3).

A name is a `str`, a string is `bytes`, a reference is a `Ref`; the rest is what one expects. Parsing a whole object at
once is several times faster than asking a library for one key after the other.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple, TypeAlias

Value: TypeAlias = Any
"""None, bool, int, float, str (a name), bytes (a string), Ref, list or dict with str keys."""


class Ref(NamedTuple):
    """A reference to an indirect object."""

    number: int
    generation: int = 0


LITERAL = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+\)"
"""A literal string; unescaped parentheses in it may be nested twice."""

_TOKEN = re.compile(
    rb"\s*+(?:"
    rb"(?P<dict><<)|(?P<end>>>|\])|(?P<array>\[)|(?P<name>/[^\s<>\[\]()/%{}]*+)"
    rb"|(?P<ref>\d++\s++\d++\s++R\b)|(?P<number>[+-]?(?:\d++\.?\d*+|\.\d++))"
    rb"|(?P<literal>" + LITERAL + rb")|<(?P<hex>[0-9A-Fa-f\s]*+)>|(?P<word>true|false|null))",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_HASH = re.compile(r"#([0-9A-Fa-f]{2})")
_WORDS = {b"true": True, b"false": False, b"null": None}
_END = object()


def unescape(raw: bytes) -> bytes:
    """The bytes of a literal string, given what stands between its parentheses (7.3.4.2)."""
    return _ESCAPE.sub(_escape, raw) if b"\\" in raw else raw


def _escape(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code[:1].isdigit() and code[:1] < b"8":
        return bytes((int(code, 8) & 255,))
    return _ESCAPES.get(code, code)


def from_hex(raw: bytes) -> bytes:
    """The bytes of a hexadecimal string; an odd last digit counts as followed by 0 (7.3.4.3)."""
    digits = b"".join(raw.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def text_string(raw: bytes) -> str:
    """A text string (7.9.2.2): UTF-16BE or UTF-8 by its mark, else UTF-8 where it is that, else Latin-1."""
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def parse(raw: bytes, at: int = 0) -> Value:
    """The first object in `raw`. Raises ValueError where there is none."""
    value, _ = _value(raw, at)
    if value is _END:
        raise ValueError("no PDF object here")
    return value


def _value(raw: bytes, at: int) -> tuple[Value, int]:
    match = _TOKEN.match(raw, at)
    if match is None:
        raise ValueError(f"no PDF object at byte {at}: {raw[at : at + 20]!r}")
    kind, at = match.lastgroup, match.end()
    if kind == "name":
        name = match["name"][1:].decode("latin-1")
        return (_HASH.sub(lambda m: chr(int(m[1], 16)), name) if "#" in name else name), at
    if kind == "ref":
        number, generation, _ = match["ref"].split()
        return Ref(int(number), int(generation)), at
    if kind == "number":
        digits = match["number"]
        return (float(digits) if b"." in digits else int(digits)), at
    if kind == "dict":
        return _dict(raw, at)
    if kind == "array":
        return _items(raw, at)
    if kind == "literal":
        return unescape(match["literal"][1:-1]), at
    if kind == "hex":
        return from_hex(match["hex"]), at
    return (_END if kind == "end" else _WORDS[match["word"]]), at


def _items(raw: bytes, at: int) -> tuple[list[Value], int]:
    items: list[Value] = []
    while True:
        item, at = _value(raw, at)
        if item is _END:
            return items, at
        items.append(item)


def _dict(raw: bytes, at: int) -> tuple[dict[str, Value], int]:
    items, at = _items(raw, at)
    return dict(zip(items[::2], items[1::2], strict=False)), at
