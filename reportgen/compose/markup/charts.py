"""Charts: series of points, and the text alternative made from them."""

from __future__ import annotations

from typing import Any

from lxml.etree import _Element

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import Builder, Element
from reportgen.document import nodes as n
from reportgen.document.walk import plain_text
from reportgen.document.wording import DEFAULTS

_POINT: at.Attributes = {
    "label": at.text,
    "value": at.number,
    "text": at.text,
    "emphasis": at.choice("total", "rest"),
    "path": at.optional,
}
_LINES = {
    "chart-title": ("title", "chart-title"),
    "chart-subtitle": ("subtitle", "chart-subtitle"),
    "chart-source": ("source", "source"),
}


def chart(b: Builder, element: _Element, found: dict[str, Any]) -> n.Chart:
    """``<chart>``."""
    own = b.id(element, "chart")
    lines: dict[str, n.Paragraph] = {}
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
            elif child.tag == "alt":
                b.attributes(child, {})
                alt = plain_text(b.inlines(child))
            else:
                b.misplaced(child, element)
    if not any(each.points for each in series):
        b.issue(element, "empty-chart", "a chart needs at least one <point>")
    kind = found.get("kind") or "bars"
    alt = alt or alternative(kind, series, lines.get("title"), b.words)
    return n.Chart(own, kind, tuple(series), alt, unit=found.get("unit"), **lines)


def _series(b: Builder, element: _Element) -> n.Series:
    found = b.attributes(element, {"name": at.text})
    points: list[n.Point] = []
    for child in b.children(element):
        if child.tag != "point":
            b.misplaced(child, element, "a series holds <point> elements")
            continue
        b.stray_text(child, child.text, child)
        given = b.attributes(child, _POINT, ("label", "value"))
        text = given.get("text") or child.get("value", "")
        point = n.Point(given.get("label", ""), given.get("value", 0.0), text, given.get("emphasis"), given.get("path"))
        points.append(point)
    return n.Series(found.get("name", ""), tuple(points))


def alternative(kind: str, series: list[n.Series], title: n.Paragraph | None, words: Any) -> str:
    """A chart in words: its kind, its title, and every value with its label."""
    known = {**DEFAULTS, **words}
    said: list[str] = []
    for each in series:
        values = ", ".join(
            known["chart-value"].replace("{label}", point.label).replace("{text}", point.text) for point in each.points
        )
        said.append(f"{each.name}: {values}" if each.name and len(series) > 1 else values)
    heading = plain_text(title.children).rstrip(".") if title else ""
    sentence = known[f"chart-{kind}"] if heading else known[f"chart-{kind}"].replace("{title}. ", "")
    return sentence.replace("{title}", heading).replace("{values}", "; ".join(said))


ELEMENTS = {
    "chart": Element(
        chart,
        {"kind": at.choice("bars", "stacked-bars", "columns", "lines"), "unit": at.optional},
    )
}
PARTS = (*_LINES, "series", "point", "alt")
