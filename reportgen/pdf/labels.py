"""Page labels: the numbers that viewers show, as they are printed (ISO 32000-1, 12.4.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from reportgen.pdf.syntax import text_string

_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})\Z")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


class _Label(NamedTuple):
    style: bytes
    value: int
    prefix: str


def page_labels(labels: Iterable[str]) -> bytes:
    """The number tree of labels; a page whose number goes on from the page before needs no entry."""
    entries: list[bytes] = []
    before: _Label | None = None
    for index, text in enumerate(labels):
        label = _label(text)
        goes_on = before is not None and label.style and label == before._replace(value=before.value + 1)
        if not goes_on and not (label == before and not label.style):
            entries.append(b"%d<<%s>>" % (index, _entry(label)))
        before = label
    return b"<</Nums[" + b" ".join(entries) + b"]>>"


def _label(text: str) -> _Label:
    if re.fullmatch(r"[1-9][0-9]*", text):
        return _Label(b"/D", int(text), "")
    if text and _ROMAN.match(text):
        return _Label(b"/r", _roman(text), "")
    return _Label(b"", 1, text)


def _roman(text: str) -> int:
    values = [_VALUES[letter] for letter in text]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))


def _entry(label: _Label) -> bytes:
    if label.style:
        return b"/S%s/St %d" % (label.style, label.value)
    return b"/P" + text_string(label.prefix) if label.prefix else b""
