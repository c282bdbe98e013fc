"""From an edition and a template to numbered documents: the whole report, and an excerpt of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from reportgen.compose import Template, parse, render
from reportgen.document.nodes import Document
from reportgen.document.numbering import Anchor, anchors, number
from reportgen.edition import excerpt
from reportgen.edition.model import Edition


class Source(Struct, frozen=True):
    """What all documents of a build come from. `anchors` are the whole report's, for references out of an excerpt."""

    root: Path
    edition: Edition
    template: Template
    inputs: str
    whole: Document
    anchors: Mapping[str, Anchor]


def prepare(root: Path, edition: Edition, template: Template, inputs: str) -> Source:
    """Compose the whole report, which every excerpt refers to. Raises FindingsError and DocumentError."""
    whole = number(_compose(root, edition, None, template, inputs))
    return Source(root, edition, template, inputs, whole, anchors(whole))


def document_for(source: Source, institution: str | None) -> tuple[Edition, Document]:
    """The edition and the numbered document of an institution's excerpt; of the whole report for None."""
    if institution is None:
        return source.edition, source.whole
    part = excerpt(source.edition, institution)
    composed = _compose(source.root, part, source.edition, source.template, source.inputs)
    return part, number(composed, source.anchors)


def _compose(root: Path, edition: Edition, whole: Edition | None, template: Template, inputs: str) -> Document:
    return parse(render(edition, template, root, whole=whole), inputs)
