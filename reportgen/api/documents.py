"""Documents: composed of an edition or an excerpt, and written into files that have been read back and compared."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from reportgen.api.failures import own_errors, path_of
from reportgen.api.project import Edition, Excerpt
from reportgen.build.documents import Part
from reportgen.document.nodes import Document as Tree
from reportgen.document.theme import Theme
from reportgen.errors import FindingsError

if TYPE_CHECKING:
    from reportgen.build.write import Word


class Document(Struct, frozen=True, eq=False):
    """A numbered document, and the looks that its template gives it."""

    source: Edition | Excerpt
    """What it was composed of."""
    part: Part
    theme: Theme
    reference: bytes | None = None
    """The Word file whose looks its Word files take over: the template's ``reference.docx``."""

    def __repr__(self) -> str:
        return f"<reportgen.Document of {self.source!r}>"

    @property
    def tree(self) -> Tree:
        """Its blocks in reading order."""
        return self.part.document


def compose(part: Edition | Excerpt, template: str | None = None, draft: bool = False) -> Document:
    """Compose the document of an edition or an excerpt with a template: the project's, or another by its folder's name.

    Raises FindingsError with every error in the data, the template or the document, and without `draft` for records
    that were carried over and not confirmed.
    """
    from reportgen.build.anew import refuse_unconfirmed

    edition, audience = (part.edition, part.audience) if isinstance(part, Excerpt) else (part, None)
    documents = edition.documents(template, draft=draft)
    with _placed(edition):
        header = documents.header
        if not draft:
            refuse_unconfirmed(header)
        if audience is not None:
            documents.proof((audience,))
        return Document(part, documents.part(audience), header.theme, header.reference)


def write_pdf(document: Document, theme: Theme | None = None) -> bytes:
    """Write a document into a tagged PDF (PDF/UA-1, PDF/A-2a), with its own theme or another.

    The same document and theme give the same bytes, those of `Project.build`. Raises FindingsError for what cannot be
    set, and ProofError where the file does not say what the document says.
    """
    return _written(document, theme, "pdf")


def write_docx(document: Document, theme: Theme | None = None, reference: Path | str | bytes | None = None) -> bytes:
    """Write a document into a Word file, in the looks of `reference`, another Word file, where one is given.

    Page numbers are left to Word; `Project.build` has them measured. Raises FindingsError for what cannot be written,
    and ProofError where the file does not say what the document says.
    """
    return _written(document, theme, "docx", reference)


def load_theme(path: Path | str) -> Theme:
    """Read a ``theme.yaml``; what it names (fonts, profiles) lies in its folder. Raises FindingsError."""
    from reportgen.compose.theme import read_theme
    from reportgen.yaml.reader import read_named

    file = path_of(path)
    with own_errors():
        theme, findings = read_theme(read_named(file, os.fspath(file)), file.absolute().parent)
    if theme is None:
        raise FindingsError(findings)
    return theme


def _written(
    document: Document, theme: Theme | None, format_: str, reference: Path | str | bytes | None = None
) -> bytes:
    from reportgen.build.jobs import Job
    from reportgen.build.write import Word, produce

    with _placed(document.source):
        word = _word(document, reference) if format_ == "docx" else Word()
        return produce(document.part, theme or document.theme, Job(None, (format_,)), word)[0].content


def _word(document: Document, given: Path | str | bytes | None) -> Word:
    """What the Word file needs besides: the looks of the reference document that is given, or of the template's."""
    from reportgen.build.reference import NAME, named_reference
    from reportgen.build.write import Word

    if given is None or isinstance(given, bytes):
        content, name = document.reference if given is None else given, NAME
    else:
        content, name = named_reference(path_of(given), os.fspath(given)), os.fspath(given)
    if content is None:
        return Word()
    from reportgen.docx.reference import read_reference

    return Word(reference=read_reference(content, name))


@contextmanager
def _placed(source: Edition | Excerpt) -> Iterator[None]:
    """Raise what goes wrong inside with the place of the data that it comes from."""
    from reportgen.build.problems import place_problems

    edition = source.edition if isinstance(source, Excerpt) else source
    with own_errors(), place_problems(lambda: edition.loaded):
        yield
