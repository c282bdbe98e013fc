"""Tables from files: ``<table data="NAME"/>``. Their cells are made as they are read, without going through markup."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from sys import intern
from typing import Any

from msgspec.structs import replace

from reportgen.compose import formats
from reportgen.compose.markup import characters
from reportgen.compose.markup.builder import Builder
from reportgen.compose.markup.line import LineBuilder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n
from reportgen.document.wording import DEFAULTS
from reportgen.errors import DocumentError
from reportgen.findings.near import did_you_mean
from reportgen.numbers.exact import rounded
from reportgen.numbers.notation import notation
from reportgen.project.settings import NUMERIC
from reportgen.tabular.model import Cell, DataColumn, DataRow, DataTable

_Write = Callable[[Cell], str]


def data_table(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Table | None:
    """The table of a file, with its caption where the element has one; None where there is no such table."""
    table = b.tables.get(found["data"])
    if table is None:
        hint = (
            did_you_mean(found["data"], tuple(b.tables)) or "name it in reportgen.yaml under tables, and give its file"
        )
        b.issue(element, "unknown-table", f'this edition has no table "{found["data"]}"', hint)
        return None
    own = b.id(element, "table")
    places = _chosen(b, element, table, found.get("columns"))
    columns = [table.columns[at] for at in places]
    with b.inside(own, found, "table-cell"):
        caption = _caption(b, element)
        head = n.Row(tuple(_head(b, column) for column in columns))
        writers = [_writer(b, column) for column in columns]
        rows = tuple(_row(b, table, row, places, writers) for row in table.rows)
    if not rows:
        b.issue(element, "empty-table", f'the table "{table.name}" has no rows')
    shapes = tuple(n.Column(None, "right" if column.type in NUMERIC else "left") for column in columns)
    return n.Table(
        own, shapes, (head,), rows, caption=caption, summary=found.get("summary"), wide=found.get("wide", True)
    )


def _chosen(b: Builder, element: XmlElement, table: DataTable, keys: tuple[str, ...] | None) -> list[int]:
    """The places of the columns that are printed."""
    known = {column.key: at for at, column in enumerate(table.columns)}
    for key in keys or ():
        if key not in known:
            text = f'the table "{table.name}" has no column "{key}"'
            b.issue(element, "unknown-column", text, did_you_mean(key, tuple(known)))
    return [known[key] for key in keys if key in known] if keys else list(known.values())


def _caption(b: Builder, element: XmlElement) -> n.Inlines:
    caption: n.Inlines = ()
    for child in b.children(element):
        if child.tag == "caption":
            b.attributes(child, {})
            caption = b.spoken(child)
        else:
            b.misplaced(child, element, "a table from a file has nothing but a <caption>: its rows are in the file")
    return caption


def _head(b: Builder, column: DataColumn) -> n.Cell:
    title = f"{column.title} ({column.unit})" if column.unit else column.title
    return n.Cell((n.Paragraph(b.made("p"), _line(b, title, None), "table-head", b.inherited_lang),), "column")


def _row(b: Builder, table: DataTable, row: DataRow, places: list[int], writers: list[_Write]) -> n.Row:
    style = f"table-{row.role}" if row.role else "table-cell"
    cells = []
    for position, (at, write) in enumerate(zip(places, writers, strict=True)):
        value, column = row.values[at], table.columns[at]
        head = "row" if position == 0 and column.type == "text" else None
        if value is None:
            cells.append(n.Cell((), head))  # type: ignore[arg-type]
            continue
        origin = intern(table.path(row, column))
        line = _line(b, write(value), origin) if column.type == "text" else (n.Text(write(value), origin),)
        cells.append(n.Cell((n.Paragraph(b.made("p"), line, style, b.inherited_lang),), head))  # type: ignore[arg-type]
    return n.Row(tuple(cells), role=row.role)  # type: ignore[arg-type]


def _line(b: Builder, text: str, origin: str | None) -> n.Inlines:
    """A text of the data as other texts are set. Raises DocumentError for characters that are not printed."""
    if characters.odd(text):
        refused = [replace(each, path=origin or "") for each in characters.refused(text)]
        if refused:
            raise DocumentError(*refused)
    line = LineBuilder(b)
    line.origin = origin
    for index, part in enumerate(characters.lines(text) if not text.isascii() else text.split("\n")):
        if index:
            line.line_break()
        line.add(part)
    return line.finish()


def _writer(b: Builder, column: DataColumn) -> _Write:
    """How the values of a column are printed."""
    if column.type in NUMERIC:
        write, places = notation(b.language).write, column.decimals or 0
        return lambda value: write(rounded(value, places)) if isinstance(value, Decimal) else ""
    if column.type == "date":
        return lambda value: formats.date(str(value), b.language, "short") or str(value)
    if column.type == "bool":
        words: Mapping[str, str] = {**DEFAULTS, **b.words}
        return lambda value: words["yes" if value else "no"]
    return str
