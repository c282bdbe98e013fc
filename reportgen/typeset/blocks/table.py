"""Tables: horizontal rules only, head rows repeated on every page, rows that no page's end divides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.cells import PlacedCell, places
from reportgen.document.plain import caption_text, cell_text
from reportgen.document.theme import Style
from reportgen.document.walk import plain_text
from reportgen.grid.decimals import Decimals
from reportgen.grid.fit import too_wide
from reportgen.grid.measure import Gauge, cell_role
from reportgen.grid.widths import COLUMN_GAP, Columns
from reportgen.typeset.blocks.continued import head_again
from reportgen.typeset.blocks.registry import set_blocks
from reportgen.typeset.boxes import Line, Rect, Rule
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import NEVER, Strip, in_landscape, merge, settle, shifted_line, stack
from reportgen.typeset.flow.text import set_text
from reportgen.typeset.structure import Element

_ABOVE, _BELOW = 3.5, 4.0
_DENSE = (1.6, 2.2)
"""Points between a row's rules and its text; less in tables whose cells hold a line each, as lists do."""
_BEYOND = 4.0
"""Points by which the ground of rows is wider than their text on each side."""
_TALLEST = 0.8
"""Height of a row's text that keeps it whole, as a share of the type area's."""
_LONELY_ROW = 0.8
"""Penalty of a page's end that leaves one row of a table alone: dearer than a last page with little on it."""
_FEW = 4
"""Rows of a table from which on this counts."""
_DENSE_CELL = 90
"""Characters in the longest cell of such a table."""


class _Grid(Struct, frozen=True):
    """Columns of a table: left edges, widths and alignments."""

    frame: Frame
    left: tuple[float, ...]
    widths: tuple[float, ...]
    columns: tuple[n.Column, ...]
    padding: tuple[float, float]
    decimals: Decimals

    def span(self, place: PlacedCell) -> tuple[float, float]:
        """Left edge and width of a cell."""
        last = min(place.column + place.cell.colspan, len(self.widths)) - 1
        left = self.left[place.column]
        return left, self.left[last] + self.widths[last] - left


def set_table(frame: Frame, block: n.Table) -> Iterator[Strip]:
    """A table: caption, head, and a strip for each row or group of rows that a cell spans, set when it is asked for."""
    element = frame.parent.add("table", id=frame.id(block.id), summary=block.summary, lang=None)
    turns = block.landscape and frame.outer is not None and not frame.setting.landscape
    if turns:
        frame = frame.in_landscape()
    left = frame.left if block.wide else frame.start
    notes = frame.notes or frame.parent
    inner = replace(frame, x=left, width=frame.right - left, outer=None, wide=False, notes=notes, table=block.id)
    first, resume = _caption(inner, block, element), None
    grid = _grid(inner, block)
    head_style = frame.setting.style("table-head")
    head = element.add("table-head") if block.head and block.body else element
    rows = [*_section(grid, block.head, head, head_style)]
    if rows:
        top = stack(rows)
        _head_rules(grid, top, head_style)
        first.append(replace(top, keep_next=True))
        resume = head_again(inner, caption_text(block.label, block.caption), top)
    body = _section(grid, block.body, element.add("table-body"), frame.setting.style("table-cell"))
    strips = _framed(chain(first, _together(body, resume)), block)
    return in_landscape(strips) if turns else strips


def _together(body: Iterator[Strip], resume: Strip | None) -> Iterator[Strip]:
    """The rows below `resume` on every page; in a table of more than three, neither first nor last is left alone."""
    ahead = list(islice(body, _FEW))
    if len(ahead) == _FEW:
        ahead[1].penalty = max(ahead[1].penalty, _LONELY_ROW)
    last = None
    for strip in chain(ahead, body):
        strip.resume = _below(resume, strip.resume)
        if last is not None:
            yield last
        last = strip
    if last is not None:
        if len(ahead) == _FEW:
            last.penalty = max(last.penalty, _LONELY_ROW)
        yield last


def _framed(strips: Iterator[Strip], block: n.Table) -> Iterator[Strip]:
    """A table's strips with room around them all."""
    of = block.id, caption_text(block.label, block.caption)
    held = next(strips, None)
    if held is None:
        return
    held.before = max(held.before, 14.0)
    held.anchors.append((block.id, 0.0))
    held.of = of
    for strip in strips:
        yield held
        held, strip.of = strip, of
    held.after = 14.0
    yield held


def _caption(frame: Frame, block: n.Table, element: Element) -> list[Strip]:
    if not block.caption:
        return []
    style = frame.setting.style("caption")
    label = (n.Strong((n.Text(f"{block.label}: "),)),) if block.label else ()
    owner = element.add("caption")
    strip = stack(set_text(replace(frame, tail=" "), (*label, *block.caption), style, owner, block.id))
    strip.keep_next = True
    strip.after = 4
    return [strip]


