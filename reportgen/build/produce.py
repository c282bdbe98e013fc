"""From a document to finished files in memory, each read back and compared. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field

from reportgen.build.composer import Part
from reportgen.build.plan import PRESS, Job
from reportgen.document.nodes import Document
from reportgen.document.plain import plain_blocks
from reportgen.document.theme import Theme
from reportgen.errors import ProofError, UnreadableError
from reportgen.verify import check, compare, compare_readings, read_docx, read_pdf
from reportgen.verify.reading import Reading

if TYPE_CHECKING:
    from reportgen.docx.reference import Reference
    from reportgen.pdf.attachments import Attachment
    from reportgen.typeset.boxes import Layout, Typeset


class Product(Struct, frozen=True):
    """One finished file. `pages` is None for formats without pages of their own."""

    job: Job
    format: str
    content: bytes
    pages: int | None
    items: Mapping[str, tuple[str, ...]]


class Word(Struct, frozen=True):
    """What Word files need besides document and theme: page numbers by institution (None is the whole report), each by
    bookmark; and a reference document."""

    numbers: Mapping[str | None, Mapping[str, str]] = field(default_factory=dict)
    reference: Reference | None = None


Enclose = Callable[[], tuple["Attachment", ...]]


def produce(
    part: Part, theme: Theme, job: Job, word: Word | None = None, enclose: Enclose = tuple
) -> tuple[Product, ...]:
    """Every file of a job; `word` is what Word files need besides, `enclose` gives what an archive file carries.

    Raises DocumentError, and ProofError for a file that says something else.
    """
    readings: dict[str, Reading] = {}
    products = []
    writer = _Writer(part.document, theme, job, word or Word(), enclose)
    for format_ in job.formats:
        if format_ in PRESS:
            from reportgen.build.presswork import press_files

            products += [
                Product(job, made.format, made.content, made.pages, part.items if made.whole else {})
                for made in press_files(format_, writer.layout, part.document, theme)
            ]
            continue
        content = writer.write(format_)
        reading = readings[format_] = proven(part.document, format_, content)
        products.append(Product(job, format_, content, reading.pages, part.items))
    if {"pdf", "docx"} <= readings.keys():
        differences = compare_readings(readings["pdf"], readings["docx"])
        if differences:
            raise ProofError("pdf and docx", differences)
    return tuple(products)


class _Writer:
    """Writes one document in any format; formats with the same pages share them."""

    def __init__(self, document: Document, theme: Theme, job: Job, word: Word, enclose: Enclose) -> None:
        self.document, self.theme, self.job, self.word, self.enclose = document, theme, job, word, enclose

    @cached_property
    def layout(self) -> Layout:
        return _layout(self.document, self.theme)

    def _pages(self) -> Typeset:
        """The layout; page by page where nothing else needs it."""
        alone = [format_ for format_ in self.job.formats if format_ != "docx"] == ["pdf"]
        return _leaves(self.document, self.theme) if alone else self.layout

    def write(self, format_: str) -> bytes:
        if format_ == "docx":
            numbers = self.word.numbers.get(self.job.institution)
            return write_docx(self.document, self.theme, numbers, self.word.reference)
        from reportgen.pdf import write_pdf as write

        if format_ == "archive":
            return write(self.layout, self.document.meta, self.theme, "archive", self.enclose())
        return write(self._pages(), self.document.meta, self.theme)


def proven(document: Document, format_: str, content: bytes) -> Reading:
    """What the file says, once it is shown to be what the document says."""
    try:
        reading = _READERS[format_](content)
    except UnreadableError as error:
        raise ProofError(format_, (error.difference,)) from None
    differences = (*compare(plain_blocks(document), reading, document.meta), *check(reading))
    if differences:
        raise ProofError(format_, differences)
    return reading


def write_pdf(document: Document, theme: Theme) -> bytes:
    """The document as a PDF. Raises DocumentError."""
    from reportgen.pdf import write_pdf as write

    return write(_leaves(document, theme), document.meta, theme)


def _layout(document: Document, theme: Theme) -> Layout:
    from reportgen.typeset import typeset
    from reportgen.typeset.fonts import FontBook

    return typeset(document, theme, FontBook(theme.fonts))


def _leaves(document: Document, theme: Theme) -> Typeset:
    """A document to be drawn once."""
    if document.meta.draft:
        return _layout(document, theme)
    from reportgen.typeset import typeset_leaves
    from reportgen.typeset.fonts import FontBook

    return typeset_leaves(document, theme, FontBook(theme.fonts))


def write_docx(
    document: Document, theme: Theme, numbers: Mapping[str, str] | None = None, reference: Reference | None = None
) -> bytes:
    """The document as a Word file, with page numbers by bookmark and in the looks of a reference document.

    Raises DocumentError.
    """
    from reportgen.docx import write_docx as write

    return write(document, theme, numbers, reference)


_READERS = {"pdf": read_pdf, "docx": read_docx, "archive": read_pdf, "print": read_pdf, "cover": read_pdf}
