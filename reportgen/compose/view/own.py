"""Numbers in fields of a report's own: to compute with, and with everything that figures know."""

from __future__ import annotations

from typing import Any

from reportgen.compose.view.figures import UNKNOWN, FigureView
from reportgen.compose.view.records import Root
from reportgen.compose.view.values import Decimal, Value, WholeNumber
from reportgen.edition.model import Figure
from reportgen.edition.own import OwnFigure


class KnownNumber:
    """What a number of the report's own knows besides its value: all that a figure does."""

    figure: FigureView

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in OF_A_FIGURE:
            raise AttributeError(name)
        return getattr(self.figure, name)


OF_A_FIGURE = frozenset(
    (
        *("number", "said", "with_unit", "change", "growth", "unit", "label", "statement"),
        *("as_of", "source", "previous", "previous_as_of", "history"),
    )
)


class OwnWhole(KnownNumber, WholeNumber):
    """A whole number of a field of the report's own."""


class OwnDecimal(KnownNumber, Decimal):
    """A number with a fraction of a field of the report's own."""


class OwnPending(KnownNumber, Value):
    """A number that waits for its value."""


class OwnFigureView(FigureView):
    """The figure of a field. Where the file has the number alone, that is where its value stands."""

    def __init__(self, root: Root, model: Figure, path: str, key: str, *, plain: bool) -> None:
        super().__init__(root, model, path, key)
        self._plain = plain

    def _value(self, text: str, *also: str) -> Value:
        made = super()._value(text, *also)
        return Value(text, self.path, self._root.run) if self._plain else made


def own_value(root: Root, own: OwnFigure) -> Any:
    """The value of a numeric field: a number that knows what a figure knows; ``[?]`` where it waits for its value."""
    model = own.figure
    figure = OwnFigureView(root, model, own.path, own.id, plain=own.plain)
    path = own.path if own.plain else f"{own.path}.value"
    made: OwnWhole | OwnDecimal | OwnPending
    if model.value is None:
        if not model.carried:
            return None
        made = OwnPending(UNKNOWN, path, root.run, (f"{figure.path}.previous",))
    else:
        made = OwnWhole(model.value) if isinstance(model.value, int) else OwnDecimal(model.value)
        made.path, made.run, made.language, made.places = path, root.run, root.language, model.decimals
    made.figure = figure
    return made
