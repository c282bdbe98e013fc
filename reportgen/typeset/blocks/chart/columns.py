"""Columns and lines over labels in a row."""

from __future__ import annotations

from reportgen.typeset.blocks.chart.plot import Plot, by_label
from reportgen.typeset.boxes import Polyline

_HEIGHT = 130.0
_VALUE = 13.0
"""Points above a column for its value."""
_DOT = 4.0
_WIDTHS = (1.5, 2.4, 0.9)
"""Widths of lines in turn, which tell them apart without colour."""


def _scale(plot: Plot) -> tuple[float, float]:
    """Points per unit, and the height of the zero line above the lowest value."""
    values = [0.0, *(point.value for point in plot.points)]
    low, high = min(values), max(values)
    scale = (_HEIGHT - _VALUE) / (high - low) if high > low else 0.0
    return scale, -low * scale


class _Foot:
    """Labels below columns or lines, each written where it is asked for; `deepest` is the height reached."""

    def __init__(self, plot: Plot, pitch: float, y: float) -> None:
        self._plot, self._pitch, self._y = plot, pitch, y
        self.deepest = y

    def write(self, index: int, label: str) -> None:
        """The label of the column with this index."""
        plot = self._plot
        lines = plot.lines(label, "chart-label", self._pitch - 4)
        height = len(lines) * plot.style("chart-label").leading
        plot.place(lines, plot.x + (index + 0.5) * self._pitch, self._y + 4 + height / 2, "chart-label", 0.5)
        self.deepest = max(self.deepest, self._y + 4 + height)


def draw_columns(plot: Plot) -> float:
    """A group of columns for each label, a column for each series. Returns the height."""
    groups = by_label(plot.chart)
    top = plot.legend(0.0)
    scale, below = _scale(plot)
    zero = top + _HEIGHT - below
    pitch = min(plot.width / max(len(groups), 1), 90.0)
    count = len(plot.chart.series)
    thick = min(pitch * 0.7 / count, 42.0)
    foot = _Foot(plot, pitch, top + _HEIGHT)
    for place, (label, points) in enumerate(groups):
        foot.write(place, label)
        for index, point in points:
            middle = plot.x + (place + 0.5) * pitch + (index - (count - 1) / 2) * thick
            height = point.value * scale
            upper = zero - max(height, 0)
            plot.rect(middle - thick / 2, upper, thick - 1, abs(height), plot.colour(point, index), index)
            value = plot.lines(point.text, "chart-value", plot.width, point.origin)
            plot.place(value, middle, upper - _VALUE / 2, "chart-value", 0.5)
    plot.rule(plot.x, zero, plot.x + pitch * len(groups), zero)
    return foot.deepest


def draw_lines(plot: Plot) -> float:
    """A line for each series, named at its end, with a value at every point. Returns the height."""
    groups = by_label(plot.chart)
    names = [plot.text_width(series.name, "chart-label") for series in plot.chart.series]
    reserve = max(names) + 12 if len(names) > 1 else 0.0
    scale, below = _scale(plot)
    zero = _HEIGHT - below
    pitch = (plot.width - reserve) / max(len(groups), 1)
    foot = _Foot(plot, pitch, _HEIGHT)
    across = {label: plot.x + (place + 0.5) * pitch for place, (label, _) in enumerate(groups)}
    ends: list[tuple[float, float, str]] = []
    for index, series in enumerate(plot.chart.series):
        at = tuple((across[point.label], zero - point.value * scale) for point in series.points)
        colour = plot.line_colour(plot.series_colour(index))
        plot.boxes.append(Polyline(at, _WIDTHS[index % len(_WIDTHS)], stroke=colour, owner=plot.owner))
        if reserve and at:
            ends.append((at[-1][1], at[-1][0] + 12, series.name))
    for place, (label, points) in enumerate(groups):
        foot.write(place, label)
        for index, point in points:
            x, y = across[label], zero - point.value * scale
            plot.rect(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT, plot.colour(point, index))
            value = plot.lines(point.text, "chart-value", plot.width, point.origin)
            plot.place(value, x, y - _VALUE / 2 - 2, "chart-value", 0.5)
    _name_ends(plot, ends, reserve)
    plot.rule(plot.x, zero, plot.x + pitch * len(groups), zero)
    return foot.deepest


def _name_ends(plot: Plot, ends: list[tuple[float, float, str]], reserve: float) -> None:
    """The names of lines at their ends, from the top down, none on another."""
    leading, lowest = plot.style("chart-label").leading, float("-inf")
    for y, x, name in sorted(ends):
        y = max(y, lowest + leading)
        plot.place(plot.lines(name, "chart-label", reserve), x, y, "chart-label")
        lowest = y
