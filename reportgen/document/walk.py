"""Walking a document: the children of a node, all blocks in reading order, and rebuilding with changed nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, get_args

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document import nodes
from reportgen.document.nodes import Block, Document, Inline, Inlines

NODE_CLASSES: tuple[type[Struct], ...] = tuple(
    value
    for value in vars(nodes).values()
    if isinstance(value, type) and issubclass(value, Struct) and value is not Struct
)
"""Every node class; tests use it to find what a stage has forgotten."""

BLOCK_CLASSES: tuple[type[Block], ...] = get_args(nodes.Block)
INLINE_CLASSES: tuple[type[Inline], ...] = get_args(nodes.Inline)

_FIELDS: dict[type, tuple[str, ...]] = {cls: cls.__struct_fields__ for cls in NODE_CLASSES}


def children(node: object) -> Iterator[Any]:
    """The nodes directly below `node`, in the order of its fields (which is reading order)."""
    for name in _FIELDS[type(node)]:
        value = getattr(node, name)
        if type(value) is tuple:
            for item in value:
                if type(item) in _FIELDS:
                    yield item
        elif type(value) in _FIELDS:
            yield value


def descend(node: object) -> Iterator[Any]:
    """`node` and everything below it, in reading order."""
    yield node
    for child in children(node):
        yield from descend(child)


def blocks(document: Document) -> Iterator[Block]:
    """Every block of the document at any depth, in reading order."""
    for node in descend(document):
        if isinstance(node, BLOCK_CLASSES):
            yield node


def rebuild(node: Any, change: Callable[[Any], Any]) -> Any:
    """A copy of the tree below `node` in which `change` was applied to every node, leaves first.

    Subtrees that nothing changed are shared with the old tree.
    """
    changed: dict[str, Any] = {}
    for name in _FIELDS[type(node)]:
        value = getattr(node, name)
        if type(value) is tuple:
            new = tuple(rebuild(item, change) if type(item) in _FIELDS else item for item in value)
            if any(a is not b for a, b in zip(new, value, strict=True)):
                changed[name] = new
        elif type(value) in _FIELDS:
            new_value = rebuild(value, change)
            if new_value is not value:
                changed[name] = new_value
    return change(replace(node, **changed) if changed else node)


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
