"""Horizontal bars, one or several parts each, with their labels at the left and values at their ends."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.typeset.blocks.chart.plot import Plot, by_label

_FEW = 6
_GAP = 5.0
_LABELS = 0.38
"""Greatest share of the width that labels take."""


def _pitch(count: int) -> tuple[float, float]:
    """Height of a bar, and from one bar's top to the next."""
    return (15.0, 20.0) if count <= _FEW else (12.0, 16.0)


def _label_column(plot: Plot, labels: list[str]) -> float:
    widest = max((plot.text_width(label, "chart-label") for label in labels), default=0.0)
    return min(widest + 1, plot.width * _LABELS)


def draw_bars(plot: Plot) -> float:
    """A bar for each point; those of several series stand below each other beside their label. Returns the height."""
    rows = by_label(plot.chart)
    labels = _label_column(plot, [label for label, _ in rows])
    thick, pitch = _pitch(len(plot.points))
    left = plot.x + labels + 10
    room = plot.right - left - max((plot.text_width(p.said, "chart-value") for p in plot.points), default=0) - _GAP
    low, high = min([0.0, *plot.values]), max([0.0, *plot.values])
    scale = room / (high - low) if high > low else 0.0
    zero = left - low * scale
    y = top = plot.legend(0.0)
    for label, points in rows:
        origin = points[0][1].origin if len(points) == 1 else None
        lines = plot.lines(label, "chart-label", labels + 1, origin)
        tall = thick * len(points) + pitch - thick
        row = max(tall, len(lines) * plot.style("chart-label").leading + 2)
        plot.place(lines, plot.x, y + row / 2, "chart-label")
        for place, (index, point) in enumerate(points):
            centre = y + row / 2 + (place - (len(points) - 1) / 2) * thick
            _bar(plot, point, index, zero, (centre, thick - (len(points) > 1), scale))
        y += row
    plot.rule(zero, top, zero, y)
    return y


def _bar(plot: Plot, point: n.Point, index: int, zero: float, size: tuple[float, float, float]) -> None:
    """A bar with its number behind it; `size` is its centre, how thick it is, and points per unit."""
    centre, thick, scale = size
    if point.value is None:
        return
    length = point.value * scale
    box = zero + min(length, 0), centre - thick / 2, abs(length), thick
    plot.rect(*box, plot.colour(point, index), index)
    value = plot.lines(point.said, "chart-value", plot.width, point.origin)
    plot.place(value, zero + max(length, 0) + _GAP, centre, "chart-value")


def draw_stacked_bars(plot: Plot) -> float:
    """A bar for each label, made of a part for each series; values stand in the parts, or behind where too narrow."""
    rows = by_label(plot.chart)
    labels = _label_column(plot, [label for label, _ in rows])
    thick, pitch = _pitch(len(rows))
    left = plot.x + labels + 10
    total = max((sum(_part(point) for _, point in points) for _, points in rows), default=0.0)
    room = plot.right - left
    scale = room / total if total else 0.0
    for _ in range(2):
        reserve = max((_outside(plot, points, scale, room) for _, points in rows), default=0.0)
        scale = min(scale, (room - reserve) / total) if total else 0.0
    y = top = plot.legend(0.0)
    for label, points in rows:
        lines = plot.lines(label, "chart-label", labels + 1)
        row = max(pitch, len(lines) * plot.style("chart-label").leading + 2)
        plot.place(lines, plot.x, y + row / 2, "chart-label")
        _parts(plot, points, left, y + row / 2, thick, scale)
        y += row
    plot.rule(left, top, left, y)
    return y


def _part(point: n.Point) -> float:
    """How much of a stack a point is: nothing where it has no value, or less than none."""
    return max(point.value or 0.0, 0.0)


def _outside(plot: Plot, points: list[tuple[int, n.Point]], scale: float, room: float) -> float:
    """How much too wide a row is with the numbers behind it that have no room in their parts."""
    behind = [each for _, each in points if not _fits(plot, each, scale)]
    wide = sum(plot.text_width(point.said, "chart-value") + 8 for point in behind)
    length = sum(_part(point) for _, point in points) * scale
    return max(wide + _GAP + length - room, 0.0) if behind else 0.0


def _fits(plot: Plot, point: n.Point, scale: float) -> bool:
    return plot.text_width(point.said, "chart-value") + 6 <= _part(point) * scale


def _parts(
    plot: Plot, points: list[tuple[int, n.Point]], left: float, centre: float, thick: float, scale: float
) -> None:
    x = left
    behind = left + sum(_part(point) for _, point in points) * scale + _GAP
    for index, point in points:
        if point.value is None:
            continue
        length = _part(point) * scale
        colour = plot.colour(point, index)
        plot.rect(x, centre - thick / 2, length, thick, colour, index)
        if _fits(plot, point, scale):
            words = plot.lines(point.said, "chart-value", plot.width, point.origin, plot.on(colour))
            plot.clear(x + length / 2, centre, words, colour)
            plot.place(words, x + length / 2, centre, "chart-value", 0.5)
        else:
            words = plot.lines(point.said, "chart-value", plot.width, point.origin)
            plot.place(words, behind, centre, "chart-value")
            behind += words[0].width + 8 if words else 0
        x += length
