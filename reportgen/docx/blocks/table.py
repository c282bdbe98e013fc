"""Tables: a regular grid, heads repeated on each page, rows never split (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.cells import HEAD, RowLook, joined, row_looks
from reportgen.document.plain import caption_text
from reportgen.document.theme import LANDSCAPE
from reportgen.docx import ppr
from reportgen.docx.blocks.captions import caption
from reportgen.docx.context import Writer
from reportgen.docx.place import Place
from reportgen.grid.widths import COLUMN_GAP, Columns, Fit
from reportgen.ooxml.xml import eighths
from reportgen.text.xml import escape

_JUSTIFY = {"left": "left", "right": "right", "centre": "center", "decimal": "right"}
_POINT = 20
"""Twips."""
_FIRST_ROW, _FIRST_COLUMN = '<w:cnfStyle w:val="100000000000"/>', '<w:cnfStyle w:val="001000000000"/>'
"""What a cell is a head of, for readers of the file (17.3.1.8)."""


_LOW = {"middle": '<w:vAlign w:val="center"/>', "bottom": '<w:vAlign w:val="bottom"/>'}
_BEYOND = 80
"""Twips by which the ground of rows is wider than their text on each side."""


class Slot(Struct, frozen=True):
    """A place of the grid: a cell, or what continues one from the row above (`cell` None: nothing stands there)."""

    cell: n.Cell | None
    column: int
    span: int
    merge: str | None = None
    """None, "restart" or "continue" (w:vMerge)."""


def table(w: Writer, block: n.Table, place: Place) -> None:
    """A table under its caption, out to the margin column where it is wide.

    One that does not fit upright stands on pages of its own, in landscape.
    """
    rows = [*block.head, *block.body]
    grid, columns = _grid(rows, len(block.columns))
    if not columns or not rows:
        return _caption_only(w, block, place)
    measured = Columns(w.gauge, block, columns)
    grid, _ = _grid(rows, measured.count)  # more where a cell reaches into one that comes down from above
    if not block.landscape:
        return _written(w, block, place, grid, measured)
    with w.on_page(place, LANDSCAPE):
        return _written(w, block, place, grid, measured)


def _written(w: Writer, block: n.Table, place: Place, grid: list[list[Slot]], measured: Columns) -> None:
    rows = [*block.head, *block.body]
    width, offset = (w.page.full, -w.page.hang) if block.wide and not place.cell else (w.page.text, 0)
    fit = measured.fit(width / _POINT)
    widths = _widths(fit, width)
    if fit.level and not place.fields:
        grid = [[_softened(w, slot, widths) for slot in slots] for slots in grid]
    with w.container(place, block.id):
        if block.caption:
            caption(w, place, block.label, block.caption, keepNext=ppr.KEEP_NEXT, ind=ppr.indent(offset))
        elif w.sections.break_next or place.story.after_table:
            w.spacer(place, room=True)
        looks = (*(HEAD for _ in block.head), *row_looks(block.body))
        stays = (*(True for _ in block.head), *joined(block.body))
        beyond = _BEYOND if any(look.fill(w.theme) for look in looks) and not place.cell else 0
        widths[0], widths[-1] = widths[0] + beyond, widths[-1] + beyond
        place.story.put(f"<w:tbl>{_properties(block, widths, offset - beyond)}")
        for row, slots, look, held in zip(rows, grid, looks, stays, strict=True):
            place.story.put(_row(w, block, place, row, slots, widths, _RowStyle.of(w, look, held, beyond)))
            place.story.settle()
        place.story.put("</w:tbl>")
        place.story.after_table = True


def _softened(w: Writer, slot: Slot, widths: list[int]) -> Slot:
    """A place of the grid whose words are divided with a hyphen where they have no room."""
    if slot.cell is None or slot.merge == "continue":
        return slot
    room = sum(widths[slot.column : slot.column + slot.span]) / _POINT - COLUMN_GAP
    return replace(slot, cell=w.gauge.softened(slot.cell, room))


def _caption_only(w: Writer, block: n.Table, place: Place) -> None:
    with w.container(place, block.id):
        if block.caption:
            caption(w, place, block.label, block.caption)


def _properties(block: n.Table, widths: list[int], offset: int) -> str:
    title = _attribute("tblCaption", caption_text(block.label, block.caption) if block.caption else "")
    summary = _attribute("tblDescription", block.summary or "")
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    row, column = bool(block.head), block.names_rows
    first = f'w:firstRow="{row:d}" w:lastRow="0" w:firstColumn="{column:d}"'
    look = f'{first} w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
    return (
        f'<w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{offset}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{0x0600 | 0x20 * row | 0x80 * column:04X}" {look}/>{title}{summary}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
    )


def _attribute(name: str, text: str) -> str:
    return f'<w:{name} w:val="{escape(text)}"/>' if text else ""


class _RowStyle(Struct, frozen=True):
    """What the cells of a row have in common: the style of its paragraphs, its ground and the rule above as XML, and
    whether it stays with the row below."""

    role: str
    ground: str
    rule: str
    held: bool
    beyond: int
    """Twips by which grounds are wider than the text on them."""

    @classmethod
    def of(cls, w: Writer, look: RowLook, held: bool, beyond: int) -> _RowStyle:
        fill, style = look.fill(w.theme), w.theme.styles.get(look.style, w.theme.style("table-cell"))
        shade = ppr.shading(w.styles.colour(fill)) if fill else ""
        own = look.style not in ("table-head", "table-cell") and style.rule and style.rule_width
        rule = ppr.border("top", w.styles.colour(style.rule or ""), eighths(style.rule_width), 0) if own else ""
        return cls(look.style, shade, f"<w:tcBorders>{rule}</w:tcBorders>" if rule else "", held, beyond)


def _row(
    w: Writer, block: n.Table, place: Place, row: n.Row, slots: list[Slot], widths: list[int], style: _RowStyle
) -> str:
    """A row, with the bookmark of what it shows from its first paragraph that is seen to its last."""
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if style.role == HEAD.style else "")
    seen = next((at for at, slot in enumerate(slots) if slot.merge != "continue"), 0)
    cells: list[str] = []
    end = ""
    for at, slot in enumerate(slots):
        if at == seen and row.id is not None:
            end = w.marks.begin(place, row.id, inside=True)
        cells.append(_cell(w, block, place, slot, widths, style, end if at == len(slots) - 1 else ""))
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(w: Writer, block: n.Table, place: Place, slot: Slot, widths: list[int], style: _RowStyle, end: str) -> str:
    width = sum(widths[slot.column : slot.column + slot.span])
    head = style.role == HEAD.style
    names = not head and slot.column == 0 and slot.cell is not None and slot.cell.head == "row"
    left = style.beyond if slot.column == 0 else 0
    right = style.beyond if slot.column + slot.span == len(widths) else None
    valign = (slot.cell.valign if slot.cell is not None else None) or ("bottom" if head else "top")
    shown = _FIRST_ROW if head else _FIRST_COLUMN if names else ""
    properties = _cell_properties(width, slot.span, slot.merge, style.rule + style.ground, shown, valign, left, right)
    children = slot.cell.children if slot.cell is not None and slot.merge != "continue" else ()
    content = w.cell(place, children, style.role, _box(_align(block, slot), style.held), end)
    return f"<w:tc>{properties}{content}</w:tc>"


@lru_cache(maxsize=256)
def _cell_properties(
    width: int, span: int, merge: str | None, dress: str, place: str, valign: str, left: int, right: int | None
) -> str:
    columns = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    rows = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    start = f'<w:left w:w="{left}" w:type="dxa"/>' if left else ""
    end = f'<w:right w:w="{right}" w:type="dxa"/>' if right is not None else ""
    edges = f"<w:tcMar>{start}{end}</w:tcMar>" if start or end else ""
    low = _LOW.get(valign, "")
    return f'<w:tcPr>{place}<w:tcW w:w="{width}" w:type="dxa"/>{columns}{rows}{dress}{edges}{low}</w:tcPr>'


@lru_cache(maxsize=16)
def _box(align: str, held: bool) -> Mapping[str, str]:
    """Properties of the paragraphs of a cell, in a row that stays with the next one or not."""
    aligned = {"jc": f'<w:jc w:val="{align}"/>'} if align != "left" else {}
    return {**aligned, "keepNext": ppr.KEEP_NEXT} if held else aligned


def _align(block: n.Table, slot: Slot) -> str:
    own = slot.cell.align if slot.cell else None
    if own is None and slot.column < len(block.columns):
        own = block.columns[slot.column].align
    return _JUSTIFY[own or "left"]


def _grid(rows: list[n.Row], columns: int) -> tuple[list[list[Slot]], int]:
    """The places of each row, spans resolved and gaps filled, and how many columns there are."""
    below: dict[int, tuple[int, Slot]] = {}
    grid: list[list[Slot]] = []
    for index, row in enumerate(rows):
        slots, below = _grid_row(row, below, len(rows) - index)
        grid.append(slots)
    wide = max((slot.column + slot.span for slots in grid for slot in slots), default=0)
    columns = max(columns, wide)
    for slots in grid:
        end = slots[-1].column + slots[-1].span if slots else 0
        slots.extend(Slot(None, column, 1) for column in range(end, columns))
    return grid, columns


def _grid_row(
    row: n.Row, above: dict[int, tuple[int, Slot]], left: int
) -> tuple[list[Slot], dict[int, tuple[int, Slot]]]:
    """A row's places; `above` are the spans that reach into it, by column, with how many rows they still take."""
    if not above and all(cell.colspan == cell.rowspan == 1 for cell in row.cells):
        return [Slot(cell, column, 1) for column, cell in enumerate(row.cells)], {}
    slots: list[Slot] = []
    below: dict[int, tuple[int, Slot]] = {}
    column, pending = 0, list(row.cells)
    while pending or any(start >= column for start in above):
        if column in above:
            rest, slot = above[column]
            if rest > 1:
                below[column] = (rest - 1, slot)
        elif pending:
            cell = pending.pop(0)
            span = _free(above, column, max(1, cell.colspan))
            down = min(max(1, cell.rowspan), left)
            slot = Slot(cell, column, span, "restart" if down > 1 else None)
            if down > 1:
                below[column] = (down - 1, Slot(cell, column, span, "continue"))
        else:
            slot = Slot(None, column, 1)
        slots.append(slot)
        column += slot.span
    return slots, below


def _free(above: dict[int, tuple[int, Slot]], column: int, span: int) -> int:
    """As much of `span` as does not run into a cell that comes down from above."""
    return next((start - column for start in range(column + 1, column + span) if start in above), span)


def _widths(fit: Fit, total: int) -> list[int]:
    """Widths of the columns in twips."""
    widths = [max(1, int(width * _POINT)) for width in fit.widths]
    widths[-1] += total - sum(widths)
    return widths
