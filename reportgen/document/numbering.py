"""Numbering: notes, captions, contents and references get their final text before anything is laid out.

A pure function from a Document to a Document. A reference to a block that an excerpt leaves out becomes a reference
to the whole report; a reference to nothing is a problem.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from reportgen.document import nodes as n
from reportgen.document.problems import DocumentError, Problem
from reportgen.document.walk import descend, rebuild
from reportgen.document.wording import DEFAULTS


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a reference to a block prints: its title and its number."""

    title: n.Inlines
    number: str | None = None


def anchors(document: n.Document) -> dict[str, Anchor]:
    """Every block that can be referred to, by id. Sections and cards answer with their heading."""
    return {node.id: _anchor(node) for node in descend(document) if isinstance(getattr(node, "id", None), str)}


def _anchor(node: Any) -> Anchor:
    match node:
        case n.Heading():
            return Anchor(node.children, node.number)
        case n.Card():
            return Anchor(node.heading.children, node.heading.number)
        case n.Section():
            heading = next((child for child in node.children if isinstance(child, n.Heading)), None)
            return Anchor(heading.children, heading.number) if heading else Anchor(())
        case n.Table() | n.Figure():
            return Anchor(node.caption, node.label)
        case n.Chart():
            return Anchor(node.title.children if node.title else ())
        case n.Tile():
            return Anchor(node.statement)
        case n.IndexGroup():
            return Anchor(node.term)
        case _:
            return Anchor(())


def number(document: n.Document, whole: Mapping[str, Anchor] | None = None) -> n.Document:
    """`document` with notes, captions, contents and references filled in.

    `whole` holds the anchors of the whole report where `document` is an excerpt of it. Raises DocumentError with every
    reference to a block that neither has, and with every id that two blocks share.
    """
    _unique_ids(document)
    words = {**DEFAULTS, **document.meta.words}
    counted = rebuild(document, _Counter(words))
    known = anchors(counted)
    resolver = _Resolver(known, whole or {}, words)
    resolved: n.Document = rebuild(counted, resolver)
    if resolver.problems:
        raise DocumentError(*resolver.problems)
    return rebuild(resolved, _Contents(resolved, words))  # type: ignore[no-any-return]


def _unique_ids(document: n.Document) -> None:
    seen: set[str] = set()
    problems: list[Problem] = []
    for node in descend(document):
        node_id = None if isinstance(node, n.Row) else getattr(node, "id", None)
        if node_id in seen:
            problems.append(Problem("duplicate-id", f'two blocks have the id "{node_id}"', block=node_id))
        elif node_id is not None:
            seen.add(node_id)
    if problems:
        raise DocumentError(*problems)


class _Counter:
    """Numbers notes and captions in reading order."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words
        self.notes = self.tables = self.figures = 0

    def __call__(self, node: Any) -> Any:
        match node:
            case n.Note():
                self.notes += 1
                return dataclasses.replace(node, number=self.notes)
            case n.Table() if node.caption:
                self.tables += 1
                return dataclasses.replace(node, label=self.words["table"].format(number=self.tables))
            case n.Figure() if node.caption:
                self.figures += 1
                return dataclasses.replace(node, label=self.words["figure"].format(number=self.figures))
            case _:
                return node


class _Resolver:
    """Fills references, and collects those that lead nowhere."""

    def __init__(self, known: Mapping[str, Anchor], whole: Mapping[str, Anchor], words: Mapping[str, str]) -> None:
        self.known, self.whole, self.words = known, whole, words
        self.problems: list[Problem] = []

    def __call__(self, node: Any) -> Any:
        if isinstance(node, n.CrossReference):
            return self._reference(node)
        if isinstance(node, n.PageReference) and node.target not in self.known:
            self._dead(node.target, ())
        return node

    def _reference(self, node: n.CrossReference) -> n.CrossReference:
        here = self.known.get(node.target)
        if here is not None:
            return dataclasses.replace(node, children=self._children(node, here), resolved=True)
        there = self.whole.get(node.target)
        if there is None:
            self._dead(node.target, node.children)
            return node
        key = "elsewhere-number" if node.show == "number" else "elsewhere"
        before, _, after = self.words[key].replace("{number}", "{title}").partition("{title}")
        children = (n.Text(before),) * bool(before) + self._children(node, there) + (n.Text(after),) * bool(after)
        return dataclasses.replace(node, children=children, resolved=True, elsewhere=True)

    def _children(self, node: n.CrossReference, anchor: Anchor) -> n.Inlines:
        if node.show == "title" and anchor.title:
            return anchor.title
        if node.show == "number" and anchor.number:
            return (n.Text(anchor.number),)
        return node.children or anchor.title or (n.Text(node.target),)

    def _dead(self, target: str, children: Iterable[n.Inline]) -> None:
        origin = next((child.origin for child in descend_all(children) if isinstance(child, n.Text)), None)
        near = get_close_matches(target, [*self.known, *self.whole], 1)
        hint = f'did you mean "{near[0]}"?' if near else None
        text = f'reference to "{target}", which nothing in the report has as its id'
        self.problems.append(Problem("dead-reference", text, block=target, origin=origin, hint=hint))


_CAPTION_LEVEL = 2
"""Level of the contents whose style lists of tables and figures have."""


class _Contents:
    """Fills tables of contents with the headings of the document, and lists of tables and figures with captions."""

    def __init__(self, document: n.Document, words: Mapping[str, str]) -> None:
        nodes = list(descend(document))
        self.headings = [node for node in nodes if isinstance(node, n.Heading) and node.in_contents]
        self.captions = {
            "tables": [self._caption(node, words) for node in nodes if isinstance(node, n.Table) and node.label],
            "figures": [self._caption(node, words) for node in nodes if isinstance(node, n.Figure) and node.label],
        }

    def _caption(self, node: n.Table | n.Figure, words: Mapping[str, str]) -> n.TocEntry:
        before, _, after = words["caption"].replace("{label}", node.label or "").partition("{text}")
        children = (n.Text(before),) * bool(before) + node.caption + (n.Text(after),) * bool(after)
        return n.TocEntry(_CAPTION_LEVEL, None, children, node.id)

    def __call__(self, node: Any) -> Any:
        if not isinstance(node, n.TableOfContents):
            return node
        if node.of != "headings":
            return dataclasses.replace(node, entries=tuple(self.captions[node.of]))
        entries = tuple(n.TocEntry(h.level, h.number, h.children, h.id) for h in self.headings if h.level <= node.depth)
        return dataclasses.replace(node, entries=entries)


def descend_all(found: Iterable[Any]) -> Iterable[Any]:
    """Every node of several trees, in reading order."""
    for node in found:
        yield from descend(node)
