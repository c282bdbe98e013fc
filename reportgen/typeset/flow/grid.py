"""The baseline grid: strips begin on its lines, so that text on facing pages and beside pictures stands level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil

from reportgen.typeset.flow.strip import Strip

_NO_GAP = 0.3


def snapped(strips: Iterable[Strip], grid: float) -> Iterator[Strip]:
    """Settled strips as they come, their gaps rounded: what follows one begins whole `grid` points below the first.

    Gaps of less than `_NO_GAP` lines vanish, others grow; they do not give any more. Lines of one paragraph keep their
    leading. A page may end anywhere in text of the grid's own leading: both parts stay on the grid.
    """
    y = 0.0
    above: Strip | None = None
    for strip in strips:
        if above is not None:
            above.after = 0.0
            if strip.before:
                lines = max(ceil((y + strip.before) / grid - _NO_GAP), ceil((y - 0.01) / grid))
                strip.before = lines * grid - y
                y = lines * grid
        strip.stretch = strip.shrink = 0.0
        if strip.resume is not None:
            again = strip.resume
            again.after = ceil((again.height + again.after - 0.01) / grid) * grid - again.height
        y += strip.height
        above = strip
        yield strip
