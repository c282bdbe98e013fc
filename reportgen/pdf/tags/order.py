"""The order of an element's kids: its own text in drawing order, its children where they stand in that text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from reportgen.pdf.tags.tree import Mark


class Kid(Struct, frozen=True):
    """A child that is written: its object number, and where the drawing of it began.

    The latter is None for notes. They are drawn at the foot of the page and still belong behind their marks.
    """

    number: int
    first: Mark | None


def reading_order(marks: Sequence[Mark], kids: Sequence[Kid]) -> Iterator[Mark | Kid]:
    """Own marks and children, merged.

    Children keep their logical order. Content drawn before a child stands before it; a note follows the child before
    it.
    """
    own = iter(marks)
    waiting = next(own, None)
    for kid in kids:
        while waiting is not None and kid.first is not None and waiting < kid.first:
            yield waiting
            waiting = next(own, None)
        yield kid
    if waiting is not None:
        yield waiting
        yield from own
