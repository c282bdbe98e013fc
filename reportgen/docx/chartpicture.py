"""A chart as a picture, for programs that show none: the same bars, lines and labels, and nothing to be edited."""

from __future__ import annotations

from typing import Final

from reportgen.document import nodes as n
from reportgen.document.chart import runs, sector
from reportgen.docx.chartdata import sheet_of
from reportgen.docx.chartxml import ChartLook, dark
from reportgen.docx.measure import width
from reportgen.docx.metafile import Metafile

_LABELS: Final = 0.4
"""Share of the width for the names of horizontal bars, at most."""
_VALUES: Final = 0.12
"""Share of the width, or height, for the number at the end of the longest bar."""
_FILLED: Final = 0.7
"""Share of its slot that a bar takes."""
_HOLE: Final = 0.56
"""Radius of a ring's hole, as a share of its own."""
_LINE: Final = 35
"""Twips of the line of a chart."""


class _Plot:
    """The drawing of one chart in twips."""

    def __init__(self, chart: n.Chart, look: ChartLook, wide: int, tall: int) -> None:
        self.file = Metafile(wide, tall)
        self.chart, self.look, self.width, self.height = chart, look, wide, tall
        self.size = look.size // 5
        self.sheet = sheet_of(chart)
        self.count = len(self.sheet.labels)
        self.stacked = chart.kind in ("stacked-bars", "stacked-columns", "area")
        self.least = chart.axis.minimum or 0.0
        self.top = self.legend() if len(chart.series) > 1 else 0.0
        target = chart.target.value - self.least if chart.target is not None else 0
        self.most = max([target, *map(self._reach, range(self.count))], default=0) or 1

    def _reach(self, row: int) -> float:
        """How far the longest bar of a row goes."""
        values = [abs((point.value or 0.0) - self.least) for _, point in self.points(row)]
        return sum(values) if self.stacked else max(values, default=0.0)

    def points(self, row: int) -> list[tuple[int, n.Point]]:
        """The points of a row that have a value, each with the index of its series."""
        return [(each.series, each.points[row]) for each in self.sheet.columns if row in each.points]

    def colour(self, series: int, point: n.Point) -> str:
        own = {"total": self.look.total, "rest": self.look.rest}.get(point.emphasis or "")
        return own or self.look.series[series % len(self.look.series)]

    def words(self, text: str, x: float, y: float, side: str, *, bold: bool = False, ground: str = "") -> None:
        """Words on `ground`, paper where it is not given; those around a place keep within the picture."""
        if side == "centre":
            half = width(text, self.size) / 2
            x = max(min(x, self.width - half), half)
        ink = self.look.paper if ground and dark(ground) else self.look.ink
        self.file.text(text, (round(x), round(y)), side, (self.look.font, self.size, ink), bold=bold)

    def legend(self) -> float:
        """The names of several series in a row at the top; how high it is."""
        x, size = 0, self.size
        for index, series in enumerate(self.chart.series):
            colour = self.look.series[index % len(self.look.series)]
            self.file.rectangle(x, size // 3, x + size, size // 3 + size, colour)
            self.words(series.name, x + 1.5 * size, 1.2 * size, "left")
            x += round(3.5 * size + width(series.name, size))
        return 2.0 * size

    def length(self, point: n.Point, reach: float) -> float:
        """How long a point is drawn, of at most `reach` twips."""
        return reach * abs((point.value or 0.0) - self.least) / self.most

    def across(self) -> None:
        """Horizontal bars, their names on the left, their values behind them."""
        names = self.sheet.labels
        left = min(self.width * _LABELS, max((width(name, self.size) for name in names), default=0) + self.size)
        reach = self.width * (1 - _VALUES) - left
        slot = (self.height - self.top) / max(1, self.count)
        for row in range(self.count):
            top, x = self.top + slot * (row + (1 - _FILLED) / 2), left
            tall = slot * _FILLED / (1 if self.stacked else len(self.chart.series))
            self.words(names[row], left - self.size / 2, self.top + slot * (row + 0.5) + self.size / 3, "right")
            for number, point in self.points(row):
                y = top + (0 if self.stacked else number * tall)
                end = x + self.length(point, reach)
                self.file.rectangle(round(x), round(y), round(end), round(y + tall), self.colour(number, point))
                middle = y + tall / 2 + self.size / 3
                if self.stacked:
                    self.words(
                        point.said, (x + end) / 2, middle, "centre", bold=True, ground=self.colour(number, point)
                    )
                    x = end
                else:
                    self.words(point.said, end + self.size / 3, middle, "left", bold=True)

    def upright(self) -> None:
        """Columns or lines, their names below, their values above."""
        foot = self.height - 2 * self.size
        axis = self.chart.axis
        if axis.title:
            self.words(axis.title, 0, self.top + self.size, "left")
            self.top += 1.5 * self.size
        reach = foot - 2 * self.size - self.top
        slot = self.width / max(1, self.count)
        lined = self.chart.kind == "lines"
        if self.chart.kind == "area":
            self._areas(slot, foot, reach)
        wide = slot * _FILLED / (1 if self.stacked else max(1, len(self.chart.series)))
        for row, label in enumerate(self.sheet.labels):
            self.words(label, slot * (row + 0.5), self.height - self.size / 2, "centre")
            under: float = foot
            for number, point in self.points(row):
                left = slot * (row + (1 - _FILLED) / 2) + (0 if self.stacked else number * wide)
                top = under - self.length(point, reach)
                if self.chart.kind == "area":
                    left = slot * (row + 0.5) - wide / 2
                elif not lined:
                    box = (round(left), round(top), round(left + wide), round(under))
                    self.file.rectangle(*box, self.colour(number, point))
                middle = slot * (row + 0.5) if lined else left + wide / 2
                line = (top + under) / 2 + self.size / 3 if self.stacked else top - self.size / 3
                ground = self.colour(number, point) if self.stacked else ""
                self.words(point.said, middle, line, "centre", bold=True, ground=ground)
                under = top if self.stacked else foot
        for series in self.chart.series if lined else ():
            self._line(series, slot, foot, reach)
        target = self.chart.target
        if target is not None:
            y = foot - reach * (target.value - self.least) / self.most
            self.file.line([(0, round(y)), (self.width, round(y))], self.look.ink, _LINE // 2)
            self.words(target.said, self.width, y - self.size / 3, "right")
        if axis.minimum:
            self.words(axis.text, 0, foot - self.size / 3, "left")
        self.file.line([(0, round(foot)), (self.width, round(foot))], self.look.rule, 10)

    def _areas(self, slot: float, foot: float, reach: float) -> None:
        """Areas upon each other; words are written on them afterwards."""
        rows = [row for row, label in enumerate(self.sheet.labels) if label]
        below = [(round(slot * (row + 0.5)), round(foot)) for row in rows]
        for column in self.sheet.columns:
            lengths = [self.length(column.points[row], reach) for row in rows]
            above = [(x, round(y - length)) for (x, y), length in zip(below, lengths, strict=True)]
            self.file.polygon([*above, *reversed(below)], self.look.series[column.series % len(self.look.series)])
            below = above

    def ring(self) -> None:
        """A ring at the left, its names and numbers at the right."""
        points = self.chart.series[0].points
        radius = min(self.height / 2, self.width / 4)
        begun, whole, slot = 0.0, sum(point.value or 0.0 for point in points), self.height / len(points)
        for index, point in enumerate(points):
            end, colour = begun + (point.value or 0.0) / whole, self.look.parts[index % len(self.look.parts)]
            shape = sector(begun, end, radius, _HOLE)
            self.file.polygon([(round(radius + x), round(self.height / 2 + y)) for x, y in shape], colour)
            begun, left, middle = end, 2 * radius + 2 * self.size, slot * (index + 0.5)
            half = self.size // 2
            self.file.rectangle(
                round(left), round(middle) - half, round(left) + self.size, round(middle) + half, colour
            )
            self.words(f"{point.label}: {point.said}", left + 2 * self.size, middle + self.size / 3, "left")

    def _line(self, series: n.Series, slot: float, foot: float, reach: float) -> None:
        """The line of a series, in parts where values are missing."""
        row_of = {label: row for row, label in enumerate(self.sheet.labels) if label}
        colour = self.look.series[self.chart.series.index(series) % len(self.look.series)]
        for run in runs(series):
            line = [
                (round(slot * (row_of[point.label] + 0.5)), round(foot - self.length(point, reach))) for point in run
            ]
            if len(line) > 1:
                self.file.line(line, colour, _LINE)


def chart_picture(chart: n.Chart, look: ChartLook, size: tuple[int, int]) -> bytes:
    """The picture of a chart as an Enhanced Metafile; `size` is width and height in twips."""
    plot = _Plot(chart, look, *size)
    if chart.kind in ("bars", "stacked-bars"):
        plot.across()
    elif chart.kind == "ring":
        plot.ring()
    else:
        plot.upright()
    return plot.file.finish()
