"""PDF objects as plain Python values (ISO 32000-1, 7.3).

A name is a `str`, a string is `bytes`, a reference is an `IndirectReference`; the rest is what one expects. Parsing a
whole object at once is several times faster than asking a library for one key after the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeAlias

Value: TypeAlias = Any
"""None, bool, int, float, str (a name), bytes (a string), IndirectReference, list or dict with str keys."""


class IndirectReference(NamedTuple):
    """A reference to an indirect object."""

    number: int
    generation: int = 0


LITERAL = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+\)"
"""A literal string; unescaped parentheses in it may be nested twice."""

_TOKEN = re.compile(
    rb"(?:\s|%[^\r\n]*+)*+(?:/(?P<name>[^\s<>\[\]()/%{}]*+)|(?P<number>\d++)\s++(?P<generation>\d++)\s++R\b"
    rb"|(?P<integer>[+-]?\d++)(?![\d.])|(?P<refs>\[[\d\sR]*+\])|(?P<open><<|\[)|(?P<close>>>|\])|\((?P<literal>"
    + LITERAL[2:-2]
    + rb")\)|<(?P<hex>[0-9A-Fa-f\s]*+)>|(?P<real>[+-]?(?:\d++\.?\d*+|\.\d++))|(?P<word>true|false|null))",
    re.DOTALL,
)
_PLAIN_NAME = rb"[^\s<>\[\]()/%{}]++"


def _pair(group: bytes) -> bytes:
    """A key and a value that nests at most once; `group` opens each of its parts."""
    array, literal = rb"\[(?:[^\[\]()<>]++|<<[^<>]*+>>)*+\]", rb"\((?:[^()\\]++|\\.)*+\)"
    parts = (_PLAIN_NAME, rb"\d++", rb"\d++", rb"[+-]?[\d.]++", array, literal, rb"<[0-9A-Fa-f\s]*+>", rb"<<[^<>]*+>>")
    value = rb"(?:/%b|%b %b R\b|%b|%b|%b|%b|%b)" % tuple(group + part + rb")" for part in parts)
    return rb"\s*+/%b%b)\s*+%b" % (group, _PLAIN_NAME, value)


_PAIR = re.compile(_pair(rb"("), re.DOTALL)
_FLAT = re.compile(rb"\s*+<<((?:%b)*+)\s*+>>" % _pair(rb"(?:"), re.DOTALL)
"""A dictionary whose values nest at most once. Nearly all objects of a structure tree are such."""
_PAIR_OR_ELSE = re.compile(_pair(rb"(") + rb"|\s*+(\S)", re.DOTALL)
_REFS = re.compile(rb"\[[\d\sR]*+\]")
_ITEM = re.compile(rb"(\d++)(?:\s++(\d++)\s++R\b)?+")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_HASH = re.compile(r"#([0-9A-Fa-f]{2})")
_WORDS = {b"true": True, b"false": False, b"null": None}


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
    """A text string (7.9.2.2): UTF-16BE or UTF-8 by its mark, else UTF-8 where it is that, else PDFDocEncoding."""
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1").translate(_DOC_ENCODING)


_DOC_ENCODING = {0xA0: "€"} | dict(enumerate("•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž", 0x80))
"""Where PDFDocEncoding (annex D.3) is not Latin-1."""


class _Names(dict[bytes, str]):
    """Names decoded once (7.3.5)."""

    def __missing__(self, raw: bytes) -> str:
        name = raw.decode("latin-1")
        self[raw] = _HASH.sub(lambda match: chr(int(match[1], 16)), name) if "#" in name else name
        return self[raw]


_NAMES = _Names()
_MAKE: dict[str, Callable[[re.Match[bytes]], Value]] = {
    "name": lambda match: _NAMES[match["name"]],
    "generation": lambda match: IndirectReference(int(match["number"]), int(match["generation"])),
    "integer": lambda match: int(match["integer"]),
    "refs": lambda match: _refs(match["refs"]),
    "literal": lambda match: unescape(match["literal"]),
    "hex": lambda match: from_hex(match["hex"]),
    "real": lambda match: float(match["real"]),
    "word": lambda match: _WORDS[match["word"]],
}


def parse(raw: bytes, at: int = 0) -> Value:
    """The object that begins at byte `at` of `raw`. Raises ValueError where there is none."""
    return parse_at(raw, at)[0]


def parse_at(raw: bytes, at: int) -> tuple[Value, int]:
    """The object that begins at byte `at`, and where it ends."""
    flat = _FLAT.match(raw, at)
    if flat is not None:
        return _flat(flat[1]), flat.end()
    stack: list[list[Value]] = []
    for match in _TOKEN.finditer(raw, at):
        if match.start() != at:
            break
        kind, at = match.lastgroup, match.end()
        if kind == "open":
            stack.append([])
            continue
        if kind == "close":
            if not stack:
                break
            items = stack.pop()
            value: Value = dict(zip(items[::2], items[1::2], strict=False)) if match["close"] == b">>" else items
        else:
            value = _MAKE[kind or "word"](match)
        if not stack:
            return value, at
        stack[-1].append(value)
    raise ValueError(f"no PDF object at byte {at}: {raw[at : at + 20]!r}")


def parse_whole(raw: bytes) -> Value:
    """The object that is all of `raw`, as those of object streams are. Raises ValueError where there is none."""
    body = raw.strip()
    if body[:2] == b"<<" and body[-2:] == b">>":
        pairs = _PAIR_OR_ELSE.findall(body, 2, len(body) - 2)
        found = _entries(pairs)
        if found is not None:
            return found
    return parse(raw)


def _refs(array: bytes) -> list[Value]:
    """An array of natural numbers and references."""
    return [IndirectReference(int(a), int(b)) if b else int(a) for a, b in _ITEM.findall(array)]


def _flat(body: bytes) -> dict[str, Value]:
    """The entries of a dictionary whose values nest at most once."""
    return _entries((*pair, b"") for pair in _PAIR.findall(body)) or {}


def _entries(pairs: Iterable[tuple[bytes, ...]]) -> dict[str, Value] | None:
    """A dictionary of keys and values as the groups of a pair have them, None where something else stands among
    them."""
    found: dict[str, Value] = {}
    for key, name, number, generation, digits, array, literal, hexadecimal, nested, other in pairs:
        value: Value
        if name:
            value = _NAMES[name]
        elif number:
            value = IndirectReference(int(number), int(generation))
        elif digits:
            value = float(digits) if b"." in digits else int(digits)
        elif array:
            value = _refs(array) if _REFS.fullmatch(array) else parse(array)
        elif literal:
            value = unescape(literal[1:-1])
        elif other:
            return None
        else:
            value = from_hex(hexadecimal[1:-1]) if hexadecimal else parse(nested)
        found[_NAMES[key]] = value
    return found
