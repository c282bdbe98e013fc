"""Areas over labels in a row, those of several series upon each other."""

from __future__ import annotations

from typing import Final

from reportgen.document import nodes as n
from reportgen.typeset.blocks.chart.plot import Plot, by_label
from reportgen.typeset.blocks.chart.upright import End, Upright, reserved
from reportgen.typeset.boxes import Polyline

_LEAST: Final = 12.0
"""Points that an area has to be high at a point for a number in it."""
_EDGE: Final = 1.5
_BESIDE: Final = 8.0


def draw_area(plot: Plot) -> float:
    """An area for each series from the axis, or the one below, up to its values; named at its end. Returns the
    height."""
    series = plot.chart.series
    named = len(series) > 1
    reserve = reserved(plot, [each.name for each in series] if named else [])
    groups = by_label(plot.chart)
    frame = Upright.of(plot, 0.0, [sum(p.value or 0.0 for _, p in points) for _, points in groups], reserve)
    tops = _tops(plot.chart)
    lines = [[(frame.places.centres[label], frame.y(top)) for label, top in row.items()] for row in tops]
    for index, _ in enumerate(series):
        colour = plot.setting.colour(plot.series_colour(index))
        outline = (*lines[index + 1], *reversed(lines[index]))
        plot.boxes.append(Polyline(outline, 0, fill=colour, closed=True, owner=plot.owner))
    for index, _ in enumerate(series):
        edge = plot.line_colour(plot.series_colour(index))
        plot.boxes.append(Polyline(tuple(lines[index + 1]), _EDGE, stroke=edge, owner=plot.owner))
    labels = frame.labels()
    for label, points in groups:
        labels.write(label)
        for index, point in points:
            x, y = frame.places.centres[label], frame.y(tops[index + 1][label])
            _number(frame, point, index, (x, y, frame.y(tops[index][label])), last=index == len(series) - 1)
    names = _names(plot, [row[-1] for row in lines]) if named else []
    frame.write_ends([*names, *frame.target(plot.right - reserve)])
    frame.axis(plot.width - reserve)
    return labels.deepest


def _tops(chart: n.Chart) -> list[dict[str, float]]:
    """How high each area reaches at each label, that of the axis first."""
    found = [dict.fromkeys((point.label for point in chart.series[0].points), 0.0)]
    for series in chart.series:
        found.append({point.label: found[-1][point.label] + (point.value or 0.0) for point in series.points})
    return found


def _number(frame: Upright, point: n.Point, index: int, at: tuple[float, float, float], *, last: bool) -> None:
    """The number of a point: above the highest area, within the others where these are high enough, else above."""
    plot, (x, y, below) = frame.plot, at
    if last or below - y < _LEAST:
        frame.number(point, x, y - 2)
        return
    colour = plot.series_colour(index)
    words = plot.lines(point.said, "chart-value", plot.width, point.origin, plot.on(colour))
    half = max((line.width for line in words), default=0.0) / 2 + 3
    centres = frame.places.centres.values()
    plot.place(words, min(max(x, min(centres) + half), max(centres) - half), (y + below) / 2, "chart-value", 0.5)


def _names(plot: Plot, ends: list[tuple[float, float]]) -> list[End]:
    """The names of areas at their right ends, each in the middle of its own."""
    return [
        End((lower + upper) / 2, x + _BESIDE, plot.lines(series.name, "chart-label", plot.width))
        for series, (_, lower), (x, upper) in zip(plot.chart.series, ends[:-1], ends[1:], strict=True)
    ]
