"""Small multiples: a small chart for each series, all with one scale, so that their shapes can be compared."""

from __future__ import annotations

from math import ceil

from reportgen.document import nodes as n
from reportgen.typeset.blocks.chart.plot import Plot
from reportgen.typeset.blocks.chart.upright import Labels, Places

_HEIGHT = 58.0
_VALUE = 12.0
_GAP = 16.0
_COLUMNS = 3
"""Charts in a row at most."""


def draw_multiples(plot: Plot) -> float:
    """Columns of each series under its name, up to three series in a row and as many in each as can be. Returns the
    height."""
    series = plot.chart.series
    rows = ceil(len(series) / _COLUMNS)
    across = ceil(len(series) / rows)
    width = (plot.width - _GAP * (across - 1)) / across
    values = [0.0, *plot.values]
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
    foot = zero - scale[1] * scale[0]
    places = Places.of(plot, x, width)
    labels = Labels(plot, places, foot)
    thick = min(places.pitch * 0.6, 24.0)
    for point in series.points:
        middle, height = places.centres[point.label], (point.value or 0.0) * scale[0]
        if point.value is not None:
            plot.rect(middle - thick / 2, zero - max(height, 0), thick, abs(height), plot.colour(point, 0))
        labels.write(point.label)
        value = plot.lines(point.said, "chart-value", width, point.origin)
        plot.place(value, middle, zero - max(height, 0) - _VALUE / 2, "chart-value", 0.5)
    plot.rule(x, zero, x + width, zero)
    return labels.deepest
