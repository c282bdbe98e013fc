"""What all kinds of charts share: text in the chart's styles, colours of points, and the scale."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.chart import categories, part_colours, patterns
from reportgen.document.contrast import contrast, luminance
from reportgen.document.theme import Style
from reportgen.typeset.boxes import Box, Line, Polyline, Rect, Rule
from reportgen.typeset.flow.text import baseline
from reportgen.typeset.inline import paragraph as inline
from reportgen.typeset.inline.collect import Collector, base_look
from reportgen.typeset.inline.line import SetLine
from reportgen.typeset.inline.words import fragments
from reportgen.typeset.setting import Setting
from reportgen.typeset.structure import Element

_OUTLINE = "primary"
_LINE, _HATCH = 0.5, 0.6
_LEAST_CONTRAST = 3.0
"""Of a bar without outline to its ground (WCAG 2.2, 1.4.11)."""
_EMPHASIS = {"total": "primary-deep", "rest": "tint-4"}


class Plot(Struct):
    """A chart that is being drawn: its boxes count from the top of the drawing, their x is final."""

    setting: Setting
    chart: n.Chart
    x: float
    width: float
    owner: Element
    lang: str
    boxes: list[Box] = field(default_factory=list)
    patterns: tuple[int, ...] = ()
    """That of each series; 0 is none."""

    def __post_init__(self) -> None:
        theme = self.setting.theme
        colours = [self.setting.colour(name) for name in theme.series]
        count = max(len(self.chart.series), 1)
        self.patterns = patterns(colours, count, everywhere=theme.rules.chart_patterns)

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width

    @property
    def points(self) -> tuple[n.Point, ...]:
        """The points of all series."""
        return tuple(point for series in self.chart.series for point in series.points)

    @property
    def values(self) -> list[float]:
        """The values of all series, gaps left out."""
        return [point.value for point in self.points if point.value is not None]

    def style(self, role: str) -> Style:
        """A style of the theme."""
        return self.setting.style(role)

    def lines(
        self, words: str, role: str, measure: float, origin: str | None = None, colour: str = ""
    ) -> list[SetLine]:
        """Words in a chart's style, broken to a measure; a space follows them in the text."""
        style = self.style(role)
        if colour:
            style = replace(style, colour=colour)
        look = base_look(self.setting, style, self.owner, self.lang)
        collector = Collector(self.setting, self.chart.id)
        collector.collect((n.Text(words, origin),), look)
        return inline.set_lines(fragments(collector.pieces, " "), measure).lines

    def text_width(self, words: str, role: str) -> float:
        """Points that words take on one line."""
        return self.setting.width(words, self.style(role))

    def place(self, lines: list[SetLine], x: float, centre: float, role: str, share: float = 0.0) -> None:
        """Lines around a vertical centre; `share` of their width lies left of x."""
        style = self.style(role)
        top = centre - len(lines) * style.leading / 2 + baseline(style, self.setting.face(style))
        for index, line in enumerate(lines):
            self.boxes.append(Line(x - line.width * share, top + index * style.leading, line.runs))

    def rect(self, x: float, y: float, width: float, height: float, colour: str, series: int = 0) -> None:
        """A filled rectangle of the figure: pale ones with an outline, so that they are seen on paper of any kind.

        Those of a `series` that has a pattern are hatched.
        """
        fill, paper, ink = (self.setting.colour(name) for name in (colour, "paper", _OUTLINE))
        if contrast(fill, paper) >= _LEAST_CONTRAST or min(width, height) <= _LINE:
            self.boxes.append(Rect(x, y, width, height, fill=fill, owner=self.owner))
        else:
            inner = (x + _LINE / 2, y + _LINE / 2, width - _LINE, height - _LINE)
            self.boxes.append(Rect(*inner, fill=fill, stroke=ink, stroke_width=_LINE, owner=self.owner))
        if pattern := self.patterns[series]:
            from reportgen.typeset.blocks.chart.patterns import hatching

            line = max((paper, ink), key=lambda shade: contrast(shade, fill))
            for x0, y0, x1, y1 in hatching(pattern, x, y, width, height):
                self.boxes.append(Rule(x0, y0, x1, y1, _HATCH, line, owner=self.owner))

    def line_colour(self, name: str) -> str:
        """A colour for thin lines: that of the name, or the outlines' where it is too pale to be seen."""
        colour, paper = self.setting.colour(name), self.setting.colour("paper")
        return colour if contrast(colour, paper) >= _LEAST_CONTRAST else self.setting.colour(_OUTLINE)

    def rule(self, x0: float, y0: float, x1: float, y1: float, colour: str = "rule", width: float = 0.6) -> None:
        """A straight line of the figure."""
        self.boxes.append(Rule(x0, y0, x1, y1, width, self.setting.colour(colour), owner=self.owner))

    def dashes(self, x0: float, y: float, x1: float) -> None:
        """A level line in dashes."""
        self.boxes.append(Rule(x0, y, x1, y, 1.0, self.setting.colour("ink"), (3, 2), owner=self.owner))

    def colour(self, point: n.Point, series: int) -> str:
        """The colour of a point by its emphasis, else that of its series."""
        return _EMPHASIS[point.emphasis] if point.emphasis else self.series_colour(series)

    def series_colour(self, series: int) -> str:
        """The colour of a series by its index."""
        colours = self.setting.theme.series
        return colours[series % len(colours)]

    def part_colour(self, index: int) -> str:
        """The colour of a part of a ring."""
        theme = self.setting.theme
        colours = part_colours(theme.series, theme.colours)
        return colours[index % len(colours)]

    def ring_outline(self, outline: tuple[tuple[float, float], ...], fill: str) -> None:
        """A thin edge around a part that is too pale to be seen on paper."""
        if contrast(fill, self.setting.colour("paper")) < _LEAST_CONTRAST:
            ink = self.setting.colour(_OUTLINE)
            self.boxes.append(Polyline(outline, _LINE, ink, None, True, self.owner))

    def on(self, colour: str) -> str:
        """The colour of text that stands on `colour`: the one of higher contrast."""
        ground = luminance(self.setting.colour(colour)) + 0.05
        light, dark = (luminance(self.setting.colour(name)) + 0.05 for name in ("paper", "ink"))
        return "paper" if light / ground > ground / dark else "ink"

    def clear(self, x: float, y: float, lines: list[SetLine], colour: str) -> None:
        """Plain ground for words around a point, where patterns would run through them."""
        if any(self.patterns) and lines:
            width = lines[0].width + 4
            ground = Rect(x - width / 2, y - 5, width, 10, fill=self.setting.colour(colour), owner=self.owner)
            self.boxes.append(ground)

    def legend(self, y: float) -> float:
        """Names of several series in a row, each with its colour; returns the height it takes."""
        if len(self.chart.series) < 2:
            return 0.0
        leading, x = self.style("chart-label").leading, self.x
        colours = self.setting.theme.series
        for index, series in enumerate(self.chart.series):
            width = 13 + self.text_width(series.name, "chart-label") + 14
            if x > self.x and x + width > self.right:
                x, y = self.x, y + leading
            self.rect(x, y + leading / 2 - 4, 8, 8, colours[index % len(colours)], index)
            self.place(self.lines(series.name, "chart-label", self.width), x + 13, y + leading / 2, "chart-label")
            x += width
        return y + leading + 6


def by_label(chart: n.Chart) -> list[tuple[str, list[tuple[int, n.Point]]]]:
    """The points of all series by label, each with the index of its series, in the order of the axis."""
    groups: dict[str, list[tuple[int, n.Point]]] = {place.label: [] for place in categories(chart.series)}
    for index, series in enumerate(chart.series):
        for point in series.points:
            groups[point.label].append((index, point))
    return list(groups.items())
