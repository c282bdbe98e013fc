"""What is printed around the trimmed page: crop and fold marks, registration marks, a colour bar (ISO 12647-1, 4.2).

Operators in PDF coordinates; a colour space ``/All`` must be among the resources.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.document.print_settings import MarkSettings
from reportgen.document.theme import MM
from reportgen.pdf.shapes import BOW
from reportgen.pdf.syntax import number, numbers

SLUG = 12 * MM
"""Room for marks around the trimmed page."""
ALL = b"[/Separation/All/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 1 1 1]/N 1>>]"
"""The colour space that prints on every plate (ISO 32000-1, 8.6.6.4)."""

_LENGTH = 5 * MM
_HAIR = 0.25
_OFFSET = 1 * MM
_TARGET = 2.2 * MM
_PATCH = 4 * MM
_PATCHES = (
    (1, 0, 0, 0),
    (0, 1, 0, 0),
    (0, 0, 1, 0),
    (0, 0, 0, 1),
    (1, 1, 0, 0),
    (1, 0, 1, 0),
    (0, 1, 1, 0),
    (0.5, 0, 0, 0),
    (0, 0.5, 0, 0),
    (0, 0, 0.5, 0),
    (0, 0, 0, 0.5),
    (0.5, 0.4, 0.4, 0),
)
_GREYS = ((0, 0, 0, 1), (0, 0, 0, 0.75), (0, 0, 0, 0.5), (0, 0, 0, 0.25))

_Patch = tuple[float, float, float, float]
Trim = tuple[float, float, float, float]
"""Left, bottom, right and top of the trimmed page, in points."""


def page_marks(
    trim: Trim, bleed: float, settings: MarkSettings, *, grey: bool = False, folds: Sequence[float] = ()
) -> str:
    """The marks of a page with so much bleed (points); "" where none are wanted. Grey print has one plate."""
    parts: list[str] = []
    if settings.crop:
        parts += crop_marks((trim,), bleed)
        parts += fold_marks(trim, bleed, folds)
    if settings.registration:
        parts += _registration(trim, bleed, 1 / 4 if folds else 1 / 2)
    if settings.colour_bar:
        parts += _colour_bar(trim, bleed, _GREYS if grey else _PATCHES)
    if not parts:
        return ""
    colour = "0 0 0 1 K" if grey else "/All CS 1 SCN"
    return "\n".join([f"q {_HAIR} w [] 0 d {colour}", *parts, "Q"])


def crop_marks(trims: Sequence[Trim], bleed: float) -> Iterator[str]:
    """Hairlines where to cut, off the bleed: for several pages on a sheet, around all of them."""
    lefts, bottoms, rights, tops = zip(*trims, strict=True)
    left, bottom, right, top = min(lefts), min(bottoms), max(rights), max(tops)
    near = bleed + _OFFSET
    far = near + _LENGTH
    for x in sorted({*lefts, *rights}):
        yield line(x, bottom - near, x, bottom - far)
        yield line(x, top + near, x, top + far)
    for y in sorted({*bottoms, *tops}):
        yield line(left - near, y, left - far, y)
        yield line(right + near, y, right + far, y)


def fold_marks(trim: Trim, bleed: float, folds: Sequence[float]) -> Iterator[str]:
    """Dashed hairlines above and below the page where it is folded (x in points)."""
    if not folds:
        return
    _, bottom, _, top = trim
    near = bleed + _OFFSET
    yield "q [3 2] 0 d"
    for x in folds:
        yield line(x, bottom - near, x, bottom - near - _LENGTH)
        yield line(x, top + near, x, top + near + _LENGTH)
    yield "Q"


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    """A stroked line."""
    return f"{numbers(x0, y0)} m {numbers(x1, y1)} l S"


def _registration(trim: Trim, bleed: float, share: float) -> Iterator[str]:
    """A circle with a cross at the middle of left and right, above and below at a share of the width."""
    left, bottom, right, top = trim
    out = bleed + _OFFSET + _LENGTH / 2
    middle_x, middle_y = left + (right - left) * share, (bottom + top) / 2
    for x, y in ((middle_x, bottom - out), (middle_x, top + out), (left - out, middle_y), (right + out, middle_y)):
        yield line(x - _TARGET, y, x + _TARGET, y)
        yield line(x, y - _TARGET, x, y + _TARGET)
        yield _circle(x, y, _TARGET * 0.6)


def _circle(x: float, y: float, radius: float) -> str:
    bow = radius * BOW
    quarters = (
        (x + radius, y + bow, x + bow, y + radius, x, y + radius),
        (x - bow, y + radius, x - radius, y + bow, x - radius, y),
        (x - radius, y - bow, x - bow, y - radius, x, y - radius),
        (x + bow, y - radius, x + radius, y - bow, x + radius, y),
    )
    return f"{numbers(x + radius, y)} m " + " ".join(f"{numbers(*quarter)} c" for quarter in quarters) + " S"


def _colour_bar(trim: Trim, bleed: float, patches: tuple[_Patch, ...]) -> Iterator[str]:
    """Patches of full and half tones below the page, between crop and registration mark."""
    left, bottom, right, _ = trim
    y = bottom - bleed - _OFFSET - _PATCH
    x = left + _LENGTH
    room = (right - left) / 2 - 2 * _LENGTH
    patch = min(_PATCH, room / len(patches))
    for index, inks in enumerate(patches):
        yield f"{' '.join(map(number, inks))} k {numbers(x + index * patch, y, patch, patch)} re f"
