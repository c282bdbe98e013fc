"""Which strips go on which page: an optimum over the whole run of pages between two forced page ends.

The cost of a page is the square of what stays white on it as a share of its depth, the penalty of ending it there,
and a constant, so that as few pages as possible are used. White below a paragraph that goes on costs more than below
a whole one. The last page of a run may stay half white; less costs, and next to nothing most. Every page start is
tried with the page ends that leave it not too empty, so the work grows with the length.

Pages are handed out while strips come in: as soon as every way that is still open begins with the same pages, these
are settled, whatever follows. Where all strips are alike, as in a long table, ways can stay apart for ever; then the
one that has been best so far settles what lies `_HORIZON` pages back. So no more strips are held than these take.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from reportgen.typeset.flow.cost import FULL_PAGE, Sums, page_cost, scant_cost, spare
from reportgen.typeset.flow.strip import NEVER, Strip

_OVERFULL = 1e12
_CUT_COST = 0.5
_TOGETHER = 2
"""Lines of a divided note on either page."""
_EVEN = 0.55
"""How full the first of two pages at least is that are made even, as a share of the depth."""
_LOOK = 64
"""Strips between two looks for settled pages."""
_HORIZON = 12
"""Pages."""
_NOWHERE = float("inf")


class Filled(Struct, frozen=True):
    """The strips of one page, and the points by which its gaps stretch (or shrink)."""

    strips: Sequence[Strip]
    give: float
    cut: int = 0
    """Lines of the page's last note that are held over to the next page."""


class _Way(Struct):
    """The best way to end a page before a strip: its cost, where that page begins, the lines of its last note that are
    held over, and the points they take on the next page."""

    cost: float = _NOWHERE
    before: int = 0
    cut: int = 0
    carried: float = 0.0


class _Start(Struct, frozen=True):
    """A page that begins with strip `at`, and what is the same for every end of it; lengths in points."""

    at: int
    cost: float
    room: float
    """What the strips may take: from the sum of heights and gaps at the page's end."""
    rule: float
    """What notes take besides themselves."""
    stretch: float
    shrink: float
    notes: float


