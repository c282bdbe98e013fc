"""Links and the named places they lead to (ISO 32000-1, 12.3.2.3 and 12.5.6.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from msgspec import Struct

from reportgen.document.plain import normalise
from reportgen.document.problems import DocumentError, Problem
from reportgen.pdf.reportlab_compat import PdfFile, reference
from reportgen.pdf.syntax import array, byte_string, numbers, text_string
from reportgen.pdf.tags.tree import Node, StructureError, StructureTree
from reportgen.pdf.trees import name_tree
from reportgen.typeset.boxes import Destination, Layout, LinkArea
from reportgen.typeset.structure import Element

_PRINT = 4
"""Annotation flag: print it with the page, and nothing hidden (ISO 19005-2, 6.3.2)."""

_URI_SAFE = "!#$%&'()*+,/:;=?@[]~"
_PLACES = ("part", "heading", "table", "figure", "note", "contents", "index")
"""Roles that can be linked to from outside the file by their id."""


class _Annotation(Struct, frozen=True):
    number: int
    place: int
    page: int
    rectangle: str
    node: Node


class Links:
    """The link annotations of a file. They are written at the end, when the text of every link is known."""

    def __init__(self, file: PdfFile, tree: StructureTree, layout: Layout) -> None:
        self._file, self._tree, self._layout = file, tree, layout
        self._annotations: list[_Annotation] = []

    def place(self, page: int, areas: Iterable[LinkArea]) -> bytes:
        """Reserve the annotations of a page; the array of their references."""
        found = [self._reserve(page, area) for area in areas]
        return array(reference(annotation.number) for annotation in found)

    def _reserve(self, page: int, area: LinkArea) -> _Annotation:
        node = self._tree.node(area.owner)
        if node.type != "Link":
            raise StructureError(f"a link area belongs to {area.owner.role}, not to a link")
        number = self._file.reserve()
        top = self._layout.height - area.y
        rectangle = numbers(area.x, top - area.height, area.x + area.width, top)
        annotation = _Annotation(number, self._tree.annotate(node, number), page, rectangle, node)
        self._annotations.append(annotation)
        return annotation

    def write(self) -> None:
        """Fill in the annotations of all pages."""
        pages = len(self._tree.pages)
        for annotation in self._annotations:
            element = annotation.node.element
            contents = element.title or normalise(annotation.node.text) or element.target or ""
            self._file.fill(
                annotation.number,
                b"<</Type/Annot/Subtype/Link/Rect[%s]/Border[0 0 0]/F %d/P %s/StructParent %d/Contents%s%s>>"
                % (
                    annotation.rectangle.encode(),
                    _PRINT,
                    reference(self._file.pages[annotation.page]),
                    pages + annotation.place,
                    text_string(contents),
                    _target(element, self._layout.destinations),
                ),
            )


def _target(element: Element, destinations: Mapping[str, Destination]) -> bytes:
    target = element.target or ""
    if not target.startswith("#"):
        if not target:
            raise StructureError(f"link {element.id or 'without id'} leads nowhere")
        return b"/A<</S/URI/URI%s>>" % byte_string(quote(target, safe=_URI_SAFE))
    return b"/Dest" + byte_string(known(target[1:], destinations))


def known(block: str, destinations: Mapping[str, Destination]) -> str:
    """`block` itself when it has a place in the file, else DocumentError."""
    if block not in destinations:
        raise DocumentError(Problem("dead-reference", f"a link leads to {block!r}, which is on no page", block=block))
    return block


def write_destinations(file: PdfFile, layout: Layout) -> bytes | None:
    """The name tree of destinations: what links and bookmarks lead to, and what can be named from outside."""
    wanted = {entry.target for entry in layout.outline}
    for element in layout.root.walk():
        if element.target is not None and element.target.startswith("#"):
            wanted.add(element.target[1:])
        if element.id is not None and element.role in _PLACES:
            wanted.add(element.id)
    entries = [
        (block, _explicit(file, layout, place)) for block, place in layout.destinations.items() if block in wanted
    ]
    return name_tree(file, entries) if entries else None


def _explicit(file: PdfFile, layout: Layout, place: Destination) -> bytes:
    top = min(layout.height - place.y, layout.height)
    return b"[%s/XYZ null %s null]" % (reference(file.pages[place.page]), numbers(top).encode())
