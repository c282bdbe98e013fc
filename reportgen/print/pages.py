"""Typeset pages as they are printed and bound: margins mirrored, pages filled up, the cover taken out.

Lines and pages end where they end on screen; boxes are moved, never set anew.
"""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document.inks import darkness
from reportgen.document.theme import MM, Theme
from reportgen.typeset.boxes import Box, FigureArea, Layout, Line, PlacedPage, Polyline, Rect, Rule, Run
from reportgen.typeset.flow.strip import shifted

BLANK = PlacedPage("", ())
"""A page with nothing on it."""


def print_layout(layout: Layout, theme: Theme) -> Layout:
    """The pages of the inside: with a cover of its own the first page is a title page in black instead."""
    settings = theme.print
    pages = list(layout.pages)
    if settings.cover == "separate" and has_cover(layout):
        pages[0] = title_page(pages[0], theme)
    if settings.mirrored and theme.page.left != theme.page.right:
        shift = (theme.page.right - theme.page.left) * MM
        pages[1::2] = [moved_page(page, shift) for page in pages[1::2]]
    pages += [BLANK] * (-len(pages) % settings.pages)
    return replace(layout, pages=tuple(pages))


def has_cover(layout: Layout) -> bool:
    """Whether the first page is a cover: without running head, foot and number."""
    return bool(layout.pages) and not layout.pages[0].label and bool(layout.pages[0].boxes)


def title_page(cover: PlacedPage, theme: Theme) -> PlacedPage:
    """What the cover says, on white: without its ground, light texts in the colour of texts."""
    ground, ink = theme.colour(theme.band.ground), theme.colour("ink")
    boxes = (box for box in cover.boxes if not is_ground(box, ground, theme))
    return replace(cover, boxes=tuple(_legible(box, ink) if isinstance(box, Line) else box for box in boxes))


def is_ground(box: Box, ground: str, theme: Theme) -> bool:
    """Whether a box is the ground of the cover: of its colour, and over the whole width."""
    return isinstance(box, Rect) and box.fill == ground and box.width >= theme.page.width * MM


def _legible(line: Line, ink: str) -> Line:
    return replace(line, runs=tuple(_dark(run, ink) for run in line.runs))


def _dark(run: Run, ink: str) -> Run:
    return replace(run, colour=ink) if darkness(run.colour) < 45 else run


def moved_page(page: PlacedPage, dx: float) -> PlacedPage:
    """A page with everything on it moved to the right by `dx` points: one in landscape, which is bound turned, down."""
    move = shifted if page.size else moved
    furniture = tuple(replace(part, boxes=tuple(move(box, dx) for box in part.boxes)) for part in page.furniture)
    across, down = (0.0, dx) if page.size else (dx, 0.0)
    links = tuple(replace(link, x=link.x + across, y=link.y + down) for link in page.links)
    return replace(page, boxes=tuple(move(box, dx) for box in page.boxes), links=links, furniture=furniture)


def moved(box: Box, dx: float) -> Box:
    """A box moved to the right by `dx` points."""
    if isinstance(box, Rule):
        return replace(box, x0=box.x0 + dx, x1=box.x1 + dx)
    if isinstance(box, Polyline):
        return replace(box, points=tuple((x + dx, y) for x, y in box.points))
    if isinstance(box, FigureArea):
        return replace(box, x=box.x + dx, boxes=tuple(moved(inner, dx) for inner in box.boxes))
    return replace(box, x=box.x + dx)
