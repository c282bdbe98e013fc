"""Whether every link of a PDF is part of the structure, says where it leads, and leads there (ISO 14289-1, 7.18.5)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document.plain import normalise
from reportgen.findings.difference import Difference
from reportgen.verify.pdf.file import PdfObjects
from reportgen.verify.pdf.places import Places
from reportgen.verify.pdf.tree import LinkAnnotation, TreeReader
from reportgen.verify.pdf.values import IndirectReference, Value, text_string


def link_flaws(
    file: PdfObjects,
    tree: TreeReader,
    pages: list[tuple[IndirectReference, dict[str, Value]]],
    parents: dict[int, Value],
    places: Places,
) -> Iterator[Difference]:
    """Every fault of every link annotation; `parents` is the parent tree."""
    claimed = {link.annotation: link for link in tree.links}
    for index, (_, page) in enumerate(pages, 1):
        for ref in file.array(page.get("Annots")):
            annotation = file.dictionary(ref)
            if annotation.get("Subtype") != "Link":
                continue
            for code, text in _faults(file, claimed.get(ref), annotation, parents):
                yield Difference(code, f"page {index}: {text}")
            for code, text in places.faults(annotation):
                yield Difference(code, f"page {index}: a link {text}")


def _faults(
    file: PdfObjects, link: LinkAnnotation | None, annotation: dict[str, Value], parents: dict[int, Value]
) -> Iterator[tuple[str, str]]:
    contents = file.resolve(annotation.get("Contents"))
    if not isinstance(contents, bytes) or not text_string(contents).strip():
        yield "link-without-contents", "a link does not say where it leads (Contents)"
    if link is None:
        yield "link-outside-structure", "a link belongs to no element of the structure"
        return
    if not normalise("".join(link.text)):
        yield "link-without-text", "a link has no text"
    if parents.get(annotation.get("StructParent", -1)) != link.owner or link.owner is None:
        yield "link-parent", "a link does not lead back to its element (StructParent)"
