"""Figures as a template sees them: a number in every form that prose, tiles and charts print it in."""

from __future__ import annotations

from typing import Any

from reportgen.compose import formats
from reportgen.compose.view.records import Record, Root, listed
from reportgen.compose.view.values import Value, number
from reportgen.edition import model as m
from reportgen.edition.arithmetic import difference, growth
from reportgen.edition.fields import fields
from reportgen.numbers.exact import printed, resulting
from reportgen.numbers.notation import NBSP

UNKNOWN = "[?]"
"""What a draft prints for a figure that was carried over and has no value yet; bars show the value before."""


class FigureView(Record):
    """A number with everything known about it. Printed as prose says it."""

    _model: m.Figure

    def _wrap(self, name: str, value: Any) -> Any:
        path, places = f"{self.path}.{name}", self._model.decimals
        if fields(m.Figure)[name].number and value is not None:
            return number(value, path, self._root.run, self._root.language, places)
        if name == "history":
            return listed(
                self._root, [EarlierView(self._root, each, path, i, places) for i, each in enumerate(value)], path
            )
        return super()._wrap(name, value)

    def _digits(self) -> str:
        figure = self._model
        if figure.value is None:
            return figure.text or (UNKNOWN if figure.carried else "")
        first = written(self._root, figure.value, figure.decimals)
        return first if figure.upper is None else f"{first}–{written(self._root, figure.upper, figure.decimals)}"

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


def model_of(figure: FigureView) -> m.Figure:
    """The record of a figure, to work with its numbers as they are."""
    return figure._model


def written(root: Root, value: int | float, places: int | None) -> str:
    """A number of the data in the language's notation."""
    return formats.number(printed(value, places), root.language)


class EarlierView(Record):
    """A value of an earlier date, printed with the decimals of its figure."""

    def __init__(self, root: Root, model: m.EarlierValue, path: str, index: int, places: int | None) -> None:
        super().__init__(root, model, f"{path}[{index}]")
        self._places = places

    def _wrap(self, name: str, value: Any) -> Any:
        if name == "value":
            return number(value, f"{self.path}.value", self._root.run, self._root.language, self._places)
        return super()._wrap(name, value)
