"""Charts: series of points, and the text alternative made from them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from reportgen.compose.formats import percent
from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.blocks.chartrules import broken_rules
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n
from reportgen.document.chart import categories, hundredths
from reportgen.document.plain import normalise
from reportgen.document.walk import plain_text
from reportgen.document.wording import DEFAULTS
from reportgen.edition.moment import moment
from reportgen.numbers.notation import notation


def _time(value: str) -> float | None:
    """A place on an axis of time; an empty attribute counts as not given."""
    return moment(value) if value else None


_POINT: at.Attributes = {
    "label": at.text,
    "value": at.number_if_any,
    "text": at.text,
    "time": _time,
    "note": at.text,
    "emphasis": at.choice("total", "rest"),
    "path": at.optional,
}
_CLOSED = ".!?…:"
"""What a title may end with so that no full stop is wanted behind it."""
_LINES = {
    "chart-title": ("title", "chart-title"),
    "chart-subtitle": ("subtitle", "chart-subtitle"),
    "chart-source": ("source", "source"),
}


def chart(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Chart | n.Section:
    """``<chart>``; with ``table="yes"`` a part of the chart and a table of its numbers."""
    own = b.id(element, "chart")
    lines: dict[str, Any] = {}
    series: list[n.Series] = []
    alt = ""
    with b.inside(own, found):
        for child in b.children(element):
            if child.tag in _LINES:
                name, role = _LINES[str(child.tag)]
                extra = b.attributes(child, {})
                lang = extra.get("lang") or b.inherited_lang
                lines[name] = n.Paragraph(b.named(child, name), b.inlines(child), role, lang)
            elif child.tag == "series":
                series.append(_series(b, child))
            elif child.tag == "target":
                lines["target"] = _target(b, child)
            elif child.tag == "alt":
                b.attributes(child, {})
                alt = plain_text(b.inlines(child))
            else:
                b.misplaced(child, element)
    if not any(point.value is not None for each in series for point in each.points):
        b.issue(element, "empty-chart", "a chart needs at least one <point>")
    kind: Any = found.get("kind") or "bars"
    drawn = n.Chart(own, kind, _aligned(series), alt, unit=found.get("unit"), axis=_axis(found, b.language), **lines)
    broken = [*broken_rules(drawn)]
    for code, text, hint in broken:
        b.issue(element, code, text, hint)
    if kind == "ring" and not broken:
        drawn = _with_shares(drawn, b.language)
    if not alt:
        drawn = replace(drawn, alt=alternative(drawn, b.words))
    return n.Section(f"{own}.part", (drawn, numbers(drawn, b.words))) if found.get("table") else drawn


def _axis(found: Mapping[str, Any], language: str) -> n.Axis:
    lowest: Decimal | None = found.get("minimum")
    written = "" if lowest is None else notation(language).write(lowest)
    return n.Axis(found.get("axis-title") or "", None if lowest is None else float(lowest), written)


def _with_shares(chart: n.Chart, language: str) -> n.Chart:
    """A ring with the shares of its parts, which add up to 100."""
    points = [point for series in chart.series for point in series.points]
    found = hundredths([point.value or 0.0 for point in points])
    shared = (replace(point, share=percent(share, language)) for point, share in zip(points, found, strict=True))
    return replace(chart, series=tuple(replace(series, points=tuple(shared)) for series in chart.series))


def _aligned(series: list[n.Series]) -> tuple[n.Series, ...]:
    """Series that have a point for each label of all of them, in one order; what one does not give is a gap."""
    places = categories(series)
    if any(len({point.label for point in each.points}) < len(each.points) for each in series):
        return tuple(series)
    aligned = []
    for each in series:
        own = {point.label: point for point in each.points}
        points = (own.get(place.label) or n.Point(place.label, None, "", time=place.time) for place in places)
        aligned.append(n.Series(each.name, tuple(points)))
    return tuple(aligned)


def numbers(chart: n.Chart, words: Mapping[str, str]) -> n.Table:
    """The numbers of a chart as a table: a row for each label, a column for each series."""
    known = {**DEFAULTS, **words}
    several = len(chart.series) > 1
    names = [series.name if several and series.name else known["chart-number"] for series in chart.series]
    points = [{point.label: point for point in series.points} for series in chart.series]
    labels = dict.fromkeys(point.label for series in chart.series for point in series.points)
    heads = [_cell(f"{chart.id}.h{i}", name, head="column") for i, name in enumerate((known["chart-item"], *names))]
    body = []
    for row, label in enumerate(labels):
        cells = [_cell(f"{chart.id}.r{row}", label, head="row")]
        for column, series in enumerate(points):
            point = series.get(label)
            cells.append(
                _cell(
                    f"{chart.id}.c{row}-{column}",
                    point.said if point and point.value is not None else "–",
                    point.origin if point else None,
                )
            )
        body.append(n.Row(tuple(cells)))
    columns = (n.Column(), *(n.Column(None, "decimal") for _ in names))
    table = known["chart-table"]
    return n.Table(f"{chart.id}.table", columns, (n.Row(tuple(heads)),), tuple(body), summary=table, wide=False)


def _cell(block: str, words: str, origin: str | None = None, head: Any = None) -> n.Cell:
    return n.Cell((n.Paragraph(block, (n.Text(words, origin),), "table-cell"),), head)


def _series(b: Builder, element: XmlElement) -> n.Series:
    found = b.attributes(element, {"name": at.text})
    points: list[n.Point] = []
    for child in b.children(element):
        if child.tag != "point":
            b.misplaced(child, element, "a series holds <point> elements")
            continue
        b.stray_text(child, child.text, child)
        given = b.attributes(child, _POINT, ("label", "value"))
        points.append(_point(given, b.language))
    return n.Series(found.get("name", ""), tuple(points))


def _target(b: Builder, element: XmlElement) -> n.Target:
    known = {"label": at.text, "value": at.number, "text": at.text, "path": at.optional}
    given = b.attributes(element, known, ("label", "value"))
    b.children(element)
    value: Decimal = given.get("value", Decimal(0))
    text = given.get("text") or notation(b.language).write(value)
    return n.Target(float(value), text, given.get("label", ""), given.get("path"))


def _point(given: Mapping[str, Any], language: str) -> n.Point:
    label, origin, time = given.get("label", ""), given.get("path"), given.get("time")
    value: Decimal | None = given.get("value")
    if value is None:
        return n.Point(label, None, "", None, origin, time)
    text = given.get("text") or notation(language).write(value)
    return n.Point(label, float(value), text, given.get("emphasis"), origin, time, given.get("note", ""))


def alternative(chart: n.Chart, words: Mapping[str, str]) -> str:
    """A chart in words: what it says, its kind, every value with its label, and their unit.

    A point without a value says so. A semicolon stands between values, as commas belong to numbers. Several series
    follow each other, each with its name before its first value.
    """
    known = {**DEFAULTS, **words}
    values = "; ".join(
        (f"{each.name}: " if number == 0 and each.name and len(chart.series) > 1 else "") + _spoken(point, known)
        for each in chart.series
        for number, point in enumerate(each.points)
    )
    unit = chart.unit or chart.axis.title or (plain_text(chart.subtitle.children) if chart.subtitle else "")
    if unit:
        values = known["chart-unit"].replace("{values}", values).replace("{unit}", unit)
    said = known[f"chart-{chart.kind}"].replace("{values}", values)
    if chart.target is not None:
        target = known["chart-value"].replace("{label}", chart.target.label).replace("{text}", chart.target.text)
        said += " " + known["chart-target"].replace("{value}", target)
    if chart.axis.minimum:
        said += " " + known["chart-minimum"].replace("{text}", chart.axis.text)
    title = plain_text(chart.title.children).strip() if chart.title else ""
    return normalise(f"{title}{'' if title[-1:] in _CLOSED else '.'} {said}" if title else said)


def _spoken(point: n.Point, known: Mapping[str, str]) -> str:
    said = known["chart-gap"] if point.value is None else replace(point, note="").said
    if point.note:
        said = known["chart-note"].replace("{text}", said).replace("{note}", point.note)
    return known["chart-value"].replace("{label}", point.label).replace("{text}", said)


CHART = BlockElement(
    chart,
    {
        "kind": at.choice(
            "bars", "stacked-bars", "columns", "stacked-columns", "lines", "area", "ring", "small-multiples"
        ),
        "unit": at.optional,
        "axis-title": at.optional,
        "minimum": at.number_if_any,
        "table": at.yes_no,
    },
    parts=(*_LINES, "series", "point", "target", "alt"),
)
