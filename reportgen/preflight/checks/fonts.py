"""Fonts: all embedded, none of Type 3, and a glyph for every character."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportgen.preflight.fonts import read_font
from reportgen.preflight.marks import ShownText
from reportgen.preflight.model import PageFinding
from reportgen.preflight.sheet import CheckedPage, File, inherited

_DEPTH = 6


def fonts(file: File) -> Iterator[PageFinding]:
    """Each font of the file once, on the page that has it first; whether text is set in it or not."""
    seen: set[tuple[int, int] | str] = set()
    for sheet in file.sheets:
        for font in _fonts_of(inherited(sheet.page.obj, "/Resources"), 0):
            key = font.objgen if font.objgen != (0, 0) else str(font.get("/BaseFont"))
            if key in seen:
                continue
            seen.add(key)
            read = read_font(font)
            if read.type == "Type3":
                yield sheet.finding("type3-font", "a font of Type 3, drawn instead of set", measured=read.name)
            elif not read.embedded:
                yield sheet.finding("font-not-embedded", "a font is not embedded", measured=read.name)


def _fonts_of(resources: Any, depth: int) -> Iterator[Any]:
    if resources is None or depth > _DEPTH:
        return
    own = resources.get("/Font")
    yield from own.values() if own is not None else ()
    for kind in ("/XObject", "/Pattern"):
        found = resources.get(kind)
        for each in found.values() if found is not None else ():
            if "/Resources" in each and str(each.get("/Subtype")) != "/Image":
                yield from _fonts_of(each.Resources, depth + 1)


def glyphs(sheet: CheckedPage) -> Iterator[PageFinding]:
    """Characters for which the font has no glyph."""
    for mark in sheet.marks:
        if isinstance(mark, ShownText) and mark.missing:
            text = "characters without a glyph"
            yield sheet.finding("missing-glyph", text, at=mark.box, measured=f"{mark.missing}")
