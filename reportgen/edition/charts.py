"""Charts as the data describe them: series of figures, their axes, and what is said beside them."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from reportgen.edition.fields import ForEditors, Steering
from reportgen.edition.values import DrawnId, ShownId, SourceId, SubjectId
from reportgen.yaml.model import Model, Words


class ChartSeries(Model, frozen=True, kw_only=True):
    """Bars, columns or points of a chart that belong together, under a name."""

    name: Words
    figures: Annotated[tuple[DrawnId, ...], Meta(min_length=1)]
    """One for each of the chart's labels."""


class Annotation(Model, frozen=True, kw_only=True):
    """Words beside the number at a point of a chart."""

    at: Steering[Words]
    """The label of the point."""
    series: Steering[str | None] = None
    """The name of its series; the first one that has the label without it."""
    text: Words


class ChartSpec(Model, frozen=True, kw_only=True):
    """A chart drawn from figures. `title` is what it says, `measure` what its bars count."""

    about: SubjectId
    title: Words
    measure: Words
    kind: Steering[
        Literal["bars", "stacked-bars", "columns", "stacked-columns", "lines", "area", "ring", "small-multiples"]
    ] = "bars"
    figures: tuple[DrawnId, ...] = ()
    """What is drawn; `series` instead where several series stand beside or upon each other."""
    series: tuple[ChartSeries, ...] = ()
    labels: tuple[Words, ...] = ()
    """What the figures of each series stand at; the labels of the first series' figures without them."""
    total: ShownId | None = None
    """The figure the others are parts of; drawn first and darkest."""
    rest: Words | None = None
    """Name of a last bar for what the parts leave of the total."""
    over_time: Steering[bool] = False
    """Draw figures at all dates that they have values of: `history`, `previous`, `value`; a series each."""
    axis_title: Words | None = None
    """What the values count, printed above them."""
    minimum: Steering[int | float | None] = None
    """Where the axis of lines begins instead of at zero."""
    target: str | None = None
    """Label of a line at the `target` of the first figure ("Target 2030")."""
    annotations: tuple[Annotation, ...] = ()
    source: SourceId | None = None
    note: Words | None = None
    """Printed below the chart."""
    carried: ForEditors[bool] = False
    """Carried over from the edition before and not yet confirmed; deleting the line confirms the chart."""

    @property
    def drawn(self) -> tuple[str, ...]:
        """The ids of all figures that it draws, but for the total."""
        return (*self.figures, *(each for series in self.series for each in series.figures))
