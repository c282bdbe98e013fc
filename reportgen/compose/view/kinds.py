"""What the kinds of records can do beyond their fields: a section's items, an institution's names, a chart's points."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any

from reportgen.compose import formats
from reportgen.compose.view.records import Record, listed, wrapped
from reportgen.compose.view.values import Seen, Value, Values, number
from reportgen.edition import model as m
from reportgen.edition.arithmetic import difference, growth
from reportgen.edition.audience import participants
from reportgen.edition.fields import fields
from reportgen.numbers.exact import exact, native, printed, resulting
from reportgen.numbers.notation import NBSP


class SectionView(Record):
    """A chapter, field or topic."""

    _model: m.Section

    @cached_property
    def children(self) -> Values:
        """The sections directly below."""
        return listed(self._root, self._root.below.get(self.id, []), "sections")

    def items(self, collection: str | None = None) -> Values:
        """The items of a collection, or of all, that belong to this section itself."""
        if collection is not None:
            self._root.collection(collection)
        names = self._root.collections if collection is None else (collection,)
        members = [item for name in names for item in self._root.in_section.get((name, self.id), ())]
        return listed(self._root, members, collection or "collections")

    @cached_property
    def figures(self) -> Values:
        """The figures about this section."""
        return self._about("figures")

    @cached_property
    def statements(self) -> Values:
        """The statements about this section."""
        return self._about("statements")

    @cached_property
    def charts(self) -> Values:
        """The charts about this section."""
        return self._about("charts")

    def _about(self, name: str) -> Values:
        return listed(self._root, self._root.about.get((name, self.id), []), name)


class ItemView(Record):
    """A measure, commitment or project; `collection` is the name of the collection it is in."""

    _model: m.Item
    collection = ""

    @cached_property
    def continues(self) -> ItemView | None:
        """The item that this one carries on, of the whole report where the excerpt leaves it out."""
        return self._root.item_anywhere(self._model.continues) if self._model.continues else None

    @cached_property
    def charts(self) -> Values:
        """The charts about this item."""
        return listed(self._root, self._root.about.get(("charts", self.id), []), "charts")

    @cached_property
    def extra(self) -> dict[str, Any]:
        """The fields that the report's own schema adds, by name."""
        schema = self._root.edition.collection_schemas.get(self.collection)
        kinds = schema.fields if schema else {}
        return {
            name: wrapped(self._root, value, f"{self.path}.extra.{name}", kinds.get(name) == "rich")
            for name, value in self._model.extra.items()
        }

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and name in self._model.extra:
            return self.extra[name]
        return super().__getattr__(name)


class InstitutionView(Record):
    """Who answers for items, by the names valid on the edition's date. Printed as its abbreviation."""

    _model: m.Institution

    @cached_property
    def _name(self) -> tuple[m.Name, str]:
        names = self._model.names
        day = self._root.edition.as_of
        valid = self._model.name_on(day)
        if valid is None:
            text = f'the institution "{self.id}" has no name on {day}'
            self._root.run.report("no-valid-name", text, self.path, "add a name with valid_from and valid_to")
            valid = names[-1]
        return valid, f"{self.path}.names[{names.index(valid)}]"

    def _part(self, *fields: str) -> Value:
        name, path = self._name
        for field in fields:
            text = getattr(name, field)
            if text is not None:
                return Value(text, f"{path}.{field}", self._root.run)
        return Value("", path, self._root.run)

    @property
    def abbreviation(self) -> Value:
        """The abbreviation."""
        return self._part("abbreviation")

    @property
    def full(self) -> Value:
        """The full name."""
        return self._part("full")

    @property
    def short(self) -> Value:
        """The short name, the full one where there is none."""
        return self._part("short", "full")

    @property
    def genitive(self) -> Value:
        """The full name in the genitive, the plain one where none is given."""
        return self._part("genitive", "full")

    def items(self, collection: str) -> Values:
        """The items of a collection that this institution answers for or takes part in."""
        members = [each for each in self._root.collection(collection) if self.id in participants(each._model)]
        return listed(self._root, members, collection)

    def __html__(self) -> str:
        return self.abbreviation.__html__()


UNKNOWN = "[?]"
"""What a draft prints for a figure that was carried over and has no value yet; bars show the value before."""


