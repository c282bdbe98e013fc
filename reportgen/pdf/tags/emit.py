"""Writes the structure tree as raw objects: elements as they are complete, then parent tree, ID tree and root
(ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.errors import StructureError
from reportgen.pdf.reportlab_compat import PdfFile, reference
from reportgen.pdf.syntax import array, byte_string, text_string
from reportgen.pdf.tags.attributes import attributes
from reportgen.pdf.tags.order import Kid, reading_order
from reportgen.pdf.tags.roles import NAMESPACE_2
from reportgen.pdf.tags.tree import Mark, Node, Nodes
from reportgen.pdf.trees import name_tree, number_tree
from reportgen.typeset.structure import Element

_CELLS = ("cell", "head-cell")
_PLACES = ("part", "aside", "heading", "table", "figure", "note", "contents", "index", "row")
"""Roles that can be linked to from outside the file by their id."""
_NOTE = "note"
_MARKED = ("page-number", "term")
_REFERRING = ("contents-entry", "note-mark")


class StructureWriter:
    """Writes the elements below `root`. Those of which nothing is drawn stay out, the cells of a drawn table excepted.

    `places` are the blocks that links lead to, or that can be led to from outside.
    """

    def __init__(self, file: PdfFile, nodes: Nodes, root: Element) -> None:
        self._file, self._nodes, self._root = file, nodes, root
        self._done: dict[Element, Kid] = {}
        self.identifiers: dict[str, bytes] = {}
        """References to the elements written so far, by their ids."""
        self._vocabulary = nodes.vocabulary
        self._namespace = file.reserve() if self._vocabulary.namespaced else 0
        self._referred: set[str] = set()
        self.places: set[str] = set()
        self.associated: Mapping[str, bytes] = {}
        """The specifications of files with the data of a block, by its id (ISO 19005-3, 6.8)."""

    def complete(self, element: Element) -> None:
        """Nothing more is drawn of an element or of what is below it: it is written."""
        node = self._nodes.take(element)
        parent = element.parent
        if node is not None and parent is not None:
            cells = element.role == "row"
            self._done[element] = self._written(element, node, self._nodes.node(parent).number, cells=cells)

    def finish(self) -> bytes:
        """Write what is left; the reference to the tree's root."""
        node = self._nodes.take(self._root)
        if node is None:
            self._check_roles(self._root)
            raise StructureError("the document has no content")
        file, root = self._file, self._file.reserve()
        self._written(self._root, node, root)
        missing = self._referred - self.identifiers.keys()
        if missing:
            raise StructureError(f"an element refers to {min(missing)!r}, of which nothing is drawn")
        parents = self._nodes.parents
        entries = [
            b"/Type/StructTreeRoot/K[%s]%s" % (reference(node.number), self._names()),
            b"/ParentTree %s" % number_tree(file, parents),
            b"/ParentTreeNextKey %d" % len(parents),
        ]
        if self.identifiers:
            entries.append(b"/IDTree %s" % name_tree(file, self.identifiers.items()))
        file.fill(root, b"<<" + b"".join(entries) + b">>")
        return reference(root)

    def _names(self) -> bytes:
        """What the types are: a role map (ISO 32000-1, 14.7.3), or the namespace they are of (ISO 32000-2, 14.7.4)."""
        found = b""
        if self._vocabulary.mapped:
            pairs = self._vocabulary.mapped.items()
            found += b"/RoleMap<<%s>>" % b"".join(b"/%s/%s" % (key.encode(), value.encode()) for key, value in pairs)
        if self._namespace:
            self._file.fill(self._namespace, b"<</Type/Namespace/NS%s>>" % text_string(NAMESPACE_2))
            found += b"/Namespaces[%s]" % reference(self._namespace)
        return found

    def _written(self, element: Element, node: Node, parent: int, *, cells: bool = False) -> Kid:
        """Write an element and all below it; with `cells`, it is in a table whose empty cells stay."""
        label = self._first_label(element) if node.type == "L" else ""
        cells = cells or node.type == "Table"
        kids = [kid for child in element.children if (kid := self._child(child, node.number, cells=cells)) is not None]
        if len(node.marks) > 1:
            node.marks.sort()
        if len(node.annotations) > 1:
            node.annotations.sort()
        self._file.fill(node.number, self._dictionary(element, node, kids, parent, label))
        self._remember(element, node)
        return Kid(node.number, None if element.role == _NOTE else _first(node, kids))

    def _child(self, child: Element, parent: int, *, cells: bool) -> Kid | None:
        done = self._done.pop(child, None)
        if done is not None:
            return done
        node = self._nodes.take(child)
        if node is None:
            if not cells or not any(below.role in _CELLS for below in child.walk()):
                self._check_roles(child)
                return None
            node = self._nodes.new(child)
        return self._written(child, node, parent, cells=cells)

    def _first_label(self, element: Element) -> str:
        """The label of a list's first item."""
        item = next((child for child in element.children if self._nodes.peek(child) is not None), None)
        found = [self._nodes.peek(child) for child in item.children] if item is not None else []
        return next((node.text.strip() for node in found if node is not None and node.type == "Lbl"), "")

    def _remember(self, element: Element, node: Node) -> None:
        if element.target is not None and element.target.startswith("#"):
            self.places.add(element.target[1:])
        if element.id is None:
            return
        if element.role in _PLACES:
            self.places.add(element.id)
        if element.id in self.identifiers:
            raise StructureError(f"two elements have the id {element.id!r}")
        self.identifiers[element.id] = reference(node.number)

    def _dictionary(self, element: Element, node: Node, kids: Sequence[Kid], parent: int, label: str) -> bytes:
        """A structure element dictionary (ISO 32000-1, table 323)."""
        entries = [b"<</Type/StructElem/S/%s/P %d 0 R" % (node.type.encode(), parent)]
        if node.type in self._vocabulary.namespaced:
            entries.append(b"/NS %d 0 R" % self._namespace)
        page = node.marks[0][0] if node.marks else node.annotations[0][0] if node.annotations else None
        if page is not None:
            entries.append(b"/Pg %d 0 R" % self._file.pages[page])
        entries.append(self._kids(node, kids, page))
        if element.id:
            entries.append(b"/ID" + byte_string(element.id))
            if element.id in self.associated:
                entries.append(b"/AF[%s]" % self.associated[element.id])
        if element.lang:
            entries.append(b"/Lang" + text_string(element.lang))
        if element.alt:
            entries.append(b"/Alt" + text_string(element.alt))
        if element.expansion:
            entries.append(b"/E" + text_string(element.expansion))
        title = _title(element)
        if title:
            entries.append(b"/T" + text_string(title))
        if self._vocabulary.relations:
            entries.append(self._relations(element))
        entries.append(attributes(element, node, label, self._vocabulary))
        entries.append(b">>")
        return b"".join(entries)

    def _relations(self, element: Element) -> bytes:
        """What an element refers to (/Ref): an entry of the contents its heading, a mark its note, a note its marks
        (ISO 14289-2, 8.2.5.8 and 8.2.5.14)."""
        if element.role == _NOTE:
            found = self._nodes.citations.pop(element.id or "", [])
        elif element.role in _REFERRING:
            links = (below.target or "" for below in element.walk())
            targets = dict.fromkeys(target[1:] for target in links if target.startswith("#"))
            self._referred.update(targets)
            found = [self._nodes.number_of(target) for target in targets]
        else:
            return b""
        return b"/Ref" + array([b"%d 0 R" % number for number in found]) if found else b""

    def _check_roles(self, element: Element) -> None:
        for below in element.walk():
            self._vocabulary.type_of(below)

    def _kids(self, node: Node, kids: Sequence[Kid], page: int | None) -> bytes:
        """The /K entry: marks, children and annotations."""
        if not node.marks:
            found = [b"%d 0 R" % kid.number for kid in kids]
        elif kids:
            found = [self._kid(kid, page) for kid in reading_order(node.marks, kids)]
        else:
            found = [self._kid(mark, page) for mark in node.marks]
        found += [self._object_reference(page, *annotation) for annotation in node.annotations]
        if not found:
            return b""
        return b"/K " + found[0] if len(found) == 1 else b"/K" + array(found)

    def _kid(self, kid: Mark | Kid, page: int | None) -> bytes:
        if isinstance(kid, Kid):
            return b"%d 0 R" % kid.number
        on, mcid = kid
        if on == page:
            return b"%d" % mcid
        return b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (self._file.pages[on], mcid)

    def _object_reference(self, page: int | None, on: int, number: int) -> bytes:
        where = b"" if on == page else b"/Pg %d 0 R" % self._file.pages[on]
        return b"<</Type/OBJR%s/Obj %d 0 R>>" % (where, number)


def _first(node: Node, kids: Sequence[Kid]) -> Mark | None:
    own = node.marks[0] if node.marks else None
    if not kids:
        return own
    firsts = [kid.first for kid in kids if kid.first is not None]
    return min(firsts if own is None else [own, *firsts], default=None)


def _title(element: Element) -> str | None:
    """Page numbers and terms are marked as such, so that readers know what to compare: bullets are labels, too."""
    return element.role if element.role in _MARKED else element.title
