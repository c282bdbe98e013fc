"""Whether tables fit: upright, on a page in landscape, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.pagination import begins_wide
from reportgen.document.plain import caption_text
from reportgen.document.theme import MM, Page, Theme
from reportgen.findings.problem import Problem
from reportgen.fonts.book import FontBook
from reportgen.grid.measure import Gauge
from reportgen.grid.widths import Columns, Fit

_TURNED: Final = 2
"""The level from which on a table is better off in landscape: its words would be divided into syllables."""
_NONE: Final = 3
"""The level of a table that fits nowhere."""


class Settled(Struct, frozen=True):
    """A document whose wide tables are turned, notes on which, and problems with those that fit nowhere."""

    document: n.Document
    notes: tuple[Problem, ...]
    problems: tuple[Problem, ...]


def turn_wide_tables(document: n.Document, theme: Theme, fonts: FontBook) -> Settled:
    """`document` with those tables in landscape that do not fit upright: of tables in the flow of the text, whose pages
    can be turned. Those in cards, callouts, lists and cells have to fit where they stand, which typesetting tells."""
    if not any(_tables(document.children)):
        return Settled(document, (), ())
    turning = _Turning(theme, fonts)
    blocks = turning.blocks(document.children, document.meta.language, wide=False)
    changed = document if blocks == document.children else replace(document, children=blocks)
    return Settled(changed, tuple(turning.notes), tuple(turning.problems))


def _tables(blocks: n.Blocks) -> Iterator[n.Table]:
    for block in blocks:
        if isinstance(block, n.Table):
            yield block
        elif isinstance(block, n.Section):
            yield from _tables(block.children)


class _Turning(Struct):
    """One walk over a document."""

    theme: Theme
    fonts: FontBook
    notes: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def blocks(self, blocks: n.Blocks, lang: str, *, wide: bool) -> n.Blocks:
        """Blocks of the flow; `wide` where text begins at the margin column."""
        if not any(_tables(blocks)):
            return blocks
        return tuple(self._block(block, lang, wide) for block in blocks)

    def _block(self, block: n.Block, lang: str, wide: bool) -> n.Block:
        if isinstance(block, n.Table):
            return self._table(block, lang, wide)
        if not isinstance(block, n.Section):
            return block
        lang = block.lang or lang
        if block.master and block.master in self.theme.masters:
            own = replace(self.theme, page=self.theme.masters[block.master])
            inner = _Turning(own, self.fonts, self.notes, self.problems)
            return replace(block, children=inner.blocks(block.children, lang, wide=begins_wide(block)))
        if block.orientation is None:
            return replace(block, children=self.blocks(block.children, lang, wide=begins_wide(block)))
        for table in _tables(block.children):
            self._across(table, Columns(Gauge(self.theme, self.fonts, lang), table))
        return block

    def _table(self, table: n.Table, lang: str, wide: bool) -> n.Table:
        columns = Columns(Gauge(self.theme, self.fonts, lang), table)
        page = self.theme.page
        upright = (page.width - page.left - page.right - (0 if table.wide or wide else page.margin_column)) * MM
        fit = columns.fit(upright)
        if fit.level < _TURNED:
            return table
        if _room(page.landscape) <= upright:
            self._tell(too_wide(table, fit, upright))
            return table
        if self._across(table, columns):
            self.notes.append(_turned(table, fit, upright))
        return replace(table, landscape=True)

    def _across(self, table: n.Table, columns: Columns) -> bool:
        """Whether a table fits on a page in landscape; a problem is noted where not."""
        room = _room(self.theme.page.landscape)
        problem = too_wide(table, columns.fit(room), room)
        self._tell(problem)
        return problem is None

    def _tell(self, problem: Problem | None) -> None:
        if problem is not None:
            self.problems.append(problem)


def _room(page: Page) -> float:
    """Points between the margins of a page."""
    return (page.width - page.left - page.right) * MM


def too_wide(table: n.Table, fit: Fit, width: float) -> Problem | None:
    """A problem for a table that does not fit in `width` points, even with its words divided wherever they may be."""
    if fit.level < _NONE:
        return None
    text = (
        f"the table {_named(table)} does not fit: its {len(fit.widths)} columns take {fit.need / MM:.0f} mm at least, "
        f"there are {width / MM:.0f} mm"
    )
    hint = "leave out columns, divide it into several tables, or set the styles table-head and table-cell smaller"
    return Problem("table-too-wide", text, hint=hint, block=table.id)


def _turned(table: n.Table, fit: Fit, width: float) -> Problem:
    room = f"{len(fit.widths)} columns in {width / MM:.0f} mm would divide its words into syllables, or its numbers"
    text = f"the table {_named(table)} stands on pages of its own, in landscape: {room}"
    hint = 'orientation="landscape" on its section turns what is around it, too; with fewer columns it stays upright'
    return Problem("table-turned", text, hint=hint, block=table.id, severity="note")


def _named(table: n.Table) -> str:
    return f'"{caption_text(table.label, table.caption) or table.id}"'
