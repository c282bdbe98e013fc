"""The numbers that an excerpt keeps of the whole report: those of its notes, captions and numbered lists.

What an excerpt prints is found again in the whole report by its id and its words, or by its words where ids that were
made up count otherwise, or by an id that the template gave. What the whole report does not have is numbered after its
last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.captions import Listed, Place, Series, caption_of, captioned
from reportgen.document.theme import Numbering
from reportgen.document.walk import find, plain_text

Number = TypeVar("Number")

_MADE_UP = re.compile(r"\.[a-z]+\d+")
"""The end of an id that the reading of markup has made up."""


class Mark(Struct, frozen=True):
    """Something with a number: its id, and the words by which it is known."""

    id: str
    words: str


class Numbers(Struct, frozen=True):
    """Numbers by id: of notes, of what has a caption, and of the items of numbered lists."""

    notes: Mapping[str, int] = field(default_factory=dict)
    captions: Mapping[str, Place] = field(default_factory=dict)
    items: Mapping[str, int] = field(default_factory=dict)


class WholeNumbers(Struct, frozen=True):
    """What the whole report has numbered, in its order; captions by their series, items by the id of their list."""

    notes: Mapping[Mark, int]
    captions: Mapping[Series, Mapping[Mark, Place]]
    lists: Mapping[str, Mapping[Mark, int]]


def whole_numbers(whole: n.Document, numbering: Numbering) -> WholeNumbers:
    """The numbers of a numbered whole report."""
    captions: dict[Series, dict[Mark, Place]] = {}
    numbers = caption_numbers(whole, numbering)
    for each in captioned(whole, numbering):
        if each.numbered:
            captions.setdefault(each.series, {})[_captioned(each)] = numbers[each.block.id]
    return WholeNumbers(
        notes={_note(note): note.number or 0 for note in find(whole, n.Note)},
        captions=captions,
        lists={
            block.id: dict(zip(map(_item, block.items), block.numbers, strict=True))
            for block in find(whole, n.ListBlock)
            if block.ordered
        },
    )


def kept_numbers(part: n.Document, whole: WholeNumbers, numbering: Numbering) -> Numbers:
    """The numbers for everything in an excerpt."""
    items: dict[str, int] = {}
    for block in find(part, n.ListBlock):
        if block.ordered and block.id in whole.lists:
            items |= _kept_items(block, whole.lists[block.id])
    return Numbers(
        notes=_kept([_note(note) for note in find(part, n.Note)], whole.notes)[0],
        captions=caption_numbers(part, numbering, whole.captions),
        items=items,
    )


def caption_numbers(
    document: n.Document, numbering: Numbering, whole: Mapping[Series, Mapping[Mark, Place]] | None = None
) -> dict[str, Place]:
    """The number of everything that has one by its caption: in reading order, or as in the `whole` report."""
    found: dict[Series, list[Listed]] = {}
    for each in captioned(document, numbering):
        if each.numbered:
            found.setdefault(each.series, []).append(each)
    numbers: dict[str, Place] = {}
    for series, listed in found.items():
        numbers |= _places(listed, (whole or {}).get(series, {}))
    return numbers


def _places(listed: Sequence[Listed], whole: Mapping[Mark, Place]) -> dict[str, Place]:
    """The numbers of one series; the chapter is the document's own, as letters of annexes are."""
    there = _matched([_captioned(each) for each in listed], whole)
    numbers: dict[str, Place] = {}
    taken: set[Place] = set()
    for each in listed:
        if each.block.id in there:
            place = Place(each.chapter, there[each.block.id].place)
            if place not in taken:
                taken.add(place)
                numbers[each.block.id] = place
    last: dict[str | None, int] = {}
    for place in (*whole.values(), *numbers.values()):
        last[place.chapter] = max(place.place, last.get(place.chapter, 0))
    for each in listed:
        if each.block.id not in numbers:
            last[each.chapter] = last.get(each.chapter, 0) + 1
            numbers[each.block.id] = Place(each.chapter, last[each.chapter])
    return numbers


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
    numbers = _matched(here, whole)
    found, last = len(numbers), max(whole.values(), default=0)
    for mark in here:
        if mark.id not in numbers:
            last += 1
            numbers[mark.id] = last
    return numbers, found


def _matched(here: Sequence[Mark], whole: Mapping[Mark, Number]) -> dict[str, Number]:
    """The numbers of the marks that the whole report has, too."""
    numbers: dict[str, Number] = {}
    free = dict(whole)
    for key in (_exactly, _by_words, _by_given_id):
        there: dict[Any, list[Mark]] = {}
        for mark in free:
            there.setdefault(key(mark), []).append(mark)
        for mark in here:
            same = there.get(key(mark)) if mark.id not in numbers and key(mark) else None
            if same:
                numbers[mark.id] = free.pop(same.pop(0))
    return numbers


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


def _captioned(each: Listed) -> Mark:
    return Mark(each.block.id, _words(caption_of(each.block)))


def _words(inlines: n.Inlines) -> str:
    """The words of a line without those of references: an excerpt words those to what it leaves out otherwise."""
    said = (each for inline in inlines for each in find(inline, n.Text, n.LineBreak, closed=n.CrossReference))
    return " ".join(plain_text(tuple(said)).split())
