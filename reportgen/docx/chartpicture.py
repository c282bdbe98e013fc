"""A chart as a picture, for programs that show none: the same bars, lines and labels, and nothing to be edited."""

from __future__ import annotations

from typing import Final

from reportgen.document import nodes as n
from reportgen.docx.chartxml import ChartLook
from reportgen.docx.measure import width
from reportgen.docx.metafile import Metafile

_LABELS: Final = 0.4
"""Share of the width for the names of horizontal bars, at most."""
_VALUES: Final = 0.12
"""Share of the width, or height, for the number at the end of the longest bar."""
_FILLED: Final = 0.7
"""Share of its slot that a bar takes."""
_LINE: Final = 35
"""Twips of the line of a chart."""


class _Plot:
    """The drawing of one chart in twips."""

    def __init__(self, chart: n.Chart, look: ChartLook, wide: int, tall: int) -> None:
        self.file = Metafile(wide, tall)
        self.chart, self.look, self.width, self.height = chart, look, wide, tall
        self.size = look.size // 5
        self.count = max((len(series.points) for series in chart.series), default=0)
        self.stacked = chart.kind == "stacked-bars"
        values = [abs(point.value) for series in chart.series for point in series.points]
        if self.stacked:
            values = [sum(abs(point.value) for point in self.points(place)) for place in range(self.count)]
        self.most = max(values, default=0) or 1

    def points(self, place: int) -> list[n.Point]:
        return [series.points[place] for series in self.chart.series if place < len(series.points)]

    def colour(self, series: int, point: n.Point) -> str:
        own = {"total": self.look.total, "rest": self.look.rest}.get(point.emphasis or "")
        return own or self.look.series[series % len(self.look.series)]

    def words(self, text: str, x: float, y: float, side: str, *, bold: bool = False) -> None:
        self.file.text(text, (round(x), round(y)), side, (self.look.font, self.size, self.look.ink), bold=bold)

    def across(self) -> None:
        """Horizontal bars, their names on the left, their values behind them."""
        names = [self.points(place)[0].label for place in range(self.count)]
        left = min(self.width * _LABELS, max((width(name, self.size) for name in names), default=0) + self.size)
        reach = self.width * (1 - _VALUES) - left
        slot = self.height / max(1, self.count)
        for place in range(self.count):
            points, top, x = self.points(place), slot * (place + (1 - _FILLED) / 2), left
            tall = slot * _FILLED / (1 if self.stacked else len(points))
            self.words(names[place], left - self.size / 2, slot * (place + 0.5) + self.size / 3, "right")
            for number, point in enumerate(points):
                y = top + (0 if self.stacked else number * tall)
                end = x + reach * abs(point.value) / self.most
                self.file.rectangle(round(x), round(y), round(end), round(y + tall), self.colour(number, point))
                middle = y + tall / 2 + self.size / 3
                if self.stacked:
                    self.words(point.text, (x + end) / 2, middle, "centre", bold=True)
                    x = end
                else:
                    self.words(point.text, end + self.size / 3, middle, "left", bold=True)

    def upright(self) -> None:
        """Columns or lines, their names below, their values above."""
        foot = self.height - 2 * self.size
        reach = foot - 2 * self.size
        slot = self.width / max(1, self.count)
        lines: dict[int, list[tuple[int, int]]] = {}
        for place in range(self.count):
            points = self.points(place)
            wide = slot * _FILLED / len(points)
            self.words(points[0].label, slot * (place + 0.5), self.height - self.size / 2, "centre")
            for number, point in enumerate(points):
                left, top = (
                    slot * (place + (1 - _FILLED) / 2) + number * wide,
                    foot - reach * abs(point.value) / self.most,
                )
                middle = slot * (place + 0.5) if self.chart.kind == "lines" else left + wide / 2
                if self.chart.kind == "lines":
                    lines.setdefault(number, []).append((round(middle), round(top)))
                else:
                    box = (round(left), round(top), round(left + wide), round(foot))
                    self.file.rectangle(*box, self.colour(number, point))
                self.words(point.text, middle, top - self.size / 3, "centre", bold=True)
        for number, line in lines.items():
            self.file.line(line, self.look.series[number % len(self.look.series)], _LINE)
        self.file.line([(0, round(foot)), (self.width, round(foot))], self.look.rule, 10)


def chart_picture(chart: n.Chart, look: ChartLook, size: tuple[int, int]) -> bytes:
    """The picture of a chart as an Enhanced Metafile; `size` is width and height in twips."""
    plot = _Plot(chart, look, *size)
    if chart.kind in ("bars", "stacked-bars"):
        plot.across()
    else:
        plot.upright()
    return plot.file.finish()
