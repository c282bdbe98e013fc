"""A picture with text beside it."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n

_HOLDS = "it holds a <figure>, and behind it the blocks that stand beside that"


def beside(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Beside | None:
    """``<beside>``: a ``<figure>`` and the blocks beside it."""
    own = b.id(element, "beside")
    with b.inside(own, found):
        children = list(b.children(element))
        if not children or children[0].tag != "figure":
            b.issue(element, "missing-element", "<beside> begins with a <figure>", _HOLDS)
            return None
        figure, *rest = children
        picture, blocks = b.block(figure, element), b.blocks(rest, element)
    if not rest:
        b.issue(element, "missing-element", "<beside> has nothing to stand beside its <figure>", _HOLDS)
    if not isinstance(picture, n.Figure):
        return None
    return n.Beside(own, picture, blocks, found.get("side") or "left")


BESIDE = BlockElement(beside, {"side": at.choice("left", "right")})
