"""Small type for the press in one full ink: plates never fit to a hair, and a screen of dots frays thin strokes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document.inks import Ink, darkness
from reportgen.typeset.boxes import Box, FigureArea, Line, Picture, PlacedPage, Polyline, Rect, Run

SMALL = 9.0
"""Points below which type is set in one ink at its full tone."""
_BLACK, _PAPER = "#000000", "#FFFFFF"
_MIDDLE = 50.0
"""How dark a picture is taken to be."""
_RAISED = 0.35
"""From the baseline to the middle of a letter, as a share of the type size."""


class _Ground(Struct, frozen=True):
    """What type may stand on, with the darkness of its colour in percent (CIE L*)."""

    x: float
    y: float
    width: float
    height: float
    dark: float

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


def solid_type(page: PlacedPage, recipes: Mapping[str, Ink]) -> PlacedPage:
    """The page with its small type in black, or in the white of the paper where it is lighter than its ground.

    Type whose colour is one full ink by its recipe, a spot colour for example, stays as it is.
    """
    return _Solid(recipes).page(page)


class _Solid:
    """The grounds of one page, as far as it has been painted."""

    def __init__(self, recipes: Mapping[str, Ink]) -> None:
        self.recipes = recipes
        self.grounds: list[_Ground] = []

    def page(self, page: PlacedPage) -> PlacedPage:
        boxes = self.boxes(page.boxes)
        around = tuple(replace(part, boxes=self.boxes(part.boxes)) for part in page.furniture)
        return replace(page, boxes=boxes, furniture=around)

    def boxes(self, boxes: Iterable[Box]) -> tuple[Box, ...]:
        return tuple([self._box(box) for box in boxes])

    def _box(self, box: Box) -> Box:
        if isinstance(box, Line):
            return self._line(box) if any(self._frays(run) for run in box.runs) else box
        if isinstance(box, FigureArea):
            return replace(box, boxes=self.boxes(box.boxes))
        ground = _ground(box)
        if ground is not None:
            self.grounds.append(ground)
        return box

    def _frays(self, run: Run) -> bool:
        if run.size >= SMALL:
            return False
        ink = self.recipes.get(run.colour) or self.recipes.get(run.colour.upper())
        return ink is not None and not ink.solid

    def _line(self, line: Line) -> Line:
        runs, x = [], line.x
        for run in line.runs:
            runs.append(self._solid(run, x + run.width / 2, line.y - run.rise - _RAISED * run.size))
            x += run.width + line.word_space * run.text.count(" ")
        return replace(line, runs=tuple(runs))

    def _solid(self, run: Run, x: float, y: float) -> Run:
        if not self._frays(run):
            return run
        dark = next((ground.dark for ground in reversed(self.grounds) if ground.holds(x, y)), 0.0)
        return replace(run, colour=_PAPER if darkness(run.colour) < dark else _BLACK)


def _ground(box: Box) -> _Ground | None:
    if isinstance(box, Picture):
        return _Ground(box.x, box.y, box.width, box.height, _MIDDLE)
    if isinstance(box, Rect) and box.fill is not None:
        return _Ground(box.x, box.y, box.width, box.height, darkness(box.fill))
    if isinstance(box, Polyline) and box.fill is not None:
        xs, ys = zip(*box.points, strict=True)
        left, top = min(xs), min(ys)
        return _Ground(left, top, max(xs) - left, max(ys) - top, darkness(box.fill))
    return None
