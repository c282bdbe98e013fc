"""A ring of parts of a whole, with its numbers and shares beside it in rows."""

from __future__ import annotations

from typing import Final

from reportgen.document.chart import sector
from reportgen.typeset.blocks.chart.plot import Plot
from reportgen.typeset.boxes import Polyline

_RADIUS: Final = 56.0
_HOLE: Final = 0.56
_GAP: Final = 1.2
_PITCH: Final = 16.0
_LIST: Final = 24.0
"""Points between ring and rows."""


def draw_ring(plot: Plot) -> float:
    """The ring at the left, a row for each part at its right: colour, name, number and share. Returns the height."""
    points = plot.points
    height = max(2 * _RADIUS, len(points) * _PITCH)
    x, y, begun = plot.x + _RADIUS, height / 2, 0.0
    whole = sum(plot.values)
    for index, point in enumerate(points):
        end = begun + (point.value or 0.0) / whole
        outline = tuple((x + dx, y + dy) for dx, dy in sector(begun, end, _RADIUS, _HOLE))
        fill, paper = plot.setting.colour(plot.part_colour(index)), plot.setting.colour("paper")
        plot.boxes.append(Polyline(outline, _GAP, paper, fill, True, plot.owner))
        plot.ring_outline(outline, fill)
        begun = end
    left = plot.x + 2 * _RADIUS + _LIST
    widest = max(plot.text_width(point.said, "chart-value") for point in points)
    names = min(
        max(plot.text_width(point.label, "chart-label") for point in points) + 2, plot.right - left - widest - 32
    )
    top = y - len(points) * _PITCH / 2
    for index, point in enumerate(points):
        centre = top + (index + 0.5) * _PITCH
        plot.rect(left, centre - 4, 8, 8, plot.part_colour(index))
        plot.place(plot.lines(point.label, "chart-label", names, point.origin), left + 13, centre, "chart-label")
        value = plot.lines(point.said, "chart-value", plot.width, point.origin)
        plot.place(value, left + 13 + names + 16 + widest, centre, "chart-value", 1.0)
    return height
