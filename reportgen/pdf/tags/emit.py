"""Writes the structure tree: elements, parent tree and ID tree as raw objects (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.pdf.reportlab_compat import PdfFile, reference
from reportgen.pdf.syntax import array, byte_string, text_string
from reportgen.pdf.tags.attributes import attributes
from reportgen.pdf.tags.order import reading_order
from reportgen.pdf.tags.roles import ROLE_MAP
from reportgen.pdf.tags.tree import Content, Node, StructureError, StructureTree
from reportgen.pdf.trees import name_tree, number_tree

_CELLS = ("cell", "head-cell")


def write_structure(file: PdfFile, tree: StructureTree) -> bytes:
    """Write the tree of all pages; the reference to its root. Elements without content stay out, cells excepted."""
    if not _prune(tree.root, cells_stay=False):
        raise StructureError("the document has no content")
    root = file.reserve()
    nodes = list(_walk(tree.root))
    for node in nodes:
        node.number = file.reserve()
    for node in nodes:
        parent = node.parent.number if node.parent is not None else root
        file.fill(node.number, _element(file, node, parent))
    roles = b"".join(b"/%s/%s" % (key.encode(), value.encode()) for key, value in ROLE_MAP.items())
    entries = [
        b"/Type/StructTreeRoot/K[%s]/RoleMap<<%s>>" % (reference(tree.root.number), roles),
        b"/ParentTree %s" % _parent_tree(file, tree),
        b"/ParentTreeNextKey %d" % (len(tree.pages) + len(tree.annotations)),
    ]
    identifiers = _identifiers(nodes)
    if identifiers:
        entries.append(b"/IDTree %s" % name_tree(file, identifiers))
    file.fill(root, b"<<" + b"".join(entries) + b">>")
    return reference(root)


def _prune(node: Node, *, cells_stay: bool) -> bool:
    """Take away what has no content; whether the node stays. The cells of a table that was drawn stay."""
    if node.type == "Table":
        cells_stay = _drawn(node)
    node.children = [child for child in node.children if _prune(child, cells_stay=cells_stay)]
    return bool(node.content or node.annotations or node.children or (cells_stay and node.element.role in _CELLS))


def _drawn(node: Node) -> bool:
    return bool(node.content) or any(map(_drawn, node.children))


def _walk(root: Node) -> Iterator[Node]:
    """All nodes in reading order."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def _element(file: PdfFile, node: Node, parent: int) -> bytes:
    """A structure element dictionary (ISO 32000-1, table 323)."""
    element = node.element
    entries = [b"/Type/StructElem/S/%s/P %s" % (node.type.encode(), reference(parent))]
    page = node.content[0].page if node.content else node.annotations[0][0] if node.annotations else None
    if page is not None:
        entries.append(b"/Pg %s" % reference(file.pages[page]))
    kids = [_kid(file, kid, page) for kid in reading_order(node)]
    kids += [_object_reference(file, page, *annotation) for annotation in node.annotations]
    if kids:
        entries.append(b"/K" + (kids[0] if len(kids) == 1 else array(kids)))
    if element.id:
        entries.append(b"/ID" + byte_string(element.id))
    texts = {b"/Lang": element.lang, b"/Alt": element.alt, b"/E": element.expansion, b"/T": _title(node)}
    entries += [key + text_string(text) for key, text in texts.items() if text]
    entries.append(attributes(node))
    return b"<<" + b"".join(entries) + b">>"


def _title(node: Node) -> str | None:
    """Page numbers are marked as such, so that readers can leave them out of comparisons."""
    return "page-number" if node.element.role == "page-number" else node.element.title


def _kid(file: PdfFile, kid: Content | Node, page: int | None) -> bytes:
    if isinstance(kid, Node):
        return b" " + reference(kid.number)
    if kid.page == page:
        return b" %d" % kid.mcid
    return b"<</Type/MCR/Pg %s/MCID %d>>" % (reference(file.pages[kid.page]), kid.mcid)


def _object_reference(file: PdfFile, page: int | None, on: int, number: int) -> bytes:
    where = b"" if on == page else b"/Pg %s" % reference(file.pages[on])
    return b"<</Type/OBJR%s/Obj %s>>" % (where, reference(number))


def _parent_tree(file: PdfFile, tree: StructureTree) -> bytes:
    """For every page the elements of its sequences by MCID, then for every annotation its element."""
    entries = [
        (index, array(reference(node.number) for node in nodes)) for index, nodes in enumerate(tree.pages) if nodes
    ]
    start = len(tree.pages)
    entries += [(start + index, reference(node.number)) for index, node in enumerate(tree.annotations)]
    return number_tree(file, entries)


def _identifiers(nodes: Iterable[Node]) -> list[tuple[str, bytes]]:
    found: dict[str, bytes] = {}
    for node in nodes:
        identifier = node.element.id
        if identifier:
            if identifier in found:
                raise StructureError(f"two elements have the id {identifier!r}")
            found[identifier] = reference(node.number)
    return list(found.items())
