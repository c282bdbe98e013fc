"""Callouts: blocks set apart from the text."""

from __future__ import annotations

from typing import Any

from lxml.etree import _Element

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.document import nodes as n


def callout(b: Builder, element: _Element, found: dict[str, Any]) -> n.Callout:
    """``<callout>``."""
    own = b.id(element, "callout")
    with b.inside(own, found):
        return n.Callout(own, b.flow(element), found.get("kind") or "note")


CALLOUT = BlockElement(callout, {"kind": at.choice("note", "warning")})
