"""The structure tree while pages are drawn: what is drawn is attached to its element, and elements that are complete
are written.

Nothing here depends on the order of drawing: a paragraph split over pages, a note at the foot of a page or a margin
column attach to the element they belong to, and the order of reading stays that of the elements.
"""

from __future__ import annotations

from msgspec import Struct, field

from reportgen.errors import StructureError
from reportgen.pdf.reportlab_compat import PdfFile, reference
from reportgen.pdf.syntax import array
from reportgen.pdf.tags.roles import Vocabulary
from reportgen.typeset.structure import Element

Mark = tuple[int, int]
"""A marked-content sequence: the index of its page and its MCID there. Marks are in the order of drawing."""


class Node(Struct, eq=False):
    """An element of which something is drawn, itself or below it. `number` is its object number."""

    type: str
    number: int
    listener: Node | None = None
    """Who wants to know what is drawn for it: links (their annotations describe them) and labels of list items."""
    marks: list[Mark] = field(default_factory=list)
    annotations: list[tuple[int, int]] = field(default_factory=list)
    """Pairs of page index and object number."""
    box: tuple[float, float, float, float] | None = None
    """A figure's rectangle in PDF coordinates."""
    said: list[tuple[int, str]] = field(default_factory=list)
    """What was drawn, with the index of its page, where it is its own listener."""

    @property
    def text(self) -> str:
        """What was drawn, where it is its own listener."""
        return "".join(text for _, text in sorted(self.said, key=lambda part: part[0]))


class Nodes:
    """What is drawn of the elements below `root`; raises where drawing names an element that is not among them."""

    def __init__(self, file: PdfFile, root: Element, vocabulary: Vocabulary) -> None:
        self._file, self._root, self.vocabulary = file, root, vocabulary
        self._nodes: dict[Element, Node] = {}
        self._numbers: dict[str, int] = {}
        """Object numbers of elements by their id, some of them still to be drawn."""
        self.citations: dict[str, list[int]] = {}
        """Object numbers of the marks of a note, by its id."""
        self._page = -1
        self._on_page: list[Node] = []
        self.parents: list[tuple[int, bytes]] = []
        """The entries of the parent tree (ISO 32000-1, 14.7.4.4)."""

    def node(self, element: Element) -> Node:
        """The node of an element on which something is drawn; StructureError when it is not in the tree."""
        return self._nodes.get(element) or self._grow(element)

    def _grow(self, element: Element) -> Node:
        parent = element.parent
        if element is self._root:
            above = None
        elif parent is not None:
            above = self._nodes.get(parent) or self._grow_above(parent, element)
        else:
            raise _unknown(element)
        node = self._nodes[element] = self.new(element)
        if parent is not None and parent.role == "note-mark" and element.target and above is not None:
            self.citations.setdefault(element.target[1:], []).append(above.number)
        if node.type == "Link" or (node.type == "Lbl" and above is not None and above.type == "LI"):
            node.listener = node
        elif above is not None:
            node.listener = above.listener
        return node

    def new(self, element: Element) -> Node:
        """A node of an element, known to nobody yet."""
        number = self._file.reserve() if element.id is None else self.number_of(element.id)
        return Node(self.vocabulary.type_of(element), number)

    def number_of(self, block: str) -> int:
        """The object number of the element with an id, be it drawn or not."""
        number = self._numbers.get(block)
        if number is None:
            number = self._numbers[block] = self._file.reserve()
        return number

    def _grow_above(self, parent: Element, element: Element) -> Node:
        try:
            return self._grow(parent)
        except StructureError:
            raise _unknown(element) from None

    def require(self, element: Element) -> None:
        """StructureError unless the element is in the tree."""
        above: Element | None = element
        while above is not None and above is not self._root and above not in self._nodes:
            above = above.parent
        if above is None:
            raise _unknown(element)

    def peek(self, element: Element) -> Node | None:
        """The node of an element, None where nothing of it is drawn."""
        return self._nodes.get(element)

    def take(self, element: Element) -> Node | None:
        """The node of an element that is about to be written: nothing can be drawn of it any more."""
        node = self._nodes.pop(element, None)
        if node is not None:
            node.listener = None
        return node

    def said(self, element: Element | None, text: str) -> None:
        """`text` was drawn for an element; remembered where someone wants to know."""
        node = self._nodes.get(element) if element is not None else None
        if node is not None and node.listener is not None:
            node.listener.said.append((self._page, text))

    def begin_page(self, index: int) -> None:
        """What is attached from now on is on the page of this index."""
        self._page, self._on_page = index, []

    def end_page(self) -> int | None:
        """The key of the page in the parent tree, None where nothing on it belongs to the structure."""
        if not self._on_page:
            return None
        return self._key(array([reference(node.number) for node in self._on_page]))

    def attach(self, node: Node) -> int:
        """A new marked-content sequence of a node on the current page; its MCID."""
        mcid = len(self._on_page)
        self._on_page.append(node)
        node.marks.append((self._page, mcid))
        return mcid

    def annotate(self, node: Node, number: int) -> int:
        """Annotation object `number` on the current page belongs to a node; its key in the parent tree."""
        node.annotations.append((self._page, number))
        return self._key(reference(node.number))

    def _key(self, entry: bytes) -> int:
        key = len(self.parents)
        self.parents.append((key, entry))
        return key


def _unknown(element: Element) -> StructureError:
    name = f"{element.role} {element.id!r}" if element.id else element.role
    return StructureError(f"element {name} is drawn but not part of the structure")
