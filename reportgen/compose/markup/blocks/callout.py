"""Callouts: blocks set apart from the text."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n

_TITLE = "title"


def callout(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Callout:
    """``<callout>`` with an optional ``<title>``."""
    own = b.id(element, "callout")
    with b.inside(own, found):
        title = b.titled(element, _TITLE, "box-title", _TITLE)
        return n.Callout(own, b.flow(element, (_TITLE,)), found.get("kind") or "note", title)


CALLOUT = BlockElement(callout, {"kind": at.choice("note", "warning", "box")}, parts=(_TITLE,))
