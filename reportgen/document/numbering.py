"""Numbering: notes, captions, contents and references get their final text before anything is laid out.

A pure function from a Document to a Document. An excerpt keeps the numbers of the whole report (see `document.kept`).
A reference to a block that it leaves out becomes a reference to the whole report; a reference to nothing is a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.captions import CAPTIONED, LISTS, Captioned, Listed, caption_of, captioned
from reportgen.document.kept import (
    Numbers,
    WholeNumbers,
    caption_numbers,
    kept_numbers,
    numbered_items,
    whole_numbers,
)
from reportgen.document.theme import Numbering
from reportgen.document.walk import NODE_CLASSES, find, rebuild, repeated
from reportgen.document.wording import DEFAULTS
from reportgen.errors import DocumentError
from reportgen.findings.problem import Problem


class Anchor(Struct, frozen=True):
    """What a reference to a block prints: its title and its number."""

    title: n.Inlines
    number: str | None = None


class Whole(Struct, frozen=True):
    """What excerpts know of the whole report: its blocks that can be referred to, by id, and its numbers."""

    anchors: Mapping[str, Anchor]
    numbers: WholeNumbers


_IDENTIFIED = tuple(cls for cls in NODE_CLASSES if "id" in cls.__struct_fields__)


_USUAL = Numbering()
_TIED = {ord(" "): "\u00a0", ord("-"): "\u2011"}
"""What keeps a number with its word on one line: "Table 2-1"."""


def known(document: n.Document, numbering: Numbering = _USUAL) -> Whole:
    """What excerpts of a numbered whole report need to know of it."""
    return Whole(_anchors(find(document, *_IDENTIFIED)), whole_numbers(document, numbering))


def _anchors(identified: Iterable[Any]) -> dict[str, Anchor]:
    """Every block that can be referred to, by id. Sections and cards answer with their heading."""
    return {node.id: _anchor(node) for node in identified if node.id is not None}


def _anchor(node: Any) -> Anchor:
    match node:
        case n.Heading():
            return Anchor(node.children, node.number)
        case n.Card():
            return Anchor(node.heading.children, node.heading.number)
        case n.Section():
            heading = next((child for child in node.children if isinstance(child, n.Heading)), None)
            return Anchor(heading.children, heading.number) if heading else Anchor(())
        case n.Table() | n.Figure() | n.Chart() | n.Callout():
            return Anchor(caption_of(node), node.label)
        case n.Tile():
            return Anchor(node.statement)
        case n.Progress():
            return Anchor(node.label)
        case n.Event():
            return Anchor(node.text)
        case n.IndexGroup():
            return Anchor(node.term)
        case n.Cover():
            return Anchor(node.title.children)
        case n.Row():
            return Anchor(_row_title(node))
        case n.Note():
            return Anchor((), str(node.number) if node.number else None)
        case _:
            return Anchor(())


def _row_title(row: n.Row) -> n.Inlines:
    """What a row is about: its head cell, else the title of the record whose id it has."""
    for cell in row.cells:
        if cell.head == "row":
            return next((child.children for child in cell.children if isinstance(child, n.Paragraph)), ())
    record = f"[{row.id}].title"
    return next(((text,) for text in find(row, n.Text) if (text.origin or "").endswith(record)), ())


def number(document: n.Document, whole: Whole | None = None, numbering: Numbering = _USUAL) -> n.Document:
    """`document` with notes, captions, contents and references filled in.

    `whole` is what is known of the whole report where `document` is an excerpt of it; `numbering` says what is to be
    numbered. Raises DocumentError with every reference to a block that neither has, and with every id that two blocks
    share.
    """
    words = {**DEFAULTS, **document.meta.words}
    listed = {each.block.id: each for each in captioned(document, numbering)}
    if whole is None:
        kept = Numbers(captions=caption_numbers(document, numbering))
    else:
        kept = kept_numbers(document, whole.numbers, numbering)
    counted = rebuild(document, _Counter(words, kept, listed).changes)
    identified = list(find(counted, *_IDENTIFIED))
    _unique_ids(identified)
    resolver = _Resolver(_anchors(identified), {} if whole is None else whole.anchors, words)
    resolver.own_titles()
    resolved: n.Document = rebuild(counted, resolver.changes)
    if resolver.problems:
        raise DocumentError(*dict.fromkeys(resolver.problems))
    return _with_contents(resolved, words, numbering)


def _unique_ids(identified: Iterable[Any]) -> None:
    seen: set[str] = set()
    problems: list[Problem] = []
    for node in identified:
        if node.id in seen:
            problems.append(Problem("duplicate-id", f'two blocks have the id "{node.id}"', block=node.id))
        elif node.id is not None:
            seen.add(node.id)
    if problems:
        raise DocumentError(*problems)


class _Counter:
    """Numbers notes, captions and list items: in reading order, or with the numbers that are kept."""

    def __init__(self, words: Mapping[str, str], kept: Numbers, listed: Mapping[str, Listed]) -> None:
        self.words, self.kept, self.listed = words, kept, listed
        self.notes = 0

    @property
    def changes(self) -> dict[type, Callable[[Any], Any]]:
        """What `rebuild` is to change."""
        changes: dict[type, Callable[[Any], Any]] = {n.Note: self._note}
        if self.kept.captions:
            changes |= dict.fromkeys(CAPTIONED, self._captioned)
        return {**changes, n.ListBlock: self._list} if self.kept.items else changes

    def _note(self, note: n.Note) -> n.Note:
        self.notes += 1
        return replace(note, number=self.kept.notes.get(note.id, self.notes))

    def _captioned(self, block: Captioned) -> Captioned:
        place = self.kept.captions.get(block.id)
        if place is None:
            return block
        return replace(block, label=self.words[self.listed[block.id].series].format(number=place))

    def _list(self, block: n.ListBlock) -> n.ListBlock:
        return numbered_items(block, self.kept.items)


class _Resolver:
    """Fills references, and collects those that lead nowhere."""

    def __init__(self, known: Mapping[str, Anchor], whole: Mapping[str, Anchor], words: Mapping[str, str]) -> None:
        self.known, self.whole, self.words = known, whole, words
        self.problems: list[Problem] = []
        self._titles: dict[str, n.Inlines] = {}

    @property
    def changes(self) -> dict[type, Callable[[Any], Any]]:
        """What `rebuild` is to change."""
        return {n.CrossReference: self._reference, n.PageReference: self._page}

    def own_titles(self) -> None:
        """Note titles and captions that refer to what they are the title of."""
        for target, anchor in self.known.items():
            for inline in anchor.title:
                if type(inline) is not n.Text:
                    for node in find(inline, n.CrossReference, n.PageReference):
                        if node.target == target and (isinstance(node, n.PageReference) or node.show != "title"):
                            self._itself(node)

    def _page(self, node: n.PageReference) -> n.Inline:
        if node.target in self.known:
            return node
        if node.target not in self.whole:
            self._dead(node.target, node.origin, f"{{page:{node.target}}}")
            return node
        words = (n.Text(self.words["elsewhere-page"]),)
        return n.CrossReference(node.target, "text", words, resolved=True, elsewhere=True, origin=node.origin)

    def _reference(self, node: n.CrossReference) -> n.CrossReference:
        here = self.known.get(node.target)
        if here is not None:
            return replace(node, children=self._children(node, here), resolved=True)
        if node.optional:
            return replace(node, resolved=True, elsewhere=True)
        there = self.whole.get(node.target)
        if there is None:
            self._dead(node.target, node.origin or _origin(node.children), f"(#{node.target})")
            return node
        key = "elsewhere-number" if node.show == "number" or _bare(node) else "elsewhere"
        before, _, after = self.words[key].replace("{number}", "{title}").partition("{title}")
        children = (n.Text(before),) * bool(before) + self._children(node, there) + (n.Text(after),) * bool(after)
        return replace(node, children=children, resolved=True, elsewhere=True)

    def _children(self, node: n.CrossReference, anchor: Anchor) -> n.Inlines:
        if (node.show == "number" or _bare(node)) and anchor.number:
            return (n.Text(anchor.number.translate(_TIED)),)
        if _bare(node):
            self._unnumbered(node)
            return ()
        if node.show == "text" and node.children:
            return node.children
        title = self._title(node.target, anchor)
        if not title and not node.children:
            self._untitled(node.target)
        return node.children if not title or (node.show == "number" and node.children) else title

    def _title(self, target: str, anchor: Anchor) -> n.Inlines:
        """The title of a block as references repeat it, with the references in it filled in; none while it is sought
        for itself."""
        if target not in self._titles:
            self._titles[target] = ()
            self._titles[target] = repeated(tuple(rebuild(inline, self.changes) for inline in anchor.title))
        return self._titles[target]

    def _untitled(self, target: str) -> None:
        text = f'reference to "{target}", which has neither a title nor a number to print'
        hint = f'say it in words: <ref to="{target}" show="text">…</ref>'
        self.problems.append(Problem("untitled-reference", text, hint=hint, block=target))

    def _unnumbered(self, node: n.CrossReference) -> None:
        text = f'reference to the number of "{node.target}", which has none'
        hint = f"say it in words: [words](#{node.target}); theme.yaml says what is numbered (numbering:)"
        self._problem("unnumbered-reference", text, node.target, node.origin, f"(#{node.target})", hint)

    def _itself(self, node: n.CrossReference | n.PageReference) -> None:
        text = f'the title of "{node.target}" refers to itself'
        token = f"{{page:{node.target}}}" if isinstance(node, n.PageReference) else f"(#{node.target})"
        self._problem("self-reference", text, node.target, node.origin, token, "leave the reference out")

    def _dead(self, target: str, origin: str | None, token: str) -> None:
        near = get_close_matches(target, [*self.known, *self.whole], 1)
        hint = f'did you mean "{near[0]}"?' if near else None
        text = f'reference to "{target}", which nothing in the report has as its id'
        self._problem("dead-reference", text, target, origin, token, hint)

    def _problem(self, code: str, text: str, target: str, origin: str | None, token: str, hint: str | None) -> None:
        """A problem of a reference; where it stands in the data is known by its `origin` and the characters of it."""
        path, written = origin or "", token if origin else None
        self.problems.append(Problem(code, text, path, hint, block=target, token=written))


def _bare(node: n.CrossReference) -> bool:
    """Whether a reference has to print the number of its target: it has no words."""
    return node.show == "text" and not node.children


def _origin(inlines: n.Inlines) -> str | None:
    return next((text.origin for inline in inlines for text in find(inline, n.Text) if text.origin), None)


_CAPTION_LEVEL = 2
"""Level of the contents whose style lists of tables and figures have."""


def _with_contents(document: n.Document, words: Mapping[str, str], numbering: Numbering) -> n.Document:
    """Tables of contents filled with the headings of the document, lists of tables and figures with captions; entries
    of registers, which are links, without others in them."""
    headings = [heading for heading in find(document, n.Heading) if heading.in_contents]

    def filled(node: n.TableOfContents) -> n.TableOfContents:
        if node.of != "headings":
            series = LISTS[node.of]
            found = (each.block for each in captioned(document, numbering) if each.series == series)
            return replace(node, entries=tuple(_caption(block, words) for block in found))
        listed = (heading for heading in headings if heading.level <= node.depth)
        entries = tuple(n.TocEntry(each.level, each.number, repeated(each.children), each.id) for each in listed)
        return replace(node, entries=entries)

    def entry(node: n.IndexEntry) -> n.IndexEntry:
        return replace(node, children=repeated(node.children))

    return rebuild(document, {n.TableOfContents: filled, n.IndexEntry: entry})  # type: ignore[no-any-return]


def _caption(block: Captioned, words: Mapping[str, str]) -> n.TocEntry:
    caption = repeated(caption_of(block))
    if block.label is None:
        return n.TocEntry(_CAPTION_LEVEL, None, caption, block.id)
    before, _, after = words["caption"].replace("{label}", block.label).partition("{text}")
    children = (n.Text(before),) * bool(before) + caption + (n.Text(after),) * bool(after)
    return n.TocEntry(_CAPTION_LEVEL, None, children, block.id)
