"""Lines over labels in a row."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from reportgen.document.chart import runs
from reportgen.typeset.blocks.chart.plot import Plot, by_label
from reportgen.typeset.blocks.chart.upright import Upright
from reportgen.typeset.boxes import Polyline

_DOT: Final = 4.0
_WIDTHS: Final = (1.5, 2.4, 0.9)
"""Widths of lines in turn, which tell them apart without colour."""


def draw_lines(plot: Plot) -> float:
    """A line for each series, named at its end, with a number at every point; it breaks where a value is missing.
    Returns the height."""
    names = [plot.text_width(series.name, "chart-label") for series in plot.chart.series]
    reserve = max(names) + 12 if len(names) > 1 else 0.0
    frame = Upright.of(plot, 0.0, plot.values, reserve)
    ends: list[tuple[float, float, str]] = []
    for index, series in enumerate(plot.chart.series):
        colour = plot.line_colour(plot.series_colour(index))
        at: tuple[tuple[float, float], ...] = ()
        for run in runs(series):
            at = tuple((frame.places.centres[point.label], frame.y(point.value or 0.0)) for point in run)
            frame.segments += [(*one, *other) for one, other in pairwise(at)]
            if len(at) > 1:
                plot.boxes.append(Polyline(at, _WIDTHS[index % len(_WIDTHS)], stroke=colour, owner=plot.owner))
        if reserve and at:
            ends.append((at[-1][1], at[-1][0] + 12, series.name))
    frame.begin()
    labels = frame.labels()
    for label, points in by_label(plot.chart):
        labels.write(label)
        for index, point in points:
            if point.value is not None:
                x, y = frame.places.centres[label], frame.y(point.value)
                plot.rect(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT, plot.colour(point, index))
                frame.number(point, x, y - 2, below=True)
    _name_ends(plot, ends, reserve)
    frame.target(reserve)
    frame.axis(plot.width - reserve)
    return labels.deepest


def _name_ends(plot: Plot, ends: list[tuple[float, float, str]], reserve: float) -> None:
    """The names of lines at their ends, from the top down, none on another."""
    leading, lowest = plot.style("chart-label").leading, float("-inf")
    for y, x, name in sorted(ends):
        y = max(y, lowest + leading)
        plot.place(plot.lines(name, "chart-label", reserve), x, y, "chart-label")
        lowest = y
