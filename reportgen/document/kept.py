"""The numbers that an excerpt keeps of the whole report: those of its notes, tables, figures and numbered lists.

What an excerpt prints is found again in the whole report by its id and its words, or by its words where ids that were
made up count otherwise, or by an id that the template gave. What the whole report does not have is numbered after its
last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.walk import find, plain_text

_MADE_UP = re.compile(r"\.[a-z]+\d+")
"""The end of an id that the reading of markup has made up."""


class Mark(Struct, frozen=True):
    """Something with a number: its id, and the words by which it is known."""

    id: str
    words: str


class Numbers(Struct, frozen=True):
    """Numbers by id: of notes, of tables and figures with a caption, and of the items of numbered lists."""

    notes: Mapping[str, int] = field(default_factory=dict)
    tables: Mapping[str, int] = field(default_factory=dict)
    figures: Mapping[str, int] = field(default_factory=dict)
    items: Mapping[str, int] = field(default_factory=dict)


class WholeNumbers(Struct, frozen=True):
    """What the whole report has numbered, in its order; items by the id of their list."""

    notes: Mapping[Mark, int]
    tables: Mapping[Mark, int]
    figures: Mapping[Mark, int]
    lists: Mapping[str, Mapping[Mark, int]]


def whole_numbers(whole: n.Document) -> WholeNumbers:
    """The numbers of a numbered whole report."""
    return WholeNumbers(
        notes={_note(note): note.number or 0 for note in find(whole, n.Note)},
        tables=_counted(whole, n.Table),
        figures=_counted(whole, n.Figure),
        lists={
            block.id: dict(zip(map(_item, block.items), block.numbers, strict=True))
            for block in find(whole, n.ListBlock)
            if block.ordered
        },
    )


def kept_numbers(part: n.Document, whole: WholeNumbers) -> Numbers:
    """The numbers for everything in an excerpt."""
    items: dict[str, int] = {}
    for block in find(part, n.ListBlock):
        if block.ordered and block.id in whole.lists:
            items |= _kept_items(block, whole.lists[block.id])
    return Numbers(
        notes=_kept([_note(note) for note in find(part, n.Note)], whole.notes)[0],
        tables=_kept(list(_captioned(part, n.Table)), whole.tables)[0],
        figures=_kept(list(_captioned(part, n.Figure)), whole.figures)[0],
        items=items,
    )


def numbered_items(block: n.ListBlock, numbers: Mapping[str, int]) -> n.ListBlock:
    """A list whose items have these numbers, which are said only where the list does not count on to them."""
    if not block.items or any(item.id not in numbers for item in block.items):
        return block
    start = expected = numbers[block.items[0].id]
    items = []
    for item in block.items:
        number = numbers[item.id]
        items.append(replace(item, number=None if number == expected else number))
        expected = number + 1
    return replace(block, items=tuple(items), start=start)


def _kept_items(block: n.ListBlock, whole: Mapping[Mark, int]) -> dict[str, int]:
    """The numbers of a list's items; none for a list that has nothing in common with that of the whole report."""
    numbers, found = _kept([_item(item) for item in block.items], whole)
    return numbers if found else {}


def _kept(here: Sequence[Mark], whole: Mapping[Mark, int]) -> tuple[dict[str, int], int]:
    """For every mark its number in the whole report, or one after its last; and how many it has in common with it."""
    numbers: dict[str, int] = {}
    free = dict(whole)
    for key in (_exactly, _by_words, _by_given_id):
        there: dict[Any, list[Mark]] = {}
        for mark in free:
            there.setdefault(key(mark), []).append(mark)
        for mark in here:
            same = there.get(key(mark)) if mark.id not in numbers and key(mark) else None
            if same:
                numbers[mark.id] = free.pop(same.pop(0))
    found, last = len(numbers), max(whole.values(), default=0)
    for mark in here:
        if mark.id not in numbers:
            last += 1
            numbers[mark.id] = last
    return numbers, found


def _exactly(mark: Mark) -> Mark:
    return mark


def _by_words(mark: Mark) -> str:
    return mark.words


def _by_given_id(mark: Mark) -> str:
    return "" if _MADE_UP.search(mark.id) else mark.id


def _note(note: n.Note) -> Mark:
    return Mark(note.id, _words(note.children))


def _item(item: n.ListItem) -> Mark:
    return Mark(item.id, "\n".join(_words(line) for line in _lines(item)))


def _lines(item: n.ListItem) -> Iterable[n.Inlines]:
    return (paragraph.children for paragraph in find(item, n.Paragraph))


def _captioned(document: n.Document, kind: type[n.Table | n.Figure]) -> Iterable[Mark]:
    return (Mark(each.id, _words(each.caption)) for each in find(document, kind) if each.caption)


def _counted(document: n.Document, kind: type[n.Table | n.Figure]) -> dict[Mark, int]:
    return {mark: number for number, mark in enumerate(_captioned(document, kind), 1)}


def _words(inlines: n.Inlines) -> str:
    """The words of a line without those of references: an excerpt words those to what it leaves out otherwise."""
    said = (each for inline in inlines for each in find(inline, n.Text, n.LineBreak, closed=n.CrossReference))
    return " ".join(plain_text(tuple(said)).split())
