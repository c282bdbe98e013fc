"""Profiles for print files, good ones and bad."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

from reportgen.pdf.profiles.press import own_profile

SRGB = files("reportgen.pdf").joinpath("data/sRGB.icc").read_bytes()


PROFILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a monitor's": (lambda: SRGB, "describes a monitor"),
    "for RGB": (lambda: own_profile("coated")[:16] + b"RGB " + own_profile("coated")[20:], "is for RGB colours"),
    "cut off": (lambda: own_profile("coated")[:9000], "is damaged"),
    "another file": (lambda: b"GIF89a" * 100, "is damaged, or no ICC profile"),
    "huge": (lambda: own_profile("coated") + bytes(20_000_000), "has more than 20,000,000 bytes"),
    "empty": (lambda: b"", "is damaged, or no ICC profile"),
    "without tables": (lambda: own_profile("coated").replace(b"B2A0", b"xxxx", 1), "it has no B2A0"),
}
