"""PDF's own notation for values: numbers, names, text strings, arrays (ISO 32000-1, 7.3 and 7.9.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})
_REGULAR = re.compile(rb"[^!-~]|[#%()/<>\[\]{}]")


@lru_cache(maxsize=1 << 12)
def number(value: float) -> str:
    """At most two decimals, no exponent, no superfluous zeros."""
    return f"{round(value, 2) + 0.0:.8g}"


def numbers(*values: float) -> str:
    """Numbers with a space between."""
    return " ".join(map(number, values))


def name(text: str) -> bytes:
    """A name object, with its slash; irregular characters as ``#xx``."""
    return b"/" + _REGULAR.sub(lambda match: b"#%02X" % match[0][0], text.encode())


_DOC_ENCODING = {
    **{chr(code): code for code in (*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100))},
    **{sign: 0x80 + at for at, sign in enumerate("•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž")},
    "€": 0xA0,
}
"""PDFDocEncoding (ISO 32000-1, D.3), accents without letters left out."""
_BOMS = (b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf")


def text_string(text: str) -> bytes:
    """A text string (ISO 32000-1, 7.9.2.2): in PDFDocEncoding where it fits and nobody takes it for another one, else
    UTF-16 with byte order mark."""
    if text.isascii() and text.isprintable():
        return byte_string(text)
    if _DOC_ENCODING.keys() >= set(text):
        encoded = bytes(_DOC_ENCODING[sign] for sign in text)
        if not encoded.startswith(_BOMS) and not _is_utf8(encoded):
            return b"(%s)" % re.sub(rb"[\\()]", rb"\\\g<0>", encoded)
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def _is_utf8(encoded: bytes) -> bool:
    try:
        encoded.decode()
    except UnicodeDecodeError:
        return False
    return True


def byte_string(text: str) -> bytes:
    """A byte string for identifiers: the UTF-8 bytes of `text`, as they are."""
    if "(" in text or ")" in text or "\\" in text:
        text = text.translate(_ESCAPES)
    return b"(%s)" % text.encode()


def array(items: Iterable[bytes]) -> bytes:
    """An array of objects that are already written out."""
    return b"[" + b" ".join(items) + b"]"
