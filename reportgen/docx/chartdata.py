"""The numbers of a chart as the cells of a sheet: what a native chart is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from reportgen.document import nodes as n
from reportgen.document.chart import categories, runs, steps
from reportgen.numbers.notation import NBSP

BETWEEN: Final = "\N{EN SPACE}"
"""What stands between name and number in the legend of a ring."""
_ALONG: Final = frozenset({"columns", "stacked-columns", "lines", "area", "small-multiples"})
"""Kinds whose places stand side by side, so that an axis of time has to be to scale."""


class Column(Struct, frozen=True):
    """A column of numbers; `points` has the point of each row that has a value, `series` is the series' index."""

    name: str
    series: int
    points: Mapping[int, n.Point]


class Sheet(Struct, frozen=True):
    """Labels of rows, and columns of numbers beside them. Rows without a label keep points apart on an axis of time."""

    labels: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def spaced(self) -> bool:
        """Whether rows stand between points to keep them apart."""
        return "" in self.labels


def sheet_of(chart: n.Chart) -> Sheet:
    """The cells of a chart. The line of a series that has a gap between rows that only keep points apart has a column
    for each of its parts: programs would join them otherwise. Labels of a ring say its numbers too, for they are its
    legend, and numbers have no room in narrow parts."""
    places = categories(chart.series)
    rows = steps(places) if chart.kind in _ALONG else tuple(range(len(places)))
    row_of = {place.label: row for place, row in zip(places, rows, strict=True)}
    labels = [""] * (max(rows, default=-1) + 1)
    for label, row in row_of.items():
        labels[row] = label
    if chart.kind == "ring":
        points = [point for series in chart.series for point in series.points]
        labels = [f"{point.label}{BETWEEN}{point.said.replace(' ', NBSP)}" for point in points]
    parted = chart.kind == "lines" and "" in labels
    columns = tuple(
        Column(series.name, index, part)
        for index, series in enumerate(chart.series)
        for part in (_parts(series, row_of) if parted else (_whole(series, row_of),))
    )
    return Sheet(tuple(labels), columns)


def _whole(series: n.Series, row_of: Mapping[str, int]) -> dict[int, n.Point]:
    return {row_of[point.label]: point for point in series.points if point.value is not None}


def _parts(series: n.Series, row_of: Mapping[str, int]) -> tuple[dict[int, n.Point], ...]:
    return tuple({row_of[point.label]: point for point in run} for run in runs(series)) or ({},)
