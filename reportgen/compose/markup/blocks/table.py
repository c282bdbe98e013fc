"""Tables: columns, head rows, body rows, and the check that every row fills the same grid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n
from reportgen.document.cells import places
from reportgen.document.plain import cell_text

_ALIGN = at.choice("left", "right", "centre", "decimal")
_VALIGN = at.choice("top", "middle", "bottom")
_CELL: at.Attributes = {
    "colspan": at.count,
    "rowspan": at.count,
    "align": _ALIGN,
    "scope": at.choice("row", "col"),
    "valign": _VALIGN,
}
_COL: at.Attributes = {"width": at.positive, "align": _ALIGN, "role": at.optional}
_ROW: at.Attributes = {"role": at.choice("group", "subtotal", "total"), "valign": _VALIGN}
_HEADS: Mapping[str | None, Any] = {"row": "row", "col": "column"}


class _Parts:
    """A table in the making."""

    def __init__(self) -> None:
        self.caption: n.Inlines = ()
        self.columns: list[n.Column] = []
        self.aligned: set[int] = set()
        self.roles: dict[int, str] = {}
        """Styles of body cells by column."""
        self.head: list[n.Row] = []
        self.body: list[n.Row] = []
        self.elements: list[XmlElement] = []


def table(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Table | None:
    """``<table>``; none where it is one of the data that is not there."""
    if found.get("data") is not None:
        from reportgen.compose.markup.blocks.data_table import data_table

        return data_table(b, element, found)
    own = b.id(element, "table")
    parts = _Parts()
    with b.inside(own, found, "table-cell"):
        for child in b.children(element):
            read = _CHILDREN.get(str(child.tag))
            if read is None:
                b.misplaced(child, element, "a table holds <caption>, <colgroup>, <thead>, <tbody> and <tr>")
            else:
                read(b, child, parts)
    width = _grid(b, element, parts)
    columns = _aligned(tuple(parts.columns) or (n.Column(),) * width, parts)
    return n.Table(
        own,
        columns,
        tuple(parts.head),
        _styled(parts),
        caption=parts.caption,
        summary=found.get("summary"),
        wide=found.get("wide", True),
    )


def _caption(b: Builder, element: XmlElement, parts: _Parts) -> None:
    b.attributes(element, {})
    parts.caption = b.spoken(element)


def _colgroup(b: Builder, element: XmlElement, parts: _Parts) -> None:
    b.attributes(element, {})
    for child in b.children(element):
        if child.tag == "col":
            found = b.attributes(child, _COL)
            if found.get("align"):
                parts.aligned.add(len(parts.columns))
            if found.get("role"):
                parts.roles[len(parts.columns)] = b.style(child, found["role"], "table-cell")
            parts.columns.append(n.Column(found.get("width"), found.get("align") or "left"))
        else:
            b.misplaced(child, element)


def _thead(b: Builder, element: XmlElement, parts: _Parts) -> None:
    parts.head.extend(_rows(b, element, parts, head=True))


def _tbody(b: Builder, element: XmlElement, parts: _Parts) -> None:
    parts.body.extend(_rows(b, element, parts, head=False))


def _tr(b: Builder, element: XmlElement, parts: _Parts) -> None:
    parts.body.append(_row(b, element, parts, head=False))


def _rows(b: Builder, element: XmlElement, parts: _Parts, head: bool) -> list[n.Row]:
    rows: list[n.Row] = []
    with b.inside(None, b.attributes(element, {}), "table-head" if head else None):
        for child in b.children(element):
            if child.tag == "tr":
                rows.append(_row(b, child, parts, head))
            else:
                b.misplaced(child, element)
    return rows


def _row(b: Builder, element: XmlElement, parts: _Parts, head: bool) -> n.Row:
    found = b.attributes(element, _ROW)
    role = found.get("role")
    cells: list[n.Cell] = []
    with b.inside(None, found, f"table-{role}" if role else None):
        for child in b.children(element):
            if child.tag in ("th", "td"):
                cells.append(_cell(b, child, head, found.get("valign")))
            else:
                b.misplaced(child, element, "a row holds <th> and <td>")
    parts.elements.append(element)
    return n.Row(tuple(cells), found.get("id"), role)


def _cell(b: Builder, element: XmlElement, in_head: bool, valign: Any) -> n.Cell:
    found = b.attributes(element, _CELL)
    head = None
    if element.tag == "th":
        head = _HEADS.get(found.get("scope"), "column" if in_head else "row")
    with b.inside(None, found, "table-head" if head == "column" else None):
        content = b.flow(element)
    spans = found.get("colspan", 1), found.get("rowspan", 1)
    return n.Cell(content, head, *spans, found.get("align"), found.get("valign") or valign)


def _aligned(columns: tuple[n.Column, ...], parts: _Parts) -> tuple[n.Column, ...]:
    """Columns that say no alignment have that of all their cells, so that heads stand over what they head."""
    if not any(cell.align for row in parts.body for cell in row.cells):
        return columns
    found: dict[int, set[str | None]] = {}
    for row in places(parts.body):
        for place in row:
            if place.cell.colspan == 1 and cell_text(place.cell):
                found.setdefault(place.column, set()).add(place.cell.align)
    return tuple(
        replace(column, align=common) if at not in parts.aligned and (common := _only(found.get(at))) else column
        for at, column in enumerate(columns)
    )


def _styled(parts: _Parts) -> tuple[n.Row, ...]:
    """The body rows, the cells of columns with a style of their own in it."""
    if not parts.roles:
        return tuple(parts.body)
    rows = []
    for row, placed in zip(parts.body, places(parts.body), strict=True):
        cells = (_in_style(each.cell, parts.roles.get(each.column)) if not row.role else each.cell for each in placed)
        rows.append(replace(row, cells=tuple(cells)))
    return tuple(rows)


def _in_style(cell: n.Cell, role: str | None) -> n.Cell:
    if role is None or cell.head == "column":
        return cell
    children = (
        replace(block, role=role) if isinstance(block, n.Paragraph) and block.role == "table-cell" else block
        for block in cell.children
    )
    return replace(cell, children=tuple(children))


def _only(aligns: set[str | None] | None) -> str | None:
    return next(iter(aligns)) if aligns and len(aligns) == 1 else None


def _grid(b: Builder, element: XmlElement, parts: _Parts) -> int:
    """The number of columns; rows of another width are noted."""
    rows = (*parts.head, *parts.body)
    width = len(parts.columns)
    below: list[int] = []
    for row, place in zip(rows, parts.elements, strict=True):
        reach = sum(cell.colspan for cell in row.cells) + sum(1 for left in below if left > 0)
        width = width or reach
        if reach != width:
            text = f"this row has {reach} columns, the table has {width}"
            b.issue(place, "table-width", text, "count colspan and the rowspan of rows above")
        below = [left - 1 for left in below if left > 1]
        below += [cell.rowspan - 1 for cell in row.cells for _ in range(cell.colspan) if cell.rowspan > 1]
    if not rows:
        b.issue(element, "empty-table", "a table needs at least one row")
    elif below:
        b.issue(parts.elements[-1], "table-width", "a rowspan reaches below the last row of the table")
    if rows and not any(cell.head for row in rows for cell in row.cells):
        hint = "in <thead> they head columns, elsewhere rows"
        b.issue(element, "table-without-head", "a table needs head cells (<th>)", hint)
    return width


_CHILDREN = {"caption": _caption, "colgroup": _colgroup, "thead": _thead, "tbody": _tbody, "tr": _tr}

TABLE = BlockElement(
    table,
    {"summary": at.optional, "wide": at.yes_no, "data": at.identifier, "columns": at.some},
    parts=("caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td"),
)
