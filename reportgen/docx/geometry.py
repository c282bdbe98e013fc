"""Where things stand on a Word page, in twips, worked out from the theme's page."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document.theme import MM, Page, Theme
from reportgen.ooxml.xml import mm_twips

_ASCENT, _DESCENT = 0.95, 0.25
"""Shares of the type size above and below the baseline: Word places heads by their edges, the theme by baselines."""


class Geometry(Struct, frozen=True):
    """Measures of a page. The margin column of the theme lies in Word's left margin; `hang` is how far headings with
    a number, wide tables and tiles reach out into it."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    header: int
    footer: int
    hang: int
    number: int
    """How far the text of a numbered heading stands from its number."""
    head: bool = True
    """Whether there is a running head."""
    foot: bool = True
    """Whether there is a running foot."""

    @property
    def text(self) -> int:
        """Width of the text column."""
        return self.width - self.left - self.right

    @property
    def widened(self) -> Geometry:
        """A page without margin column: its text begins where the margin column would."""
        return replace(self, left=self.left - self.hang, hang=0)

    @property
    def full(self) -> int:
        """Width of margin column and text column."""
        return self.text + self.hang


def geometry(theme: Theme, page: Page | None = None) -> Geometry:
    """The page of `theme` as Word measures it, or another one of it."""
    page = page or theme.page
    column = mm_twips(page.margin_column)
    head, foot = theme.style("running-head").size, theme.style("running-foot").size
    return Geometry(
        width=mm_twips(page.width),
        height=mm_twips(page.height),
        top=mm_twips(page.top),
        bottom=mm_twips(page.bottom),
        left=mm_twips(page.left) + column,
        right=mm_twips(page.right),
        header=max(0, round((page.head * MM - head * _ASCENT) * 20)),
        footer=max(0, round((page.foot * MM - foot * _DESCENT) * 20)),
        hang=column,
        number=column or mm_twips(theme.rules.word_number_indent),
        head=page.running_head,
        foot=page.running_foot,
    )
