"""What charts are made of: points in series, a target, and where points stand on an axis of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import cos, pi, sin
from typing import Final, Literal

from msgspec import Struct

from reportgen.document.contrast import contrast


class Point(Struct, frozen=True):
    """One bar, column or point: `label` names it, `value` is its number, `text` the number as printed.

    Without a value it is a gap: its label stands on the axis, and a line breaks there. `emphasis` "total" is drawn in
    the darkest tint, "rest" in the palest, None in the series' own. `time` is its place on an axis of time, in years.
    """

    label: str
    value: float | None
    text: str
    emphasis: Literal["total", "rest"] | None = None
    origin: str | None = None
    time: float | None = None
    note: str = ""
    """Words drawn beside its number."""
    share: str = ""
    """Its part of all points, as printed ("40 %")."""

    @property
    def said(self) -> str:
        """The number as printed with its share, and the words beside it."""
        shared = f"{self.text} ({self.share})" if self.share else self.text
        return f"{shared} {self.note}" if self.note else shared


class Series(Struct, frozen=True):
    """Points that belong together; `name` is printed only where a chart has several."""

    name: str
    points: tuple[Point, ...]


class Target(Struct, frozen=True):
    """A line across a chart at `value`, printed as `text`; `label` says what is to be reached ("Target 2030")."""

    value: float
    text: str
    label: str
    origin: str | None = None

    @property
    def said(self) -> str:
        """What stands at the line."""
        return f"{self.label}: {self.text}"


class Axis(Struct, frozen=True):
    """The axis of the values: its `title` says what they count, `minimum` where it begins instead of at zero, printed
    as `text`."""

    title: str = ""
    minimum: float | None = None
    text: str = ""


class Category(Struct, frozen=True):
    """A place on the axis of a chart, which a point of each series may stand at."""

    label: str
    time: float | None = None


_PATTERNS: Final = 4
_APART: Final = 1.3
"""Contrast of two colours that are told apart where there is no colour."""
_FURTHER: Final = ("tint-3", "tint-4", "muted", "tint-1", "primary", "rule-pale", "ink")
"""Colours of a theme that parts of a ring have where its series give too few."""
_ARC: Final = pi / 60
"""Angle of the straight pieces that the arcs of a ring are made of."""
_STEPS: Final = 120
"""The finest division of an axis of time into equal steps."""
_OFF: Final = 0.02
"""How far a point may stand from its place, as a share of the axis."""


def patterns(colours: Sequence[str], count: int, *, everywhere: bool = False) -> tuple[int, ...]:
    """A pattern for each series, which tells it apart without colour; 0 is none. `colours` (#RRGGBB) repeat.

    `everywhere`: each further series has one. Otherwise those have that look like another one of the same pattern.
    """
    if everywhere:
        return tuple((index + index // len(colours)) % _PATTERNS for index in range(count))
    found: list[int] = []
    for index in range(count):
        own = colours[index % len(colours)]
        alike = {
            pattern for other, pattern in enumerate(found) if contrast(colours[other % len(colours)], own) < _APART
        }
        found.append(next((pattern for pattern in range(_PATTERNS) if pattern not in alike), 0))
    return tuple(found)


def hundredths(values: Sequence[float]) -> tuple[int, ...]:
    """Whole percentages of the sum of values, none below zero, that add up to 100: each is rounded down, and what is
    left goes to those that lost most (largest remainder; the first of equal ones). All 0 where the sum is."""
    whole = sum(map(Fraction, values), Fraction(0))
    if not whole:
        return (0,) * len(values)
    exact = [Fraction(value) * 100 / whole for value in values]
    floors = [int(value) for value in exact]
    order = sorted(range(len(values)), key=lambda index: floors[index] - exact[index])
    more = set(order[: 100 - sum(floors)])
    return tuple(floor + (index in more) for index, floor in enumerate(floors))


def part_colours(series: Sequence[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """Names of colours for the parts of a ring: those of the series, then others of the theme that look different."""
    found: dict[str, str] = {}
    for name in (*series, *(each for each in _FURTHER if each in known)):
        found.setdefault(known.get(name, name), name)
    return tuple(found.values())


def categories(series: Iterable[Series]) -> tuple[Category, ...]:
    """The places on the axis in the order of time, or in which labels come up where not all have one."""
    found: dict[str, Category] = {}
    for each in series:
        for point in each.points:
            found.setdefault(point.label, Category(point.label, point.time))
    times = [each.time for each in found.values()]
    if None in times:
        return tuple(found.values())
    return tuple(sorted(found.values(), key=lambda each: each.time or 0.0))


def shares(places: Sequence[Category]) -> tuple[float, ...] | None:
    """How far each place is from the first, as a share of the way to the last; None where they are not to scale."""
    times = [each.time for each in places if each.time is not None]
    if len(times) < len(places) or len(times) < 2 or times[-1] <= times[0]:
        return None
    return tuple((time - times[0]) / (times[-1] - times[0]) for time in times)


def steps(places: Sequence[Category]) -> tuple[int, ...]:
    """Places on an axis of equal steps: as few steps as let each stand where it belongs, within two per cent."""
    wanted = shares(places)
    if wanted is None:
        return tuple(range(len(places)))
    found: tuple[int, ...] = ()
    for count in range(len(places) - 1, _STEPS + 1):
        found = tuple(round(share * count) for share in wanted)
        near = all(abs(at / count - share) <= _OFF for at, share in zip(found, wanted, strict=True))
        if near and len(set(found)) == len(found):
            return found
    return found if len(set(found)) == len(found) else tuple(range(len(places)))


def runs(series: Series) -> list[list[Point]]:
    """The points of a series between its gaps."""
    found: list[list[Point]] = [[]]
    for point in series.points:
        if point.value is None:
            found.append([])
        else:
            found[-1].append(point)
    return [run for run in found if run]


def sector(start: float, end: float, radius: float, hole: float) -> list[tuple[float, float]]:
    """A part of a ring around (0, 0) from one share of the turn to another, clockwise from the top."""
    first, last = start * 2 * pi, end * 2 * pi
    count = max(2, round((last - first) / _ARC) + 1)
    angles = [first + (last - first) * step / (count - 1) for step in range(count)]
    outer = [(radius * sin(angle), -radius * cos(angle)) for angle in angles]
    return outer + [(x * hole, y * hole) for x, y in reversed(outer)]
