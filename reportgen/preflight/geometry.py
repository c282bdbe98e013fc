"""Matrices and boxes in the coordinates of a page (ISO 32000-1, 8.3)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """`inner` applied first, then `outer`."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point in the coordinates of the page."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def around(points: Iterable[tuple[float, float]]) -> Box:
    """The smallest box that holds all points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def corners(matrix: Matrix, box: Box) -> Box:
    """A box of other coordinates, in those of the page."""
    left, bottom, right, top = box
    if matrix[1] == 0 == matrix[2] and matrix[0] > 0 < matrix[3]:
        a, _, _, d, e, f = matrix
        return a * left + e, d * bottom + f, a * right + e, d * top + f
    return around(point(matrix, x, y) for x, y in ((left, bottom), (right, bottom), (right, top), (left, top)))


def common(one: Box, other: Box) -> Box | None:
    """What two boxes have in common, None for nothing."""
    found = max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
    return found if found[0] < found[2] + 1e-6 and found[1] < found[3] + 1e-6 else None


def thinness(box: Box) -> float:
    """The shorter side of a box."""
    return round(min(box[2] - box[0], box[3] - box[1]), 4)


def inside(box: Box, outer: Box, tolerance: float = 0.01) -> bool:
    """Whether a box lies within another one."""
    return (
        box[0] >= outer[0] - tolerance
        and box[1] >= outer[1] - tolerance
        and box[2] <= outer[2] + tolerance
        and box[3] <= outer[3] + tolerance
    )


def across(matrix: Matrix) -> float:
    """By how much a matrix makes lengths across the line of text larger."""
    return math.hypot(matrix[2], matrix[3])


def along(matrix: Matrix) -> float:
    """By how much a matrix makes lengths along the line of text larger."""
    return math.hypot(matrix[0], matrix[1])


def mean_scale(matrix: Matrix) -> float:
    """By how much a matrix makes lines thicker, on average of all directions."""
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def box_of(value: Any) -> Box | None:
    """A rectangle of a PDF with its corners in order, None for what is none."""
    try:
        x0, y0, x1, y1 = (float(each) for each in value)
    except (TypeError, ValueError):
        return None
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
