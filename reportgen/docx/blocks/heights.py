"""About how tall blocks are, in points: what has to stay together or free is decided before a program lays it out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from reportgen.document import nodes as n
from reportgen.document.plain import cell_text
from reportgen.document.theme import MM, Style
from reportgen.document.walk import find, plain_text
from reportgen.docx.blocks.facts import number_column
from reportgen.docx.context import Writer
from reportgen.docx.measure import LINE, filled, lines, width

AT_MOST: Final = 1.04
AT_LEAST: Final = 0.97
"""Factors on the width of text, for a height that is rather too great and one that is rather too small."""
_MARK_SPACE: Final = "   "
"""What the ground of a mark takes beside it."""
_DATES: Final = (4.0, 12.0)
_MARKS: Final = (3.0, 14.0)
"""Points around such a paragraph and of its lines, as their styles have them and programs draw the ground of marks."""
_BAR, _COLUMNS = 18, 140
"""Points: height of a bar with its gap, and of a chart that stands upright."""
_RING, _PART = 120, 18
"""Points: height of a ring, and at least of the name of each of its parts beside it."""
_WIDE_PICTURE: Final = 0.4
_CELL_SPACE: Final = 4.0
_EVENT: Final = 0.75
"""The part of the line that the text of an event takes beside its date."""


class Column(NamedTuple):
    """Lines that are `width` points wide, and how those of a text are counted: by its words, or by its length alone."""

    width: float
    counted: Callable[[str, float, bytes], int] = lines


def height(w: Writer, blocks: n.Blocks, width: float, sure: float) -> float:
    """How tall blocks are in a column of `width` points, the room below the last of them too.

    `sure` is AT_MOST, AT_LEAST, or 1 for the likeliest.
    """
    column = Column(width / sure, lines if sure >= 1 else filled)
    found = [each for block in blocks for each in find(block, *_HEIGHTS, closed=n.Table)]
    return sum([_HEIGHTS[type(each)](w, each, column) for each in found])


def text_height(w: Writer, text: str, style: Style, column: Column) -> float:
    """How tall a text is in a style."""
    return _lines(w, text, style, column) * _leading(style)


def _lines(w: Writer, text: str, style: Style, column: Column) -> int:
    units, wide = w.advances(style.family, style.face)
    return column.counted(text, column.width / style.size / wide, units)


def _leading(style: Style) -> float:
    return max(style.leading, style.size * LINE)


def _paragraph(w: Writer, block: n.Paragraph, column: Column) -> float:
    look = w.theme.style(block.role if block.role in w.theme.styles else "body")
    return text_height(w, plain_text(block.children), look, column) + look.before + look.after


def _heading(w: Writer, block: n.Heading, column: Column) -> float:
    role = block.role if block.role and block.role in w.theme.styles else f"heading-{block.level}"
    look = w.theme.style(role)
    return text_height(w, plain_text(block.children), look, column) + look.before + look.after


def _marks(w: Writer, block: n.Marks, column: Column) -> float:
    around, line = _MARKS
    words = " ".join(plain_text((mark,)).replace(" ", "\u00a0") + _MARK_SPACE for mark in block.marks)
    return _lines(w, words, w.theme.style("mark"), column) * line + around


def _terms(w: Writer, block: n.Terms, column: Column) -> float:
    around, line = _DATES
    look = w.theme.style("value")
    texts = [[plain_text(part) for part in (term.label, term.value)] for term in block.terms]
    return sum(sum(_lines(w, text, look, column) for text in parts) * line + around for parts in texts)


def _progress(w: Writer, block: n.Progress, column: Column) -> float:
    look = w.theme.style("progress")
    words = text_height(w, f"{plain_text(block.label)}    {plain_text(block.said)}", look, column)
    return look.before + words + look.rule_width + look.after


def _timeline(w: Writer, block: n.TimeLine, column: Column) -> float:
    look, gap = w.theme.style("timeline"), w.theme.style("timeline-date").before
    room = column._replace(width=column.width * _EVENT)
    return sum(gap + text_height(w, plain_text(event.text), look, room) for event in block.events)


def _facts(w: Writer, block: n.Facts, column: Column) -> float:
    value, label, body = w.theme.style("fact-value"), w.theme.style("fact-label"), w.theme.style("body")
    numbers = number_column(w, block, column.width)
    if numbers is None:
        times = value.size / label.size
        words = "      ".join(_wider(plain_text(fact.value), times) + plain_text(fact.label) for fact in block.facts)
        rows = _lines(w, words, label, column)
    else:
        room = column._replace(width=column.width - numbers)
        rows = sum(_lines(w, plain_text(fact.label), label, room) for fact in block.facts)
    return rows * max(body.leading, value.size * LINE) + body.after


def _wider(text: str, times: float) -> str:
    """A text in one word with blanks that make it so many times as wide, and one more."""
    more = (times - 1) * width(text, 1) / width("\u00a0", 1)
    return text.replace(" ", "\u00a0") + "\u00a0" * (1 + max(0, round(more)))


def drawing_height(block: n.Chart) -> float:
    """How tall a chart is drawn, without title, measure and source, which are paragraphs."""
    points = max((len(series.points) for series in block.series), default=1)
    legend = 20 if len(block.series) > 1 or block.target is not None else 0
    if block.kind == "ring":
        return max(_RING, _PART * points)
    if block.kind == "bars":
        return _BAR * points * max(1, len(block.series)) + 12 + legend
    return _BAR * 1.3 * points + 12 + legend if block.kind == "stacked-bars" else _COLUMNS + legend


def _chart(_w: Writer, block: n.Chart, _column: Column) -> float:
    return drawing_height(block)


def _figure(_w: Writer, block: n.Figure, column: Column) -> float:
    """Of a picture that nobody has opened yet: a wide one."""
    return min(block.width * MM if block.width else column.width, column.width) * _WIDE_PICTURE


def _table(w: Writer, block: n.Table, column: Column) -> float:
    look = w.theme.style("table-cell")
    room = column._replace(width=column.width / max(1, len(block.columns)))
    tallest = (
        max((_lines(w, cell_text(cell), look, room) for cell in row.cells), default=1)
        for row in (*block.head, *block.body)
    )
    return sum(max(1, tall) * _leading(look) + _CELL_SPACE for tall in tallest)


_HEIGHTS: Final[dict[type, Callable[[Writer, Any, Column], float]]] = {
    n.Heading: _heading,
    n.Paragraph: _paragraph,
    n.Marks: _marks,
    n.Terms: _terms,
    n.Facts: _facts,
    n.Progress: _progress,
    n.TimeLine: _timeline,
    n.Chart: _chart,
    n.Figure: _figure,
    n.Table: _table,
}
