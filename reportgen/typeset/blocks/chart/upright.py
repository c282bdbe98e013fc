"""What charts share that stand upright: places along the axis, the scale, labels below, words that do not touch."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import ceil
from typing import Final

from msgspec import Struct, field

from reportgen.document import nodes as n
from reportgen.document.chart import categories, shares
from reportgen.typeset.blocks.chart.plot import Plot
from reportgen.typeset.inline.line import SetLine

HEIGHT: Final = 130.0
VALUE: Final = 13.0
"""Points above the highest value for its number."""
_TICK: Final = 3.0
_WIDEST_LABEL: Final = 90.0
_BESIDE: Final = 6.0
"""Points between the end of a line and the words that stand there."""
_APART: Final = 4.0
"""Points between two labels or numbers side by side."""

Spot = tuple[float, float, float, float]
"""A rectangle that is taken: left, top, right, bottom."""


class End(Struct, frozen=True):
    """Words at the right end of a line: at its height `y`, from `x` on."""

    y: float
    x: float
    words: list[SetLine]


class Places(Struct, frozen=True):
    """Where labels stand along an axis: their middles, the least distance of two, and whether they are to scale."""

    centres: dict[str, float]
    pitch: float
    timed: bool

    @classmethod
    def of(cls, plot: Plot, x: float, width: float) -> Places:
        """The places of all labels of a chart from `x` on."""
        found = categories(plot.chart.series)
        wanted, pitch = shares(found), width / max(len(found), 1)
        if wanted is None:
            across = [x + (index + 0.5) * pitch for index in range(len(found))]
        else:
            edge = min(_WIDEST_LABEL / 2, pitch / 2)
            across = [x + edge + share * (width - 2 * edge) for share in wanted]
            pitch = min(after - before for before, after in pairwise(across))
        centres = {place.label: middle for place, middle in zip(found, across, strict=True)}
        return cls(centres, pitch, wanted is not None)


class Upright(Struct):
    """The frame of an upright chart that is being drawn; `top` is where the drawing begins."""

    plot: Plot
    top: float
    scale: float
    """Points per unit of value."""
    lowest: float
    """The value at the foot."""
    places: Places
    taken: list[Spot] = field(default_factory=list)
    segments: list[Spot] = field(default_factory=list)
    """Lines of the drawing that numbers should not stand on: from, to."""

    @classmethod
    def of(cls, plot: Plot, top: float, values: Iterable[float], reserve: float = 0.0) -> Upright:
        """The frame for a chart of these values; `reserve` points on the right stay free."""
        chart, known = plot.chart, [*values]
        known += [chart.target.value] if chart.target is not None else []
        begin = chart.axis.minimum or 0.0
        low, high = min([begin, *known]), max([begin, *known])
        if chart.axis.title:
            style = plot.style("chart-label")
            lines = plot.lines(chart.axis.title, "chart-label", plot.width)
            plot.place(lines, plot.x, top + len(lines) * style.leading / 2, "chart-label")
            top += len(lines) * style.leading + 2
        places = Places.of(plot, plot.x, plot.width - reserve)
        scale = (HEIGHT - VALUE) / (high - low) if high > low else 0.0
        room = max(_headroom(plot, places), _noteroom(plot, scale, high))
        frame = cls(plot, top + room, scale, low, places)
        if chart.target is not None:
            level = frame.y(chart.target.value)
            frame.segments.append((plot.x, level, plot.right - reserve, level))
        return frame

    @property
    def foot(self) -> float:
        """Where the lowest value stands."""
        return self.top + HEIGHT

    def y(self, value: float) -> float:
        """Where a value stands."""
        return self.foot - (value - self.lowest) * self.scale

    @property
    def base(self) -> float:
        """Where the axis stands: at its minimum, or at zero."""
        return self.y(self.plot.chart.axis.minimum or 0.0)

    # -------------------------------------------------------------------------------------------------- the axis

    def axis(self, width: float) -> None:
        """The axis with a tick at each place of one of time, and where it begins if not at zero."""
        plot = self.plot
        plot.rule(plot.x, self.base, plot.x + width, self.base)
        if self.places.timed:
            for x in self.places.centres.values():
                plot.rule(x, self.foot, x, self.foot + _TICK)

    def begin(self) -> float:
        """Says where an axis begins if not at zero, as the first words at its left; the width that it takes."""
        axis, plot = self.plot.chart.axis, self.plot
        if not axis.minimum:
            return 0.0
        lines = plot.lines(axis.text, "chart-label", plot.width)
        plot.place(lines, plot.x, self.base - plot.style("chart-label").leading / 2, "chart-label")
        self.taken.append((plot.x, self.base - VALUE, plot.x + lines[0].width + _APART, self.base))
        return lines[0].width

    def labels(self) -> Labels:
        """What writes the labels below the axis."""
        return Labels(self.plot, self.places, self.foot)

    # --------------------------------------------------------------------------------------------------- numbers

    def number(self, point: n.Point, x: float, y: float, *, below: bool = False) -> None:
        """The number of a point, with the words beside it, close to the top of its column or its place on a line:
        where it touches no other number and, if that can be, no line."""
        plot = self.plot
        value = plot.lines(point.text, "chart-value", plot.width, point.origin)
        if not value:
            return
        note = plot.lines(point.note, "chart-label", _WIDEST_LABEL) if point.note else []
        leading = plot.style("chart-label").leading
        wide = max(line.width for line in (*value, *note))
        tall = VALUE + leading * len(note)
        half = wide / 2
        x = min(max(x, plot.x + half), plot.right - half)
        ways = [y - tall - step * leading / 2 for step in range(6)]
        if below:
            ways.insert(1, y + 4)
        top = self._free(ways, x - half, x + half, tall)
        self.taken.append((x - half, top, x + half, top + tall))
        self._words(value, note, x, top, leading)

    def beside(self, words: list[SetLine], x: float, centre: float) -> None:
        """A number beside its part, below those that stand there already; left of it at the edge of the chart."""
        wide = max((line.width for line in words), default=0.0)
        x = min(x, self.plot.right - wide)
        ways = [centre - VALUE / 2 + step * VALUE / 2 * side for step in range(5) for side in (1, -1)]
        top = self._free(ways, x, x + wide, VALUE)
        self.taken.append((x, top, x + wide, top + VALUE))
        self.plot.place(words, x, top + VALUE / 2, "chart-value")

    def target(self, right: float) -> list[End]:
        """The line of the target up to `right`, and its words to be written at that end; none without a target."""
        target, plot = self.plot.chart.target, self.plot
        if target is None:
            return []
        y = self.y(target.value)
        plot.dashes(plot.x, y, right)
        return [End(y, right + _BESIDE, plot.lines(target.said, "chart-label", _WIDEST_LABEL, target.origin))]

    def write_ends(self, ends: Iterable[End]) -> None:
        """What stands at the right ends of lines, none on another and none below the axis where that can be."""
        leading, free = self.plot.style("chart-label").leading, float("-inf")
        placed: list[tuple[End, float]] = []
        for end in sorted(ends, key=lambda each: each.y):
            half = len(end.words) * leading / 2
            placed.append((end, max(end.y, free + half)))
            free = placed[-1][1] + half
        free = max(self.foot + leading / 2, min((end.y for end, _ in placed), default=0.0))
        for end, centre in reversed(placed):
            half = len(end.words) * leading / 2
            centre = min(centre, free - half)
            self.plot.place(end.words, end.x, centre, "chart-label")
            free = centre - half

    def _words(self, value: list[SetLine], note: list[SetLine], x: float, top: float, leading: float) -> None:
        self.plot.place(value, x, top + VALUE / 2 - 1, "chart-value", 0.5)
        self.plot.place(note, x, top + VALUE - 1 + leading * len(note) / 2, "chart-label", 0.5)

    def _free(self, ways: list[float], left: float, right: float, tall: float) -> float:
        """The first height at which words touch nothing; else the first at which they touch no other words."""
        free = [top for top in ways if not self._touches((left, top + 1, right, top + tall - 1))]
        clear = [
            top for top in free if not any(_crosses(each, (left, top, right, top + tall)) for each in self.segments)
        ]
        return (clear or free or ways)[0]

    def _on_line(self, spot: Spot) -> bool:
        return any(_crosses(each, spot) for each in self.segments)

    def _touches(self, spot: Spot) -> bool:
        return any(
            spot[0] < other[2] and other[0] < spot[2] and spot[1] < other[3] and other[1] < spot[3]
            for other in self.taken
        )


def reserved(plot: Plot, names: Iterable[str] = ()) -> float:
    """Points at the right of a chart for the names of its lines and the words of its target."""
    widths = [plot.text_width(name, "chart-label") for name in names]
    if plot.chart.target is not None:
        widths += [line.width for line in plot.lines(plot.chart.target.said, "chart-label", _WIDEST_LABEL)]
    return max(widths) + 2 * _BESIDE if widths else 0.0


def _noteroom(plot: Plot, scale: float, high: float) -> float:
    """Room above the drawing for words at points that are as high as that or nearly so."""
    leading = plot.style("chart-label").leading
    return max(
        (
            len(plot.lines(point.note, "chart-label", _WIDEST_LABEL)) * leading - (high - (point.value or 0.0)) * scale
            for point in plot.points
            if point.note
        ),
        default=0.0,
    )


def _headroom(plot: Plot, places: Places) -> float:
    """Room for numbers that are wider than their columns, and so stand in more than one row."""
    if plot.chart.kind == "lines":
        return 0.0
    widest = max((plot.text_width(point.text, "chart-value") for point in plot.points), default=0.0)
    rows = ceil(widest * len(plot.chart.series) / max(places.pitch, 1.0)) - 1
    return VALUE * min(max(rows, 0), 2)


def _crosses(segment: Spot, spot: Spot) -> bool:
    """Whether a line from left to right runs through a rectangle."""
    x0, y0, x1, y1 = segment
    left, top, right, bottom = spot
    begin, end = max(x0, left), min(x1, right)
    if begin >= end or x1 <= x0:
        return False
    heights = [y0 + (y1 - y0) * (x - x0) / (x1 - x0) for x in (begin, end)]
    return min(heights) < bottom - 2 and max(heights) > top


class Labels:
    """Labels below an upright chart, each written where it is asked for; on an axis of time in as many rows as keep
    them apart. `deepest` is the height reached."""

    def __init__(self, plot: Plot, places: Places, foot: float) -> None:
        self._plot, self._places, self._foot = plot, places, foot
        self.deepest = foot
        self._ends: list[float] = []

    def write(self, label: str) -> None:
        """The label of one place."""
        plot, places = self._plot, self._places
        leading, x = plot.style("chart-label").leading, places.centres[label]
        lines = plot.lines(label, "chart-label", _WIDEST_LABEL if places.timed else places.pitch - _APART)
        half = max((line.width for line in lines), default=0.0) / 2
        row = self._row(x - half, x + half) if places.timed else 0
        top = self._foot + _APART + row * leading
        if row:
            plot.rule(x, self._foot, x, top)
        height = len(lines) * leading
        plot.place(lines, x, top + height / 2, "chart-label", 0.5)
        self.deepest = max(self.deepest, top + height)

    def _row(self, left: float, right: float) -> int:
        for row, end in enumerate(self._ends):
            if left >= end + _APART:
                self._ends[row] = right
                return row
        self._ends.append(right)
        return len(self._ends) - 1
