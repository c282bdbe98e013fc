"""What a chart may not draw, because it would say something else than its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import nodes as n
from reportgen.document.chart import categories

Rule = tuple[str, str, str]
"""Code, what is wrong, and the way out."""


def broken_rules(chart: n.Chart) -> Iterator[Rule]:
    """What is wrong with a chart as markup has it."""
    yield from _times(chart)
    yield from _stacks(chart)
    yield from _minimum(chart)
    yield from _target(chart)


def _times(chart: n.Chart) -> Iterator[Rule]:
    places = categories(chart.series)
    without = [place.label for place in places if place.time is None]
    if without and len(without) < len(places):
        text = f'the point "{without[0]}" has no time, and others of the chart have one'
        yield "chart-time", text, 'give every <point> its time="2019", "2019-06" or "2019-06-30", or none'
    seen: dict[float, str] = {}
    for place in places:
        if place.time is not None and place.time in seen:
            text = f'the points "{seen[place.time]}" and "{place.label}" stand at the same time'
            yield "chart-time", text, "give them one label, or times of their own"
        elif place.time is not None:
            seen[place.time] = place.label


def _stacks(chart: n.Chart) -> Iterator[Rule]:
    """What is stacked adds up: nothing of it is less than nothing."""
    if chart.kind != "stacked-columns":
        return
    for series in chart.series:
        for point in series.points:
            if point.value is not None and point.value < 0:
                text = f'"{point.label}" ({point.text}) is less than nothing, and cannot be stacked'
                yield "chart-stack", text, "draw columns beside each other"


def _minimum(chart: n.Chart) -> Iterator[Rule]:
    lowest = chart.axis.minimum
    if lowest is None:
        return
    if chart.kind != "lines":
        text = f'the axis of a chart of the kind "{chart.kind}" begins at zero, or its lengths would not compare'
        yield "chart-minimum", text, 'leave out minimum, or draw kind="lines"'
        return
    for series in chart.series:
        for point in series.points:
            if point.value is not None and point.value < lowest:
                text = f'"{point.label}" ({point.text}) lies below the minimum of the axis ({chart.axis.text})'
                yield "chart-minimum", text, "lower the minimum"


_WITH_TARGET = ("columns", "stacked-columns", "lines")


def _target(chart: n.Chart) -> Iterator[Rule]:
    """A target is a level line: it needs values that stand upright, on an axis that reaches it."""
    target, lowest = chart.target, chart.axis.minimum
    if target is None:
        return
    if chart.kind not in _WITH_TARGET:
        text = f'a chart of the kind "{chart.kind}" has no level line for a target'
        yield "chart-target", text, "draw columns, stacked columns or lines, or say the target in the title"
    elif lowest is not None and target.value < lowest:
        text = f'"{target.said}" lies below the minimum of the axis ({chart.axis.text})'
        yield "chart-target", text, "lower the minimum"
