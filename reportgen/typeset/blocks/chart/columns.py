"""Columns over labels in a row."""

from __future__ import annotations

from typing import Final

from reportgen.document import nodes as n
from reportgen.typeset.blocks.chart.plot import Plot, by_label
from reportgen.typeset.blocks.chart.upright import Upright, reserved

_FILLED: Final = 0.7
"""Share of its place that a group of columns takes."""
_LEAST: Final = 11.0
"""Points that a part has to be high for a number in it."""
_WIDEST: Final = 42.0
"""Points of a column at most."""


def draw_columns(plot: Plot) -> float:
    """A group of columns for each label, a column for each series. Returns the height."""
    reserve = reserved(plot)
    frame = Upright.of(plot, plot.legend(0.0), plot.values, reserve)
    count = len(plot.chart.series)
    thick = min(frame.places.pitch * _FILLED / count, _WIDEST)
    groups = by_label(plot.chart)
    columns = {
        (label, index): _column(
            frame, point.value, frame.places.centres[label] + (index - (count - 1) / 2) * thick, thick
        )
        for label, points in groups
        for index, point in points
        if point.value is not None
    }
    frame.taken += [(left, top, left + wide, top + tall) for left, top, wide, tall in columns.values()]
    labels = frame.labels()
    for label, points in groups:
        labels.write(label)
        for index, point in points:
            if (label, index) in columns:
                left, top, wide, tall = columns[label, index]
                plot.rect(left, top, wide, tall, plot.colour(point, index), index)
                frame.number(point, left + wide / 2, top)
    frame.write_ends(frame.target(plot.right - reserve))
    frame.axis(plot.width - reserve)
    return labels.deepest


def _column(frame: Upright, value: float, middle: float, thick: float) -> tuple[float, float, float, float]:
    """Left, top, width and height of a column; those of a group stand a little apart."""
    wide = thick - min(1.0, thick / 4)
    return middle - wide / 2, frame.y(max(value, 0)), wide, abs(value) * frame.scale


def draw_stacked_columns(plot: Plot) -> float:
    """A column for each label, made of a part for each series from the foot up; numbers stand in the parts, or at
    their right where these are too small. Returns the height."""
    groups = by_label(plot.chart)
    sums = [sum(point.value or 0.0 for _, point in points) for _, points in groups]
    reserve = reserved(plot)
    frame = Upright.of(plot, plot.legend(0.0), sums, reserve)
    thick = min(frame.places.pitch * _FILLED, _WIDEST)
    labels = frame.labels()
    for label, points in groups:
        labels.write(label)
        middle, reached = frame.places.centres[label], 0.0
        for index, point in points:
            if point.value is None:
                continue
            lower, upper = frame.y(reached), frame.y(reached + point.value)
            reached += point.value
            colour = plot.colour(point, index)
            plot.rect(middle - thick / 2, upper, thick, lower - upper, colour, index)
            _part_number(frame, point, colour, (middle, (lower + upper) / 2), (thick, lower - upper))
    frame.write_ends(frame.target(plot.right - reserve))
    frame.axis(plot.width - reserve)
    return labels.deepest


def _part_number(
    frame: Upright, point: n.Point, colour: str, at: tuple[float, float], size: tuple[float, float]
) -> None:
    """The number of a part around its middle; beside the column where it has no room there."""
    plot, (middle, centre) = frame.plot, at
    words = plot.lines(point.said, "chart-value", plot.width, point.origin, plot.on(colour))
    wide = words[0].width if words else 0.0
    if wide + 4 <= size[0] and size[1] >= _LEAST:
        plot.clear(middle, centre, words, colour)
        plot.place(words, middle, centre, "chart-value", 0.5)
    else:
        words = plot.lines(point.said, "chart-value", plot.width, point.origin)
        frame.beside(words, middle + size[0] / 2 + 3, centre)
