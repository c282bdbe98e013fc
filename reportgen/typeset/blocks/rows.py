"""Rows of a table: cells beside each other on a grid of columns, on the ground of their row, with rules between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.cells import HEAD, PlacedCell, RowLook, joined, places, row_looks
from reportgen.document.plain import cell_text
from reportgen.document.theme import Style
from reportgen.document.walk import plain_text
from reportgen.grid.decimals import Decimals
from reportgen.grid.fit import too_wide
from reportgen.grid.measure import Gauge
from reportgen.grid.widths import COLUMN_GAP, Columns
from reportgen.typeset.blocks.registry import set_blocks
from reportgen.typeset.boxes import Line, Rect, Rule
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import NEVER, Strip, merge, settle, shifted, shifted_line, stack
from reportgen.typeset.flow.text import set_text
from reportgen.typeset.structure import Element

_ABOVE, _BELOW = 3.5, 4.0
_DENSE = (1.6, 2.2)
"""Points between a row's rules and its text; less in tables whose cells hold a line each, as lists do."""
_BEYOND = 4.0
"""Points by which the ground of rows is wider than their text on each side."""
_TALLEST = 0.8
"""Height of a row's text that keeps it whole, as a share of the type area's."""
_SHARES = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
_FILLED = ("table-cell", "table-group", "table-subtotal", "table-total")
_DENSE_CELL = 90
"""Characters in the longest cell of such a table."""


class Grid(Struct, frozen=True):
    """Columns of a table: left edges, widths and alignments."""

    frame: Frame
    left: tuple[float, ...]
    widths: tuple[float, ...]
    columns: tuple[n.Column, ...]
    padding: tuple[float, float]
    decimals: Decimals
    filled: bool
    """Whether body rows may stand on a ground."""

    def style(self, look: RowLook) -> Style:
        """The style of a row."""
        return self.frame.setting.style(look.style)

    def span(self, place: PlacedCell) -> tuple[float, float]:
        """Left edge and width of a cell."""
        last = min(place.column + place.cell.colspan, len(self.widths)) - 1
        left = self.left[place.column]
        return left, self.left[last] + self.widths[last] - left


def grid_of(frame: Frame, block: n.Table) -> Grid:
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
    filled = any(RowLook(style, True).fill(frame.setting.theme) for style in _FILLED)
    return Grid(frame, tuple(left), widths, block.columns, padding, columns.decimals, filled)


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


class _Hanging(Struct, frozen=True):
    """The text of a cell over several rows that stands lower than at their top: by so much of the room that is left."""

    text: Strip
    share: float
    rows: int


class _SetRow(Struct):
    """A row that is set: its strips (several where it is nearly as high as a page), its cells, what hangs in it, its
    look, the columns whose cells go on below, and its element where something in it is read."""

    strips: list[Strip]
    cells: list[PlacedCell]
    hanging: list[_Hanging]
    look: RowLook
    open: set[int]
    element: Element | None


def set_head(grid: Grid, rows: Sequence[n.Row], parent: Element) -> list[Strip]:
    """The head rows."""
    return [*_set_rows(grid, rows, [HEAD] * len(rows), parent)]


def set_body(grid: Grid, rows: Sequence[n.Row], parent: Element) -> Iterator[Strip]:
    """The body rows; a row that heads a group stays with the next, one that sums up with what is above it."""
    return _set_rows(grid, rows, row_looks(rows), parent)


def _set_rows(grid: Grid, rows: Sequence[n.Row], looks: Iterable[RowLook], parent: Element) -> Iterator[Strip]:
    """Rows that share a cell become one strip, unless that would be nearly as high as a page."""
    group: list[_SetRow] = []
    until, held = 0, False
    ends: dict[int, int] = {}
    for index, (placed, look, stays) in enumerate(zip(places(rows), looks, joined(rows), strict=True)):
        row_id = grid.frame.id(rows[index].id)
        element = parent.add("row", id=row_id)
        made = _row(grid, placed, element, look)
        ends.update(_ends(placed, index))
        made.open = {column for column, end in ends.items() if index < min(end, len(rows) - 1)}
        if row_id:
            made.strips[0].anchors.append((row_id, 0.0))
        made.strips[0].penalty = NEVER if held else made.strips[0].penalty
        held = stays
        group.append(made)
        until = max([until, *(index + place.cell.rowspan - 1 for place in placed)])
        if index >= until:
            yield from _grouped(grid, group)
            group = []
    if group:
        yield from _grouped(grid, group)


def _grouped(grid: Grid, group: Sequence[_SetRow]) -> Iterator[Strip]:
    """Rows that share a cell as one strip; as a strip for each where they are too high for one."""
    strips = [strip for row in group for strip in row.strips]
    together = len(strips) == 1 or _extent(strips) <= _limit(grid)
    _hang(grid, group)
    for row in group:
        _ruled(grid, row)
    if together:
        grounds = [ground for row in group for ground in _grounds(grid, row)]
        whole = stack(strips) if len(strips) > 1 else strips[0]
        whole.ends = tuple(row.element for row in group if row.element is not None)
        yield _on(grounds, whole)
        return
    for index, row in enumerate(group):
        row.strips[-1].ends = () if row.element is None else (row.element,)
        spanning = list(_spanning(group, index))
        if spanning:
            row.strips[0].resume = _cells_again(grid, [place for place, _ in spanning], grid.style(row.look))
        if any(_extent(strip for each in over for strip in each.strips) <= _limit(grid) for _, over in spanning):
            row.strips[0].penalty = NEVER
        for strip, ground in zip(row.strips, _grounds(grid, row), strict=True):
            yield _on([ground], strip)


