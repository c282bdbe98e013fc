"""From an edition and a template to numbered documents: the whole report, and an excerpt of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reportgen.compose import Markup, PreviousEdition, Template, parse, reference_finding, render
from reportgen.document.nodes import Document, Figure
from reportgen.document.numbering import Anchor, anchors, number
from reportgen.document.walk import find
from reportgen.edition.excerpts import excerpt
from reportgen.edition.model import Edition
from reportgen.errors import DocumentError, FindingsError


class Source(Struct, frozen=True):
    """What all documents of a build come from. `anchors` are the whole report's, for references out of an excerpt."""

    root: Path
    edition: Edition
    template: Template
    inputs: str
    whole: Document
    anchors: Mapping[str, Anchor]
    previous: PreviousEdition | None = None
    draft: bool = False


def prepare(
    root: Path,
    edition: Edition,
    template: Template,
    inputs: str,
    previous: PreviousEdition | None = None,
    *,
    draft: bool = False,
) -> Source:
    """Compose the whole report, which every excerpt refers to. Raises FindingsError and DocumentError."""
    whole = _numbered(render(edition, template, root, previous=previous, draft=draft), inputs)
    return Source(root, edition, template, inputs, whole, anchors(whole), previous, draft)


def pictures(source: Source) -> tuple[Path, ...]:
    """The files of pictures that the whole report shows."""
    return tuple(sorted({Path(figure.path) for figure in find(source.whole, Figure)}))


def identified(source: Source, inputs: str) -> Source:
    """The same source, its documents bound to `inputs`, the digest of all that they come from."""
    return replace(source, inputs=inputs, whole=replace(source.whole, meta=replace(source.whole.meta, inputs=inputs)))


def document_for(source: Source, institution: str | None) -> tuple[Edition, Document]:
    """The edition and the numbered document of an institution's excerpt; of the whole report for None."""
    if institution is None:
        return source.edition, source.whole
    part = excerpt(source.edition, institution)
    markup = render(part, source.template, source.root, source.edition, previous=source.previous, draft=source.draft)
    return part, _numbered(markup, source.inputs, source.anchors)


def _numbered(markup: Markup, inputs: str, whole: Mapping[str, Anchor] | None = None) -> Document:
    """The document with its numbers. Dead references of the template's own are told at their place in it."""
    document = parse(markup, inputs)
    try:
        return number(document, whole)
    except DocumentError as error:
        if any(problem.path or problem.code != "dead-reference" for problem in error.problems):
            raise
        found = dict.fromkeys(reference_finding(markup, problem) for problem in error.problems)
        raise FindingsError(tuple(found)) from None
