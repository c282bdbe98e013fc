"""Pictures: their colours, their ink, their resolution."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.pictures import MOST_PIXELS
from reportgen.preflight.marks import Image
from reportgen.preflight.model import PageFinding
from reportgen.preflight.sheet import CheckedPage

PASSABLE = 2 / 3
"""What has this share of the resolution that is wanted prints softly, but prints."""


def picture_colours(sheet: CheckedPage) -> Iterator[PageFinding]:
    """Pictures in RGB or Lab, with or without a profile of their own."""
    for mark in _images(sheet):
        if mark.space is not None and mark.space.kind in ("rgb", "lab"):
            profiled = " with profile" if mark.space.profiled else ""
            measured = f"{'RGB' if mark.space.kind == 'rgb' else 'Lab'}{profiled}"
            yield sheet.finding("rgb-image", "a picture in colours that are no inks", at=mark.box, measured=measured)
        elif sheet.limits.one_plate and mark.space is not None and mark.space.kind not in ("gray", "black"):
            text = "a picture in colour, in a file for black alone"
            yield sheet.finding("coloured", text, at=mark.box, measured=mark.space.kind.upper())


def resolution(sheet: CheckedPage) -> Iterator[PageFinding]:
    """Pictures that are too coarse at the size they are printed in."""
    for mark in _images(sheet):
        limit = sheet.limits.bitmap_resolution if mark.bits == 1 else sheet.limits.resolution
        if mark.ppi < limit - 1 and (mark.width > 1 or mark.height > 1):
            text, measured = "a picture that is too coarse", f"{mark.ppi:.0f} ppi"
            passable = mark.ppi >= limit * PASSABLE
            yield sheet.finding(
                "low-resolution", text, at=mark.box, measured=measured, limit=f"{limit:g} ppi", warning=passable
            )


def picture_ink(sheet: CheckedPage) -> Iterator[PageFinding]:
    """CMYK pictures with more ink than the paper bears."""
    limit = sheet.limits.ink or 300
    for mark in _images(sheet):
        most = picture_total(mark)
        if most is not None and most > limit + 1:
            text = "a picture has more ink than the paper bears"
            yield sheet.finding(
                "too-much-ink-in-picture", text, at=mark.box, measured=f"{most:.0f} %", limit=f"{limit:g} %"
            )
        elif mark.source is not None and mark.source.oversized:
            text, pixels = "a picture is so large that its ink is not measured", f"{MOST_PIXELS / 1e6:g} million pixels"
            yield sheet.finding("picture-not-measured", text, at=mark.box, limit=pixels, warning=True)


def picture_total(mark: Image) -> float | None:
    """Most ink of any pixel in percent; None where it is no CMYK picture, or cannot be decoded."""
    if mark.space is None or mark.space.kind != "cmyk" or mark.bits != 8 or mark.space.base is not None:
        return None
    return mark.source.ink if mark.source is not None else None


def _images(sheet: CheckedPage) -> Iterator[Image]:
    return (mark for mark in sheet.marks if isinstance(mark, Image))