def _grid(frame: Frame, block: n.Table) -> _Grid:
    columns = Columns(Gauge(frame.setting.theme, frame.setting.fonts, frame.lang), block)
    fit = columns.fit(frame.width)
    misfit = too_wide(block, fit, frame.width)
    if misfit is not None:
        frame.setting.problems.append(misfit)
        frame.setting.crowded.add(block.id)
    widths = fit.widths
    left, x = [], frame.x
    for width in widths:
        left.append(x)
        x += width
    padding = _DENSE if _is_list(block) else (_ABOVE, _BELOW)
    return _Grid(frame, tuple(left), widths, block.columns, padding, columns.decimals)


def _is_list(block: n.Table) -> bool:
    """Whether every body cell holds one short paragraph at most."""
    cells = [cell for row in block.body for cell in row.cells]
    return all(
        len(cell.children) <= 1
        and all(
            isinstance(child, n.Paragraph) and len(plain_text(child.children)) < _DENSE_CELL for child in cell.children
        )
        for cell in cells
    )


class _SetRow(Struct, frozen=True):
    """A row that is set: its strips (several where it is nearly as high as a page), its cells, and its element where
    something in it is read."""

    strips: list[Strip]
    cells: list[PlacedCell]
    element: Element | None


def _section(grid: _Grid, rows: Sequence[n.Row], parent: Element, style: Style) -> Iterator[Strip]:
    """Head or body: rows that share a cell become one strip, unless that would be nearly as high as a page."""
    group: list[_SetRow] = []
    until = 0
    ends: dict[int, int] = {}
    for index, placed in enumerate(places(rows)):
        row_id = grid.frame.id(rows[index].id)
        element = parent.add("row", id=row_id)
        strips = _row(grid, placed, element, style)
        ends.update(_ends(placed, index))
        _rule_below(
            grid, strips[-1], style, {column for column, end in ends.items() if index < min(end, len(rows) - 1)}
        )
        if row_id:
            strips[0].anchors.append((row_id, 0.0))
        group.append(_SetRow(strips, placed, element if any(map(_speaks, strips)) else None))
        until = max([until, *(index + place.cell.rowspan - 1 for place in placed)])
        if index >= until:
            yield from _grouped(grid, group, style)
            group = []
    if group:
        yield from _grouped(grid, group, style)


def _grouped(grid: _Grid, group: Sequence[_SetRow], style: Style) -> Iterator[Strip]:
    """Rows that share a cell as one strip; as a strip for each where they are too high for one."""
    strips = [strip for row in group for strip in row.strips]
    if len(strips) == 1 or _extent(strips) <= _limit(grid):
        whole = stack(strips) if len(strips) > 1 else strips[0]
        whole.ends = tuple(row.element for row in group if row.element is not None)
        yield _grounded(grid, whole, style)
        return
    for index, row in enumerate(group):
        row.strips[-1].ends = () if row.element is None else (row.element,)
        spanning = list(_spanning(group, index))
        if spanning:
            row.strips[0].resume = _cells_again(grid, [place for place, _ in spanning], style)
        if any(_extent(strip for each in over for strip in each.strips) <= _limit(grid) for _, over in spanning):
            row.strips[0].penalty = NEVER
        yield from (_grounded(grid, strip, style) for strip in row.strips)


def _grounded(grid: _Grid, strip: Strip, style: Style) -> Strip:
    """A strip of rows on the ground of their style, which reaches a little beyond the columns."""
    if style.fill:
        x, width = grid.frame.x - _BEYOND, grid.frame.right - grid.frame.x + 2 * _BEYOND
        strip.boxes.insert(0, Rect(x, 0, width, strip.height, fill=grid.frame.setting.colour(style.fill)))
    return strip


def _limit(grid: _Grid) -> float:
    """Points that rows may take that no page's end divides."""
    return grid.frame.setting.area.depth * _TALLEST


def _extent(strips: Iterable[Strip]) -> float:
    """Points that strips take with their notes."""
    return sum(strip.height + sum(note.height + note.after for note in strip.notes) for strip in strips)


def _spanning(group: Sequence[_SetRow], index: int) -> Iterator[tuple[PlacedCell, Sequence[_SetRow]]]:
    """The cells that reach from above into a row of a group, each with the rows that it goes over."""
    for above, row in enumerate(group[:index]):
        for place in row.cells:
            if above + place.cell.rowspan > index:
                yield place, group[above : above + place.cell.rowspan]


