"""What a document prints of the data: for each text the block it stands in, and the data path it came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from reportgen.document import nodes as n
from reportgen.document.walk import children


class Print(NamedTuple):
    """A node with an id (then `id` is it) or a text or point from data (then `origin` is its path), and the innermost
    block around it that has a place of its own."""

    block: str
    id: str | None = None
    origin: str | None = None


def prints(document: n.Document, leave_out: tuple[type, ...] = ()) -> Iterator[Print]:
    """Every node with an id and every text from data, in reading order, without what stands in classes to leave out.

    Blocks in table cells have no place of their own, their row stands for them, or their table.
    """
    stack: list[tuple[Any, str, bool]] = [(node, "", False) for node in reversed(document.children)]
    while stack:
        node, block, in_cell = stack.pop()
        if isinstance(node, leave_out):
            continue
        own = getattr(node, "id", None)
        if isinstance(own, str):
            block = block if in_cell else own
            yield Print(block, id=own)
        if isinstance(node, n.Text | n.Point) and node.origin:
            yield Print(block, origin=node.origin)
        in_cell = in_cell or isinstance(node, n.Cell)
        stack.extend((child, block, in_cell) for child in reversed(list(children(node))))


def record_of(path: str) -> str:
    """The path of the record that a data path leads into: ``measures[ki-trainer]`` of its text, ``report`` of its."""
    record, bracket, _ = path.partition("]")
    return record + bracket if bracket else path.partition(".")[0]
