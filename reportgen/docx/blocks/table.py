"""Tables: a regular grid, heads repeated on each page, rows never split (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.cells import widened
from reportgen.document.plain import caption_text, cell_text
from reportgen.docx import ppr
from reportgen.docx.blocks.captions import caption
from reportgen.docx.context import Writer
from reportgen.text.xml import escape

_JUSTIFY = {"left": "left", "right": "right", "centre": "center", "decimal": "right"}
_CHARACTER = 105
"""Twips of an average character of table text, to share the width where the columns do not say."""
_PADDING = 160
_SLASH = re.compile("(?<=/)")
_FIRST_ROW, _FIRST_COLUMN = '<w:cnfStyle w:val="100000000000"/>', '<w:cnfStyle w:val="001000000000"/>'
"""What a cell is a head of, for readers of the file (17.3.1.8)."""


class Slot(Struct, frozen=True):
    """A place of the grid: a cell, or what continues one from the row above (`cell` None: nothing stands there)."""

    cell: n.Cell | None
    column: int
    span: int
    merge: str | None = None
    """None, "restart" or "continue" (w:vMerge)."""


def table(w: Writer, block: n.Table) -> None:
    """A table under its caption, out to the margin column where it is wide.

    One whose longest words have no room beside each other stands on pages of its own, in landscape.
    """
    rows = [*block.head, *block.body]
    grid, columns = _grid(rows, len(block.columns))
    if not columns or not rows:
        return _caption_only(w, block)
    layout = w.sections.layout
    texts = _texts(grid)
    turned = (
        w.at_top and not w.flowing and sum(_least(texts, columns)) > w.page.full and w.page.turned.text > w.page.full
    )
    if turned:
        w.begin_section(replace(layout, page=w.page.turned, opens=False, restart=w.sections.fresh and layout.restart))
    _written(w, block, grid, texts)
    if turned:
        w.begin_section(replace(layout, opens=False, restart=False))
    return None


def _written(w: Writer, block: n.Table, grid: list[list[Slot]], texts: list[tuple[int, str]]) -> None:
    rows = [*block.head, *block.body]
    width, offset = (w.page.full, -w.page.hang) if block.wide and not w.in_cell else (w.page.text, 0)
    columns = max(slots[-1].column + slots[-1].span for slots in grid)
    widths = _widths(block, texts, columns, width)
    with w.container(block.id):
        if block.caption:
            caption(w, block.label, block.caption, keepNext=ppr.KEEP_NEXT, ind=ppr.indent(offset))
        elif w.break_next or w.after_table:
            w.spacer(room=True)
        heads = [index < len(block.head) for index in range(len(rows))]
        w.out.append(f"<w:tbl>{_properties(block, widths, offset)}")
        for row, slots, head in zip(rows, grid, heads, strict=True):
            w.out.append(_marked(w, row, slots, _row(w, block, slots, widths, head)))
            w.story.settle()
        w.out.append("</w:tbl>")
        w.after_table = True


def _caption_only(w: Writer, block: n.Table) -> None:
    with w.container(block.id):
        if block.caption:
            caption(w, block.label, block.caption)


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


def _marked(w: Writer, row: n.Row, slots: list[Slot], written: str) -> str:
    """A row with the bookmark of what it shows, from its first paragraph that is seen to its last."""
    if row.id is None or w.in_cell:
        return written
    start, end = w.mark(w.targets.own(row.id))
    hidden = next((at for at, slot in enumerate(slots) if slot.merge != "continue"), 0)
    cells = written.split("<w:tc>")
    cells[hidden + 1] = cells[hidden + 1].replace("</w:pPr>", f"</w:pPr>{start}", 1)
    head, _, tail = "<w:tc>".join(cells).rpartition("</w:p>")
    return f"{head}{end}</w:p>{tail}"


def _row(w: Writer, block: n.Table, slots: list[Slot], widths: list[int], head: bool) -> str:
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
    cells = "".join([_cell(w, block, slot, widths, head) for slot in slots])
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _cell(w: Writer, block: n.Table, slot: Slot, widths: list[int], head: bool) -> str:
    fill = w.theme.style("table-head" if head else "table-cell").fill
    ground = w.styles.colour(fill) if fill else None
    width = sum(widths[slot.column : slot.column + slot.span])
    names = not head and slot.column == 0 and slot.cell is not None and slot.cell.head == "row"
    properties = _cell_properties(width, slot.span, slot.merge, head, names, ground)
    children = slot.cell.children if slot.cell is not None and slot.merge != "continue" else ()
    content = w.cell(children, "table-head" if head else "table-cell", _box(_align(block, slot), head))
    return f"<w:tc>{properties}{content}</w:tc>"


@lru_cache(maxsize=256)
def _cell_properties(width: int, span: int, merge: str | None, head: bool, names: bool, ground: str | None) -> str:
    columns = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    rows = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    low = '<w:vAlign w:val="bottom"/>' if head else ""
    shade = ppr.shading(ground) if ground else ""
    place = _FIRST_ROW if head else _FIRST_COLUMN if names else ""
    return f'<w:tcPr>{place}<w:tcW w:w="{width}" w:type="dxa"/>{columns}{rows}{shade}{low}</w:tcPr>'


@lru_cache(maxsize=16)
def _box(align: str, head: bool) -> Mapping[str, str]:
    """Properties of the paragraphs of a cell."""
    aligned = {"jc": f'<w:jc w:val="{align}"/>'} if align != "left" else {}
    return {**aligned, "keepNext": ppr.KEEP_NEXT} if head else aligned


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


def _widths(block: n.Table, texts: list[tuple[int, str]], columns: int, total: int) -> list[int]:
    """Widths of the columns in twips: the shares that they ask for, else by what stands in them.

    A column whose share is too narrow for its longest word takes from the others what it lacks, as in the PDF.
    """
    given = [column.width for column in block.columns] + [None] * (columns - len(block.columns))
    natural = [0.0] * columns if all(given) else _natural(texts, columns)
    asked = sum(share for share in given if share)
    free = sum(width for width, share in zip(natural, given, strict=True) if not share)
    if asked and free:
        room = max(total - free, total // 2)
        weights = [room * share / asked if share else width for width, share in zip(natural, given, strict=True)]
    else:
        weights = [share or width for width, share in zip(natural, given, strict=True)]
    scale = total / (sum(weights) or 1)
    weights = [weight * scale for weight in weights]
    if asked:
        weights = widened(weights, _least(texts, columns))
    widths = [max(1, int(weight)) for weight in weights]
    widths[-1] += total - sum(widths)
    return widths


def _texts(grid: list[list[Slot]]) -> list[tuple[int, str]]:
    """Column and text of every cell that stands in one column."""
    cells = ((slot.column, slot.cell) for slots in grid for slot in slots if slot.span == 1)
    return [(column, cell_text(cell)) for column, cell in cells if cell is not None]


def _least(texts: list[tuple[int, str]], columns: int) -> list[float]:
    """Twips that the longest words of each column take; a line ends behind hyphens, and in addresses behind slashes."""
    found = [1] * columns
    for column, text in texts:
        for word in text.replace("-", "- ").split():
            parts = _SLASH.split(word) if "://" in word else [word]
            found[column] = max(found[column], *map(len, parts))
    return [length * _CHARACTER + _PADDING for length in found]


def _natural(texts: list[tuple[int, str]], columns: int) -> list[float]:
    """What each column would take: its longest word at least, its longest line at most, lines over 40 count less."""
    found = [4.0] * columns
    for column, text in texts:
        line = max(map(len, text.split("\n")), default=0)
        word = max(map(len, text.split()), default=0)
        found[column] = max(found[column], word, min(line, 40 + line / 8))
    return [length * _CHARACTER + _PADDING for length in found]
