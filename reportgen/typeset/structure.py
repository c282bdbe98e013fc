"""The logical structure of a paginated document: elements in reading order, before and apart from any page.

Typesetting makes one element for each block and for each inline that means something (a link, a foreign part, an
abbreviation); the boxes on the pages point to the element that owns them. A writer turns elements into its format's
tags. Roles are those of the format-neutral list below; a writer that meets another must refuse it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from msgspec import Struct, field

Role: TypeAlias = Literal[
    "document",
    "part",  # a section or card: groups its children (Sect)
    "aside",  # beside the text and to be read apart from it: a callout
    "group",  # grouping without a meaning of its own (Div): a tile, a cover's parts
    "heading",  # with `level`
    "number",  # the number of a heading, caption, contents line or note; a list item's bullet (Lbl)
    "paragraph",
    "title",  # of the whole document
    "list",
    "item",
    "term",  # what an item of a list of terms is about (Lbl)
    "item-body",
    "table",
    "table-head",
    "table-body",
    "row",
    "head-cell",  # with `scope`
    "cell",
    "figure",  # with `alt`
    "caption",
    "contents",
    "contents-entry",
    "reference",
    "page-number",  # of a reference; left out when texts are compared
    "link",
    "note",
    "note-mark",
    "span",
    "strong",
    "emphasis",
    "quote",
    "code",
    "abbreviation",  # with `expansion`
    "index",
]


class Element(Struct, eq=False):
    """One element. `id` is the block's id where it is a block; `children` are in reading order.

    Built once while blocks are collected, read-only afterwards until it is emptied; compared by identity.
    """

    role: Role
    id: str | None = None
    level: int = 0
    alt: str | None = None
    expansion: str | None = None
    lang: str | None = None
    scope: Literal["column", "row", "both"] | None = None
    colspan: int = 1
    rowspan: int = 1
    summary: str | None = None
    target: str | None = None
    """For links: an address, or ``#<block id>``."""
    title: str | None = None
    shift: float = 0
    """Points its text stands above the line, below 0 under it."""
    children: list[Element] = field(default_factory=list)
    parent: Element | None = None

    def add(self, role: Role, **more: object) -> Element:
        """A new last child."""
        child = Element(role, **more)  # type: ignore[arg-type]
        child.parent = self
        self.children.append(child)
        return child

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def empty(self) -> None:
        """Let go of everything below: no element refers to another any more, so that all are freed at once."""
        for child in self.children:
            child.empty()
            child.parent = None
        self.children.clear()
