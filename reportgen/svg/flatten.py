"""Paths as polygons: curves in straight pieces, strokes as the areas that they cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import atan2, ceil, cos, hypot, pi, sin, sqrt
from typing import Final, TypeAlias

from reportgen.svg.drawing import Matrix, Path, Stroke, moved, scale

Point: TypeAlias = tuple[float, float]
Polygon: TypeAlias = list[Point]
_MOST_PIECES: Final = 64
_MOST_DASHES: Final = 5_000
"""Of a path: more would not be told apart."""


class Line:
    """A part of a path in one go: its points, and whether it comes back to the first."""

    __slots__ = ("closed", "points")

    def __init__(self, start: Point) -> None:
        self.points: Polygon = [start]
        self.closed = False

    def to(self, point: Point) -> None:
        """Go on to a point, unless it is there already."""
        if point != self.points[-1]:
            self.points.append(point)


def lines(path: Path, size: float) -> list[Line]:
    """The parts of a path, for pixels that are so many in a unit."""
    found: list[Line] = []
    for letter, values in path:
        if letter == "M":
            found.append(Line((values[0], values[1])))
            continue
        line = found[-1]
        if line.closed:
            line = Line(line.points[0])
            found.append(line)
        if letter == "Z":
            line.closed = True
        elif letter == "L":
            line.to((values[0], values[1]))
        else:
            for point in _curve(line.points[-1], values, size):
                line.to(point)
    return found


def _curve(start: Point, values: Sequence[float], size: float) -> Iterator[Point]:
    (x0, y0), (x1, y1, x2, y2, x3, y3) = start, values
    long = (hypot(x1 - x0, y1 - y0) + hypot(x2 - x1, y2 - y1) + hypot(x3 - x2, y3 - y2)) * size
    count = min(max(ceil(sqrt(long) * 1.2), 3), _MOST_PIECES)
    for index in range(1, count + 1):
        t = index / count
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def filled(path: Path, matrix: Matrix) -> list[Polygon]:
    """The polygons of a path that is filled, where a matrix leads them."""
    return [[moved(matrix, *point) for point in line.points] for line in lines(path, scale(matrix))]


def stroked(path: Path, stroke: Stroke, matrix: Matrix) -> list[Polygon]:
    """The polygons that a stroke covers, all turning the same way, where a matrix leads them."""
    size = scale(matrix)
    found: list[Polygon] = []
    for line in lines(path, size):
        for part in _dashed(line, stroke):
            found += _covered(part, stroke, size)
    return [_turned([moved(matrix, *point) for point in polygon]) for polygon in found]


def _turned(polygon: Polygon) -> Polygon:
    area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*polygon, polygon[0]]))
    return polygon if area >= 0 else polygon[::-1]


def _dashed(line: Line, stroke: Stroke) -> Iterator[Line]:
    """The parts of a line that its dashes show."""
    points = [*line.points, line.points[0]] if line.closed else line.points
    whole = sum(hypot(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(points))
    if not stroke.dash or whole / sum(stroke.dash) * len(stroke.dash) > _MOST_DASHES:
        yield line
        return
    index, left = 0, stroke.offset % sum(stroke.dash)
    while left >= stroke.dash[index]:
        left -= stroke.dash[index]
        index = (index + 1) % len(stroke.dash)
    left = stroke.dash[index] - left
    current = Line(points[0]) if index % 2 == 0 else None
    for (x0, y0), (x1, y1) in pairwise(points):
        long, gone = hypot(x1 - x0, y1 - y0), 0.0
        while long - gone > left:
            gone += left
            point = (x0 + (x1 - x0) * gone / long, y0 + (y1 - y0) * gone / long)
            if current is not None:
                current.to(point)
                yield current
            index = (index + 1) % len(stroke.dash)
            left, current = stroke.dash[index], Line(point) if index % 2 == 0 else None
            if left == 0:
                index = (index + 1) % len(stroke.dash)
                left, current = stroke.dash[index], Line(point) if index % 2 == 0 else None
        left -= long - gone
        if current is not None:
            current.to((x1, y1))
    if current is not None:
        yield current


def _covered(line: Line, stroke: Stroke, size: float) -> Iterator[Polygon]:
    """The areas of a line: one for each piece, one for each corner, one for each end."""
    half = stroke.width / 2
    points = line.points
    if len(points) == 1:
        if stroke.cap == "round":
            yield _disc(points[0], half, size)
        return
    closed = line.closed and len(points) > 2
    pieces = list(pairwise([*points, points[0]] if closed else points))
    for (x0, y0), (x1, y1) in pieces:
        dx, dy = _across(x0, y0, x1, y1, half)
        yield [(x0 + dx, y0 + dy), (x1 + dx, y1 + dy), (x1 - dx, y1 - dy), (x0 - dx, y0 - dy)]
    corners = pairwise([*pieces, pieces[0]] if closed else pieces)
    for before, after in corners:
        yield from _corner(before, after, stroke, half, size)
    if not closed:
        yield from _end(pieces[0][1], pieces[0][0], stroke, half, size)
        yield from _end(*pieces[-1], stroke, half, size)


def _across(x0: float, y0: float, x1: float, y1: float, half: float) -> Point:
    long = hypot(x1 - x0, y1 - y0) or 1.0
    return -(y1 - y0) / long * half, (x1 - x0) / long * half


def _corner(
    before: tuple[Point, Point], after: tuple[Point, Point], stroke: Stroke, half: float, size: float
) -> Iterator[Polygon]:
    (x, y) = before[1]
    if stroke.join == "round":
        yield _disc((x, y), half, size)
        return
    ax, ay = _across(*before[0], *before[1], half)
    bx, by = _across(*after[0], *after[1], half)
    side = -1.0 if ax * by - ay * bx > 0 else 1.0
    ax, ay, bx, by = side * ax, side * ay, side * bx, side * by
    outer: Polygon = [(x, y), (x + ax, y + ay), (x + bx, y + by)]
    mx, my = ax + bx, ay + by
    square = mx * mx + my * my
    if stroke.join == "miter" and square and 2 * half / sqrt(square) <= stroke.miter:
        reach = 2 * half * half / square
        outer.insert(2, (x + mx * reach, y + my * reach))
    yield outer


def _end(inner: Point, end: Point, stroke: Stroke, half: float, size: float) -> Iterator[Polygon]:
    if stroke.cap == "round":
        yield _disc(end, half, size)
    elif stroke.cap == "square":
        (x0, y0), (x1, y1) = inner, end
        dx, dy = _across(x0, y0, x1, y1, half)
        yield [(x1 + dx, y1 + dy), (x1 + dx + dy, y1 + dy - dx), (x1 - dx + dy, y1 - dy - dx), (x1 - dx, y1 - dy)]


def _disc(middle: Point, radius: float, size: float) -> Polygon:
    count = min(max(ceil(sqrt(radius * size) * 5), 8), _MOST_PIECES)
    begin = atan2(0, 1)
    angles = (begin + 2 * pi * index / count for index in range(count))
    return [(middle[0] + radius * cos(angle), middle[1] + radius * sin(angle)) for angle in angles]
