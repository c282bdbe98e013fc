"""Columns and lines over labels in a row."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.typeset.blocks.chart.plot import Plot
from reportgen.typeset.boxes import Polyline

_HEIGHT = 130.0
_VALUE = 13.0
"""Points above a column for its value."""
_DOT = 4.0
_WIDTHS = (1.5, 2.4, 0.9)
"""Widths of lines in turn, which tell them apart without colour."""


def _labels(chart: n.Chart) -> list[str]:
    return list(dict.fromkeys(point.label for series in chart.series for point in series.points))


def _scale(plot: Plot) -> tuple[float, float]:
    """Points per unit, and the height of the zero line above the lowest value."""
    values = [0.0, *(point.value for point in plot.points)]
    low, high = min(values), max(values)
    scale = (_HEIGHT - _VALUE) / (high - low) if high > low else 0.0
    return scale, -low * scale


def _foot(plot: Plot, labels: list[str], pitch: float, y: float) -> float:
    """Labels below the columns; returns the height reached."""
    leading = plot.style("chart-label").leading
    deepest = y
    for index, label in enumerate(labels):
        lines = plot.lines(label, "chart-label", pitch - 4)
        height = len(lines) * leading
        plot.place(lines, plot.x + (index + 0.5) * pitch, y + 4 + height / 2, "chart-label", 0.5)
        deepest = max(deepest, y + 4 + height)
    return deepest


def draw_columns(plot: Plot) -> float:
    """A group of columns for each label, a column for each series. Returns the height."""
    labels = _labels(plot.chart)
    top = plot.legend(0.0)
    scale, below = _scale(plot)
    zero = top + _HEIGHT - below
    pitch = min(plot.width / max(len(labels), 1), 90.0)
    count = len(plot.chart.series)
    thick = min(pitch * 0.7 / count, 42.0)
    for index, series in enumerate(plot.chart.series):
        for point in series.points:
            middle = plot.x + (labels.index(point.label) + 0.5) * pitch + (index - (count - 1) / 2) * thick
            height = point.value * scale
            plot.rect(
                middle - thick / 2, zero - max(height, 0), thick - 1, abs(height), plot.colour(point, index), index
            )
            value = plot.lines(point.text, "chart-value", plot.width, point.origin)
            plot.place(value, middle, zero - max(height, 0) - _VALUE / 2, "chart-value", 0.5)
    plot.rule(plot.x, zero, plot.x + pitch * len(labels), zero)
    return _foot(plot, labels, pitch, top + _HEIGHT)


def draw_lines(plot: Plot) -> float:
    """A line for each series, named at its end, with a value at every point. Returns the height."""
    labels = _labels(plot.chart)
    names = [plot.text_width(series.name, "chart-label") for series in plot.chart.series]
    several = len(names) > 1
    reserve = max(names) + 12 if several else 0.0
    scale, below = _scale(plot)
    zero = _HEIGHT - below
    pitch = (plot.width - reserve) / max(len(labels), 1)
    colours = plot.setting.theme.series
    ends: list[tuple[float, float, str]] = []
    for index, series in enumerate(plot.chart.series):
        colour = plot.line_colour(colours[index % len(colours)])
        at = [(plot.x + (labels.index(p.label) + 0.5) * pitch, zero - p.value * scale) for p in series.points]
        plot.boxes.append(Polyline(tuple(at), _WIDTHS[index % len(_WIDTHS)], stroke=colour, owner=plot.owner))
        for (x, y), point in zip(at, series.points, strict=True):
            plot.rect(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT, plot.colour(point, index))
            value = plot.lines(point.text, "chart-value", plot.width, point.origin)
            plot.place(value, x, y - _VALUE / 2 - 2, "chart-value", 0.5)
        if several and at:
            ends.append((at[-1][1], at[-1][0] + 12, series.name))
    _name_ends(plot, ends, reserve)
    plot.rule(plot.x, zero, plot.x + pitch * len(labels), zero)
    return _foot(plot, labels, pitch, _HEIGHT)


def _name_ends(plot: Plot, ends: list[tuple[float, float, str]], reserve: float) -> None:
    """The names of lines at their ends, from the top down, none on another."""
    leading, lowest = plot.style("chart-label").leading, float("-inf")
    for y, x, name in sorted(ends):
        y = max(y, lowest + leading)
        plot.place(plot.lines(name, "chart-label", reserve), x, y, "chart-label")
        lowest = y
