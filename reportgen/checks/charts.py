"""Charts: figures that can be drawn side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.checks.context import Context
from reportgen.checks.languages import Words, words_of
from reportgen.checks.languages.units import read_unit
from reportgen.edition.model import ChartSpec, Date, Edition, Figure
from reportgen.edition.moment import moment
from reportgen.edition.own import figure_of, own_id
from reportgen.findings.problem import Problem
from reportgen.numbers.exact import exact, plain


def charts(context: Context) -> Iterator[Problem]:
    """Figures without a value in charts, and charts of figures with different units or with more than
    their total. Figures that are carried over
    and wait for their value are told elsewhere."""
    figures, words = _named(context.edition), words_of(context.edition.language)
    for key, chart in context.edition.charts.items():
        units = set()
        for path, figure_id in [
            *_drawn(f"charts[{key}]", chart),
            *([(f"charts[{key}].total", chart.total)] if chart.total else []),
        ]:
            if figure_id not in figures:
                continue
            if figure_id != chart.total or _on_another_scale(figures[figure_id], chart, figures, words):
                units.add(figures[figure_id].unit)
            gap = bool(chart.series) and own_id(figure_id) is not None
            if figures[figure_id].value is None and not figures[figure_id].carried and not gap:
                text = f'the figure "{figure_id}" has no value to draw'
                yield Problem("missing-value", text, path)
        yield from _series(f"charts[{key}]", chart, figures)
        if chart.over_time:
            drawn = ((i, figures[each]) for i, each in enumerate(chart.figures) if each in figures)
            for i, figure in drawn:
                yield from _over_time(f"charts[{key}].figures[{i}]", figure)
        yield from _more_than_the_total(key, chart, figures)
        if len(units) > 1:
            text = f"the figures have different units: {', '.join(sorted(units))}"
            yield Problem("mixed-units", text, f"charts[{key}].figures", severity="warning")


def _named(edition: Edition) -> dict[str, Figure]:
    """The figures that charts name, by their ids."""
    ids = (each for chart in edition.charts.values() for each in (*chart.drawn, chart.total or ""))
    return {key: found for key in ids if (found := figure_of(edition, key)) is not None}


def _drawn(path: str, chart: ChartSpec) -> Iterator[tuple[str, str]]:
    """The figures that are drawn, each with its path."""
    yield from ((f"{path}.figures[{i}]", figure) for i, figure in enumerate(chart.figures))
    for i, series in enumerate(chart.series):
        yield from ((f"{path}.series[{i}].figures[{j}]", figure) for j, figure in enumerate(series.figures))


def _series(path: str, chart: ChartSpec, figures: Mapping[str, Figure]) -> Iterator[Problem]:
    """Charts without figures, series that do not stand beside each other, and targets that nobody gives."""
    if bool(chart.figures) == bool(chart.series):
        text = "a chart has either figures or series" if chart.series else "a chart needs figures or series"
        yield Problem("chart-series", text, path)
    if chart.series and (chart.over_time or chart.total or chart.rest):
        text = "over_time, total and rest are for a chart of figures; this one has series"
        yield Problem("chart-series", text, path, "give the chart figures instead of series, or leave them out")
    count = len(chart.labels) or (len(chart.series[0].figures) if chart.series else 0)
    for i, series in enumerate(chart.series):
        if len(series.figures) != count:
            text = f'the series "{series.name}" has {len(series.figures)} figures, and the chart {count} labels'
            yield Problem("chart-series", text, f"{path}.series[{i}].figures")
    first = figures.get(next(iter(chart.drawn), ""))
    if chart.target is not None and first is not None and first.target is None:
        text = "the first figure of the chart has no target, so there is no line to draw"
        yield Problem("chart-target", text, f"{path}.target", "give the figure its target, or leave the line out")


def _on_another_scale(total: Figure, chart: ChartSpec, figures: Mapping[str, Figure], words: Words | None) -> bool:
    """Whether a total is in millions and a part in billions, or one of them in per cent. Other words for what is
    counted are those of a part: "loans" of which there are "tool loans"."""
    drawn = (figures[each] for each in chart.drawn if each in figures)
    units = {read_unit(each.unit, words) for each in (total, *drawn)}
    return len({(unit.times, unit.percent) for unit in units}) > 1


def _more_than_the_total(key: str, chart: ChartSpec, figures: Mapping[str, Figure]) -> Iterator[Problem]:
    """Figures that are more than the total they are drawn as parts of: nothing is left for a last bar."""
    total = figures.get(chart.total or "")
    drawn = [figures[each].value if each in figures else None for each in chart.figures]
    if total is None or total.value is None or chart.over_time or None in drawn:
        return
    together = sum((exact(value or 0) for value in drawn), Decimal(0))
    if together <= exact(total.value):
        return
    text = f"the figures are {plain(together)} together, more than the total ({plain(total.value)})"
    if chart.rest is not None:
        text += f', so nothing is left for "{chart.rest}"'
        yield Problem("negative-rest", text, f"charts[{key}].rest", "take rest away, or put the figures right")
    elif any(figures[each].part_of != chart.total for each in chart.figures):
        yield Problem("parts-exceed-whole", text, f"charts[{key}].total", severity="warning")


def _over_time(path: str, figure: Figure) -> Iterator[Problem]:
    values = ((figure.value, figure.as_of), (figure.previous, figure.previous_as_of))
    if any(value is not None and when is None for value, when in values):
        text = "a value that is drawn over time does not say of when it is"
        yield Problem("over-time", text, path, "give the figure its as_of and previous_as_of")
    dates = [past.as_of for past in figure.history] + [when for _, when in values if when is not None]
    if _not_to_scale(dates):
        text = "the points stand at equal distances, since not every date is a year, month or day of its own"
        yield Problem("not-to-scale", text, path, 'give each date an iso such as "2019-06"', severity="warning")


def _not_to_scale(dates: list[Date]) -> bool:
    try:
        return len({moment(when.iso or "") for when in dates}) < len(dates)
    except ValueError:
        return True
