"""Callouts: blocks set apart from the text."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n


def callout(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Callout:
    """``<callout>``."""
    own = b.id(element, "callout")
    with b.inside(own, found):
        return n.Callout(own, b.flow(element), found.get("kind") or "note")


CALLOUT = BlockElement(callout, {"kind": at.choice("note", "warning")})
