"""Whether tables fit: upright, on a page in landscape, or not at all."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.document.plain import caption_text
from reportgen.document.theme import MM
from reportgen.findings.problem import Problem
from reportgen.grid.widths import Fit

_NONE = 3
"""The level of a table that fits nowhere."""


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


def _named(table: n.Table) -> str:
    return f'"{caption_text(table.label, table.caption) or table.id}"'
