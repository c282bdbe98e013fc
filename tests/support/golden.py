"""Pages as they were last looked at: as text exactly, as pictures with a tolerance.

With ``UPDATE_GOLDEN=1`` in the environment they are kept as they are now: look at every page first.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops

DPI = 50
TOLERANCE = 40
"""Levels (of 255) by which a pixel may differ: fonts are drawn a little differently from machine to machine."""
SHARE = 0.002
"""Share of the pixels that may differ by more."""


def updating() -> bool:
    """Whether what is there now is what is wanted."""
    return bool(os.environ.get("UPDATE_GOLDEN"))


def same_text(new: str, kept: Path, seen: str = "") -> None:
    """The text is the kept one; `seen` is said where it is not."""
    if updating():
        kept.write_text(new, encoding="utf-8")
    assert new == _there(kept).read_text(encoding="utf-8"), seen


def same_picture(new: Image.Image, kept: Path, folder: Path) -> None:
    """The grey picture is the kept one; where not, the new one, the kept one and their difference lie in `folder`."""
    seen = picture_difference(new, kept, folder)
    if seen:
        pytest.fail(seen)


def same_page(text: str, picture: Image.Image, kept: Path, folder: Path) -> None:
    """Text and picture are the kept ones, `kept` with the endings txt and png; the picture of what differs is named
    where only the text does, too."""
    seen = picture_difference(picture, kept.with_suffix(".png"), folder)
    same_text(text, kept.with_suffix(".txt"), seen)
    if seen:
        pytest.fail(seen)


def picture_difference(new: Image.Image, kept: Path, folder: Path) -> str:
    """By how much a grey picture is not the kept one, and where both lie beside their difference; "" where it is."""
    if updating():
        new.quantize(16).save(kept, optimize=True)
    old = Image.open(_there(kept)).convert("L")
    size = (max(new.width, old.width), max(new.height, old.height))
    difference = ImageChops.difference(_on(new, size), _on(old, size))
    wrong = sum(difference.histogram()[TOLERANCE:]) / (size[0] * size[1])
    if wrong > SHARE or new.size != old.size:
        beside = Image.new("L", (size[0] * 3 + 20, size[1]), 128)
        for place, image in enumerate((new, old, difference)):
            beside.paste(image, (place * (size[0] + 10), 0))
        beside.save(folder / f"{kept.stem}.png")
        return f"{kept.name}: {wrong:.2%} of the pixels differ; see {folder}/{kept.stem}.png"
    return ""


def _there(kept: Path) -> Path:
    if not kept.is_file():
        pytest.fail(f"{kept.name} is not there yet: UPDATE_GOLDEN=1 writes it; then look at it")
    return kept


def _on(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    ground = Image.new("L", size, 255)
    ground.paste(image, (0, 0))
    return ground
