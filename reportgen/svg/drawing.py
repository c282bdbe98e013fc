"""A drawing: shapes in groups, in the coordinates of its viewBox (y down), each with the matrix that leads there."""

from __future__ import annotations

from math import sqrt
from typing import Final, Literal, TypeAlias

from msgspec import Struct

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
"""a b c d e f of SVG 1.1, 7.4: x' = a x + c y + e, y' = b x + d y + f."""
IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Command: TypeAlias = tuple[str, tuple[float, ...]]
"""M and L with a point, C with three, Z with none; all absolute."""
Path: TypeAlias = tuple[Command, ...]


class Stop(Struct, frozen=True):
    """A colour of a gradient: `offset` from 0 to 1."""

    offset: float
    colour: str
    opacity: float = 1.0


class Gradient(Struct, frozen=True):
    """Colours along a line (x1 y1 x2 y2) or around a point (cx cy r fx fy), which `matrix` leads to the viewBox."""

    kind: Literal["linear", "radial"]
    places: tuple[float, ...]
    stops: tuple[Stop, ...]
    matrix: Matrix = IDENTITY


Paint: TypeAlias = str | Gradient
"""``#RRGGBB``, or a gradient."""


class Stroke(Struct, frozen=True):
    """How a path is stroked; lengths in the coordinates of its shape."""

    paint: Paint
    width: float
    opacity: float = 1.0
    cap: Literal["butt", "round", "square"] = "butt"
    join: Literal["miter", "round", "bevel"] = "miter"
    miter: float = 4.0
    dash: tuple[float, ...] = ()
    offset: float = 0.0


class Shape(Struct, frozen=True):
    """A path that is filled, then stroked; its points in coordinates of its own."""

    path: Path
    matrix: Matrix
    fill: Paint | None = None
    opacity: float = 1.0
    """Of the fill."""
    even_odd: bool = False
    stroke: Stroke | None = None


class Clip(Struct, frozen=True):
    """Where something shows: inside of one of the paths."""

    paths: tuple[tuple[Path, Matrix], ...]
    even_odd: bool = False


class Group(Struct, frozen=True):
    """Shapes that are seen through each other only together."""

    children: tuple[Shape | Group, ...]
    opacity: float = 1.0
    clips: tuple[Clip, ...] = ()
    """It shows where all of them are."""


class Drawing(Struct, frozen=True):
    """A whole drawing: the rectangle that is shown (x, y, width, height), and what stands in it."""

    box: tuple[float, float, float, float]
    children: tuple[Shape | Group, ...]

    @property
    def width(self) -> float:
        """Width of the rectangle."""
        return self.box[2]

    @property
    def height(self) -> float:
        """Height of the rectangle."""
        return self.box[3]


def product(outer: Matrix, inner: Matrix) -> Matrix:
    """The matrix that first does `inner`, then `outer`."""
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return (a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f)


def inverse(matrix: Matrix) -> Matrix | None:
    """What undoes a matrix; None where it leaves no area."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    if abs(area) < 1e-12:
        return None
    return (d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area)


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point where a matrix leads it."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def scale(matrix: Matrix) -> float:
    """How much longer lengths become, on the average of all directions."""
    return sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def bounds(path: Path) -> tuple[float, float, float, float]:
    """Left, top, width and height of a path, its control points included."""
    xs = [value for _, points in path for value in points[::2]]
    ys = [value for _, points in path for value in points[1::2]]
    if not xs:
        return (0.0, 0.0, 0.0, 0.0)
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
