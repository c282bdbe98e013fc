"""Sections of the file: each has its page, its running head and foot, and its way of counting (ECMA-376 part 1, 17.6).

A chapter that begins a page is a section of its own, so that its running head names it in every program: a field alone
(STYLEREF) shows the same chapter on every page where a program does not know it.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.pagination import begins_wide, body_start, page_start
from reportgen.docx import furniture
from reportgen.docx.context import Writer
from reportgen.docx.geometry import Geometry


class Layout(Struct, frozen=True):
    """What a section's pages look like, and where its page numbers come from."""

    page: Geometry
    chapter: furniture.Chapter = furniture.NO_CHAPTER
    bare: bool = False
    """Without head and foot."""
    roman: bool = False
    restart: bool = False
    """Pages are counted from 1 again."""
    columns: int = 1
    gap: int = 0
    """Twips between columns."""
    opens: bool = True
    """The section begins a chapter: its first page may look different."""


class Sections:
    """The section that is being written, and how it began."""

    def __init__(self, w: Writer, document: n.Document) -> None:
        self.w, self._normal = w, w.page
        self._body = body_start(document) if w.theme.rules.front_numbers == "roman" else None
        self.layout = self.plain()
        self._start = "nextPage"
        self._at = 0
        self._begun = False

    def begin(self, layout: Layout, start: str = "nextPage") -> None:
        """What follows stands in a section of its own, which begins as `start` says (17.18.77)."""
        w = self.w
        if self._written():
            properties = self._properties()
            if not w.end_section(properties):
                w.spacer()
                w.end_section(properties)
            self._start = start
            self._at = w.story.length
        elif start != "continuous":
            self._start = start
        self.layout, w.page, w.break_next = layout, layout.page, False

    def plain(self) -> Layout:
        """The layout of what is no chapter: what follows the cover, say."""
        return Layout(self._normal, roman=self._body is not None)

    def chapter(self, block: n.Section, title: furniture.Chapter) -> None:
        """A part of the report that begins a page."""
        page = self._normal.widened if begins_wide(block) else self._normal
        first = block.id == self._body
        if first:
            self._body = None
        layout = Layout(page, title, roman=self._body is not None, restart=first)
        self.begin(layout, "oddPage" if page_start(block, self.w.theme.rules) == "recto" else "nextPage")

    def go_on(self, title: furniture.Chapter) -> None:
        """A chapter that begins within a page: the next page has its head, where no other chapter begins there."""
        if title != self.layout.chapter:
            self.layout = replace(self.layout, chapter=replace(self.layout.chapter, shared=True))
            self.begin(replace(self.layout, chapter=title, restart=False, opens=False), "continuous")

    def change(self, *, columns: int, gap: int) -> None:
        """Go on in so many columns on the same page."""
        self.begin(replace(self.layout, columns=columns, gap=gap, restart=False, opens=False), "continuous")

    @property
    def fresh(self) -> bool:
        """Whether the section begins a page and nothing stands in it yet."""
        return self._start != "continuous" and not self._written()

    def last(self) -> str:
        """The properties of the last section, which stand at the end of the body."""
        return self._properties()

    def _written(self) -> bool:
        return self.w.story.written_since(self._at)

    def _first_differs(self, layout: Layout) -> bool:
        """Whether the first page has a head of its own; a reference document says so of the first page of all."""
        reference = self.w.reference
        if reference and reference.furniture:
            differs, self._begun = reference.first_differs and not (layout.bare or self._begun), True
            return differs
        return layout.opens and not (layout.bare or self.w.theme.rules.chapter_head)

    def _properties(self) -> str:
        layout = self.layout
        page = layout.page
        references = furniture.references(self.w, page, layout.chapter, bare=layout.bare)
        landscape = ' w:orient="landscape"' if page.width > page.height else ""
        margins = (
            f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}" '
            f'w:header="{page.header}" w:footer="{page.footer}" w:gutter="0"/>'
        )
        form = ' w:fmt="lowerRoman"' if layout.roman else ""
        lines = f'<w:lnNumType w:countBy="5" w:distance="{page.hang + 240}" w:restart="newPage"/>'
        lines = lines if self.w.meta.draft and not layout.bare else ""
        begin = ' w:start="1"' if layout.restart else ""
        count = f"<w:pgNumType{form}{begin}/>" if form or begin else ""
        columns = f'<w:cols w:num="{layout.columns}" w:space="{layout.gap}" w:equalWidth="1"/>'
        first = "<w:titlePg/>" if self._first_differs(layout) else ""
        return (
            f'<w:sectPr>{references}<w:type w:val="{self._start}"/>'
            f'<w:pgSz w:w="{page.width}" w:h="{page.height}"{landscape}/>{margins}{lines}{count}'
            f"{columns if layout.columns > 1 else ''}{first}</w:sectPr>"
        )
