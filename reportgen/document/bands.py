"""The colours of the bars on a cover: the tints of the theme in turn, or darkest and palest ones where some are picked
out."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document.nodes import Bar
from reportgen.document.theme import Theme

_SHARE = 3
"""Picked-out bars take turns in the darkest third of the tints, the others in the palest."""


def bar_colours(bars: Sequence[Bar], theme: Theme) -> list[str]:
    """The name of the colour of each bar."""
    tints: Sequence[str] = theme.band.tints
    if not any(bar.emphasis for bar in bars):
        return [tints[index % len(tints)] for index in range(len(bars))]
    from reportgen.document.inks import darkness

    ranked = sorted(dict.fromkeys(tints), key=lambda name: darkness(theme.colour(name)), reverse=True)
    few = max(len(ranked) // _SHARE, 1)
    turns = {True: ranked[:few], False: ranked[-few:]}
    found = []
    for bar in bars:
        own = turns[bar.emphasis]
        found.append(own[0])
        own.append(own.pop(0))
    return found
