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
    """A bar for each point; several series stand below each other under one label. Returns the height."""
    points = plot.points
    labels = _label_column(plot, [point.label for point in points])
    thick, pitch = _pitch(len(points))
    left = plot.x + labels + 10
    room = plot.right - left - max((plot.text_width(p.said, "chart-value") for p in points), default=0) - _GAP
    low, high = min([0.0, *plot.values]), max([0.0, *plot.values])
    scale = room / (high - low) if high > low else 0.0
    zero = left - low * scale
    y = top = plot.legend(0.0)
    for index, series in enumerate(plot.chart.series):
        for point in series.points:
            lines = plot.lines(point.label, "chart-label", labels + 1, point.origin)
            row = max(pitch, len(lines) * plot.style("chart-label").leading + 2)
            centre, length = y + row / 2, (point.value or 0.0) * scale
            plot.place(lines, plot.x, centre, "chart-label")
            if point.value is not None:
                box = zero + min(length, 0), centre - thick / 2, abs(length), thick
                plot.rect(*box, plot.colour(point, index), index)
            value = plot.lines(point.said, "chart-value", plot.width, point.origin)
            plot.place(value, zero + max(length, 0) + _GAP, centre, "chart-value")
            y += row
    plot.rule(zero, top, zero, y)
    return y


def draw_stacked_bars(plot: Plot) -> float:
    """A bar for each label, made of a part for each series; values stand in the parts, or behind where too narrow."""
    rows = by_label(plot.chart)
    labels = _label_column(plot, [label for label, _ in rows])
    thick, pitch = _pitch(len(rows))
    left = plot.x + labels + 10
    reserve = max((_outside(plot, points) for _, points in rows), default=0.0)
    total = max((sum(_part(point) for _, point in points) for _, points in rows), default=0.0)
    scale = (plot.right - left - reserve) / total if total else 0.0
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


def _outside(plot: Plot, points: list[tuple[int, n.Point]]) -> float:
    return sum(plot.text_width(point.said, "chart-value") + 8 for _, point in points)


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
        if plot.text_width(point.said, "chart-value") + 6 <= length:
            words = plot.lines(point.said, "chart-value", plot.width, point.origin, plot.on(colour))
            plot.clear(x + length / 2, centre, words, colour)
            plot.place(words, x + length / 2, centre, "chart-value", 0.5)
        else:
            words = plot.lines(point.said, "chart-value", plot.width, point.origin)
            plot.place(words, behind, centre, "chart-value")
            behind += words[0].width + 8 if words else 0
        x += length
