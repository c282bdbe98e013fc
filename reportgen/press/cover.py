"""The cover as a sheet of its own: back, spine and front side by side, and the inner side of it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from reportgen.document.printing import Printing
from reportgen.document.theme import MM, Theme
from reportgen.press.pages import BLANK, is_ground, moved
from reportgen.typeset.boxes import Box, Layout, PlacedPage, Rect


def spine_width(printing: Printing, pages: int) -> float:
    """Millimetres: so many leaves of the paper inside. Saddle-stitched booklets have no spine."""
    return pages / 2 * printing.paper.thickness if printing.binding == "perfect" else 0.0


def cover_layout(layout: Layout, theme: Theme, pages: int) -> Layout:
    """The sheet for the cover of a book with so many `pages` inside: its outer side, then its inner one."""
    spine = spine_width(theme.print, pages) * MM
    width = 2 * layout.width + spine
    boxes = tuple(_around(layout.pages[0], theme, layout.width, spine))
    return replace(layout, width=width, pages=(PlacedPage("", boxes), BLANK), outline=(), destinations={})


def _around(front: PlacedPage, theme: Theme, page: float, spine: float) -> Iterator[Box]:
    """The front's boxes at the right; its ground over the whole sheet, its bars once more on the back, mirrored."""
    bleed = theme.print.bleed * MM
    ground = theme.colour(theme.band.ground)
    for box in front.boxes:
        if not isinstance(box, Rect):
            yield moved(box, page + spine)
        elif is_ground(box, ground, theme):
            yield replace(box, x=-bleed, width=2 * page + spine + 2 * bleed)
        else:
            inner = _cut_left(box)
            yield moved(inner, page + spine)
            if box.owner is None:
                yield replace(inner, x=page - inner.x - inner.width)


def _cut_left(box: Rect) -> Rect:
    """Without what bled over the left edge, which is the spine's here."""
    return replace(box, x=0.0, width=box.width + box.x) if box.x < 0 else box
