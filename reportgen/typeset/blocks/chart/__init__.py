"""Charts drawn from numbers: title, measure and date above, the drawing, the source below, all kept together.

Title and measure are the figure's caption. Each label is drawn right before its values, so that text that is taken out
of the file keeps the pairs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.captions import titled
from reportgen.registry import Registry
from reportgen.typeset.blocks.chart.plot import Plot
from reportgen.typeset.blocks.registry import set_block
from reportgen.typeset.boxes import FigureArea, Line
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip, shifted, stack

KINDS: Final[Registry[str, Callable[[Plot], float]]] = Registry(
    "reportgen.typeset.blocks.chart",
    {
        "bars": "bars:draw_bars",
        "stacked-bars": "bars:draw_stacked_bars",
        "columns": "columns:draw_columns",
        "stacked-columns": "columns:draw_stacked_columns",
        "lines": "lines:draw_lines",
        "area": "area:draw_area",
        "ring": "ring:draw_ring",
        "small-multiples": "multiples:draw_multiples",
    },
)
"""How each kind is drawn; the height of the drawing."""


def set_chart(frame: Frame, block: n.Chart) -> list[Strip]:
    """A chart as one strip."""
    column = replace(frame, x=frame.start, width=frame.right - frame.start, outer=None, wide=False)
    owner = column.parent.add("figure", id=frame.id(block.id), alt=block.alt)
    strips: list[Strip] = []
    title = titled(block.label, block.title) if block.title else None
    above = [part for part in (title, block.subtitle) if part is not None]
    captioned = replace(column, parent=owner.add("caption")) if above else column
    for part in above:
        strips += set_block(captioned, part)
    plot = Plot(column.setting, block, column.x, column.width, owner, column.lang)
    height = KINDS[block.kind](plot)
    rise = _rise(plot)
    boxes = tuple(shifted(box, rise) for box in plot.boxes) if rise else tuple(plot.boxes)
    area = FigureArea(column.x, 0, column.width, height + rise, owner, boxes)
    strips.append(Strip(height + rise, [area], before=4, after=6, anchors=[(block.id, 0.0)]))
    if block.source is not None:
        strips += set_block(column, block.source)
    whole = stack(strips)
    whole.before, whole.after = max(whole.before, 12.0), max(whole.after, 12.0)
    return [whole]


def _rise(plot: Plot) -> float:
    """Points that the highest words stand above the drawing's top, where many had to give way to each other."""
    tops = [box.y - max((run.size for run in box.runs), default=0.0) for box in plot.boxes if isinstance(box, Line)]
    return max(0.0, -min(tops, default=0.0))
