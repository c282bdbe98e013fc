"""The order of an element's kids: its own text in drawing order, its children where they stand in that text."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.pdf.tags.tree import Content, Node


def first_order(node: Node) -> int | None:
    """Where the drawing of an element began, its children included and notes left out; None when nothing was drawn."""
    found = [node.content[0].order] if node.content else []
    for child in node.children:
        if child.element.role != "note":
            order = first_order(child)
            if order is not None:
                found.append(order)
    return min(found, default=None)


def reading_order(node: Node) -> Iterator[Content | Node]:
    """Own content and children, merged.

    Children keep their logical order. Content drawn before a child stands before it. A note is drawn at the foot of
    its page and still belongs behind its mark, so it follows the child before it.
    """
    if not node.content:
        yield from node.children
        return
    own = iter(node.content)
    waiting = next(own, None)
    for child in node.children:
        place = None if child.element.role == "note" else first_order(child)
        while waiting is not None and place is not None and waiting.order < place:
            yield waiting
            waiting = next(own, None)
        yield child
    if waiting is not None:
        yield waiting
        yield from own
