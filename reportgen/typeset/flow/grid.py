"""The baseline grid: strips begin on its lines, so that text on facing pages and beside pictures stands level."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.typeset.flow.strip import Strip


def snap(strips: Sequence[Strip], grid: float) -> None:
    """Round the gaps of settled strips so that each begins a whole number of `grid` points below the first.

    What stands above a strip may move by half a line, never into it. A page may end anywhere: both parts stay on the
    grid. Gaps do not give any more.
    """
    y = 0.0
    for index, strip in enumerate(strips):
        if index:
            lines = max(round((y + strip.before) / grid), -(-(y - 0.01) // grid))
            strip.before = lines * grid - y
            y = lines * grid
        strip.stretch = strip.shrink = 0.0
        if strip.resume is not None:
            again = strip.resume
            again.after = -(-(again.height + again.after - 0.01) // grid) * grid - again.height
        if index + 1 < len(strips):
            strip.after = 0.0
        y += strip.height
