"""The cover as a sheet of its own: back, spine and front side by side, and the inner side of it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from reportgen.document.print_settings import PrintSettings
from reportgen.document.theme import MM, Theme
from reportgen.fonts.book import FontBook
from reportgen.print.pages import BLANK, is_ground
from reportgen.typeset.boxes import Box, FigureArea, Furniture, Layout, Line, Picture, PlacedPage, Rect
from reportgen.typeset.flow.strip import moved
from reportgen.typeset.inline.labels import runs
from reportgen.typeset.inline.look import Look

_NARROWEST = 5.0
"""Millimetres of spine below which nothing is set on it: folding is not that exact."""
_SHARE, _CAPITALS = 0.6, 0.72
"""Type size as a share of the spine's width; height of capitals as a share of the type size."""
_SMALLEST = 8.0
_MARGIN = 10.0
"""Millimetres kept free at both ends."""


def spine_width(settings: PrintSettings, pages: int) -> float:
    """Millimetres: so many leaves of the paper inside. Saddle-stitched booklets have no spine."""
    return pages / 2 * settings.paper.thickness if settings.binding == "perfect" else 0.0


def cover_layout(layout: Layout, theme: Theme, pages: int, title: str = "") -> Layout:
    """The sheet for the cover of a book with so many `pages` inside: its outer side, then its inner one.

    `title` is set on the spine where that is wide enough, on the ground of the cover.
    """
    spine = spine_width(theme.print, pages) * MM
    width = 2 * layout.width + spine
    front = layout.pages[0]
    boxes = tuple(_around(front, theme, layout.width, spine))
    ground = theme.colour(theme.band.ground)
    tops = [box.y for box in front.boxes if isinstance(box, Rect) and is_ground(box, ground, theme)]
    room = (tops[0] if tops else 0.0, layout.height)
    furniture = tuple(_spine_text(theme, title, spine, layout.width + spine / 2, room))
    outer = PlacedPage("", boxes, furniture=furniture)
    return replace(layout, width=width, pages=(outer, BLANK), outline=(), destinations={})


def _spine_text(
    theme: Theme, title: str, spine: float, middle: float, room: tuple[float, float]
) -> Iterator[Furniture]:
    """The title in the middle of the spine and of `room` (from, to), as large as both allow."""
    if not title or theme.print.spine_text == "none" or spine < _NARROWEST * MM:
        return
    style = theme.style("cover-title")
    key = f"{style.family}/{style.face}"
    fonts = FontBook(theme.fonts)
    face = fonts[key]
    top, bottom = room
    size = min(style.size, spine * _SHARE, (bottom - top - 2 * _MARGIN * MM) / fonts.width(face, title, 1))
    if size < _SMALLEST:
        return
    length = fonts.width(face, title, size)
    up = theme.print.spine_text == "up"
    x = middle + (size if up else -size) * _CAPITALS / 2
    y = (top + bottom + (length if up else -length)) / 2
    look = Look(face, size, theme.colour(style.colour), None, "")
    yield Furniture("header", (Line(x, y, runs(fonts.stretches(face, title), look)),), turn=90 if up else -90)


def _within(box: Box) -> Box:
    """A box that ends at the fold instead of beyond it."""
    if isinstance(box, FigureArea):
        return replace(box, boxes=tuple(map(_within, box.boxes)))
    if isinstance(box, Picture) and box.x < 0:
        return replace(box, x=0, width=box.width + box.x)
    return box


def _around(front: PlacedPage, theme: Theme, page: float, spine: float) -> Iterator[Box]:
    """The front's boxes at the right; its ground over the whole sheet, its bars once more on the back, mirrored.

    What bleeds over the front's left edge goes over the spine and on.
    """
    bleed = theme.print.bleed * MM
    ground = theme.colour(theme.band.ground)
    for box in front.boxes:
        if not isinstance(box, Rect):
            yield moved(_within(box), page + spine)
        elif is_ground(box, ground, theme):
            yield replace(box, x=-bleed, width=2 * page + spine + 2 * bleed)
        elif box.owner is not None:
            yield moved(box, page + spine)
        elif box.x < 0:
            beside = box.width + box.x
            yield replace(box, x=page - beside, width=2 * beside + spine)
        else:
            yield moved(box, page + spine)
            yield replace(box, x=page - box.x - box.width)
