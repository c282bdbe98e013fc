"""Where a block is set: its left edge and width, and the element it belongs to."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from reportgen.typeset.setting import Setting
from reportgen.typeset.structure import Element


class Frame(Struct, frozen=True, kw_only=True):
    """A column that blocks are set in.

    `outer` is the left edge of the margin column where there is one beside this column; `wide` says that text begins
    there too. Blocks inside cards, tiles and cells have no margin column. `ids` is False inside table cells, where the
    table's id covers everything. `tail` ends each paragraph, where one has to be told from the next. `role` is the
    style of paragraphs that say "body"; `notes` is the element that footnotes are added to; `table` is the table that
    the column is a cell of.
    """

    setting: Setting
    x: float
    width: float
    parent: Element
    lang: str
    outer: float | None = None
    wide: bool = False
    role: str | None = None
    ids: bool = True
    tail: str = ""
    align: str | None = None
    notes: Element | None = None
    table: str | None = None

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width

    @property
    def left(self) -> float:
        """Left edge of blocks that take the margin column too."""
        return self.x if self.outer is None else self.outer

    @property
    def start(self) -> float:
        """Left edge of headings and text: that of the margin column in wide parts."""
        return self.left if self.wide else self.x

    def on_page(self, master: str) -> Frame:
        """The text column of the pages of a master."""
        setting = self.setting.on_page(master)
        return replace(self, setting=setting, x=setting.area.text, width=setting.area.column, outer=setting.area.left)

    def id(self, block: str | None) -> str | None:
        """The id that an element of a block gets."""
        return block if self.ids else None
