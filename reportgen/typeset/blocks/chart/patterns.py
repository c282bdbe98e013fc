"""Hatching: what tells series apart where there is no colour."""

from __future__ import annotations

from collections.abc import Iterator

_PITCH = 4.0
_DIRECTIONS: tuple[tuple[int, ...], ...] = ((), (1,), (-1,), (1, -1))
"""The diagonals of each pattern: none, down, up, both."""

Segment = tuple[float, float, float, float]


def hatching(pattern: int, x: float, y: float, width: float, height: float) -> Iterator[Segment]:
    """The lines of a pattern inside a rectangle, as (x0, y0, x1, y1); the first has none."""
    for direction in _DIRECTIONS[pattern % len(_DIRECTIONS)]:
        for x0, y0, x1, y1 in _diagonals(width, height):
            yield (
                (x + x0, y + y0, x + x1, y + y1)
                if direction > 0
                else (x + x0, y + height - y0, x + x1, y + height - y1)
            )


def _diagonals(width: float, height: float) -> Iterator[Segment]:
    """Parallels from the upper left to the lower right, clipped to a rectangle at the origin."""
    offset = -height + _PITCH / 2
    while offset < width:
        start, end = max(offset, 0.0), min(width, offset + height)
        if end - start > 0.5:
            yield start, start - offset, end, end - offset
        offset += _PITCH
