#!/usr/bin/env python3
"""Draws the picture of the example project: a wall of tools, each in its outline, over a shelf of books.

    python tools/draw-starter-picture.py

writes reportgen/starter/project/pictures/tool-wall.png, the same bytes each time. Needs Pillow. The drawing is ours,
under the licence of this repository.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from math import cos, pi, sin
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "reportgen" / "starter" / "project" / "pictures" / "tool-wall.png"
PROFILE = ROOT / "reportgen" / "pdf" / "data" / "sRGB.icc"
WIDTH, HEIGHT = 1440, 620
"""Pixels; on the 122 mm of the text column 300 to the inch."""
FINE = 4
"""Drawn so much larger, then made small, so that edges are smooth."""

WALL, OUTLINE, EMPTY = "#EFDFD5", "#DDBFAE", "#B07F68"
WOOD, DEEP, STEEL, DARK = "#94503F", "#5C2116", "#8A7F78", "#5A524D"
BOOKS = ("#7A2E1F", "#DDBFAE", "#5C2116", "#B07F68", "#F8F4F0", "#94503F", "#5A524D")

Point = tuple[float, float]


class Pen:
    """Draws shapes in the measures of the finished picture, or all in one colour the outline round them."""

    def __init__(self, draw: ImageDraw.ImageDraw, shadow: str | None = None, wider: float = 9) -> None:
        self.draw, self.shadow, self.wider = draw, shadow, wider * FINE
        self.x = self.y = 0.0

    def _at(self, points: list[Point]) -> list[Point]:
        return [((self.x + x) * FINE, (self.y + y) * FINE) for x, y in points]

    def shape(self, points: list[Point], colour: str) -> None:
        """A filled polygon; as a shadow wider on all sides, with round corners."""
        found = self._at(points)
        if self.shadow:
            self.draw.line([*found, found[0], found[1]], fill=self.shadow, width=round(2 * self.wider), joint="curve")
            for x, y in found:
                box = (x - self.wider, y - self.wider, x + self.wider, y + self.wider)
                self.draw.ellipse(box, fill=self.shadow)
        self.draw.polygon(found, fill=self.shadow or colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def disc(self, x: float, y: float, radius: float, colour: str, start: float = 0, end: float = 2 * pi) -> None:
        """A disc, or the part of one between two angles."""
        steps = 48
        angles = [start + (end - start) * step / steps for step in range(steps + 1)]
        self.shape([(x + radius * cos(angle), y + radius * sin(angle)) for angle in angles], colour)


def hammer(pen: Pen) -> None:
    pen.box(42, 40, 62, 250, WOOD)
    pen.shape([(8, 10), (70, 10), (104, 0), (104, 44), (70, 40), (8, 40)], DARK)


def saw(pen: Pen) -> None:
    teeth = [(20 + 10 * step, 118 + (12 if step % 2 else 0) - step * 1.7) for step in range(21)]
    pen.shape([(20, 66), (226, 66), *reversed(teeth)], STEEL)
    pen.shape([(226, 40), (290, 40), (304, 64), (296, 132), (250, 138), (222, 100)], WOOD)
    if not pen.shadow:
        pen.shape([(252, 66), (280, 66), (276, 108), (254, 108)], OUTLINE)


def wrench(pen: Pen) -> None:
    pen.box(24, 40, 46, 220, STEEL)
    for y, start in ((30, -pi / 2), (230, pi / 2)):
        pen.disc(35, y, 32, STEEL, start + 0.55, start + 2 * pi - 0.55)
        if not pen.shadow:
            towards = -1 if start < 0 else 1
            pen.shape([(22, y + 36 * towards), (48, y + 36 * towards), (44, y), (26, y)], OUTLINE)


def square(pen: Pen) -> None:
    pen.box(0, 0, 30, 190, WOOD)
    pen.box(30, 0, 168, 30, STEEL)


def screwdriver(pen: Pen, length: float, colour: str) -> None:
    pen.shape([(6, 0), (30, 0), (34, 20), (30, 78), (22, 90), (14, 90), (6, 78), (2, 20)], colour)
    pen.box(14, 90, 22, 90 + length, STEEL)


def pliers(pen: Pen) -> None:
    for side in (-1, 1):
        pen.shape(
            [(50 + 6 * side, 96), (50 + 34 * side, 130), (50 + 40 * side, 226), (50 + 22 * side, 226),
             (50 + 14 * side, 140), (50 - 10 * side, 104)],
            "#7A2E1F",
        )  # fmt: skip
        pen.shape([(50, 8), (50 + 15 * side, 14), (50 + 25 * side, 80), (50 + 10 * side, 104), (50, 104)], DARK)
    if not pen.shadow:
        pen.disc(50, 88, 9, STEEL)


def brush(pen: Pen) -> None:
    pen.shape([(26, 0), (44, 0), (48, 90), (22, 90)], WOOD)
    pen.box(4, 90, 66, 124, STEEL)
    pen.shape([(6, 124), (64, 124), (60, 196), (10, 196)], DEEP)


def level(pen: Pen) -> None:
    pen.box(0, 0, 300, 44, "#7A2E1F")
    if not pen.shadow:
        pen.box(126, 10, 174, 34, "#EFDFD5")
        pen.disc(150, 22, 8, EMPTY)


def drill(pen: Pen) -> None:
    pen.box(60, 0, 210, 76, DARK)
    pen.shape([(210, 14), (244, 22), (244, 54), (210, 62)], DARK)
    pen.box(244, 32, 312, 44, DARK)
    pen.shape([(74, 76), (138, 76), (122, 190), (52, 190)], DARK)
    pen.box(34, 190, 140, 226, DARK)


TOOLS = (
    (60, 64, hammer),
    (210, 56, saw),
    (560, 56, wrench),
    (692, 70, square),
    (916, 66, lambda pen: screwdriver(pen, 130, "#7A2E1F")),
    (976, 66, lambda pen: screwdriver(pen, 96, DEEP)),
    (1036, 66, lambda pen: screwdriver(pen, 64, WOOD)),
    (1130, 62, pliers),
    (1290, 66, brush),
    (216, 262, level),
)
MISSING = (600, 330, drill)


def hang(pen: Pen, *tools: tuple[float, float, Callable[[Pen], None]]) -> None:
    """Draw tools at their places."""
    for pen.x, pen.y, tool in tools:
        tool(pen)


def shelf(draw: ImageDraw.ImageDraw, left: float, right: float, floor: float) -> None:
    """Books side by side on a board, the sizes in an order that repeats late."""
    sizes = cycle(((34, 150), (26, 128), (44, 166), (30, 140), (22, 118), (38, 158), (28, 134)))
    colours = cycle(BOOKS)
    x = left
    for width, height in sizes:
        if x + width > right:
            break
        colour = next(colours)
        top = floor - height
        draw.rectangle([each * FINE for each in (x, top, x + width - 3, floor)], fill=colour)
        band = "#EFDFD5" if colour not in ("#DDBFAE", "#F8F4F0") else "#94503F"
        draw.rectangle([each * FINE for each in (x, top + 22, x + width - 3, top + 30)], fill=band)
        x += width


def main() -> None:
    picture = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), WALL)
    draw = ImageDraw.Draw(picture)
    hang(Pen(draw, OUTLINE), *TOOLS)
    hang(Pen(draw), *TOOLS)
    hang(Pen(draw, EMPTY), MISSING)
    hang(Pen(draw, WALL, wider=4), MISSING)
    for left, right in ((0, 520), (930, WIDTH)):
        shelf(draw, left + 24, right - 24, HEIGHT - 40)
    draw.rectangle([0, (HEIGHT - 40) * FINE, WIDTH * FINE, (HEIGHT - 16) * FINE], fill=WOOD)
    small = picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    small.save(TARGET, optimize=True, dpi=(300, 300), icc_profile=PROFILE.read_bytes())


if __name__ == "__main__":
    main()
