"""From a document to finished files in memory, each read back and compared. Nothing is put on disk here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field

from reportgen.build import formats
from reportgen.build.documents import Part
from reportgen.build.formats import Format
from reportgen.build.jobs import Job
from reportgen.build.proof import prove, prove_twins
from reportgen.document.nodes import Document
from reportgen.document.theme import Theme
from reportgen.findings.problem import Problem
from reportgen.verify.reading import Reading

if TYPE_CHECKING:
    from reportgen.docx.reference import ReferenceDocument
    from reportgen.pdf.attachments import Attachment
    from reportgen.typeset.boxes import Layout, Typeset


class Product(Struct, frozen=True):
    """One finished file. `pages` is None for formats without pages of their own."""

    job: Job
    format: str
    content: bytes
    pages: int | None
    items: Mapping[str, tuple[str, ...]]
    warnings: tuple[Problem, ...] = ()
    """What would not stop it, but should be known."""


class Word(Struct, frozen=True):
    """What Word files need besides document and theme: page numbers by excerpt (None is the whole report), each by
    bookmark; and a reference document."""

    numbers: Mapping[str | None, Mapping[str, str]] = field(default_factory=dict)
    reference: ReferenceDocument | None = None


Enclose = Callable[[], tuple["Attachment", ...]]


def produce(
    part: Part, theme: Theme, job: Job, word: Word | None = None, enclose: Enclose = tuple
) -> tuple[Product, ...]:
    """Every file of a job; `word` is what Word files need besides, `enclose` gives what an archive file carries.

    Raises DocumentError, and ProofError for a file that says something else.
    """
    work = Work(part.document, theme, job, word or Word(), enclose)
    written = [each for name in job.formats for each in _written(work, formats.named(name))]
    prove_twins({each.format: each.reading for each in written if each.reading is not None})
    return tuple(
        Product(job, each.format, each.content, each.pages, part.items if each.whole else {}, each.warnings)
        for each in written
    )


class Written(Struct, frozen=True):
    """One finished file, proven as far as it can be read; `whole` where it says everything the document says."""

    format: str
    content: bytes
    pages: int | None
    whole: bool = True
    reading: Reading | None = None
    warnings: tuple[Problem, ...] = ()


class Work:
    """One document to be written; formats with the same pages share them."""

    def __init__(self, document: Document, theme: Theme, job: Job, word: Word, enclose: Enclose) -> None:
        self.document, self.theme, self.job, self.word, self.enclose = document, theme, job, word, enclose

    @cached_property
    def layout(self) -> Layout:
        """The document's pages."""
        from reportgen.fonts.book import FontBook
        from reportgen.typeset import typeset

        return typeset(self.document, self.theme, FontBook(self.theme.fonts))

    def pages_for(self, format_: Format) -> Typeset:
        """The pages; one by one where nothing else needs them, and none of them needs the others."""
        paged = [name for name in self.job.formats if formats.named(name).paged]
        if paged != [format_.name] or self.document.meta.draft:
            return self.layout
        from reportgen.fonts.book import FontBook
        from reportgen.typeset import typeset_leaves

        return typeset_leaves(self.document, self.theme, FontBook(self.theme.fonts))


def _written(work: Work, format_: Format) -> Iterator[Written]:
    if format_.make:
        yield from formats.load(format_.make)(work, format_)
    else:
        yield _proven(work, format_, format_.writer()(work.document, work.theme))


def _proven(work: Work, format_: Format, content: bytes) -> Written:
    if not format_.read:
        return Written(format_.name, content, None)
    reading = prove(work.document, format_.name, content)
    return Written(format_.name, content, reading.pages, reading=reading)


# ------------------------------------------------------------------------------------- how the formats are made


def pages(work: Work, format_: Format) -> Iterator[Written]:
    """A PDF of the document's pages in the format's profile."""
    from reportgen.pdf import write_pdf

    laid_out, meta = work.pages_for(format_), work.document.meta
    content = write_pdf(laid_out, meta, work.theme, format_.profile, work.enclose() if format_.encloses else ())
    yield _proven(work, format_, content)


def word(work: Work, format_: Format) -> Iterator[Written]:
    """A Word file with its page numbers, in the looks of a reference document."""
    from reportgen.docx import write_docx

    numbers = work.word.numbers.get(work.job.key)
    yield _proven(work, format_, write_docx(work.document, work.theme, numbers, work.word.reference))


def press(work: Work, format_: Format) -> Iterator[Written]:
    """A file for a printing house, and what comes with it."""
    from reportgen.print.press import Pressing

    assert format_.press is not None
    names = formats.press_names(grey=format_.press.grey)
    pressing = Pressing(work.layout, work.document, work.theme, names, prove, grey=format_.press.grey)
    for made in pressing.files(format_.press.role):
        yield Written(names[made.role], made.content, made.pages, made.whole, warnings=made.warnings)
