"""Pairs of pages on sheets: what two programs make of the same content, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

_DPI, _PAIRS, _GAP, _COLOURS, _GREY = 50, 3, 8, 96, "#8a8f96"

Picture = Image.Image


def pictures(file: bytes | Path) -> list[Picture]:
    """Every page of a PDF as a picture."""
    return [_picture(page) for page in pypdfium2.PdfDocument(file)]


def _picture(page: Any) -> Picture:
    picture: Picture = page.render(scale=_DPI / 72).to_pil()
    return picture


def write_sheets(pairs: Sequence[tuple[Picture | None, Picture | None]], folder: Path, stem: str) -> None:
    """Write ``<stem>-1.png`` and so on, a few pairs on each, in place of those there are; None leaves a side grey."""
    blank = Image.new("RGB", next(page.size for pair in pairs for page in pair if page is not None), _GREY)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{stem}-*.png"):
        old.unlink()
    for start in range(0, len(pairs), _PAIRS):
        some = [(left or blank, right or blank) for left, right in pairs[start : start + _PAIRS]]
        _sheet(some).save(folder / f"{stem}-{start // _PAIRS + 1}.png", optimize=True)


def _sheet(pairs: list[tuple[Picture, Picture]]) -> Picture:
    width, height = pairs[0][0].size
    canvas = Image.new("RGB", (len(pairs) * (2 * width + 3 * _GAP), height + 2 * _GAP), _GREY)
    for index, pair in enumerate(pairs):
        for side, page in enumerate(pair):
            canvas.paste(page, (_GAP + index * (2 * width + 3 * _GAP) + side * (width + _GAP // 2), _GAP))
    return canvas.quantize(_COLOURS, dither=Image.Dither.NONE)
