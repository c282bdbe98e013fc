"""Colours as content stream operators: ``#RRGGBB`` in DeviceRGB, which the output intent makes sRGB."""

from __future__ import annotations

from functools import lru_cache

from reportgen.pdf.syntax import number


@lru_cache(maxsize=256)
def components(colour: str) -> str:
    """The three components from 0 to 1; ValueError for anything but ``#RRGGBB``."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"not a colour of the form #RRGGBB: {colour!r}")
    value = bytes.fromhex(colour[1:])
    return " ".join(_short(part / 255) for part in value)


def _short(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return text.lstrip("0") if 0 < value < 1 else number(value)


def fill(colour: str) -> str:
    """The operator that sets the colour of text and areas."""
    return components(colour) + " rg"


def stroke(colour: str) -> str:
    """The operator that sets the colour of lines."""
    return components(colour) + " RG"
