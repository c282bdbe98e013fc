"""The structure tree while pages are drawn: elements stand, their content is attached as it is drawn.

Nothing here depends on the order of drawing: a paragraph split over pages, a note at the foot of a page or a margin
column attach to the element they belong to, and the order of reading stays that of the elements.
"""

from __future__ import annotations

from msgspec import Struct, field

from reportgen.pdf.tags.roles import structure_type
from reportgen.typeset.structure import Element


class StructureError(Exception):
    """Something was drawn that the structure does not know, or the structure cannot be written as it is."""


class Content(Struct, frozen=True):
    """A marked-content sequence: `order` counts over the whole file, `mcid` on its page."""

    order: int
    page: int
    mcid: int


class Node(Struct, eq=False):
    """An element and what was drawn for it. `box` is a figure's rectangle in PDF coordinates."""

    element: Element
    type: str
    parent: Node | None
    children: list[Node] = field(default_factory=list)
    content: list[Content] = field(default_factory=list)
    annotations: list[tuple[int, int]] = field(default_factory=list)
    """Pairs of page index and object number."""
    box: tuple[float, float, float, float] | None = None
    text: str = ""
    """What was drawn, kept for links (their annotations describe them) and labels of list items."""
    number: int = 0
    """The object number, once one is given."""


class StructureTree:
    """All elements below `root` as nodes; raises where drawing names an element that is not among them."""

    def __init__(self, root: Element) -> None:
        self._nodes: dict[Element, Node] = {}
        self._listeners: dict[Element, Node] = {}
        self._order = 0
        self.pages: list[list[Node]] = []
        """For each page its marked-content sequences, by MCID."""
        self.annotations: list[Node] = []
        """The elements of the annotations; in the parent tree their keys follow those of the pages."""
        self.root = self._grow(root, None, None)

    def _grow(self, element: Element, parent: Node | None, listener: Node | None) -> Node:
        if element in self._nodes:
            raise StructureError(f"element {_name(element)} stands twice in the structure")
        node = self._nodes[element] = Node(element, structure_type(element), parent)
        if node.type == "Link" or (node.type == "Lbl" and parent is not None and parent.type == "LI"):
            listener = node
        if listener is not None:
            self._listeners[element] = listener
        node.children = [self._grow(child, node, listener) for child in element.children]
        return node

    def node(self, element: Element) -> Node:
        """The node of an element; StructureError when the element is not in the tree."""
        found = self._nodes.get(element)
        if found is None:
            raise StructureError(f"element {_name(element)} is drawn but not part of the structure")
        return found

    def said(self, element: Element | None, text: str) -> None:
        """`text` was drawn for an element; remembered where someone wants to know."""
        if element is not None and element in self._listeners:
            self._listeners[element].text += text

    def begin_page(self) -> None:
        """What is attached from now on is on the next page."""
        self.pages.append([])

    def attach(self, node: Node) -> int:
        """A new marked-content sequence of a node on the current page; its MCID."""
        page = self.pages[-1]
        mcid = len(page)
        page.append(node)
        node.content.append(Content(self._order, len(self.pages) - 1, mcid))
        self._order += 1
        return mcid

    def annotate(self, node: Node, number: int) -> int:
        """Annotation object `number` on the current page belongs to a node; its place among all annotations."""
        node.annotations.append((len(self.pages) - 1, number))
        self.annotations.append(node)
        return len(self.annotations) - 1


def _name(element: Element) -> str:
    return f"{element.role} {element.id!r}" if element.id else element.role
