"""Walking a document: the children of a node, nodes of some kinds in reading order, and rebuilding with changed ones.

Which kinds of nodes can stand below which follows from the types of their fields, so that walks pass over parts where
nothing they look for can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import is_not
from typing import Any, get_args, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document import nodes
from reportgen.document.inlines import Inline, Inlines
from reportgen.document.nodes import Block, Document

NODE_CLASSES: tuple[type[Struct], ...] = tuple(
    value
    for value in vars(nodes).values()
    if isinstance(value, type) and issubclass(value, Struct) and value is not Struct
)
"""Every node class; tests use it to find what a stage has forgotten."""

BLOCK_CLASSES: tuple[type[Block], ...] = get_args(nodes.Block)
INLINE_CLASSES: tuple[type[Inline], ...] = get_args(nodes.Inline)
_CLASSES = frozenset(NODE_CLASSES)


def _fields() -> dict[type, dict[str, frozenset[type]]]:
    """The classes of nodes that each field may hold, by the types of the fields.

    Most fields share their annotation with others, so each annotation is resolved once: a third of the time.
    """
    annotations = {text: text for cls in NODE_CLASSES for text in cls.__annotations__.values()}
    hints = get_type_hints(type("Annotated", (), {"__annotations__": annotations}), vars(nodes))
    held = {text: frozenset(_members(hint)) for text, hint in hints.items()}
    return {cls: {name: held[text] for name, text in _in_order(cls) if held[text]} for cls in NODE_CLASSES}


_READ_FIRST: dict[type, str] = {nodes.Table: "caption", nodes.Callout: "title", nodes.Section: "opening"}
"""A field that is read before those that stand above it in its class."""


def _in_order(cls: type[Struct]) -> list[tuple[str, str]]:
    """The fields of a class with their annotations, in reading order."""
    first = _READ_FIRST.get(cls)
    return sorted(cls.__annotations__.items(), key=lambda item: item[0] != first)


def _members(hint: Any) -> Iterator[type]:
    """The classes of nodes that a type is made of."""
    if isinstance(hint, type) and hint in _CLASSES:
        yield hint
    for part in get_args(hint):
        yield from _members(part)


_FIELDS = _fields()
_BRANCHES: dict[type, tuple[str, ...]] = {cls: tuple(fields) for cls, fields in _FIELDS.items()}
"""The fields of each class that may hold nodes, in reading order."""


def _reach() -> dict[type, set[type]]:
    """Every class that can stand anywhere below a node of each class."""
    reach = {cls: {below for held in fields.values() for below in held} for cls, fields in _FIELDS.items()}
    grown = True
    while grown:
        grown = False
        for found in reach.values():
            before = len(found)
            found.update(*[reach[below] for below in found])
            grown = grown or len(found) > before
    return reach


_REACH = _reach()


def children(node: object) -> Iterator[Any]:
    """The nodes directly below `node`, in the order of its fields (which is reading order)."""
    for name in _BRANCHES[type(node)]:
        value = getattr(node, name)
        if type(value) is tuple:
            yield from (item for item in value if type(item) in _BRANCHES)
        elif value is not None:
            yield value


def descend(node: object) -> Iterator[Any]:
    """`node` and everything below it, in reading order."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        if _BRANCHES[type(current)]:
            stack += [*children(current)][::-1]


@cache
def _ways(kinds: tuple[type, ...], closed: type | None) -> tuple[frozenset[type], dict[type, tuple[str, ...]]]:
    """The classes as a set, and the fields that lead to their nodes, by each class that is one or can hold one."""
    wanted = frozenset(kinds)
    ways = wanted.union(cls for cls, below in _REACH.items() if not wanted.isdisjoint(below))
    fields = {cls: tuple(name for name, held in _FIELDS[cls].items() if not ways.isdisjoint(held)) for cls in ways}
    return wanted, fields if closed is None else {**fields, closed: ()}


def find(node: object, *kinds: type, closed: type | None = None) -> Iterator[Any]:
    """The nodes of these classes in the tree, `node` included, in reading order; none from inside a `closed` one."""
    wanted, ways = _ways(kinds, closed)
    stack = [node]
    while stack:
        current = stack.pop()
        kind = type(current)
        if kind in wanted:
            yield current
        fields = ways.get(kind)
        if fields:
            below: list[Any] = []
            for name in fields:
                value = getattr(current, name)
                if type(value) is tuple:
                    below += [item for item in value if type(item) in ways]
                elif type(value) in ways:
                    below.append(value)
            stack += below[::-1]


def blocks(document: Document) -> Iterator[Block]:
    """Every block of the document at any depth, in reading order."""
    return find(document, *BLOCK_CLASSES)


def rebuild(node: Any, changes: Mapping[type, Callable[[Any], Any]]) -> Any:
    """A copy of the tree in which each node of a class in `changes` is what its function makes of it, leaves first.

    Subtrees that nothing changed are shared with the old tree.
    """
    open_ = frozenset(cls for cls, below in _REACH.items() if not below.isdisjoint(changes))
    return _rebuilt(node, changes, open_)


def _rebuilt(node: Any, changes: Mapping[type, Callable[[Any], Any]], open_: frozenset[type]) -> Any:
    kind = type(node)
    if kind in open_:
        changed: dict[str, Any] = {}
        for name in _BRANCHES[kind]:
            value = getattr(node, name)
            if type(value) is tuple:
                new: Any = [
                    _rebuilt(item, changes, open_) if type(item) in open_ or type(item) in changes else item
                    for item in value
                ]
                if any(map(is_not, new, value)):
                    changed[name] = tuple(new)
            elif type(value) in open_ or type(value) in changes:
                new = _rebuilt(value, changes, open_)
                if new is not value:
                    changed[name] = new
        if changed:
            node = replace(node, **changed)
    change = changes.get(kind)
    return node if change is None else change(node)


def repeated(inlines: Inlines) -> Inlines:
    """A text as another place repeats it (contents, lists of captions, references): without its notes, which stand
    once, and without links of its own, as it becomes one itself."""
    if all(type(inline) is nodes.Text for inline in inlines):
        return inlines
    found: list[Inline] = []
    for inline in inlines:
        match inline:
            case nodes.Note():
                continue
            case nodes.Link() | nodes.CrossReference():
                found += repeated(inline.children)
            case nodes.Text() | nodes.LineBreak() | nodes.PageReference():
                found.append(inline)
            case _:
                found.append(replace(inline, children=repeated(inline.children)))
    return tuple(found)


def plain_text(inlines: Inlines | tuple[Inline, ...]) -> str:
    """The characters of a line of inlines, without notes and page numbers (see `document.plain`)."""
    parts: list[str] = []
    _collect(inlines, parts)
    return "".join(parts)


def _collect(inlines: tuple[Inline, ...], parts: list[str]) -> None:
    for inline in inlines:
        kind = type(inline)
        if kind is nodes.Text:
            parts.append(inline.text)  # type: ignore[union-attr]
        elif kind is nodes.LineBreak:
            parts.append("\n")
        elif kind is not nodes.Note and kind is not nodes.PageReference:
            _collect(inline.children, parts)  # type: ignore[union-attr]
