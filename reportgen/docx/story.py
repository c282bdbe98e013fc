"""A text while it is written, paragraph by paragraph: the body of a file, or the content of a table cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Final

from msgspec import Struct

from reportgen.docx.base import DOCUMENT_END, DOCUMENT_START
from reportgen.docx.ppr import KEEP_NEXT, Properties, Spacing, paragraph_properties
from reportgen.ooxml.archive import Archive
from reportgen.ooxml.package import DOCUMENT

_WAITING: Final = 512
"""Pieces that wait until they are compressed together."""
_CONTROL: Final = "<w:sdt>"


class Paragraph(Struct):
    """A paragraph that can still change: the id of its style, properties by local names, its runs."""

    style: str
    properties: Properties
    content: str
    opening: str = ""
    closing: str = ""
    """What stands before and behind the content, whatever comes into it: the ends of comments."""
    section: str = ""
    """The section of the file that it ends."""

    def xml(self) -> str:
        """The finished element (17.3.1.22)."""
        named = "" if self.style == "Normal" else f'<w:pStyle w:val="{self.style}"/>'
        properties = paragraph_properties(self.properties) if self.properties else ""
        return f"<w:p><w:pPr>{named}{properties}{self.section}</w:pPr>{self.opening}{self.content}{self.closing}</w:p>"


class Story:
    """Paragraphs, tables and the bookmarks between them. The last paragraph stays a record until the next one comes, or
    a table: until then a section can end in it, or a bookmark."""

    __slots__ = ("_after", "after_box", "after_card", "after_table", "blocks", "last", "pieces")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        """What is finished."""
        self.last: Paragraph | None = None
        """The last paragraph, None where something else stands last."""
        self._after: list[str] = []
        self.blocks = 0
        """How many paragraphs and other blocks have been written so far."""
        self.after_table = False
        """A table stands last: another one, or the end of a section, needs a paragraph between."""
        self.after_box = False
        """The last block was a box: another one needs a paragraph between."""
        self.after_card = False
        """The last block was a card."""

    @property
    def empty(self) -> bool:
        """Whether nothing has been written, not even a bookmark."""
        return not (self.blocks or self.pieces)

    def add(self, paragraph: Paragraph) -> None:
        """Write a paragraph."""
        self._finish_last()
        self.last = paragraph
        self.blocks += 1

    def put(self, xml: str) -> None:
        """Write something else that is finished: the beginning of a table, a row, what stands around paragraphs."""
        self._finish_last()
        self.pieces.append(xml)
        self.blocks += 1

    def mark(self, bookmark: str) -> None:
        """Begin or end a bookmark between paragraphs."""
        (self.pieces if self.last is None else self._after).append(bookmark)

    def end_mark(self, bookmark: str) -> None:
        """End a bookmark in the last paragraph, where one stands last."""
        if self.last is None or self._after:
            self.mark(bookmark)
        else:
            self.last.content += bookmark

    def into_last(self, run: str) -> None:
        """Put a run before the text of the last paragraph."""
        if self.last is not None:
            self.last.content = run + self.last.content

    def close_up(self) -> None:
        """What stands last has no room below it: what follows has its own above it, in whichever column that ends."""
        last = self.last
        if last is not None:
            given = last.properties.get("spacing")
            last.properties["spacing"] = (given if isinstance(given, Spacing) else Spacing())._replace(after=0)

    @property
    def held(self) -> bool:
        """Whether what stands last says itself that it stays with what follows."""
        return self.last is not None and self.last.properties.get("keepNext") == KEEP_NEXT

    def hold(self) -> None:
        """What stands last stays with what follows."""
        if self.last is not None:
            self.last.properties["keepNext"] = KEEP_NEXT

    def end_section(self, properties: str) -> bool:
        """The last paragraph ends a section of the file (17.6.18). False, and nothing done, where none can: none stands
        last, it ends one already, or it holds a control, which LibreOffice would write twice."""
        last = self.last
        if last is None or last.section or _CONTROL in last.content:
            return False
        last.section = properties
        return True

    def xml(self) -> str:
        """All of it."""
        self._finish_last()
        return "".join(self.pieces)

    def settle(self) -> None:
        """Put away what cannot change any more, where there is a place for it."""

    def _finish_last(self) -> None:
        if self.last is not None:
            self.pieces.append(self.last.xml())
            self.last = None
            if self._after:
                self.pieces += self._after
                self._after.clear()


class Body(Story):
    """The body of a file: document.xml. What is finished is compressed from time to time, so that a long report takes
    little memory; nothing is where all of it has to be seen at the end (`whole`)."""

    __slots__ = ("_archive", "_stream", "_whole")

    def __init__(self, archive: Archive, *, whole: bool = False) -> None:
        super().__init__()
        self._archive, self._whole = archive, whole
        self._stream: IO[bytes] | None = None

    def settle(self) -> None:
        """Compress what is finished, if it is much."""
        if len(self.pieces) > _WAITING and not self._whole:
            self._add("".join(self.pieces))
            self.pieces.clear()

    def finish(self, last_section: str, change: Callable[[str], bytes] | None = None) -> None:
        """Finish the part; `change` is made to the whole of it, where that was asked for."""
        self._finish_last()
        self.pieces.append(last_section + DOCUMENT_END)
        if change is not None:
            self._archive.put(DOCUMENT, change("".join((DOCUMENT_START, *self.pieces))))
            return
        for first in range(0, len(self.pieces), _WAITING):
            self._add("".join(self.pieces[first : first + _WAITING]))

    def _add(self, text: str) -> None:
        if self._stream is None:
            self._stream = self._archive.begin(DOCUMENT)
            text = DOCUMENT_START + text
        self._stream.write(text.encode())
