"""Whether every link of a PDF is part of the structure, says where it leads, and leads there (ISO 14289-1, 7.18.5)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document.plain import normalise
from reportgen.findings.difference import Difference
from reportgen.verify.pdf.file import PdfObjects
from reportgen.verify.pdf.tree import LinkAnnotation, TreeReader
from reportgen.verify.pdf.values import IndirectReference, Value, text_string


def link_flaws(
    file: PdfObjects,
    tree: TreeReader,
    pages: list[tuple[IndirectReference, dict[str, Value]]],
    parents: dict[int, Value],
) -> Iterator[Difference]:
    """Every fault of every link annotation; `parents` is the parent tree."""
    claimed = {link.annotation: link for link in tree.links}
    known = _destinations(file)
    page_refs = {ref for ref, _ in pages}
    for index, (_, page) in enumerate(pages, 1):
        for ref in file.array(page.get("Annots")):
            annotation = file.dictionary(ref)
            if annotation.get("Subtype") != "Link":
                continue
            for code, text in _faults(file, claimed.get(ref), annotation, parents):
                yield Difference(code, f"page {index}: {text}")
            target = _target(file, annotation)
            if target is not None and not _alive(target, known, page_refs):
                yield Difference("dead-link", f"page {index}: a link leads to {_printed(target)}, which does not exist")


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


def _destinations(file: PdfObjects) -> set[bytes]:
    names = file.name_tree(file.dictionary(file.catalog.get("Names")).get("Dests"))
    old = file.dictionary(file.catalog.get("Dests"))
    return {*names, *(name.encode("latin-1") for name in old)}


def _target(file: PdfObjects, annotation: dict[str, Value]) -> Value:
    """A destination inside the document, None for a link that leads out."""
    if "Dest" in annotation:
        return file.resolve(annotation["Dest"])
    action = file.dictionary(annotation.get("A"))
    return file.resolve(action.get("D")) if action.get("S") == "GoTo" else None


def _alive(target: Value, known: set[bytes], pages: set[IndirectReference]) -> bool:
    if isinstance(target, list):
        return bool(target) and target[0] in pages
    return (target.encode("latin-1") if isinstance(target, str) else target) in known


def _printed(target: Value) -> str:
    return text_string(target) if isinstance(target, bytes) else str(target)
