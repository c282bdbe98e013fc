"""What the blocks of one document write into: the text so far, and everything that stands in parts of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.theme import Theme
from reportgen.document.walk import find
from reportgen.document.wording import DEFAULTS
from reportgen.docx import ppr
from reportgen.docx.controls import Controls, Fields, groups, origin
from reportgen.docx.fallback import Fallback
from reportgen.docx.furniture import HeadsAndFeet
from reportgen.docx.geometry import Geometry, geometry
from reportgen.docx.language import Locale, full_tag, locale
from reportgen.docx.numbering import Numbering
from reportgen.docx.parts import ExtraParts, Relations
from reportgen.docx.ppr import RunFormat
from reportgen.docx.sections import SectionLayout, Sections
from reportgen.docx.story import Story, last_block
from reportgen.docx.styles import StyleBook
from reportgen.docx.targets import Targets
from reportgen.fonts.book import FontBook
from reportgen.grid.measure import Gauge
from reportgen.ooxml.bindings import Store
from reportgen.ooxml.xml import R

if TYPE_CHECKING:
    from reportgen.docx.reference import ReferenceDocument
    from reportgen.docx.reference.lines import ReferenceLines

_BEFORE = re.compile(' w:before="(\\d+)"')
_TABLE_ROOM = 280
"""Twips below a table."""
_NO_END = re.compile("<w:(?:sectPr|sdt)>")
"""What a paragraph has that no section can end in: LibreOffice writes a control there twice."""
UNKNOWN_PAGE = "–"
"""What a page field shows until somebody updates it (F9): a number would be a guess, nothing would look like a slip,
and a field without any result makes Word offer a repair."""


def _lines(reference: ReferenceDocument | None, theme: Theme) -> ReferenceLines | None:
    if reference is None:
        return None
    from reportgen.docx.reference.lines import ReferenceLines

    return ReferenceLines(reference, theme)


class Writer:
    """Collects the text of a document block by block; one Writer makes one file."""

    def __init__(
        self,
        document: n.Document,
        theme: Theme,
        pages: Mapping[str, str],
        blocks: Mapping[type, BlockWriter],
        inlines: Mapping[type, InlineWriter],
        reference: ReferenceDocument | None = None,
        fields: Fields = Fields.NONE,
    ) -> None:
        self.reference, self.fields = reference, fields
        """A Word file whose looks the report takes over."""
        self.meta, self.theme, self.pages = document.meta, theme, pages
        self.unknown_page = UNKNOWN_PAGE
        self.words = {**DEFAULTS, **document.meta.words}
        self.locale: Locale = locale(document.meta.language)
        self.page: Geometry = geometry(theme)
        self.styles = StyleBook(theme, self.page, self.locale.tag, _lines(reference, theme))
        self.targets = Targets(document)
        lists = find(document, n.TableOfContents)
        self.contents_depth = max((each.depth for each in lists if each.of == "headings"), default=0)
        """The lowest level of headings that contents list."""
        self.controls = Controls(fields)
        self.controlled = fields is not Fields.NONE
        """Whether text from data is being written in fields."""
        self.numbering = Numbering(self.styles.number_looks, self.page.number, self.targets.numbered)
        self.fallback = Fallback(theme, self.styles)
        self.story = Story(self.fallback.settled, whole=reference is not None or bool(document.comments))
        self.out = self.story.pieces
        """What is being written into: the body, or the content of a table cell."""
        self.notes: list[str] = []
        self.sequences: dict[str, int] = {}
        """The last number of each sequence of captions."""
        self.counted_notes = 0
        """Notes whose number Word counts itself."""
        self.relations, self.note_relations = Relations(), Relations()
        self.parts = ExtraParts()
        self.comments = ""
        """The part with the comments of a draft, "" where there are none."""
        self.break_next = False
        """What follows begins on a new page."""
        heads = HeadsAndFeet(self.meta, theme, self.styles, self.parts, self.relations, self.fallback, reference)
        self.sections = Sections(document, theme, self.page, self.story, heads)
        self.flowing = False
        """Chapters are no sections of the file, and have the same running head: sections cannot come and go."""
        self._blocks, self._inlines = blocks, inlines
        self._marks, self._drawings = count(1), 0
        self._pending: list[str] = []
        self._begin_outside()

    def _begin_outside(self) -> None:
        """Stand in the body, in nothing that changes how a block is written."""
        self.after_table = False
        """A table stands last: another one, or the end of a section, needs a paragraph between."""
        self.in_cell = self.in_note = self.in_margin = False
        self.list_depth = -1
        self.on_ground = False
        """Whether links have the colour of what stands around them, on a dark ground."""
        self.card_before = False
        """The block before this one in the same part was a card."""
        self.card_before_last: str | None = None
        """The card that holds on to the next one, which ends its chapter."""
        self.body_role = "body"
        """The role that plain paragraphs take here: that of a callout or table cell around them."""
        self.box: Mapping[str, str] = {}
        """Properties that every paragraph gets from what it stands in."""
        self.inset = 0
        """Twips that quotations around set their blocks in."""
        self._plain = RunFormat()
        """The format of text without a look of its own."""

    # --------------------------------------------------------------------------------------------------- walking

    def blocks(self, blocks: tuple[n.Block, ...]) -> None:
        """Write blocks one after the other; a paragraph stays with the table that it introduces."""
        for block, below in zip(blocks, (*blocks[1:], None), strict=False):
            if type(below) is n.Table and type(block) is n.Paragraph and not self.in_cell:
                before, self.box = self.box, {"keepNext": ppr.KEEP_NEXT, **self.box}
                self._blocks[n.Paragraph](self, block)
                self.box = before
            else:
                self._blocks[type(block)](self, block)
            self.card_before = type(block) is n.Card
        self.story.settle()

    def inlines(self, inlines: tuple[n.Inline, ...], form: RunFormat | None = None) -> str:
        """The runs of a line."""
        form = form or self._plain
        if not self.controlled:
            return self._runs(inlines, form)
        if len(inlines) == 1:
            return self._from_data(origin(inlines[0]), inlines, form)
        return "".join([self._from_data(path, members, form) for path, members in groups(inlines)])

    def _from_data(self, path: str | None, inlines: n.Inlines, form: RunFormat) -> str:
        """Runs that come from one data path, as its field; without a path, fields stand in them."""
        if not path:
            return self._runs(inlines, form)
        self.controlled = False
        content = self._runs(inlines, form)
        self.controlled = True
        return self.controls.wrap(path, content, self._marks) if content else content

    def _runs(self, inlines: n.Inlines, form: RunFormat) -> str:
        writers = self._inlines
        if len(inlines) == 1:
            return writers[type(inlines[0])](self, inlines[0], form)
        return "".join([writers[type(inline)](self, inline, form) for inline in inlines])

    def uncontrolled(self, inlines: n.Inlines, form: RunFormat | None = None) -> str:
        """The runs of what is repeated here and has its place elsewhere: nothing in it can be changed for good."""
        before, self.controlled = self.controlled, False
        content = self._runs(inlines, form or self._plain)
        self.controlled = before
        return content

    # ------------------------------------------------------------------------------------------------ paragraphs

    def paragraph(self, style: str, content: str, /, **parts: str) -> None:
        """A paragraph in a style (its id); `parts` are properties of its own by their local names."""
        if self._pending:
            content = "".join(self._pending) + content
            self._pending.clear()
        if self.after_table and not (self.in_cell or self.break_next):
            parts["spacing"] = self._below_table(style, parts.get("spacing", ""))
        self.after_table = False
        named = "" if style == "Normal" else f'<w:pStyle w:val="{style}"/>'
        if not (parts or self.box or self.break_next):
            self.out.append(f"<w:p><w:pPr>{named}</w:pPr>{content}</w:p>")
            return
        properties = {**self.box, **parts, "pStyle": named}
        if self.break_next and not self.in_cell:
            properties["pageBreakBefore"] = ppr.PAGE_BREAK
            self.break_next = False
        self.out.append(f"<w:p><w:pPr>{ppr.paragraph_properties(properties)}</w:pPr>{content}</w:p>")

    def spacer(self, *, room: bool = False, tall: int = 0, **more: str) -> None:
        """A paragraph of one point, where Word cannot do without one; with the `room` that follows a table, or so many
        twips `tall`; `more` are properties by their local names."""
        self.after_table = self.after_table and room
        line = {"spacing": f'<w:spacing w:line="{tall}" w:lineRule="exact"/>'} if tall else {}
        self.paragraph("TableSpacer", "", **line, **more)

    def _below_table(self, style: str, given: str) -> str:
        """The spacing of a paragraph below a table: as much as the PDF has there, or its own if that is more."""
        own = _BEFORE.search(given)
        before = max(_TABLE_ROOM, int(own[1]) if own else self.styles.before(style))
        rest = _BEFORE.sub("", given or "<w:spacing/>")
        return rest.replace("<w:spacing", f'<w:spacing w:before="{before}"', 1)

    def into_last(self, run: str) -> None:
        """Put a run before the text of the last paragraph."""
        head, end, rest = self.out[-1].partition("</w:pPr>")
        self.out[-1] = f"{head}{end}{run}{rest}"

    def begin_section(self, layout: SectionLayout, start: str = "nextPage") -> None:
        """What follows stands in a section of the file of its own, which begins as `start` says (17.18.77)."""
        if self.sections.written:
            properties = self.sections.properties()
            if not self._end_section(properties):
                self.spacer()
                self._end_section(properties)
        self.sections.begin(layout, start)
        self.page, self.break_next = layout.page, False

    @contextmanager
    def landscape(self) -> Iterator[None]:
        """Write on pages of their own in landscape, where a section can and may begin, and none is so already."""
        layout = self.sections.layout
        if not self.at_top or self.flowing or self.sections.in_landscape:
            yield
            return
        self.begin_section(*self.sections.landscape())
        yield
        self.begin_section(replace(layout, opens=False, restart=False))

    def _end_section(self, properties: str) -> bool:
        """The last paragraph ends a section of the file (17.6.18). False, and nothing done, where none stands last."""
        last = last_block(self.out)
        if last is None or not self.out[last].startswith("<w:p>") or _NO_END.search(self.out[last]):
            return False
        head, end, rest = self.out[last].partition("</w:pPr>")
        self.out[last] = f"{head}{properties}{end}{rest}"
        return True

    @cached_property
    def gauge(self) -> Gauge:
        """What measures the cells of tables."""
        return Gauge(self.theme, FontBook(self.theme.fonts), self.meta.language)

    @property
    def at_top(self) -> bool:
        """Whether the text stands in nothing that a section of the file cannot end in."""
        return not (self.in_cell or self.box) and self.list_depth < 0

    @property
    def framed(self) -> bool:
        """Whether what comes from data can stand in a frame: not in files with fields, which people edit. LibreOffice
        renames bookmarks and loses comments and changes in frames."""
        return self.fields is Fields.NONE

    def drawing_id(self) -> int:
        """A number that no other drawing of this file has."""
        self._drawings += 1
        return self._drawings

    def cell(self, blocks: n.Blocks, role: str, box: Mapping[str, str]) -> str:
        """The content of a table cell, whose paragraphs have a role and properties; it ends with one (17.4.65)."""
        before = self.out, self.in_cell, self.body_role, self.box, self.after_table
        self.out, self.in_cell, self.body_role, self.box, self.after_table = [], True, role, box, False
        self.blocks(blocks)
        if not (self.out and self.out[-1].endswith("</w:p>")):
            self.paragraph(self.styles.paragraph(role), "")
        content = "".join(self.out)
        self.out, self.in_cell, self.body_role, self.box, self.after_table = before
        return content

    def plain(self, lang: str | None) -> RunFormat:
        """The format of text that differs in nothing but its language; without one, in that of what is around it."""
        if not lang:
            return self._plain
        tag = full_tag(lang)
        return RunFormat(lang=None if tag == self.locale.tag else tag)

    @contextmanager
    def language(self, lang: str | None) -> Iterator[None]:
        """Write in another language; without one, go on in the same."""
        before, self._plain = self._plain, self.plain(lang)
        try:
            yield
        finally:
            self._plain = before

    @property
    def lang(self) -> str | None:
        """The language that is being written, None for that of the document."""
        return self._plain.lang

    def add_store(self, store: Store) -> None:
        """Put the parts that fields are bound to into the file."""
        for part in store.parts():
            self.parts.add(part)
            if part.relations:
                self.relations.add(f"{R}/customXml", part.name)

    # ------------------------------------------------------------------------------------------------- bookmarks

    def mark(self, name: str) -> tuple[str, str]:
        """Start and end of a bookmark."""
        number = next(self._marks)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>', f'<w:bookmarkEnd w:id="{number}"/>'

    def marked(self, block_id: str, content: str) -> str:
        """The content of a paragraph that is a block, in its bookmark; a table cell has none."""
        if self.in_cell:
            return content
        start, end = self.mark(self.targets.own(block_id))
        return f"{start}{content}{end}"

    def block(self, block_id: str) -> Marked:
        """The bookmark of a block with text of its own: inside its first and its last paragraph."""
        return Marked(self, block_id, inside=True)

    def container(self, block_id: str) -> Marked:
        """The bookmark of a block that consists of blocks: before the first and after the last of them."""
        return Marked(self, block_id, inside=False)

    def begin_mark(self, block_id: str, inside: bool) -> str:
        """Begin the bookmark of a block; what ends it is given, nothing in a table cell."""
        if self.in_cell:
            return ""
        start, end = self.mark(self.targets.own(block_id))
        (self._pending if inside else self.out).append(start)
        return end

    def end_mark(self, end: str, inside: bool) -> None:
        """End a bookmark."""
        if not inside:
            self.out.append(end)
            return
        if self._pending:
            self.out.append("".join(self._pending))
            self._pending.clear()
        last = self.out[-1]
        if last.endswith("</w:p>"):
            self.out[-1] = f"{last[:-6]}{end}</w:p>"
        else:
            self.out.append(end)


BlockWriter = Callable[[Writer, Any], None]
"""Writes a block."""
InlineWriter = Callable[[Writer, Any, RunFormat], str]
"""The runs of an inline."""


class Marked:
    """A bookmark around what is written in a with statement."""

    __slots__ = ("_block_id", "_end", "_inside", "_w")

    def __init__(self, w: Writer, block_id: str, *, inside: bool) -> None:
        self._w, self._block_id, self._inside, self._end = w, block_id, inside, ""

    def __enter__(self) -> None:
        self._end = self._w.begin_mark(self._block_id, self._inside)

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        if self._end and kind is None:
            self._w.end_mark(self._end, self._inside)
