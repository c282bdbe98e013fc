"""Which page stands where on which sheet: pure geometry in points, from the lower left corner of the sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from reportgen.document.theme import MM
from reportgen.errors import SheetError

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


class Placement(Struct, frozen=True):
    """A page (index from 0) with the lower left corner of its trimmed area at (x, y), scaled, visible inside `clip`."""

    page: int
    x: float
    y: float
    scale: float
    clip: Box


class Side(Struct, frozen=True):
    """One side of a sheet: its pages, the area that is trimmed to, and the places of folds (x)."""

    placements: tuple[Placement, ...]
    trims: tuple[Box, ...]
    folds: tuple[float, ...] = ()


class Sheet(Struct, frozen=True):
    """A sheet in points; `bleed` is what is kept around each page, `creep` the thickness of a leaf."""

    width: float
    height: float
    bleed: float = 3 * MM
    creep: float = 0.0


def booklet(pages: int, size: tuple[float, float], sheet: Sheet) -> Iterator[Side]:
    """Two pages a side, folded in the middle and stitched through the fold; the outermost sheet first, front and back.

    Inner sheets are pushed out by those around them, and what stands out is trimmed away: their pages are narrower by a
    leaf's thickness each, and move towards the fold as far, so that the outer margin stays.
    Missing pages at the end are left blank. Raises SheetError: two pages do not fit side by side.
    """
    width, height = size
    _fits(2 * width, height, sheet, "two pages")
    fold, bottom = sheet.width / 2, (sheet.height - height) / 2
    total = pages + -pages % 4
    for number in range(total // 4):
        creep = number * sheet.creep
        outer, inner = 2 * number, total - 1 - 2 * number
        for pair in ((inner, outer), (outer + 1, inner - 1)):
            found = [
                _half(page, fold, side, bottom, creep, size, sheet.bleed)
                for side, page in enumerate(pair)
                if page < pages
            ]
            trim = (fold - width + creep, bottom, fold + width - creep, bottom + height)
            yield Side(tuple(found), (trim,), (fold,))


def _half(
    page: int, fold: float, side: int, bottom: float, creep: float, size: tuple[float, float], bleed: float
) -> Placement:
    """A page left (side 0) or right of the fold, which nothing crosses."""
    width, height = size
    low, high = bottom - bleed, bottom + height + bleed
    if side == 0:
        return Placement(page, fold - width + creep, bottom, 1.0, (fold - width + creep - bleed, low, fold, high))
    return Placement(page, fold - creep, bottom, 1.0, (fold, low, fold + width - creep + bleed, high))


def n_up(pages: int, size: tuple[float, float], sheet: Sheet, columns: int, rows: int) -> Iterator[Side]:
    """Pages in rows, from the upper left; made smaller where they do not fit as they are.

    Between two pages there is room for the bleed of both. Raises SheetError where less than a tenth would be left.
    """
    gap = 2 * sheet.bleed
    scale = min(
        1.0,
        (sheet.width - gap * columns) / (columns * size[0]),
        (sheet.height - gap * rows) / (rows * size[1]),
    )
    if scale < 0.1:
        raise SheetError(f"{columns} × {rows} pages of {_mm(*size)} do not fit on {_mm(sheet.width, sheet.height)}")
    width, height = size[0] * scale, size[1] * scale
    left = (sheet.width - columns * width - (columns - 1) * gap) / 2
    top = (sheet.height + rows * height + (rows - 1) * gap) / 2
    each = columns * rows
    for start in range(0, pages, each):
        found, trims = [], []
        for place, page in enumerate(range(start, min(start + each, pages))):
            row, column = divmod(place, columns)
            x, y = left + column * (width + gap), top - (row + 1) * height - row * gap
            out = sheet.bleed * scale
            found.append(Placement(page, x, y, scale, (x - out, y - out, x + width + out, y + height + out)))
            trims.append((x, y, x + width, y + height))
        yield Side(tuple(found), tuple(trims))


def up_to(columns: int, rows: int) -> Callable[[int, tuple[float, float], Sheet], Iterator[Side]]:
    """The plan of so many columns and rows."""
    return lambda pages, size, sheet: n_up(pages, size, sheet, columns, rows)


def _fits(width: float, height: float, sheet: Sheet, what: str) -> None:
    need = (width + 2 * sheet.bleed, height + 2 * sheet.bleed)
    if need[0] > sheet.width + 0.5 or need[1] > sheet.height + 0.5:
        raise SheetError(
            f"{what} need {_mm(*need)} with {sheet.bleed / MM:g} mm of bleed, the sheet has "
            f"{_mm(sheet.width, sheet.height)}"
        )


def _mm(width: float, height: float) -> str:
    return f"{width / MM:.0f} × {height / MM:.0f} mm"
