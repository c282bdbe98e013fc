"""Where a block is written: what it stands in, and what that changes about it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from reportgen.docx.language import full_tag
from reportgen.docx.ppr import KEEP_LINES, KEEP_NEXT, LOOSE, RunFormat, Spacing
from reportgen.docx.story import Story


class Place(Struct, frozen=True, kw_only=True):
    """A place in a Word file. It is passed down: what a block writes inside of itself gets a place made from its own.

    `story` is what blocks are written into: the body, or the content of a table cell.
    """

    story: Story
    fields: bool = False
    """Text from data is written in fields."""
    role: str = "body"
    """The role that plain paragraphs take: that of a callout or table cell around them."""
    box: Mapping[str, str | Spacing] = {}
    """Properties, by local names, that every paragraph gets from what it stands in."""
    form: RunFormat = RunFormat()
    """The format of text without a look of its own."""
    depth: int = -1
    """The level of the list around, from 0; -1 outside of lists."""
    inset: int = 0
    """Twips that quotations and boxes around set their blocks in."""
    inset_right: int = 0
    """The same at the right."""
    cell: bool = False
    note: bool = False
    margin: bool = False
    """In a table cell, in a footnote, in the margin column of a card."""
    alone: bool = False
    """In a paragraph that has no words but those of links, which then need no line below."""
    ground: bool = False
    """On a dark ground, where links have the colour of what stands around them."""
    onward: str | None = None
    """The card (its id) that holds on to the next one, which ends the chapter."""
    loose: str | None = None
    """The block (its id) that does not hold on to what stands below it, or on itself."""

    @property
    def at_top(self) -> bool:
        """Whether the text stands in nothing that a section of the file cannot end in."""
        return not (self.cell or self.box) and self.depth < 0

    @property
    def framed(self) -> bool:
        """Whether paragraphs stand in a frame (17.3.1.11)."""
        return "framePr" in self.box

    @property
    def lang(self) -> str | None:
        """The language of text, None for that of the document."""
        return self.form.lang

    @property
    def repeated(self) -> Place:
        """The place of what is repeated here and has its place elsewhere: nothing in it can be changed for good."""
        return replace(self, fields=False) if self.fields else self

    @property
    def item(self) -> Place:
        """The place of the items of a list."""
        return replace(self, depth=self.depth + 1)

    def boxed(self, parts: Mapping[str, str | Spacing]) -> Place:
        """The same place, in something that gives its paragraphs more properties."""
        return replace(self, box={**self.box, **parts})

    def introducing(self) -> Place:
        """The place of a paragraph that stays with the table below, unless what is around says otherwise."""
        return replace(self, box={"keepNext": KEEP_NEXT, **self.box})

    def kept(self, *, onward: bool, whole: bool) -> Place:
        """The place of a block that stays with the next one, or explicitly does not; `whole`: it stays on one page."""
        lines = {"keepLines": KEEP_LINES} if whole else {}
        return self.boxed({"keepNext": KEEP_NEXT if onward else LOOSE, **lines})

    def in_cell(self, role: str, box: Mapping[str, str | Spacing]) -> Place:
        """The place inside a table cell, whose paragraphs have a role and properties."""
        return replace(self, story=Story(), cell=True, role=role, box=box)

    def in_note(self, lang: str | None) -> Place:
        """The place inside a footnote to a text in a language."""
        return replace(self, note=True, form=RunFormat(lang=lang))

    def speaking(self, lang: str | None, document: str) -> Place:
        """The same place in another language; without one, in the same. `document` is the tag of the document's."""
        return replace(self, form=self.plain(lang, document)) if lang else self

    def plain(self, lang: str | None, document: str) -> RunFormat:
        """The format of text that differs in nothing but its language; without one, in that of what is around it."""
        if not lang:
            return self.form
        tag = full_tag(lang)
        return RunFormat(lang=None if tag == document else tag)
