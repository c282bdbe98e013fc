"""How wide the columns of a table are: by the shares that they ask for, else by what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct

from reportgen.document import nodes as n
from reportgen.document.cells import PlacedCell, places
from reportgen.grid.decimals import Decimals
from reportgen.grid.measure import Gauge
from reportgen.grid.words import Widths

COLUMN_GAP: Final = 12.0
"""Points between two columns."""
NARROW: Final = 30.0
"""Points that a column counts for at least, some characters and the gap, where room is left over to be shared."""
_EVEN_ROOM: Final = 0.5
"""What columns with shares get at least of the width, where other columns have none."""
_TOLERANCE: Final = 0.01


class Fit(Struct, frozen=True):
    """The columns of a table in a width: how wide each is, and how far words had to be divided for it.

    `level` is 0 where every word stays whole, 1 where words are divided in two at most, 2 where they are divided
    wherever they may be, and 3 where even that is too wide; `need` is what the columns take then, in points.
    """

    widths: tuple[float, ...]
    level: int
    need: float


_REMEMBERED: Final = 2048
"""Tables whose columns are kept for the stages after the one that measures them first."""
_MEASURED: Final[dict[tuple[int | str, ...], tuple[object, tuple[Widths, ...]]]] = {}
"""Columns by the identities of the table and of the theme's parts, which are held so that no other gets the same."""


class Columns:
    """The columns of one table, `count` at least, measured as far as they are asked for."""

    def __init__(self, gauge: Gauge, table: n.Table, count: int = 0) -> None:
        self._gauge, self._table = gauge, table
        self.decimals = Decimals(gauge, table)
        self._cells = [place for rows in (table.head, table.body) for row in places(rows) for place in row]
        self.count = max([count, len(table.columns), *(place.column + place.cell.colspan for place in self._cells)])
        missing = self.count - len(table.columns)
        self._shares: list[float | None] = [*(column.width for column in table.columns), *([None] * missing)]

    @cached_property
    def needs(self) -> tuple[Widths, ...]:
        """What each column takes, the gap behind it included, its words whole."""
        return self._once(divided=False)

    @cached_property
    def divided(self) -> tuple[Widths, ...]:
        """The same, its words divided."""
        return self._once(divided=True)

    def _once(self, *, divided: bool) -> tuple[Widths, ...]:
        """What was measured of this table before, in these styles, fonts and language, else what is measured now."""
        theme, lang = self._gauge.theme, self._gauge.lang
        asked: tuple[object, ...] = self._table, theme.styles, theme.fonts, theme.rules
        key: tuple[int | str, ...] = (*map(id, asked), lang, self.count, divided)
        held = _MEASURED.get(key)
        if held is None:
            if len(_MEASURED) >= _REMEMBERED:
                _MEASURED.clear()
            held = _MEASURED[key] = asked, tuple(self._measured(divided=divided))
        return held[1]

    def _measured(self, *, divided: bool) -> list[Widths]:
        found = [Widths()] * self.count
        spanning: list[PlacedCell] = []
        for place in self._cells:
            if place.cell.colspan > 1:
                spanning.append(place)
            else:
                cell = self._gauge.cell(place.cell, divided=divided).plus(self._beside(place))
                found[place.column] = found[place.column].wider(cell)
        for place in spanning:
            _spread(found, place, self._gauge.cell(place.cell, divided=divided).plus(self._beside(place)))
        return found

    def _beside(self, place: PlacedCell) -> float:
        """Points of a cell besides its text."""
        last = place.column + place.cell.colspan >= self.count
        return self.decimals.shift(place) + (0.0 if last else COLUMN_GAP)

    def fit(self, width: float) -> Fit:
        """The columns in `width` points."""
        if all(share is not None for share in self._shares):
            asked = _scaled([share or 0.0 for share in self._shares], width)
            if self._surely_roomy(asked):
                return Fit(tuple(asked), 0, 0.0)
        else:
            asked = self._asked(width)
        whole = [need.least for need in self.needs]
        if sum(whole) <= width + _TOLERANCE:
            return Fit(tuple(_between(whole, asked, width)), 0, sum(whole))
        levels = (whole, [need.once for need in self.divided], [need.bare for need in self.divided])
        for level, needed in enumerate(levels[1:], 1):
            if sum(needed) <= width + _TOLERANCE:
                return Fit(tuple(_between(needed, levels[level - 1], width)), level, sum(needed))
        return Fit(tuple(_scaled(levels[-1], width)), len(levels), sum(levels[-1]))

    def _surely_roomy(self, widths: Sequence[float]) -> bool:
        """Whether no word can be wider than its column, as far as the number of its letters tells."""
        return all(
            self._gauge.bound(place.cell) + self._beside(place) <= widths[place.column]
            for place in self._cells
            if place.cell.colspan == 1
        )

    def _asked(self, width: float) -> list[float]:
        """What columns would like to have where not all of them ask for a share."""
        least, most = [need.least for need in self.needs], [need.most for need in self.needs]
        given = sum(share for share in self._shares if share)
        if not given:
            return shared(least, most, width)
        free = sum(value for value, share in zip(most, self._shares, strict=True) if not share)
        room = max(width - free, width * _EVEN_ROOM)
        return _scaled(
            [room * share / given if share else value for value, share in zip(most, self._shares, strict=True)], width
        )