class FigureView(Record):
    """A number with everything known about it. Printed as prose says it."""

    _model: m.Figure

    def _wrap(self, name: str, value: Any) -> Any:
        if fields(m.Figure)[name].number and value is not None:
            return number(value, f"{self.path}.{name}", self._root.run, self._root.language, self._model.decimals)
        if name == "history":
            earlier = [EarlierView(self, each, f"{self.path}.history[{i}]") for i, each in enumerate(value)]
            return listed(self._root, earlier, f"{self.path}.history")
        return super()._wrap(name, value)

    def written(self, value: int | float | Decimal) -> str:
        """One of its numbers in the language's notation, with the decimals that it asks for."""
        return formats.number(printed(value, self._model.decimals), self._root.language)

    def _digits(self) -> str:
        figure = self._model
        if figure.value is None:
            return figure.text or (UNKNOWN if figure.carried else "")
        first = self.written(figure.value)
        return first if figure.upper is None else f"{first}–{self.written(figure.upper)}"

    def _value(self, text: str, *also: str) -> Value:
        return Value(text, f"{self.path}.value", self._root.run, tuple(f"{self.path}.{each}" for each in also))

    @property
    def number(self) -> Value:
        """The number alone, in the language's notation; a range with a dash."""
        return self._value(self._digits(), "upper")

    @property
    def said(self) -> Value:
        """As prose says it: "über 130", "fünf"."""
        figure = self._model
        words = figure.text or self._digits()
        return self._value(f"{figure.qualifier} {words}" if figure.qualifier else words, "text", "qualifier", "upper")

    @property
    def with_unit(self) -> Value:
        """Number and unit: "58 %"."""
        return self._value(f"{self._digits()}{NBSP}{self._model.unit}", "unit", "upper")

    @property
    def change(self) -> Value | None:
        """How far the value is from the previous one, with its sign: "+33"; none without a previous value."""
        change = difference(self._model)
        if change is None:
            return None
        change = resulting(change, self._model.decimals)
        return self._value(formats.signed(change, self._root.language), "previous")

    @property
    def growth(self) -> Value | None:
        """The change in per cent: "+15 %"; none where that cannot be said (a rank, "over 50", from nothing)."""
        figure = self._model
        share = None if figure.qualifier or figure.upper is not None else growth(figure)
        if share is None:
            return None
        return self._value(formats.signed_percent(share, self._root.language), "previous")

    def __html__(self) -> str:
        return self.said.__html__()


class EarlierView(Record):
    """A value of an earlier date, printed with the decimals of its figure."""

    def __init__(self, figure: FigureView, model: m.EarlierValue, path: str) -> None:
        super().__init__(figure._root, model, path)
        self._places: int | None = figure._model.decimals

    def _wrap(self, name: str, value: Any) -> Any:
        if name == "value":
            return number(value, f"{self.path}.value", self._root.run, self._root.language, self._places)
        return super()._wrap(name, value)


class SourceView(Record):
    """Where something comes from. Printed as its short form, or its title."""

    _model: m.Source

    def __html__(self) -> str:
        return (self.short or self.title).__html__()  # type: ignore[no-any-return]


class PointView(Seen):
    """One bar of a chart, ready for ``<point>``; `id` is that of its figure."""

    def __init__(self, label: Any, value: float, text: Any, emphasis: str, figure: FigureView | None) -> None:
        self.label, self.value, self.text, self.emphasis = label, value, text, emphasis
        self.figure = figure
        self.id = figure.id if figure else ""
        self.path = getattr(text, "path", "") or getattr(label, "path", "")


class ChartView(Record):
    """A chart with its figures looked up and the rest worked out."""

    _model: m.ChartSpec

    @cached_property
    def points(self) -> Values:
        """The bars: the total first, then the figures, then what they leave of the total. Over time: one a date."""
        if self._model.over_time:
            return listed(
                self._root, [point for each in self.figures for point in _dated(each)], f"{self.path}.figures"
            )
        total: FigureView | None = self.total
        points = [_point(total, "total")] if total is not None else []
        points += [_point(each, "") for each in self.figures]
        rest = self._rest
        if rest is not None and self._model.rest is not None:
            given = [each._model.decimals for each in (self.total, *self.figures) if each._model.decimals is not None]
            text = formats.number(resulting(rest, max(given, default=None)), self._root.language)
            points.append(PointView(self.rest, native(rest), text, "rest", None))
        return listed(self._root, points, f"{self.path}.figures")

    @cached_property
    def _rest(self) -> Decimal | None:
        whole: int | float | None = self.total._model.value if self.total is not None else None
        parts: list[int | float | None] = [each._model.value for each in self.figures]
        if whole is None or None in parts:
            return None
        return exact(whole) - sum(exact(part) for part in parts if part is not None)

    @property
    def rest_value(self) -> int | float | None:
        """What the figures leave of the total; None without a total."""
        return None if self._rest is None else native(self._rest)

    @property
    def unit(self) -> Any:
        """The unit of the first figure."""
        return self.figures[0].unit if self.figures else None

    @property
    def as_of(self) -> Any:
        """The date of the first figure that has one."""
        return next((each.as_of for each in self.figures if each.as_of is not None), None)


def _dated(figure: FigureView) -> list[PointView]:
    """A bar for every date the figure has a value of, the newest emphasised."""
    model, run = figure._model, figure._root.run
    earlier = [(past.as_of, past._model.value, f"{past.path}.value") for past in figure.history]
    if model.previous is not None and model.previous_as_of is not None:
        earlier.append((figure.previous_as_of, model.previous, f"{figure.path}.previous"))
    points = [
        PointView(when.text, value, Value(figure.written(value), path, run), "", figure)
        for when, value, path in earlier
    ]
    if model.value is None:
        return points
    label = figure.as_of.text if model.as_of is not None else figure.label or figure.statement
    return [*points, PointView(label, model.value, figure.number, "total", figure)]


def _point(figure: FigureView, emphasis: str) -> PointView:
    label = figure.label or figure.statement
    model = figure._model
    if model.value is not None or not model.carried:
        return PointView(label, model.value or 0, figure.number, emphasis, figure)
    before = model.previous or 0
    value = figure._value(figure.written(before), "previous")
    return PointView(label.derive(f"{label} {UNKNOWN}"), before, value, emphasis, figure)


class AbbreviationView(Record):
    """A short form and what it stands for."""

    _model: m.Abbreviation

    @property
    def short(self) -> Value:
        """The short form."""
        return Value(self.id, self.path, self._root.run)
