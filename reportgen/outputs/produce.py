"""From an edition and a template to finished files in memory, read back and compared. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.compose import Template, parse, render
from reportgen.document.nodes import Document
from reportgen.document.numbering import Anchor, anchors, number
from reportgen.document.plain import plain_blocks
from reportgen.document.problems import DocumentError, Problem
from reportgen.edition import excerpt
from reportgen.edition.model import Edition
from reportgen.outputs.plan import Job
from reportgen.verify import UnreadableError, check, compare, compare_readings, read_docx, read_pdf
from reportgen.verify.reading import Difference, Reading


@dataclass(frozen=True, slots=True)
class Source:
    """What all jobs of a build share. `anchors` are those of the whole report, for references out of an excerpt."""

    root: Path
    edition: Edition
    template: Template
    inputs: str
    whole: Document
    anchors: Mapping[str, Anchor]


@dataclass(frozen=True, slots=True)
class Product:
    """One finished file. `pages` is None for formats without pages of their own."""

    job: Job
    format: str
    content: bytes
    pages: int | None
    items: Mapping[str, tuple[str, ...]]


class ProofError(Exception):
    """A finished file does not say what the document says; nothing of the build is written."""

    def __init__(self, name: str, differences: tuple[Difference, ...]) -> None:
        self.name, self.differences = name, differences
        super().__init__(f"{name}: {len(differences)} differences")

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), (self.name, self.differences)


def prepare(root: Path, edition: Edition, template: Template, inputs: str) -> Source:
    """Compose the whole report, which every excerpt refers to. Raises FindingsError and DocumentError."""
    whole = number(_compose(root, edition, edition, template, inputs))
    return Source(root, edition, template, inputs, whole, anchors(whole))


def _compose(root: Path, edition: Edition, whole: Edition, template: Template, inputs: str) -> Document:
    markup = render(edition, template, root, whole=whole if edition is not whole else None)
    return parse(markup, inputs)


def document_for(source: Source, job: Job) -> tuple[Edition, Document]:
    """The edition and the numbered document of a job."""
    if job.audience is None:
        return source.edition, source.whole
    part = excerpt(source.edition, job.audience.id)
    composed = _compose(source.root, part, source.edition, source.template, source.inputs)
    return part, number(composed, source.anchors)


def produce(source: Source, job: Job) -> tuple[Product, ...]:
    """Every file of a job. Raises FindingsError, DocumentError, and ProofError for a file that says something else."""
    edition, document = document_for(source, job)
    items = {name: tuple(records) for name, records in edition.collections.items()}
    readings: dict[str, Reading] = {}
    products = []
    for format_ in job.formats:
        content = _WRITERS[format_](document, source.template)
        reading = readings[format_] = _proven(document, format_, content)
        products.append(Product(job, format_, content, reading.pages, items))
    if {"pdf", "docx"} <= readings.keys():
        differences = compare_readings(readings["pdf"], readings["docx"])
        if differences:
            raise ProofError("pdf and docx", differences)
    return tuple(products)


def _proven(document: Document, format_: str, content: bytes) -> Reading:
    """What the file says, once it is shown to be what the document says."""
    try:
        reading = _READERS[format_](content)
    except UnreadableError as error:
        raise ProofError(format_, (error.difference,)) from None
    differences = (*compare(plain_blocks(document), reading, document.meta), *check(reading))
    if differences:
        raise ProofError(format_, differences)
    return reading


def _pdf(document: Document, template: Template) -> bytes:
    from reportgen.pdf import write_pdf
    from reportgen.typeset import typeset
    from reportgen.typeset.fonts import FontBook

    layout = typeset(document, template.theme, FontBook(template.theme.fonts))
    return write_pdf(layout, document.meta, template.theme)


def _docx(document: Document, template: Template) -> bytes:
    from reportgen.docx import write_docx

    return write_docx(document, template.theme)


_WRITERS = {"pdf": _pdf, "docx": _docx}
_READERS = {"pdf": read_pdf, "docx": read_docx}

__all__ = ["DocumentError", "Problem", "Product", "ProofError", "Source", "document_for", "prepare", "produce"]
