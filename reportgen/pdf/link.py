"""Links: annotations of pages (ISO 32000-1, 12.5.6.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from msgspec import Struct

from reportgen.document.plain import normalise
from reportgen.errors import StructureError
from reportgen.pdf.reportlab_compat import PdfFile, reference
from reportgen.pdf.syntax import array, byte_string, numbers, text_string
from reportgen.pdf.tags.tree import Node, Nodes
from reportgen.pdf.targets import Targets, known
from reportgen.typeset.boxes import Destination, LinkArea
from reportgen.typeset.structure import Element

_PRINT = 4
"""Annotation flag: print it with the page, and nothing hidden (ISO 19005-2, 6.3.2)."""

_URI_SAFE = "!#$%&'()*+,/:;=?@[]~"


class _Annotation(Struct, frozen=True):
    number: int
    key: int
    rectangle: str
    element: Element
    node: Node


class Links:
    """The link annotations of a file."""

    def __init__(self, file: PdfFile, nodes: Nodes, targets: Targets) -> None:
        self._file, self._nodes, self._targets = file, nodes, targets
        self._placed: list[_Annotation] = []
        self._waiting: list[tuple[int, _Annotation]] = []
        self._inside: set[str] = set()

    def place(self, areas: Iterable[LinkArea], height: float) -> bytes:
        """Reserve the annotations of the current page of so many points; the array of their references."""
        self._placed = [self._reserve(area, height) for area in areas]
        return array([reference(annotation.number) for annotation in self._placed])

    def _reserve(self, area: LinkArea, height: float) -> _Annotation:
        node = self._nodes.node(area.owner)
        if node.type != "Link":
            raise StructureError(f"a link area belongs to {area.owner.role}, not to a link")
        number = self._file.reserve()
        top = height - area.y
        rectangle = numbers(area.x, top - area.height, area.x + area.width, top)
        return _Annotation(number, self._nodes.annotate(node, number), rectangle, area.owner, node)

    def write(self, page: int) -> None:
        """Write the annotations placed on the page with this object number.

        Those that are described by the link's text have to wait until all of that is drawn.
        """
        for annotation in self._placed:
            if annotation.element.title:
                self._write(page, annotation, annotation.element.title)
            else:
                self._waiting.append((page, annotation))
        self._placed = []

    def finish(self, destinations: Mapping[str, Destination]) -> None:
        """Write what had to wait. DocumentError: a link leads to what is on no page."""
        for page, annotation in self._waiting:
            target = annotation.element.target or ""
            self._write(page, annotation, normalise(annotation.node.text) or target)
        for target in sorted(self._inside):
            known(target, destinations)

    def _write(self, page: int, annotation: _Annotation, contents: str) -> None:
        self._file.fill(
            annotation.number,
            b"<</Type/Annot/Subtype/Link/Rect[%s]/Border[0 0 0]/F %d/P %s/StructParent %d/Contents%s%s>>"
            % (
                annotation.rectangle.encode(),
                _PRINT,
                reference(page),
                annotation.key,
                text_string(contents),
                self._target(annotation.element),
            ),
        )

    def _target(self, element: Element) -> bytes:
        target = element.target or ""
        if target.startswith("#"):
            self._inside.add(target[1:])
            return self._targets.entry(target[1:])
        if not target:
            raise StructureError(f"link {element.id or 'without id'} leads nowhere")
        return b"/A<</S/URI/URI%s>>" % byte_string(quote(target, safe=_URI_SAFE))