def _cells_again(grid: _Grid, cells: Sequence[PlacedCell], style: Style) -> Strip:
    """Cells that go on from the page before, once more: their last lines beside the row that begins the page."""
    lines: list[list[Strip]] = []
    for place in cells:
        left, width = grid.span(place)
        words = f"{' '.join(cell_text(place.cell).split())} {grid.frame.setting.words['continued']}".strip()
        column = replace(grid.frame, x=left, width=width - COLUMN_GAP)
        lines.append(set_text(column, (n.Text(words),), style, None))
    above = style.leading * (max(map(len, lines)) - 1)
    again = Strip(above)
    for strips in lines:
        y = grid.padding[0] + above - style.leading * (len(strips) - 1)
        for strip in strips:
            again.marks += tuple(shifted_line(box, y) for box in strip.boxes if isinstance(box, Line))
            y += style.leading
    return again


def _below(head: Strip | None, more: Strip | None) -> Strip | None:
    """What stands again at the top of a page: the head, and below it cells that go on."""
    if head is None or more is None:
        return head or more
    drop = head.height + head.after
    marks = (*head.marks, *(shifted_line(line, drop) for line in more.marks))
    return replace(head, height=drop + more.height, after=more.after, marks=marks)


def _speaks(strip: Strip) -> bool:
    """Whether anything is drawn that belongs to the structure: whether a row without it stays, its table decides."""
    return any(not isinstance(box, Rule | Rect) for box in strip.boxes)


def _row(grid: _Grid, row: Sequence[PlacedCell], element: Element, style: Style) -> list[Strip]:
    """A row as one strip; one that is nearly as high as a page is divided between lines."""
    cells = [_cell(grid, place, element) for place in row]
    base = max([cell[0].baseline for cell in cells if cell], default=0.0)
    above, below = grid.padding
    limit = _limit(grid)
    parts: list[Strip] = []
    while not parts or any(cells):
        strip = Strip(style.leading, baseline=base + above)
        for index, cell in enumerate(cells):
            taken = _fitting(cell, limit)
            cells[index] = cell[len(taken) :]
            drop = max(0.0, base - taken[0].baseline) if taken and not parts else 0.0
            whole = stack(taken)
            merge(strip, whole, above + drop)
            strip.height = max(strip.height, whole.height + drop)
        strip.height += above + below
        parts.append(strip)
    return parts


def _ends(row: Sequence[PlacedCell], index: int) -> Iterator[tuple[int, int]]:
    """Each column in which a cell of a row begins, and the row that the cell ends with."""
    for place in row:
        for column in range(place.column, place.column + place.cell.colspan):
            yield column, index + place.cell.rowspan - 1


def _rule_below(grid: _Grid, strip: Strip, style: Style, open_columns: set[int]) -> None:
    """The rule that closes a row, not through the columns whose cells go on below."""
    if not (style.rule and style.rule_width):
        return
    colour, y = grid.frame.setting.colour(style.rule), strip.height
    y -= style.rule_width / 2 if style.fill else 0  # the ground of the next row would cover half of it
    last = len(grid.widths) - 1
    for closed, run in groupby(range(last + 1), lambda column: column not in open_columns):
        if closed:
            first, *rest = run
            end = rest[-1] if rest else first
            right = grid.frame.right if end == last else grid.left[end] + grid.widths[end]
            strip.boxes.append(Rule(grid.left[first], y, right, y, style.rule_width, colour))


def _fitting(strips: list[Strip], limit: float) -> list[Strip]:
    """The strips from the first on that are not higher than `limit` together; at least one."""
    height = 0.0
    for index, strip in enumerate(strips):
        height += strip.height + (strip.before if index else 0.0)
        if index and height > limit:
            return strips[:index]
    return strips


def _cell(grid: _Grid, place: PlacedCell, row: Element) -> list[Strip]:
    """The strips of a cell."""
    cell = place.cell
    left, width = grid.span(place)
    spans = {"colspan": cell.colspan, "rowspan": cell.rowspan}
    element = row.add("head-cell", scope=cell.head, **spans) if cell.head else row.add("cell", **spans)
    column = grid.columns[place.column] if place.column < len(grid.columns) else n.Column()
    align = cell.align or column.align
    inset = 0.0 if place.column + cell.colspan >= len(grid.widths) else COLUMN_GAP
    inset += grid.decimals.shift(place)
    frame = replace(
        grid.frame,
        x=left,
        width=width - inset,
        parent=element,
        role=cell_role(cell),
        ids=False,
        tail=" ",
        align="right" if align == "decimal" else align,
    )
    return settle(set_blocks(frame, cell.children))


def _head_rules(grid: _Grid, head: Strip, style: Style) -> None:
    if style.rule:
        colour = grid.frame.setting.colour(style.rule)
        y = style.rule_width / 2
        head.boxes.append(Rule(grid.frame.x, y, grid.frame.right, y, style.rule_width, colour))
