"""Whether the pictures of a report can be printed: looked at before anything is drawn, all of them in one run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from math import ceil

from msgspec import Struct

from reportgen.document.theme import MM
from reportgen.findings.problem import Problem
from reportgen.pdf.separation import Separation, SeparationError
from reportgen.pictures import seen_size
from reportgen.preflight.checks.pictures import PASSABLE
from reportgen.preflight.model import Limits
from reportgen.typeset.boxes import Box, FigureArea, Layout, Picture


class _Use(Struct, frozen=True):
    """A picture where it is printed: the first page that has it in this size, which is in points."""

    path: str
    width: float
    height: float
    page: int


def picture_problems(layout: Layout, separation: Separation) -> Iterator[Problem]:
    """A problem for each picture without a profile, and for each one that is too coarse in the size it is printed in.

    They are found where a template or the data name the file. Too coarse is a warning down to two thirds of the
    resolution that is wanted. What cannot be read at all is told when it is set.
    """
    unknown: set[str] = set()
    for use in _uses(layout):
        found = _looked_at(use, separation)
        if found is None:
            continue
        width, height, reason = found
        if reason is not None and use.path not in unknown:
            unknown.add(use.path)
            yield _problem("unprintable-picture", f"picture {use.path} {reason}", use, reason.hint)
        yield from _coarse(use, width, height)


def _uses(layout: Layout) -> Iterator[_Use]:
    seen: set[tuple[str, float, float]] = set()
    for number, page in enumerate(layout.pages, 1):
        around = tuple(box for part in page.furniture for box in part.boxes)
        for picture in _pictures((*page.boxes, *around)):
            size = (picture.path, round(picture.width, 2), round(picture.height, 2))
            if size not in seen:
                seen.add(size)
                yield _Use(*size, number)


def _pictures(boxes: tuple[Box, ...]) -> Iterator[Picture]:
    for box in boxes:
        if isinstance(box, Picture):
            yield box
        elif isinstance(box, FigureArea):
            yield from _pictures(box.boxes)


def _looked_at(use: _Use, separation: Separation) -> tuple[int, int, SeparationError | None] | None:
    """Width and height in pixels as the picture is seen, and why its colours cannot be printed."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(use.path) as image:
            width, height = seen_size(image)
            return round(width), round(height), separation.refusal(image)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError):
        return None


def _coarse(use: _Use, width: int, height: int) -> Iterator[Problem]:
    wanted = Limits().resolution
    resolution = min(width / use.width, height / use.height) * 72
    if resolution >= wanted - 1:
        return
    size = f"{use.width / MM:.0f} × {use.height / MM:.0f} mm"
    text = f"page {use.page}: picture {use.path} is too coarse: {resolution:.0f} ppi at {size} (limit {wanted:g} ppi)"
    needed = " × ".join(str(ceil(side / 72 * wanted)) for side in (use.width, use.height))
    fitting = int(use.width / MM * resolution / wanted)
    hint = f"take one of {needed} pixels, or print it {fitting} mm wide at most"
    yield _problem("low-resolution", text, use, hint, warning=resolution >= wanted * PASSABLE)


def _problem(code: str, text: str, use: _Use, hint: str, *, warning: bool = False) -> Problem:
    name = os.path.basename(use.path)
    return Problem(code, text, token=name, hint=hint, severity="warning" if warning else "error")
