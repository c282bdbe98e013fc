"""One story from two: blocks aligned by their ids, what moved told from what came and went, then words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from msgspec import Struct

from reportgen.text.alignment import increasing
from reportgen.word_changes.elements import MARK_END, MARK_START, MARKS, PPR, RPR, SDT, TBL, P, W, copy, make, text_of
from reportgen.word_changes.grids import Grids
from reportgen.word_changes.lines import Lines
from reportgen.word_changes.places import Places
from reportgen.word_changes.revisions import Kind
from reportgen.word_changes.units import Unit, pairs, same, units

_SPACER: Final = "TableSpacer"
"""The style of paragraphs without height."""
_CAME: Final = frozenset({f"{W}ins", f"{W}moveTo"})
_WENT: Final = frozenset({f"{W}del", f"{W}moveFrom"})


class Move(Struct, frozen=True):
    """A row of units that stands elsewhere now. `name` joins its two places."""

    name: str
    first: int
    last: int


class Pairing(Struct):
    """What becomes of each unit, by its place: partners of new ones, and moves by places in either version."""

    old: list[Unit]
    new: list[Unit]
    partners: dict[int, int]
    staying: list[int]
    moved_from: dict[int, Move]
    moved_to: dict[int, Move]


class Stories:
    """Merges stories; old bookmarks give way to those of `places`."""

    def __init__(self, lines: Lines, places: Places) -> None:
        self._lines, self._grids, self._places = lines, Grids(lines, places), places
        self._revisions = lines.revisions

    def merged(self, old: Any, new: Any, first: bool = False) -> list[Any]:
        """The content of a story: that of `new`, with what it was in `old`. `first`: a field begins in the first
        paragraph, which therefore stays."""
        return self._spaced(list(self._write(self._pair(units(old), units(new), first))))

    def _spaced(self, content: list[Any]) -> list[Any]:
        """Content with a paragraph that never was between paragraphs that came or went and a table.

        LibreOffice cannot join a paragraph with a table: of one that goes it leaves the end, with its number. What it
        leaves is the one between, which has a style without number and height. Into an empty one it would join a
        paragraph whose coming is rejected; one with something in it makes it crash where what went is accepted.
        """
        found: list[Any] = []
        end: str | None = None
        for each in content:
            if each.tag == TBL and end is not None:
                found.append(self._revisions.never(_SPACER, filled=end in _CAME))
            if each.tag in (P, TBL, SDT):
                end = _end(each) if each.tag == P else None
            found.append(each)
        return found

    # ------------------------------------------------------------------------------------------------------ pairing

    def _pair(self, old: list[Unit], new: list[Unit], first: bool) -> Pairing:
        found = pairs(old, new, first)
        partners = {place: found[place] for place in sorted(found) if self._mergeable(old[found[place]], new[place])}
        order = list(partners)
        staying = [order[k] for k in increasing([partners[place] for place in order])]
        elsewhere = [place for place in order if place not in set(staying) and new[place].is_paragraph]
        moves = [place for place in elsewhere if text_of(new[place].element) and text_of(old[partners[place]].element)]
        pairing = Pairing(old, new, partners, staying, {}, {})
        for run in _runs(moves, partners):
            name = self._revisions.move_name()
            pairing.moved_to.update(dict.fromkeys(run, Move(name, run[0], run[-1])))
            there = [partners[place] for place in run]
            pairing.moved_from.update(dict.fromkeys(there, Move(name, there[0], there[-1])))
        return pairing

    def _mergeable(self, old: Unit, new: Unit) -> bool:
        if new.is_paragraph:
            return self._lines.mergeable(old.element, new.element)
        return new.element.tag != TBL or self._grids.mergeable(old.element, new.element)

    # ----------------------------------------------------------------------------------------------------- write

    def _write(self, pairing: Pairing) -> Iterator[Any]:
        i = j = 0
        for place in [*pairing.staying, len(pairing.new)]:
            end = pairing.partners[place] if place < len(pairing.new) else len(pairing.old)
            for k in range(i, end):
                yield from self._old(pairing, k)
            for k in range(j, place):
                yield from self._new(pairing, k)
            if place < len(pairing.new):
                yield from self._both(pairing.old[end], pairing.new[place])
            i, j = end + 1, place + 1

    def _both(self, old: Unit, new: Unit) -> Iterator[Any]:
        yield from new.before
        if same(old, new):
            yield new.element
        elif new.element.tag == SDT:
            content = f"{W}sdtContent"
            inner = self.merged(old.element.find(content), new.element.find(content), first=True)
            made = copy(new.element)
            made.replace(made.find(content), make("sdtContent", *inner))
            yield made
        elif new.element.tag == TBL:
            yield self._grids.merged(old.element, new.element)
        else:
            yield self._lines.merged(old.element, new.element)
        yield from new.after

    def _old(self, pairing: Pairing, place: int) -> Iterator[Any]:
        """A unit that is gone from here, its own bookmarks inside it: they go where it goes."""
        unit = pairing.old[place]
        move = pairing.moved_from.get(place)
        made = self._whole(unit.element, "moveFrom" if move else "del")
        _into(made, [mark for mark in unit.before if mark.tag == MARK_START], unit.after)
        for element in made:
            self._places.give_way(element)
        yield from self._ranged(made, "moveFrom", move, place)

    def _new(self, pairing: Pairing, place: int) -> Iterator[Any]:
        unit = pairing.new[place]
        move = pairing.moved_to.get(place)
        yield from unit.before
        if move:
            made = [self._lines.merged(pairing.old[pairing.partners[place]].element, unit.element, moved=True)]
            yield from self._ranged(made, "moveTo", move, place)
        else:
            yield from self._whole(unit.element, "ins")
        yield from unit.after

    def _whole(self, element: Any, kind: Kind) -> list[Any]:
        if element.tag == TBL:
            return [self._grids.whole(element, kind)]
        if element.tag == SDT:
            return [made for child in element.find(f"{W}sdtContent") for made in self._whole(child, kind)]
        if element.tag == P:
            return [self._revisions.whole(element, kind)]
        return [copy(element)]

    def _ranged(self, made: list[Any], kind: str, move: Move | None, place: int) -> Iterator[Any]:
        """Units with the beginning and end of the move that they are part of."""
        if move and place == move.first:
            start = self._revisions.mark(f"{kind}RangeStart", name=move.name)
            self._open = start.get(f"{W}id")
            at = 0 if made[0].find(PPR) is None else 1
            made[0].insert(at, start)
        yield from made
        if move and place == move.last:
            yield make(f"{kind}RangeEnd", id=self._open)

    _open = ""

    def fill(self, story: Any, kind: Kind) -> None:
        """Mark all of a story as something that came or went."""
        last = len(story) - 1
        for place, child in enumerate(list(story)):
            made = self._whole(child, kind)
            if place == last:
                unmark_end(made[-1])
            at = story.index(child)
            story[at : at + 1] = made


def _end(paragraph: Any) -> str | None:
    """How the end of a paragraph is marked that came, went or was moved."""
    return next((str(each.tag) for each in paragraph.iterfind(f"{PPR}/{RPR}/*") if each.tag in _CAME | _WENT), None)


def _runs(places: Sequence[int], partners: dict[int, int]) -> list[list[int]]:
    """Places that follow each other in both versions."""
    found: list[list[int]] = []
    for before, place in pairwise([-2, *places]):
        if place == before + 1 and partners[place] == partners[before] + 1:
            found[-1].append(place)
        else:
            found.append([place])
    return found


def _into(made: list[Any], starts: list[Any], ends: list[Any]) -> None:
    """Put bookmarks into the first and the last paragraph of what is gone."""
    found = [paragraph for element in made for paragraph in element.iter(P)]
    if not found:
        return
    at = 0 if found[0].find(PPR) is None else 1
    for mark in reversed(starts):
        found[0].insert(at, copy(mark))
    found[-1].extend(copy(mark) for mark in ends if mark.tag == MARK_END)


def unmark_end(paragraph: Any) -> None:
    """Take the mark from the end of a paragraph: the last one of a story cannot come or go."""
    form = paragraph.find(f"{PPR}/{RPR}")
    if form is not None and len(form):
        form.remove(form[0])
        if not len(form):
            form.getparent().remove(form)


def whole_marks(story: Any) -> None:
    """Take away bookmarks that have lost their other half."""
    begun = {mark.get(f"{W}id") for mark in story.iter(MARK_START)}
    ended = {mark.get(f"{W}id") for mark in story.iter(MARK_END)}
    for mark in list(story.iter(*MARKS)):
        if mark.get(f"{W}id") not in begun & ended:
            mark.getparent().remove(mark)
