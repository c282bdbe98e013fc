"""Which files are drawings: asked of every picture, so that what reads them is loaded for drawings alone."""

from __future__ import annotations

from typing import Final

HEAD: Final = 1024
"""Bytes by which SVG is told from other files."""
MOST_BYTES: Final = 10_000_000


def is_svg(data: bytes) -> bool:
    """Whether a file is meant to be SVG, by how it begins: no file of pixels begins as XML does."""
    return data[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
