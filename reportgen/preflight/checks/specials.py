"""Transparency, PostScript, pictures outside of the file, and content that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.preflight.marks import Image, Special
from reportgen.preflight.model import PageFinding
from reportgen.preflight.sheet import CheckedPage

_CODES = {"postscript": "postscript", "opi": "opi", "damaged": "damaged-content"}


def specials(sheet: CheckedPage) -> Iterator[PageFinding]:
    """Everything but transparency."""
    for mark in sheet.marks:
        if isinstance(mark, Special) and mark.kind in _CODES:
            yield sheet.finding(_CODES[mark.kind], mark.text, at=mark.box)


def transparency(sheet: CheckedPage) -> Iterator[PageFinding]:
    """What lets shine through what lies below, where that is not allowed."""
    if sheet.limits.transparency:
        return
    for mark in sheet.marks:
        if isinstance(mark, Special) and mark.kind == "transparency":
            yield sheet.finding("transparency", mark.text)
        elif isinstance(mark, Image) and mark.source is not None and "/SMask" in mark.source.stream:
            yield sheet.finding("transparency", "a picture with a soft mask", at=mark.box)
