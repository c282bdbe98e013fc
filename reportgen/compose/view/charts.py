"""A chart as a template sees it: its figures looked up, what they leave of a total worked out, printed as series."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from itertools import zip_longest
from typing import Any

from markupsafe import escape

from reportgen.compose import formats
from reportgen.compose.view.figures import UNKNOWN, FigureView, model_of, written
from reportgen.compose.view.records import Record, Root, listed
from reportgen.compose.view.values import Seen, Value, Values, bare
from reportgen.edition import model as m
from reportgen.edition.moment import moment
from reportgen.edition.own import own_id
from reportgen.findings.near import did_you_mean
from reportgen.numbers.exact import exact, native, resulting


class PointView(Seen):
    """One bar of a chart, ready for ``<point>``; `id` is that of its figure."""

    def __init__(
        self, label: Any, value: float | None, text: Any, emphasis: str, figure: Record | None, time: str = ""
    ) -> None:
        self.label, self.value, self.text, self.emphasis = label, value, text, emphasis
        self.time = time
        self.figure = figure
        self.id = figure.id if figure else ""
        self.path = getattr(text, "path", "") or getattr(label, "path", "")
        self.note: Any = ""

    def at_equal_distances(self) -> PointView:
        """The point without its time: another date of the chart has none, or the same."""
        return PointView(self.label, self.value, self.text, self.emphasis, self.figure)

    def of_a_series(self) -> PointView:
        """The point in the colour of its series."""
        return PointView(self.label, self.value, self.text, "", self.figure, self.time)

    def standing_at(self, label: Any) -> PointView:
        """The point under the label of its place; marked where its figure waits for its value."""
        waiting = str(self.label).endswith(UNKNOWN)
        shown = label.derive(f"{label} {UNKNOWN}") if waiting else label
        return PointView(shown, self.value, self.text, self.emphasis, self.figure)


class SeriesView(Seen):
    """Points that belong together; `name` is the chart's measure where it has one series."""

    def __init__(self, name: Any, points: Values) -> None:
        self.name, self.points = name, points

    def __html__(self) -> str:
        points = "".join(_element("point", _attributes(point)) for point in self.points)
        return f'<series name="{escape(bare(self.name))}">{points}</series>'


class ChartView(Record):
    """A chart with its figures looked up and the rest worked out."""

    _model: m.ChartSpec

    @cached_property
    def points(self) -> Values:
        """The bars: the total first, then the figures, then what they leave of the total. Over time: one a date."""
        root, path = self._root, f"{self.path}.figures"
        if self._model.over_time or self._model.series:
            return listed(root, [point for each in self.series for point in each.points], path)
        points = [_point(root, self.total, _label(self.total), "total")] if self.total is not None else []
        points += [_point(root, figure, label, "") for figure, label in _labelled(root, self._model.figures)]
        rest = self._rest
        if rest is not None and self._model.rest is not None:
            places = max((each.decimals for each in self._drawn if each.decimals is not None), default=None)
            text = formats.number(resulting(rest, places), root.language)
            points.append(PointView(self.rest, native(rest), text, "rest", None))
        return listed(root, points, path)

    @cached_property
    def series(self) -> Values:
        """The points by series: of the data, of each figure over time, or all in one. The total is no
        bar beside its parts, so it is in none of them."""
        root = self._root
        if self._model.over_time:
            found = self._over_time()
        elif self._model.series:
            found = [self._beside(i, each) for i, each in enumerate(self._model.series)]
        else:
            found = [(self.measure, [point for point in self.points if point.emphasis != "total"])]
        made = [SeriesView(name, listed(root, points, f"{self.path}.figures")) for name, points in found]
        return listed(root, made, f"{self.path}.series")

    def _over_time(self) -> list[tuple[Any, list[PointView]]]:
        """A series for each figure; to scale where each date is one of its own."""
        labelled = _labelled(self._root, self._model.figures)
        found = [_dated(self._root, each) for each, _ in labelled]
        dates = {(str(point.label), point.time) for points in found for point in points}
        times = [time for _, time in dates]
        if "" in times or len(set(times)) < len(times):
            found = [[point.at_equal_distances() for point in points] for points in found]
        if len(labelled) > 1:
            found = [[point.of_a_series() for point in points] for points in found]
        names = [label for _, label in labelled] if len(labelled) > 1 else [self.measure]
        return [*zip(names, found, strict=True)]

    def _beside(self, index: int, series: m.ChartSeries) -> tuple[Any, list[PointView]]:
        """A series of the data: a point for each label that has a figure."""
        root, path = self._root, f"{self.path}.series[{index}].name"
        drawn = [root.figure(each) for each in series.figures]
        labels: list[Any] = [*self.labels] or self._places
        points = [
            _point(root, figure, _label(figure), "").standing_at(label)
            for figure, label in zip(drawn, labels, strict=False)
            if figure is not None and label is not None
        ]
        return Value(series.name, path, root.run), points

    @cached_property
    def _places(self) -> list[Any]:
        """What the figures of the series stand at: what those of the first are called, those of a later one where the
        first has none."""
        called: list[Any] = [None for _ in self._model.series[0].figures]
        for series in self._model.series:
            own = _labels(self._root, series.figures)
            called = [each if each is not None else other for each, other in zip_longest(called, own[: len(called)])]
        return called

    def __html__(self) -> str:
        """Its series with the words at their points, and its target: all of ``<chart>`` that comes of numbers."""
        for each in self.annotations:
            self._annotate(each)
        return "".join(each.__html__() for each in self.series) + self._target()

    def _annotate(self, words: Any) -> None:
        """Put words to the point that they are meant for."""
        of = [each for each in self.series if words.series in (None, str(each.name))]
        points = [(str(point.label).removesuffix(f" {UNKNOWN}"), point) for each in of for point in each.points]
        found = next((point for label, point in points if label == words.at), None)
        if found is not None:
            found.note = words.text
            return
        hint = did_you_mean(str(words.at), [label for label, _ in points])
        text = f'no point of the chart has the label "{words.at}"'
        if words.series is not None:
            text = f'the series "{words.series}" of the chart has no point with the label "{words.at}"'
        self._root.run.report("chart-annotation", text, f"{words.path}.at", hint)

    def _target(self) -> str:
        figure = self._root.figure(next(iter(self._model.drawn), ""))
        if self._model.target is None or figure is None or figure.target is None:
            return ""
        text = Value(written(self._root, figure.target, figure.decimals), f"{figure.path}.target", self._root.run)
        value = {"label": self.target, "value": figure.target, "text": text, "path": text.path}
        return _element("target", value)

    @cached_property
    def _drawn(self) -> list[m.Figure]:
        """The figures of its bars, the total first."""
        return [model_of(each) for each in (self.total, *self.figures) if each is not None]

    @cached_property
    def _rest(self) -> Decimal | None:
        values = [each.value for each in self._drawn]
        if self.total is None or None in values:
            return None
        whole, *parts = (exact(value) for value in values if value is not None)
        return whole - sum(parts)

    @property
    def rest_value(self) -> int | float | None:
        """What the figures leave of the total; None without a total."""
        return None if self._rest is None else native(self._rest)

    @property
    def unit(self) -> Any:
        """The unit of the first figure."""
        return next((each.unit for each in self._figures), None)

    @property
    def as_of(self) -> Any:
        """The date of the first figure that has one."""
        return next((each.as_of for each in self._figures if each.as_of is not None), None)

    @property
    def _figures(self) -> list[Any]:
        found = (self._root.figure(each) for each in self._model.drawn)
        return [each for each in found if each is not None]


