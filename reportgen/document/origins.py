"""What a document prints of the data: for each text the block it stands in, and the data path it came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec import Struct

from reportgen.document import nodes as n
from reportgen.document.walk import children


class Origin(NamedTuple):
    """A node with an id (then `id` is it) or a text or point from data (then `path` is where in the data), and the
    innermost block around it that has a place of its own."""

    block: str
    id: str | None = None
    path: str | None = None


class PrintedBlock(Struct, frozen=True):
    """A block that prints something of the data. `document` is "" for the whole report, else the abbreviation of the
    excerpt; `page` is the number that the page bears."""

    document: str
    block: str
    page: str


def origins(document: n.Document, leave_out: tuple[type, ...] = ()) -> Iterator[Origin]:
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
            yield Origin(block, id=own)
        if isinstance(node, n.Text | n.Point) and node.origin:
            yield Origin(block, path=node.origin)
        in_cell = in_cell or isinstance(node, n.Cell)
        stack.extend((child, block, in_cell) for child in reversed(list(children(node))))


def record_of(path: str) -> str:
    """The path of the record that a data path leads into: ``measures[ki-trainer]`` of its text, ``report`` of its."""
    record, bracket, _ = path.partition("]")
    return record + bracket if bracket else path.partition(".")[0]