class Filler:
    """Fills pages of `depth` points with the strips of one run; `separator` is what notes take besides themselves."""

    def __init__(self, depth: float, separator: float) -> None:
        self._depth, self._separator = depth, separator
        self._sums = Sums()
        self._ways = [_Way(cost=0.0)]
        self._open: list[_Start] = []
        self._strips: list[Strip] = []
        self._settled = 0
        """The strip that the first page not handed out begins with; `_strips` begins there."""
        self._looked = 0
        self._handed = False

    def add(self, strip: Strip) -> Iterator[Filled]:
        """One more strip; the pages that are settled with it."""
        at = self._sums.count
        if at:
            self._end(at, strip)
        self._strips.append(strip)
        self._sums.add(strip)
        self._begin(at)
        if at >= self._looked + _LOOK:
            self._looked = at
            yield from self._hand_out(self._agreed())

    def finish(self) -> Iterator[Filled]:
        """The pages that are left, the run being at its end."""
        count = self._sums.count
        if not count:
            return
        self._end(count, None)
        ends = self._traced(count)
        if len(ends) == 2 and not self._handed:
            yield from self._even(ends)
        else:
            yield from self._hand_out(ends)

    # ----------------------------------------------------------------------------------------------- the optimum

    def _begin(self, at: int) -> None:
        """Pages may begin with strip `at`, which was added last, if one may end before it."""
        way = self._ways[at]
        if way.cost == _NOWHERE:
            return
        sums, carried = self._sums, way.carried
        first = self._strip(at)
        room = _room(first, self._depth, self._separator, carried) + sums.height[at] + sums.gaps[at + 1]
        rule = 0.0 if carried else self._separator
        start = _Start(at, way.cost, room, rule, sums.stretch[at + 1], sums.shrink[at + 1], sums.notes[at])
        self._open.append(start)

    def _end(self, at: int, below: Strip | None) -> None:
        """The best way to end a page before strip `at`, which is `below`, or at the run's end."""
        way = _Way()
        self._ways.append(way)
        self._offer(way, at, below, strict=True)
        if way.cost == _NOWHERE and (below is None or not self._open):
            self._relax(at, below)

    def _relax(self, at: int, below: Strip | None) -> None:
        """There is no way on: pages that are not settled may end where they should not, and be too full."""
        self._open = []
        self._begin(self._settled)
        for index in range(self._settled + 1, at + 1):
            way = self._ways[index] = _Way()
            self._offer(way, index, self._strip(index) if index < at else below, strict=False)
            if index < at:
                self._begin(index)

    def _offer(self, way: _Way, at: int, below: Strip | None, *, strict: bool) -> None:
        """Every open page is ended before strip `at`; those that are full are closed."""
        sums, depth, last = self._sums, self._depth, below is None
        penalty, within = (below.penalty, not below.before) if below is not None else (0.0, False)
        free = spare(below)
        allowed = not strict or penalty < NEVER
        end, stretch, shrink, notes = sums.height[at] + sums.gaps[at], sums.stretch[at], sums.shrink[at], sums.notes[at]
        full: list[_Start] = []
        for start in self._open:
            slack = start.room - end
            if notes != start.notes:
                slack -= notes - start.notes + start.rule
            if slack + shrink - start.shrink < -0.01:
                over = start.shrink - shrink - slack
                cut, carried = held_over(self._slice(start.at, at), over) if not last else (0, 0.0)
                if not cut:
                    full.append(start)
                    if not strict and start.at == at - 1 and start.cost + _OVERFULL < way.cost:
                        way.cost, way.before, way.cut, way.carried = start.cost + _OVERFULL, start.at, 0, 0.0
                    continue
                total = start.cost + penalty + _CUT_COST + page_cost(slack + carried, 0.0, depth, 0.0, within)
            elif not allowed or start.cost + penalty + FULL_PAGE >= way.cost:
                continue
            else:
                cut, carried = 0, 0.0
                total = start.cost + penalty + page_cost(slack, stretch - start.stretch, depth, free, within)
                if last and start.at:
                    total += scant_cost(slack, depth, at - start.at)
            if allowed and total < way.cost:
                way.cost, way.before, way.cut, way.carried = total, start.at, cut, carried
        for start in full:
            self._open.remove(start)

    # -------------------------------------------------------------------------------------------------- the pages

    def _agreed(self) -> list[int]:
        """The ends of the pages that every open way begins with."""
        starts = {start.at for start in self._open}
        while len(starts) > 1:
            latest = max(starts)
            starts.remove(latest)
            starts.add(self._ways[latest].before)
        ends = self._traced(starts.pop()) if starts else []
        if not ends and self._open:
            ends = self._chosen()
        # Two pages may still be made even.
        return ends if self._handed or len(ends) > 1 else []

    def _chosen(self) -> list[int]:
        """The end of the first page on the way that is best so far, where it is far enough back; others are closed."""
        height, depth = self._sums.height, self._depth
        if height[self._sums.count] - height[self._settled] < _HORIZON * depth:
            return []
        best = min(self._open, key=lambda start: start.cost - FULL_PAGE * height[start.at] / depth)
        ends = self._traced(best.at)[: 1 if self._handed else 2]
        self._open = [start for start in self._open if ends[-1] in self._traced(start.at)]
        return ends

    def _traced(self, end: int) -> list[int]:
        """The ends of the pages on the best way to `end`, from the first that is not handed out."""
        ends: list[int] = []
        while end > self._settled:
            ends.append(end)
            end = self._ways[end].before
        return ends[::-1]

    def _hand_out(self, ends: list[int]) -> Iterator[Filled]:
        for end in ends:
            yield Filled(self._slice(self._settled, end), self._give(self._settled, end), self._ways[end].cut)
            self._let_go(end)

    def _let_go(self, end: int) -> None:
        del self._strips[: end - self._settled]
        self._settled, self._handed = end, True

    def _give(self, first: int, end: int) -> float:
        sums, carried = self._sums, self._ways[first].carried
        used = sums.used(first, end, 0.0 if carried else self._separator) - self._ways[end].carried
        stretch = sums.stretch[end] - sums.stretch[first + 1]
        shrink = sums.shrink[end] - sums.shrink[first + 1]
        slack = _room(self._strip(first), self._depth, self._separator, carried) - used
        if slack < 0:
            return max(slack, -shrink)
        return min(slack, stretch) if end < sums.count else 0.0

    def _even(self, ends: list[int]) -> Iterator[Filled]:
        """Two pages of which the second would be less than half full, parted at a heading, so that both look intended.

        Not where that leaves the first too empty: then a short last page is the lesser evil.
        """
        sums, depth, separator, count = self._sums, self._depth, self._separator, self._sums.count
        if sums.used(0, count, separator) >= 1.5 * depth or self._ways[ends[0]].cut:
            yield from self._hand_out(ends)
            return
        fullest = {
            k: max(sums.used(0, k, separator), sums.used(k, count, separator))
            for k in range(1, count)
            if self._strips[k].heading
            and self._strips[k].penalty < NEVER
            and sums.used(0, k, separator) >= _EVEN * depth
        }
        at = min(fullest, key=fullest.__getitem__, default=0)
        if not at or fullest[at] > depth:
            yield from self._hand_out(ends)
            return
        for first, end in pairwise((0, at, count)):
            yield Filled(self._slice(first, end), 0.0)

    def _strip(self, at: int) -> Strip:
        return self._strips[at - self._settled]

    def _slice(self, first: int, end: int) -> list[Strip]:
        return self._strips[first - self._settled : end - self._settled]


def _room(first: Strip, depth: float, separator: float, carried: float) -> float:
    """Points for strips on a page that begins with `first`, below what stands again and above notes carried over."""
    resume = first.resume
    return depth - (resume.height + resume.after if resume else 0.0) - (carried + separator if carried else 0.0)


def held_over(strips: Sequence[Strip], over: float) -> tuple[int, float]:
    """The lines of the last note that have to go to the next page to gain `over` points, and the points they take.

    (0, 0) where the note cannot be divided so that `_TOGETHER` lines stand on either page.
    """
    note = next((strip.notes[-1] for strip in reversed(strips) if strip.notes), None)
    if note is None or not note.parts:
        return 0, 0.0
    taken = 0.0
    for count, line in enumerate(reversed(note.parts), 1):
        taken += line.height
        if count > len(note.parts) - _TOGETHER:
            break
        if count >= _TOGETHER and taken >= over:
            return count, taken
    return 0, 0.0
