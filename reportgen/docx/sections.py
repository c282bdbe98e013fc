"""Sections of the file: each has its page, its running head and foot, and its way of counting (ECMA-376 part 1, 17.6).

A chapter that begins a page is a section of its own, so that its running head names it in every program: a field alone
(STYLEREF) shows the same chapter on every page where a program does not know it.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.pagination import begins_wide, body_start, page_start
from reportgen.document.theme import Theme
from reportgen.docx.furniture import NO_CHAPTER, Chapter, HeadsAndFeet
from reportgen.docx.geometry import Geometry, geometry
from reportgen.docx.story import Body


class SectionLayout(Struct, frozen=True):
    """What a section's pages look like, and where its page numbers come from."""

    page: Geometry
    chapter: Chapter = NO_CHAPTER
    bare: bool = False
    """Without head and foot."""
    blank: bool = False
    """So, too, though sections before it have them."""
    roman: bool = False
    restart: bool = False
    """Pages are counted from 1 again."""
    columns: int = 1
    gap: int = 0
    """Twips between columns."""
    within: Geometry | None = None
    """The page as blocks see it that stand in columns, None where that is the page itself."""
    opens: bool = True
    """The section begins a chapter: its first page may look different."""


class Sections:
    """The section that is being written, and how it began; `body` takes what is written, `heads` heads and feet."""

    def __init__(self, document: n.Document, theme: Theme, page: Geometry, body: Body, heads: HeadsAndFeet) -> None:
        self._rules, self._normal, self._body, self._heads = theme.rules, page, body, heads
        self._theme = theme
        self._draft = bool(document.meta.draft)
        self._first = body_start(document) if theme.rules.front_numbers == "roman" else None
        self.layout = self.plain()
        self._start = "nextPage"
        self._at = 0
        self._begun = False
        self.break_next = False
        """What follows begins on a new page."""

    # --------------------------------------------------------------------------------------------------- layouts

    def plain(self) -> SectionLayout:
        """The layout of what is no chapter: what follows the cover, say."""
        return SectionLayout(self._normal, roman=self._first is not None)

    def chapter(self, block: n.Section, title: Chapter) -> tuple[SectionLayout, str]:
        """The layout of a part of the report that begins a page, and on which page it does."""
        page = self._normal.widened if begins_wide(block) else self._normal
        first = block.id == self._first
        if first:
            self._first = None
        layout = SectionLayout(page, title, roman=self._first is not None, restart=first)
        return layout, "oddPage" if page_start(block, self._rules) == "recto" else "nextPage"

    def share(self, title: Chapter) -> SectionLayout:
        """The layout from a chapter on that begins within a page: the next page has its head, where no other begins."""
        self.layout = replace(self.layout, chapter=replace(self.layout.chapter, shared=True))
        return replace(self.layout, chapter=title, restart=False, opens=False)

    def goes_on(self, layout: SectionLayout) -> bool:
        """Whether pages of this layout are those of the section that is being written, running heads apart."""
        now = self.layout
        return not (layout.restart or now.bare) and (layout.page, layout.roman) == (now.page, now.roman)

    def on_page(self, master: str) -> tuple[SectionLayout, str]:
        """The layout that goes on on the pages of a master, and how it begins; a section in which nothing stands yet is
        put on them."""
        layout = replace(self.layout, page=self._page(master))
        if self.fresh:
            return layout, self._start
        return replace(layout, opens=False, restart=False), "nextPage"

    def stands_on(self, master: str) -> bool:
        """Whether what is being written stands on the pages of a master."""
        return self.layout.page == self._page(master)

    def _page(self, master: str) -> Geometry:
        return geometry(self._theme, self._theme.master(master))

    def columns(self, count: int, gap: int = 0) -> SectionLayout:
        """The layout that goes on in so many columns, `gap` twips apart."""
        return replace(self.layout, columns=count, gap=gap, restart=False, opens=False)

    # -------------------------------------------------------------------------------------------------- sections

    @property
    def written(self) -> bool:
        """Whether anything stands in the section."""
        return self._body.blocks > self._at

    @property
    def begun(self) -> bool:
        """Whether anything stands in the file."""
        return self._body.blocks > 0

    @property
    def fresh(self) -> bool:
        """Whether the section begins a page and nothing stands in it yet."""
        return self._start != "continuous" and not self.written

    def begin(self, layout: SectionLayout, start: str) -> None:
        """The next section, once the last one has been ended; one without content gives way to it."""
        if self.written:
            self._start, self._at = start, self._body.blocks
        elif start != "continuous":
            self._start = start
        self.layout, self.break_next = layout, False

    def _first_differs(self, layout: SectionLayout) -> bool:
        """Whether the first page has a head of its own; a reference document says so of the first page of all."""
        reference = self._heads.reference
        if reference and reference.furniture:
            differs, self._begun = reference.first_differs and not (layout.bare or self._begun), True
            return differs
        return layout.opens and not (layout.bare or self._rules.chapter_head)

    def properties(self) -> str:
        """The properties of the section, which stand at its end (17.6.17)."""
        layout = self.layout
        page = layout.page
        heads = self._heads
        references = heads.blank(page) if layout.blank else heads.references(page, layout.chapter, bare=layout.bare)
        landscape = ' w:orient="landscape"' if page.width > page.height else ""
        margins = (
            f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}" '
            f'w:header="{page.header}" w:footer="{page.footer}" w:gutter="0"/>'
        )
        form = ' w:fmt="lowerRoman"' if layout.roman else ""
        lines = f'<w:lnNumType w:countBy="5" w:distance="{page.hang + 240}" w:restart="newPage"/>'
        lines = lines if self._draft and not layout.bare else ""
        begin = ' w:start="1"' if layout.restart else ""
        count = f"<w:pgNumType{form}{begin}/>" if form or begin else ""
        columns = f'<w:cols w:num="{layout.columns}" w:space="{layout.gap}" w:equalWidth="1"/>'
        first = "<w:titlePg/>" if self._first_differs(layout) else ""
        return (
            f'<w:sectPr>{references}<w:type w:val="{self._start}"/>'
            f'<w:pgSz w:w="{page.width}" w:h="{page.height}"{landscape}/>{margins}{lines}{count}'
            f"{columns if layout.columns > 1 else ''}{first}</w:sectPr>"
        )
