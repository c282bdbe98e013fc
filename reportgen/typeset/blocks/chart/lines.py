"""Lines over labels in a row."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from reportgen.document.chart import runs
from reportgen.typeset.blocks.chart.plot import Plot, by_label
from reportgen.typeset.blocks.chart.upright import End, Upright, reserved
from reportgen.typeset.boxes import Polyline

_DOT: Final = 4.0
_WIDTHS: Final = (1.5, 2.4, 0.9)
"""Widths of lines in turn, which tell them apart without colour."""


def draw_lines(plot: Plot) -> float:
    """A line for each series, named at its end, with a number at every point; it breaks where a value is missing.
    Returns the height."""
    named = len(plot.chart.series) > 1
    reserve = reserved(plot, [series.name for series in plot.chart.series] if named else [])
    frame = Upright.of(plot, 0.0, plot.values, reserve)
    ends: list[End] = []
    for index, series in enumerate(plot.chart.series):
        colour = plot.line_colour(plot.series_colour(index))
        at: tuple[tuple[float, float], ...] = ()
        for run in runs(series):
            at = tuple((frame.places.centres[point.label], frame.y(point.value or 0.0)) for point in run)
            frame.segments += [(*one, *other) for one, other in pairwise(at)]
            if len(at) > 1:
                plot.boxes.append(Polyline(at, _WIDTHS[index % len(_WIDTHS)], stroke=colour, owner=plot.owner))
        if named and at:
            ends.append(End(at[-1][1], at[-1][0] + 12, plot.lines(series.name, "chart-label", reserve)))
    frame.begin()
    labels = frame.labels()
    for label, points in by_label(plot.chart):
        labels.write(label)
        for index, point in points:
            if point.value is not None:
                x, y = frame.places.centres[label], frame.y(point.value)
                plot.rect(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT, plot.colour(point, index))
                frame.number(point, x, y - 2, below=True)
    frame.write_ends([*ends, *frame.target(plot.right - reserve)])
    frame.axis(plot.width - reserve)
    return labels.deepest
