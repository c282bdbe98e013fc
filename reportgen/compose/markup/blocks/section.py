"""Sections, and page breaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.blocks.figure import unlabelled
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n
from reportgen.document.walk import find

_NEEDED: Mapping[str, tuple[type, str]] = {
    "p": (n.Paragraph, "children"),
    "ul": (n.ListBlock, "items"),
    "ol": (n.ListBlock, "items"),
    "dl": (n.Terms, "terms"),
    "table": (n.Table, "body"),
    "chart": (n.Chart, "series"),
    "figure": (n.Figure, "path"),
    "card": (n.Card, "heading"),
    "key-figures": (n.KeyFigures, "tiles"),
    "timeline": (n.TimeLine, "events"),
    "progress": (n.Progress, "said"),
    "index": (n.Index, "groups"),
}
"""What a section can need: the class of its blocks, and the field that is empty where there is nothing in one."""


def section(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Section | None:
    """``<section>``; none where it ``needs`` what it does not hold: it leaves with all that stands in it."""
    ids, level = (dict(b.ids), b.level) if found.get("needs") else ({}, 0)
    own = b.id(element, "section")
    if found.get("orientation") and found.get("master"):
        hint = "a master has its own size: A4 landscape, for example"
        b.issue(element, "bad-attribute", "<section> has an orientation or a master, not both", hint)
    before = b.inherited_lang
    opening: n.Figure | None = None
    with b.inside(own, found):
        b.inherited_lang = before
        children = list(b.children(element))
        if children and children[0].tag == "opening":
            opening = unlabelled(b, children.pop(0))
            if not found.get("page"):
                hint = 'give the section page="new", or print its opening only where it has that'
                b.issue(element, "misplaced-element", "<opening> stands in a section that begins a page", hint)
        blocks = b.blocks(children, element)
    if found.get("needs") and not _holds(blocks, found["needs"]):
        b.ids, b.level = ids, level
        return None
    return n.Section(
        own,
        blocks,
        page=found.get("page"),
        matter=found.get("matter") or "body",
        role=found.get("role"),
        lang=found.get("lang") or b.inherited_lang,
        orientation=found.get("orientation"),
        palette=b.named_in(b.palettes, element, "palette", found.get("palette")),
        master=b.named_in(b.masters, element, "master", found.get("master")),
        opening=opening,
    )


def _holds(blocks: tuple[n.Block, ...], needed: tuple[str, ...]) -> bool:
    """Whether there is anything in a block of one of the kinds needed."""
    kinds = dict(_NEEDED[name] for name in needed)
    return any(getattr(each, kinds[type(each)]) for block in blocks for each in find(block, *kinds))


def page_break(b: Builder, element: XmlElement, _: dict[str, Any]) -> n.PageBreak:
    """``<page-break>``."""
    b.empty(element)
    return n.PageBreak(b.id(element, "break"))


SECTION = BlockElement(
    section,
    {
        "page": at.choice("new", "recto"),
        "matter": at.choice("front", "body", "annex"),
        "role": at.optional,
        "orientation": at.choice("landscape"),
        "palette": at.optional,
        "master": at.optional,
        "needs": at.some_of(*_NEEDED),
    },
    parts=("opening",),
)
PAGE_BREAK = BlockElement(page_break)