def _spread(found: list[Widths], place: PlacedCell, cell: Widths) -> None:
    """Columns that a cell goes over get what it takes beyond them, in equal parts."""
    reach = range(place.column, place.column + place.cell.colspan)
    lacking = [
        max(getattr(cell, name) - sum(getattr(found[at], name) for at in reach), 0.0) / len(reach)
        for name in ("bare", "once", "least", "most")
    ]
    for at in reach if any(lacking) else ():
        have = found[at]
        found[at] = Widths(*(old + more for old, more in zip(_all(have), lacking, strict=True)))


def _all(widths: Widths) -> Iterator[float]:
    yield from (widths.bare, widths.once, widths.least, widths.most)


def _scaled(weights: Sequence[float], width: float) -> list[float]:
    """`weights` with the sum `width`."""
    total = sum(weights) or 1.0
    return [weight * width / total for weight in weights]


def _between(needed: Sequence[float], wished: Sequence[float], width: float) -> list[float]:
    """`width` divided so that each column has what it needs, and what is left over goes where more is wished."""
    lacking = [max(wish - need, 0.0) for wish, need in zip(wished, needed, strict=True)]
    spare = width - sum(needed)
    if not sum(lacking):
        return _scaled(needed, width)
    return [need + spare * each / sum(lacking) for need, each in zip(needed, lacking, strict=True)]


def shared(least: Sequence[float], most: Sequence[float], width: float) -> list[float]:
    """`width` divided among columns that need `least` and would like `most`; what is left over is shared by content."""
    if sum(most) <= width:
        weights = [max(value, NARROW) for value in most]
        share = (width - sum(most)) / sum(weights)
        return [value + weight * share for value, weight in zip(most, weights, strict=True)]
    if sum(least) >= width:
        return [value * width / sum(least) for value in least]
    return _levelled(least, most, width)


def _levelled(least: Sequence[float], most: Sequence[float], width: float) -> list[float]:
    """Narrow columns get what they would like, the others one common width, or the least they need."""
    widths = list(most)
    open_columns = set(range(len(most)))
    while open_columns:
        rest = width - sum(widths[index] for index in range(len(most)) if index not in open_columns)
        level = rest / len(open_columns)
        tight = {index for index in open_columns if least[index] > level}
        narrow = {index for index in open_columns if most[index] <= level}
        if not narrow and tight:
            widths = [least[index] if index in tight else value for index, value in enumerate(widths)]
        elif not narrow:
            return [level if index in open_columns else value for index, value in enumerate(widths)]
        open_columns -= narrow or tight
    return widths
