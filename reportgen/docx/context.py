"""What the blocks of one document are written with: the file, its styles and lists, and how paragraphs come about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.theme import Theme
from reportgen.document.walk import find
from reportgen.document.wording import DEFAULTS
from reportgen.docx import ppr
from reportgen.docx.comments import Comments
from reportgen.docx.controls import Controls, Fields, groups, origin
from reportgen.docx.fallback import Fallback
from reportgen.docx.furniture import HeadsAndFeet
from reportgen.docx.geometry import Geometry, geometry
from reportgen.docx.language import Locale, locale
from reportgen.docx.logo import header_logo
from reportgen.docx.marks import Marked, Marks
from reportgen.docx.measure import BOLD, CALIBRI, KERNED, advances, breadth
from reportgen.docx.numbering import Numbering
from reportgen.docx.package import Package
from reportgen.docx.palette import Tint
from reportgen.docx.place import Place
from reportgen.docx.ppr import RunFormat, Spacing
from reportgen.docx.sections import SectionLayout, Sections
from reportgen.docx.story import Body, Paragraph
from reportgen.docx.styles import StyleBook
from reportgen.docx.targets import Targets
from reportgen.fonts.book import FontBook
from reportgen.grid.measure import Gauge
from reportgen.ooxml.archive import Archive

if TYPE_CHECKING:
    from reportgen.docx.reference import ReferenceDocument
    from reportgen.docx.reference.lines import ReferenceLines

_TABLE_ROOM = 280
"""Twips below a table."""
UNKNOWN_PAGE = "–"
"""What a page field shows until somebody updates it (F9): a number would be a guess, nothing would look like a slip,
and a field without any result makes Word offer a repair."""


class Wanted(Struct, frozen=True):
    """What a Word file is to be, besides its document and theme."""

    pages: Mapping[str, str] = {}
    """Printed numbers of pages by bookmark, where they have been measured."""
    unknown_page: str = UNKNOWN_PAGE
    """What a page field shows whose page has not."""
    reference: ReferenceDocument | None = None
    """A Word file whose looks the report takes over."""
    fields: Fields = Fields.NONE
    flowing: bool = False
    """Chapters are no sections of the file, and have the same running head: sections cannot come and go."""
    measured: bool = False
    """Only its pages are counted: nothing stands in fields."""


def _lines(reference: ReferenceDocument | None, theme: Theme) -> ReferenceLines | None:
    if reference is None:
        return None
    from reportgen.docx.reference.lines import ReferenceLines

    return ReferenceLines(reference, theme)


def _by_bookmark(targets: Targets, document: n.Document) -> dict[str, tuple[str, ...]]:
    """The comments by the bookmarks of their blocks; blocks in one row of a table share its."""
    found: dict[str, tuple[str, ...]] = {}
    for block_id, texts in document.comments.items():
        name = targets.own(block_id)
        found[name] = (*found.get(name, ()), *texts)
    return found


class Writer:
    """Writes a document block by block; one Writer makes one file, in `archive`. What changes on the way lies in
    `package`, in the story of a place, in `sections` and in `marks`."""

    def __init__(
        self,
        document: n.Document,
        theme: Theme,
        blocks: Mapping[type, BlockWriter],
        inlines: Mapping[type, InlineWriter],
        wanted: Wanted,
        archive: Archive,
    ) -> None:
        self.meta, self.theme, self.wanted = document.meta, theme, wanted
        reference = wanted.reference
        self.words = {**DEFAULTS, **document.meta.words}
        self.locale: Locale = locale(document.meta.language)
        page = geometry(theme)
        self.styles = StyleBook(theme, page, self.locale.tag, _lines(reference, theme))
        self.targets = Targets(document)
        lists = find(document, n.TableOfContents)
        self.contents_depth = max((each.depth for each in lists if each.of == "headings"), default=0)
        """The lowest level of headings that contents list."""
        self.controls = Controls(wanted.fields)
        self.numbering = Numbering(self.styles.number_looks, page.number, self.targets.numbered)
        self.fallback = Fallback(theme, self.styles)
        self.package = Package()
        self.comments = Comments(_by_bookmark(self.targets, document), self.meta, self.words, self.fallback)
        self.marks = Marks(self.targets, self.package, self.comments)
        self.archive = archive
        self.body = Body(archive, whole=reference is not None)
        logo = header_logo(self.meta.running_logo, theme, self.package) if self.meta.running_logo else None
        heads = HeadsAndFeet(self.meta, theme, self.styles, self.package, self.fallback, reference, logo)
        self.sections = Sections(document, theme, page, self.body, heads)
        self.tint: Tint | None = None
        """The colours of a part that has its own."""
        self.place = Place(story=self.body, fields=wanted.fields is not Fields.NONE and not wanted.measured)
        """Where the document is written: in nothing that changes how a block is written."""
        self._blocks, self._inlines = blocks, inlines
        self._advances: dict[str, tuple[bytes, float]] = {}

    # ---------------------------------------------------------------------------------------------- what is wanted

    @property
    def page(self) -> Geometry:
        """The page that is being written on."""
        return self.sections.layout.within or self.sections.layout.page

    @property
    def flowing(self) -> bool:
        """Chapters are no sections of the file."""
        return self.wanted.flowing

    @property
    def framed(self) -> bool:
        """Whether what comes from data can stand in a frame: not in files with fields, which people edit. LibreOffice
        renames bookmarks and loses comments and changes in frames."""
        return self.wanted.fields is Fields.NONE

    @cached_property
    def gauge(self) -> Gauge:
        """What measures the cells of tables."""
        return Gauge(self.theme, FontBook(self.theme.fonts), self.meta.language)

    def advances(self, family: str, face: str) -> tuple[bytes, float]:
        """The advances of a face (see `measure`), and a factor on them; those of a font in the file are its own."""
        key = f"{family}/{face}"
        found = self._advances.get(key)
        if found is None:
            known = self.theme.fonts.get(family) or self.theme.fonts.get("text")
            if known is not None and known.word_embed:
                found = advances(FontBook(self.theme.fonts)[key].advances), KERNED
            else:
                wide = breadth(known.word) if known else 1.0
                found = CALIBRI, wide * KERNED * (BOLD if "bold" in face else 1.0)
            self._advances[key] = found
        return found

    # --------------------------------------------------------------------------------------------------- walking

    def blocks(self, place: Place, blocks: tuple[n.Block, ...]) -> None:
        """Write blocks one after the other; a paragraph stays with the table that it introduces."""
        story = place.story
        for block, below in zip(blocks, (*blocks[1:], None), strict=False):
            introduces = type(below) is n.Table and type(block) is n.Paragraph and not place.cell
            self._blocks[type(block)](self, block, place.introducing() if introduces else place)
            story.after_card, story.after_box = type(block) is n.Card, type(block) is n.Callout
        story.settle()

    def inlines(self, place: Place, inlines: tuple[n.Inline, ...], form: RunFormat | None = None) -> str:
        """The runs of a line."""
        form = form or place.form
        if not place.fields:
            return self._runs(place, inlines, form)
        if len(inlines) == 1:
            return self._from_data(place, origin(inlines[0]), inlines, form)
        return "".join([self._from_data(place, path, members, form) for path, members in groups(inlines)])

    def _from_data(self, place: Place, path: str | None, inlines: n.Inlines, form: RunFormat) -> str:
        """Runs that come from one data path, as its field; without a path, fields stand in them."""
        if not path:
            return self._runs(place, inlines, form)
        content = self._runs(place.repeated, inlines, form)
        return self.controls.wrap(path, content, self.package) if content else content

    def _runs(self, place: Place, inlines: n.Inlines, form: RunFormat) -> str:
        writers = self._inlines
        if len(inlines) == 1:
            return writers[type(inlines[0])](self, inlines[0], form, place)
        return "".join([writers[type(inline)](self, inline, form, place) for inline in inlines])

    def repeated(self, place: Place, inlines: n.Inlines, form: RunFormat | None = None) -> str:
        """The runs of what is repeated here and has its place elsewhere: nothing in it can be changed for good."""
        return self._runs(place.repeated, inlines, form or place.form)

    # ------------------------------------------------------------------------------------------------- languages

    def plain(self, place: Place, lang: str | None) -> RunFormat:
        """The format of text that differs in nothing but its language; without one, in that of what is around it."""
        return place.plain(lang, self.locale.tag)

    def speaking(self, place: Place, lang: str | None) -> Place:
        """The same place in another language; without one, in the same."""
        return place.speaking(lang, self.locale.tag)

    # ------------------------------------------------------------------------------------------------ paragraphs

    def paragraph(self, place: Place, style: str, content: str, /, **parts: str | Spacing) -> None:
        """A paragraph in a style (its id); `parts` are properties of its own by their local names."""
        story, sections = place.story, self.sections
        if self.tint is not None:
            content, parts = self.tint.paragraph(style, content, parts)
        paragraph = Paragraph(style, {**place.box, **parts}, self.fallback.content(style, content))
        self.marks.enter(place, paragraph)
        if not place.cell:
            if story.after_table and not sections.break_next:
                paragraph.properties["spacing"] = self._below_table(style, paragraph.properties.get("spacing"))
            if sections.break_next:
                paragraph.properties["pageBreakBefore"] = ppr.PAGE_BREAK
                sections.break_next = False
        story.after_table = False
        story.add(paragraph)

    def spacer(self, place: Place, *, room: bool = False, tall: int = 0, **more: str) -> None:
        """A paragraph of one point, where Word cannot do without one; with the `room` that follows a table, or so many
        twips `tall`; `more` are properties by their local names."""
        place.story.after_table = place.story.after_table and room
        line = {"spacing": Spacing(line=tall, rule="exact")} if tall else {}
        self.paragraph(place, "TableSpacer", "", **line, **more)

    def _below_table(self, style: str, given: object) -> Spacing:
        """The spacing of a paragraph below a table: as much as the PDF has there, or its own if that is more."""
        own = given if isinstance(given, Spacing) else Spacing()
        before = self.styles.before(style) if own.before is None else own.before
        return own._replace(before=max(_TABLE_ROOM, before))

    def cell(self, place: Place, blocks: n.Blocks, role: str, box: Mapping[str, str], end: str = "") -> str:
        """The content of a table cell, whose paragraphs have a role and properties; it ends with one (17.4.65), in
        which a bookmark can `end`."""
        inside = place.in_cell(role, box)
        self.blocks(inside, blocks)
        if inside.story.last is None:
            self.paragraph(inside, self.styles.paragraph(role), "")
        if end:
            inside.story.end_mark(end)
        return inside.story.xml()

    # -------------------------------------------------------------------------------------------------- sections

    def begin_section(self, place: Place, layout: SectionLayout, start: str = "nextPage") -> None:
        """What follows stands in a section of the file of its own, which begins as `start` says (17.18.77)."""
        if self.sections.written:
            properties = self.sections.properties()
            if not self.body.end_section(properties):
                self.spacer(place)
                self.body.end_section(properties)
        self.sections.begin(layout, start)

    def end_columns(self, place: Place, layout: SectionLayout) -> None:
        """What follows stands below columns, in this layout: their lower edge is that of their text. LibreOffice adds
        room above the first paragraph of a section, which one without height takes."""
        place.story.close_up()
        self.begin_section(place, layout, "continuous")
        self.spacer(place)

    @contextmanager
    def on_page(self, place: Place, master: str) -> Iterator[None]:
        """Write on pages of a master of the theme, where a section can and may begin, and none is so already."""
        layout = self.sections.layout
        if not place.at_top or self.flowing or self.sections.stands_on(master):
            yield
            return
        self.begin_section(place, *self.sections.on_page(master))
        yield
        self.begin_section(place, replace(layout, opens=False, restart=False))

    # ------------------------------------------------------------------------------------------------- bookmarks

    def block(self, place: Place, block_id: str) -> Marked:
        """The bookmark of a block with text of its own: inside its first and its last paragraph."""
        return self.marks.block(place, block_id)

    def container(self, place: Place, block_id: str) -> Marked:
        """The bookmark of a block that consists of blocks: before the first and after the last of them."""
        return self.marks.container(place, block_id)


BlockWriter = Callable[[Writer, Any, Place], None]
"""Writes a block at a place."""
InlineWriter = Callable[[Writer, Any, RunFormat, Place], str]
"""The runs of an inline."""
