"""Columns over labels in a row."""

from __future__ import annotations

from typing import Final

from reportgen.typeset.blocks.chart.plot import Plot, by_label
from reportgen.typeset.blocks.chart.upright import Upright

_FILLED: Final = 0.7
"""Share of its place that a group of columns takes."""
_WIDEST: Final = 42.0
"""Points of a column at most."""


def draw_columns(plot: Plot) -> float:
    """A group of columns for each label, a column for each series. Returns the height."""
    frame = Upright.of(plot, plot.legend(0.0), plot.values)
    count = len(plot.chart.series)
    thick = min(frame.places.pitch * _FILLED / count, _WIDEST)
    labels = frame.labels()
    for label, points in by_label(plot.chart):
        labels.write(label)
        for index, point in points:
            if point.value is None:
                continue
            middle = frame.places.centres[label] + (index - (count - 1) / 2) * thick
            height, upper = abs(point.value) * frame.scale, frame.y(max(point.value, 0))
            gap = min(1.0, thick / 4)
            plot.rect(middle - thick / 2, upper, thick - gap, height, plot.colour(point, index), index)
            frame.number(point, middle, upper)
    frame.axis(plot.width)
    return labels.deepest
