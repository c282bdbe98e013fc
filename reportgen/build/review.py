"""How a report looks where changes in it are shown: programs write changed words in colours of their own."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from reportgen.document.contrast import contrast
from reportgen.document.theme import Style, Theme

_READABLE: Final = 4.5
"""The least contrast of text and ground (WCAG 2.2, 1.4.3)."""
_GROUND: Final = "fill"
"""The pale ground of the theme."""


def reviewed(theme: Theme, *, margin: bool) -> Theme:
    """`theme` without dark grounds, on which coloured words cannot be read, and unless `margin` without margin column.

    What stood in the column stands below the titles: LibreOffice loses changes in frames and behind them.
    """
    styles = {role: _plain(theme, style) for role, style in theme.styles.items()}
    page = theme.page if margin else replace(theme.page, margin_column=0)
    rules = replace(theme.rules, tiles_per_row=1)  # LibreOffice loses words that go where another column begins
    return replace(theme, page=page, styles=styles, rules=rules, band=replace(theme.band, ground="paper"))


def _plain(theme: Theme, style: Style) -> Style:
    """A style whose ground is pale and whose text can be read on paper."""
    paper = theme.colour("paper")
    if style.fill and contrast(theme.colour(style.fill), theme.colour("ink")) < _READABLE:
        style = replace(style, fill=_GROUND)
    if contrast(theme.colour(style.colour), paper) < _READABLE:
        style = replace(style, colour="ink")
    return style
