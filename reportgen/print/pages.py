"""Typeset pages as they are printed and bound: margins, heads and feet mirrored, pages filled up, the cover taken out.

Lines and pages end where they end on screen; boxes are moved, never set anew.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from reportgen.document.inks import darkness
from reportgen.document.theme import MM, Theme
from reportgen.findings.problem import Problem
from reportgen.typeset.boxes import Box, FigureArea, Furniture, Layout, Line, Picture, PlacedPage, Rect, Run
from reportgen.typeset.flow.strip import moved, shifted

BLANK = PlacedPage("", ())
"""A page with nothing on it."""


def print_layout(layout: Layout, theme: Theme) -> Layout:
    """The pages of the inside: with a cover of its own the first page is a title page in black instead, else the last
    one is the back of the cover, where nothing else is on it."""
    settings = theme.print
    pages = list(layout.pages)
    filled = -len(pages) % settings.pages
    if settings.cover == "separate" and has_cover(layout):
        pages[0] = title_page(pages[0], theme)
    if settings.mirrored:
        pages[1::2] = [_left_hand(page, theme) for page in pages[1::2]]
    pages += [BLANK] * filled
    if filled and settings.cover == "inside" and settings.binding != "none" and has_cover(layout):
        pages[-1] = back_page(layout.pages[0], layout.width)
    return replace(layout, pages=tuple(pages))


def size_problems(layout: Layout) -> Iterator[Problem]:
    """A problem for each size of pages that is neither that of the others nor the same turned: they are bound."""
    seen: set[tuple[float, float]] = set()
    for number, page in enumerate(layout.pages, 1):
        size = page.size
        if size is None or size in seen or _alike(size, (layout.height, layout.width)):
            continue
        seen.add(size)
        width, height = (round(side / MM) for side in size)
        others = f"{layout.width / MM:.0f} × {layout.height / MM:.0f} mm"
        text = f"page {number} is {width} × {height} mm, the others are {others}"
        hint = f'in print all pages have one size: give the master "{page.master}" that of the page, or the same turned'
        yield Problem("other-page-size", text, hint=hint)


def _alike(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) < MM / 2 for a, b in zip(one, other, strict=True))


def has_cover(layout: Layout) -> bool:
    """Whether the first page is a cover: without running head, foot and number."""
    return bool(layout.pages) and not layout.pages[0].label and bool(layout.pages[0].boxes)


def back_page(front: PlacedPage, width: float) -> PlacedPage:
    """The back of a cover: ground and bars of the front mirrored at the fold, so that one goes on in the other."""
    areas = (box for box in front.boxes if isinstance(box, Rect) and box.owner is None)
    return replace(BLANK, boxes=tuple(replace(box, x=width - box.x - box.width) for box in areas))


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


def _left_hand(page: PlacedPage, theme: Theme) -> PlacedPage:
    """A page that is bound at its right: the wide margin there, chapter and number at the outer edge.

    A theme with `rules.facing_pages` has its heads and feet the other way round in every output already.
    """
    if not theme.rules.facing_pages:
        area = theme.master(page.master)
        sides = (area.left + area.width - area.right) * MM
        page = replace(page, furniture=tuple(_turned(part, sides) for part in page.furniture))
    upright = theme.page if page.size else theme.master(page.master)
    shift = (upright.right - upright.left) * MM
    return moved_page(page, shift) if shift else page


def _turned(part: Furniture, sides: float) -> Furniture:
    """Running head and foot with what stood at the left at the right, and the other way round."""
    if part.kind not in ("header", "footer"):
        return part
    return replace(part, boxes=tuple(_mirrored(box, sides) for box in part.boxes))


def _mirrored(box: Box, sides: float) -> Box:
    """A line at the other side of the type area, whose edges add up to `sides`; rules go from edge to edge."""
    if not isinstance(box, Line):
        return box
    return replace(box, x=sides - box.x - sum(run.width for run in box.runs))


def moved_page(page: PlacedPage, dx: float) -> PlacedPage:
    """A page with everything on it moved to the right by `dx` points: one in landscape, which is bound turned, down."""
    move = shifted if page.size else moved
    furniture = tuple(replace(part, boxes=tuple(move(box, dx) for box in part.boxes)) for part in page.furniture)
    across, down = (0.0, dx) if page.size else (dx, 0.0)
    links = tuple(replace(link, x=link.x + across, y=link.y + down) for link in page.links)
    boxes = tuple(box if _reaches_both_edges(box) else move(box, dx) for box in page.boxes)
    return replace(page, boxes=boxes, links=links, furniture=furniture)


def _reaches_both_edges(box: Box) -> bool:
    """Whether a picture takes the whole width of its page, whatever its margins are."""
    if isinstance(box, FigureArea):
        return any(map(_reaches_both_edges, box.boxes))
    return isinstance(box, Picture) and box.fills and box.x <= 0
