"""How wide the columns of a table are."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportgen.document import nodes as n
from reportgen.document.cells import PlacedCell, places, widened
from reportgen.document.theme import Style
from reportgen.document.walk import plain_text
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.inline import paragraph as inline
from reportgen.typeset.inline.collect import base_look
from reportgen.typeset.setting import Setting

COLUMN_GAP = 12.0
"""Points between two columns."""
NARROW = 30.0
"""Points that a column counts for at least, some characters and the gap, where room is left over to be shared."""
_CHIP = 12.0
"""Points a mark takes besides its text."""
_WIDE = 0.7
"""Width of wide letters, as a share of the size."""
_MARKS = 3
"""Marks in a row that a column makes room for."""


def column_widths(frame: Frame, table: n.Table, beside: Callable[[PlacedCell], float]) -> list[float]:
    """Widths that fill the frame: by the shares given, else by what the cells need at least and at most.

    A column whose share is too narrow for its widest word takes from the others what it lacks. `beside` is what a cell
    takes besides its text.
    """
    placed = (place for rows in (table.head, table.body) for row in places(rows) for place in row)
    count = max([len(table.columns), *(place.column + place.cell.colspan for place in placed)])
    shares = [column.width for column in table.columns] + [None] * (count - len(table.columns))
    if all(share is not None for share in shares):
        total = sum(share or 0 for share in shares)
        widths = [frame.width * (share or 0) / total for share in shares]
        return widened(widths, _words_need(frame, table, widths, beside))
    least, most = _needs(frame, table, count, beside)
    return shared(least, most, frame.width)


def _words_need(
    frame: Frame, table: n.Table, widths: list[float], beside: Callable[[PlacedCell], float]
) -> list[float]:
    """What the widest word of each column takes, measured only where it might not fit."""
    least = [0.0] * len(widths)
    for rows in (table.head, table.body):
        for row in places(rows):
            for place in row:
                if place.cell.colspan > 1:
                    continue
                gap = (COLUMN_GAP if place.column < len(widths) - 1 else 0.0) + beside(place)
                if _longest(frame.setting, place.cell) > widths[place.column] - gap:
                    least[place.column] = max(least[place.column], cell_extent(frame, place.cell)[0] + gap)
    return least


def _longest(setting: Setting, cell: n.Cell) -> float:
    """At most so many points are taken by the longest word of a cell that is not divided."""
    longest = 0.0
    role = "table-head" if cell.head == "column" else "table-cell"
    for block in cell.children:
        for inlines, style, extra in _lines(setting, block, role):
            if not style.hyphenate:
                letters = max(map(len, plain_text(inlines).split(" ")))
                longest = max(longest, letters * _WIDE * style.size + extra)
    return longest


def shared(least: list[float], most: list[float], width: float) -> list[float]:
    """`width` divided among columns that need `least` and would like `most`; what is left over is shared by content."""
    if sum(most) <= width:
        weights = [max(value, NARROW) for value in most]
        share = (width - sum(most)) / sum(weights)
        return [value + weight * share for value, weight in zip(most, weights, strict=True)]
    if sum(least) >= width:
        return [value * width / sum(least) for value in least]
    return _levelled(least, most, width)


def _levelled(least: list[float], most: list[float], width: float) -> list[float]:
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


def _needs(
    frame: Frame, table: n.Table, count: int, beside: Callable[[PlacedCell], float]
) -> tuple[list[float], list[float]]:
    least, most = [0.0] * count, [0.0] * count
    for rows in (table.head, table.body):
        for row in places(rows):
            for place in row:
                if place.cell.colspan == 1:
                    low, high = cell_extent(frame, place.cell)
                    gap = (COLUMN_GAP if place.column < count - 1 else 0.0) + beside(place)
                    least[place.column] = max(least[place.column], low + gap)
                    most[place.column] = max(most[place.column], high + gap)
    return least, most


def cell_extent(frame: Frame, cell: n.Cell) -> tuple[float, float]:
    """Width of a cell's widest word, and of its widest paragraph on one line."""
    low = high = 0.0
    role = "table-head" if cell.head == "column" else "table-cell"
    for block in cell.children:
        row = 0.0
        for inlines, style, extra in _lines(frame.setting, block, role):
            look = base_look(frame.setting, style, None, frame.lang)
            found = inline.fragments(frame.setting, inlines, look, None)
            width = inline.width_of(found) + extra
            marks = isinstance(block, n.Marks)
            row = row + width if marks else max(row, width)
            low = max(low, width if marks else inline.widest_word(found) + extra)
        high = max(high, min(row, low * _MARKS) if isinstance(block, n.Marks) else row)
    return low + 0.5, high + 0.5


def _lines(setting: Setting, block: n.Block, role: str) -> Iterator[tuple[n.Inlines, Style, float]]:
    if isinstance(block, n.Paragraph):
        yield block.children, setting.style(role if block.role == "body" else block.role), 0.0
    elif isinstance(block, n.Marks):
        for mark in block.marks:
            yield (mark,), setting.style("mark"), _CHIP
    elif isinstance(block, n.ListBlock):
        for item in block.items:
            for child in item.children:
                for inlines, style, extra in _lines(setting, child, "list-item"):
                    yield inlines, style, extra + _CHIP
