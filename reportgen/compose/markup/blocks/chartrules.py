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
    yield from _whole(chart)
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


_ADDED_UP = ("stacked-columns", "area", "ring")
_MOST_PARTS = 6
"""Of a ring: more of them cannot be told apart."""


def _whole(chart: n.Chart) -> Iterator[Rule]:
    """An area has a value everywhere, for it would fall to zero; a ring is one whole in some parts."""
    gap = next((point for series in chart.series for point in series.points if point.value is None), None)
    if chart.kind in ("area", "ring") and gap is not None:
        text = f'"{gap.label}" has no value, and a chart of the kind "{chart.kind}" would show it as nothing'
        yield "chart-gap", text, "give it a value, or draw lines or bars"
    if chart.kind != "ring" or gap is not None:
        return
    points = [point for series in chart.series for point in series.points]
    if len(chart.series) > 1 or not 2 <= len(points) <= _MOST_PARTS or not any(point.value for point in points):
        text = f"a ring shows one series of 2 to {_MOST_PARTS} parts that are more than nothing together"
        yield "chart-ring", text, "draw bars or stacked bars"


def _stacks(chart: n.Chart) -> Iterator[Rule]:
    """What is stacked adds up: nothing of it is less than nothing."""
    if chart.kind not in _ADDED_UP:
        return
    for series in chart.series:
        for point in series.points:
            if point.value is not None and point.value < 0:
                text = f'"{point.label}" ({point.text}) is less than nothing, and cannot be stacked'
                yield "chart-stack", text, "draw columns or bars beside each other"


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


_WITH_TARGET = ("columns", "stacked-columns", "lines", "area")


def _target(chart: n.Chart) -> Iterator[Rule]:
    """A target is a level line: it needs values that stand upright, on an axis that reaches it."""
    target, lowest = chart.target, chart.axis.minimum
    if target is None:
        return
    if chart.kind not in _WITH_TARGET:
        text = f'a chart of the kind "{chart.kind}" has no level line for a target'
        yield "chart-target", text, "draw columns, stacked columns, lines or an area, or say the target in the title"
    elif lowest is not None and target.value < lowest:
        text = f'"{target.said}" lies below the minimum of the axis ({chart.axis.text})'
        yield "chart-target", text, "lower the minimum"
