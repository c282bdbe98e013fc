"""Small multiples: a small chart for each series, all with one scale, so that their shapes can be compared."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.typeset.blocks.chart.plot import Plot

_HEIGHT = 58.0
_VALUE = 12.0
_GAP = 16.0
_COLUMNS = 3


def draw_multiples(plot: Plot) -> float:
    """Columns of each series under its name, three series in a row. Returns the height."""
    series = plot.chart.series
    across = min(len(series), _COLUMNS)
    width = (plot.width - _GAP * (across - 1)) / across
    values = [0.0, *(point.value for point in plot.points)]
    low, high = min(values), max(values)
    scale = (_HEIGHT - _VALUE) / (high - low) if high > low else 0.0
    y = 0.0
    for start in range(0, len(series), across):
        row = series[start : start + across]
        heights = [_one(plot, one, plot.x + i * (width + _GAP), y, width, (scale, low)) for i, one in enumerate(row)]
        y = max(heights) + _GAP * 0.6
    return y - _GAP * 0.6


def _one(plot: Plot, series: n.Series, x: float, top: float, width: float, scale: tuple[float, float]) -> float:
    """One series from `top` down; the height reached. `scale` is points per unit, and the lowest value."""
    style = plot.style("chart-label")
    names = plot.lines(series.name, "chart-value", width)
    plot.place(names, x, top + len(names) * style.leading / 2, "chart-value")
    zero = top + len(names) * style.leading + 2 + _HEIGHT + scale[1] * scale[0]
    pitch = width / max(len(series.points), 1)
    thick = min(pitch * 0.6, 24.0)
    deepest = foot = zero - scale[1] * scale[0]
    for index, point in enumerate(series.points):
        middle, height = x + (index + 0.5) * pitch, point.value * scale[0]
        plot.rect(middle - thick / 2, zero - max(height, 0), thick, abs(height), plot.colour(point, 0))
        label = plot.lines(point.label, "chart-label", pitch - 2)
        plot.place(label, middle, foot + 3 + len(label) * style.leading / 2, "chart-label", 0.5)
        value = plot.lines(point.text, "chart-value", width, point.origin)
        plot.place(value, middle, zero - max(height, 0) - _VALUE / 2, "chart-value", 0.5)
        deepest = max(deepest, foot + 3 + len(label) * style.leading)
    plot.rule(x, zero, x + width, zero)
    return deepest