def _attributes(point: PointView) -> dict[str, Any]:
    names = ("label", "value", "text", "time", "emphasis", "note", "path")
    return {name: getattr(point, name) for name in names}


def _element(name: str, given: dict[str, Any]) -> str:
    """An empty element; attributes without a value are left out, but for that of a gap."""
    said = {key: "" if value is None else bare(value) for key, value in given.items()}
    kept = {key: value for key, value in said.items() if value != "" or key in ("label", "value")}
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in kept.items())
    return f"<{name}{attributes}/>"


def _label(figure: FigureView) -> Any:
    return figure.label or figure.statement


def _labelled(root: Root, ids: Sequence[str]) -> list[tuple[FigureView, Any]]:
    """The figures with some ids, each with what it is called beside the others."""
    found = zip(map(root.figure, ids), _labels(root, ids), strict=True)
    return [(figure, label) for figure, label in found if figure is not None]


def _labels(root: Root, ids: Sequence[str]) -> list[Any]:
    """What the figures with some ids are called beside each other: numbers of one field of several items by the items,
    those of one item by its fields, all others by what they say. None for a number that its item does not give."""
    own = [found for key in ids if (found := own_id(key)) is not None]
    items, names = {each.item for each in own}, {each.field for each in own}
    several = _label if len(items) == 1 < len(own) else _title if len(names) == 1 < len(items) else _statement
    called = [(several if own_id(key) is not None else _label, root.figure(key)) for key in ids]
    return [label(figure) if figure is not None else None for label, figure in called]


def _statement(figure: FigureView) -> Any:
    return figure.statement


def _title(figure: FigureView) -> Any:
    item = figure.about
    return item.short_title or item.title


def _dated(root: Root, figure: FigureView) -> list[PointView]:
    """A bar for every date a figure has a value of, the newest emphasised."""
    model = model_of(figure)
    earlier = [
        (then.as_of, past.value, f"{then.path}.value") for then, past in zip(figure.history, model.history, strict=True)
    ]
    if model.previous is not None and model.previous_as_of is not None:
        earlier.append((figure.previous_as_of, model.previous, f"{figure.path}.previous"))
    points = [_at(root, figure, when, value, path) for when, value, path in earlier]
    if model.value is None:
        return points
    label = figure.as_of.text if model.as_of is not None else _label(figure)
    now = PointView(label, model.value, figure.number, "total", figure, _moment(figure.as_of))
    return [*points, now]


def _at(root: Root, figure: Record, when: Record, value: float | None, path: str) -> PointView:
    """What a figure was on an earlier date; without a value a gap."""
    text = "" if value is None else written(root, value, figure.decimals)
    return PointView(when.text, value, Value(text, path, root.run), "", figure, _moment(when))


def _moment(when: Record | None) -> str:
    """A date on an axis of time; empty where it is no year, month or day."""
    iso = str(when.iso or "") if when is not None else ""
    try:
        moment(iso)
    except ValueError:
        return ""
    return iso


def _point(root: Root, figure: FigureView, label: Any, emphasis: str) -> PointView:
    """The bar of a figure; where it was carried over and has no value yet, of the value before."""
    model = model_of(figure)
    if model.value is not None or not model.carried:
        return PointView(label, model.value or 0, figure.number, emphasis, figure)
    before = model.previous or 0
    shown = written(root, before, model.decimals)
    text = Value(shown, f"{figure.path}.value", root.run, (f"{figure.path}.previous",))
    return PointView(label.derive(f"{label} {UNKNOWN}"), before, text, emphasis, figure)
