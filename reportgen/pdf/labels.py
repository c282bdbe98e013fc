"""Page labels: the numbers that viewers show, as they are printed (ISO 32000-1, 12.4.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from reportgen.document.pagination import roman_value
from reportgen.pdf.syntax import text_string


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
    value = roman_value(text)
    return _Label(b"", 1, text) if value is None else _Label(b"/r", value, "")


def _entry(label: _Label) -> bytes:
    if label.style:
        return b"/S%s/St %d" % (label.style, label.value)
    return b"/P" + text_string(label.prefix) if label.prefix else b""