def _hang(grid: Grid, group: Sequence[_SetRow]) -> None:
    """Put texts that hang into the rows of their cells, the last of which grows where there is too little room."""
    above, below = grid.padding
    for at, row in enumerate(group):
        for hanging in row.hanging:
            over = [strip for each in group[at : at + hanging.rows] for strip in each.strips]
            room = sum(strip.height for strip in over) - above - below
            over[-1].height += max(hanging.text.height - room, 0.0)
            merge(over[0], hanging.text, above + max(room - hanging.text.height, 0.0) * hanging.share)


def _grounds(grid: Grid, row: _SetRow) -> Iterator[Rect | Strip]:
    """The ground of each strip of a row, which reaches a little beyond the columns; without one, the strip itself."""
    fill = row.look.fill(grid.frame.setting.theme)
    x, width = grid.frame.x - _BEYOND, grid.frame.right - grid.frame.x + 2 * _BEYOND
    for strip in row.strips:
        yield Rect(x, 0, width, strip.height, fill=grid.frame.setting.colour(fill)) if fill else Strip(strip.height)


def _on(grounds: Sequence[Rect | Strip], strip: Strip) -> Strip:
    """A strip on the grounds of its rows, one below the other; a strip among them stands for none."""
    y, found = 0.0, []
    for ground in grounds:
        if isinstance(ground, Rect):
            found.append(shifted(ground, y))
        y += ground.height
    strip.boxes[:0] = found
    return strip


def _limit(grid: Grid) -> float:
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


def _cells_again(grid: Grid, cells: Sequence[PlacedCell], style: Style) -> Strip:
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


def _speaks(strip: Strip) -> bool:
    """Whether anything is drawn that belongs to the structure: whether a row without it stays, its table decides."""
    return any(not isinstance(box, Rule | Rect) for box in strip.boxes)


def _row(grid: Grid, row: list[PlacedCell], element: Element, look: RowLook) -> _SetRow:
    """A row as one strip; one that is nearly as high as a page is divided between lines."""
    style, hanging = grid.style(look), []
    cells = [_cell(grid, place, element, look.style) for place in row]
    base = max([cell[0].baseline for cell in cells if cell], default=0.0)
    above, below = grid.padding
    limit = _limit(grid)
    parts: list[Strip] = []
    while not parts or any(cells):
        strip = Strip(style.leading, baseline=base + above)
        standing: list[tuple[Strip, float, float]] = []
        for index, cell in enumerate(cells):
            taken = _fitting(cell, limit)
            cells[index] = cell[len(taken) :]
            drop = max(0.0, base - taken[0].baseline) if taken and not parts else 0.0
            whole, share = stack(taken), _share(row[index].cell) if not (parts or cells[index]) else 0.0
            if share and row[index].cell.rowspan > 1:
                hanging.append(_Hanging(whole, share, row[index].cell.rowspan))
                continue
            strip.height = max(strip.height, whole.height + (0.0 if share else drop))
            standing.append((whole, drop, share))
        for whole, drop, share in standing:
            merge(strip, whole, above + ((strip.height - whole.height) * share if share else drop))
        strip.height += above + below
        parts.append(strip)
    speaks = bool(hanging) or any(map(_speaks, parts))
    return _SetRow(parts, row, hanging, look, set(), element if speaks else None)


def _share(cell: n.Cell) -> float:
    """The share of the room left over that stands above the text of a cell."""
    return _SHARES[cell.valign or ("bottom" if cell.head == "column" else "top")]


def _ends(row: Sequence[PlacedCell], index: int) -> Iterator[tuple[int, int]]:
    """Each column in which a cell of a row begins, and the row that the cell ends with."""
    for place in row:
        for column in range(place.column, place.column + place.cell.colspan):
            yield column, index + place.cell.rowspan - 1


def _ruled(grid: Grid, row: _SetRow) -> None:
    """The rule that closes a row, not through the columns whose cells go on below; and the one above a row with a role
    of its own."""
    setting, own = grid.frame.setting, grid.style(row.look)
    if row.look.style not in ("table-head", "table-cell") and own.rule and own.rule_width:
        y = own.rule_width / 2
        colour = setting.colour(own.rule)
        row.strips[0].boxes.append(Rule(grid.frame.x, y, grid.frame.right, y, own.rule_width, colour))
    style, strip = own if row.look == HEAD else setting.style("table-cell"), row.strips[-1]
    if not (style.rule and style.rule_width):
        return
    colour, y = setting.colour(style.rule), strip.height
    y -= style.rule_width / 2 if grid.filled or own.fill else 0  # the ground of the next row would cover half of it
    last = len(grid.widths) - 1
    for closed, run in groupby(range(last + 1), lambda column: column not in row.open):
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


def _cell(grid: Grid, place: PlacedCell, row: Element, style: str) -> list[Strip]:
    """The strips of a cell in a row of a style."""
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
        role="table-head" if cell.head == "column" else style,
        ids=False,
        tail=" ",
        align="right" if align == "decimal" else align,
    )
    return settle(set_blocks(frame, cell.children))
