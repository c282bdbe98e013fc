"""The places of a file that links and bookmarks lead to: by their names on pages, and as elements of the structure
(ISO 32000-1, 12.3.2; ISO 32000-2, 12.3.2.3 and 12.6.4.2)."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.errors import DocumentError, StructureError
from reportgen.findings.problem import Problem
from reportgen.pdf.reportlab_compat import PdfFile, reference
from reportgen.pdf.syntax import byte_string, numbers
from reportgen.pdf.trees import name_tree
from reportgen.typeset.boxes import Destination


class Targets:
    """The places of a file, each named by its block's id.

    `structured`: who follows a link comes to the element of the structure, too. Programs that know only pages go by the
    name.
    """

    def __init__(self, file: PdfFile, *, structured: bool) -> None:
        self._file, self._structured = file, structured
        self._elements: dict[str, int] = {}
        """Object numbers of the structure destinations by block."""

    def entry(self, block: str) -> bytes:
        """What leads to a block, as an entry of an annotation or a bookmark."""
        name = byte_string(block)
        return b"/A<</S/GoTo/D%s/SD %d 0 R>>" % (name, self._element(block)) if self._structured else b"/Dest" + name

    def _element(self, block: str) -> int:
        number = self._elements.get(block)
        if number is None:
            number = self._elements[block] = self._file.reserve()
        return number

    def write(
        self, places: Mapping[str, Destination], heights: Mapping[int, float], elements: Mapping[str, bytes]
    ) -> bytes | None:
        """The name tree of these places, None where there is none; `heights` are those of the pages in points,
        `elements` those of the structure by block.

        To be called when the structure is written, and for every place that something leads to.
        """
        entries = [(block, self._place(block, place, heights[place.page], elements)) for block, place in places.items()]
        return name_tree(self._file, entries) if entries else None

    def _place(self, block: str, place: Destination, height: float, elements: Mapping[str, bytes]) -> bytes:
        top = numbers(min(height - place.y, height)).encode()
        page = b"[%s/XYZ null %s null]" % (reference(self._file.pages[place.page]), top)
        if not self._structured:
            return page
        if block not in elements:
            raise StructureError(f"a link leads to {block!r}, of which nothing is drawn")
        self._file.fill(self._element(block), b"[%s/XYZ null %s null]" % (elements[block], top))
        return b"<</D%s/SD %d 0 R>>" % (page, self._element(block))


def known(block: str, destinations: Mapping[str, Destination]) -> str:
    """`block` itself when it has a place in the file, else DocumentError."""
    if block not in destinations:
        raise DocumentError(Problem("dead-reference", f"a link leads to {block!r}, which is on no page", block=block))
    return block
