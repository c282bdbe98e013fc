"""Which strips go on which page: an optimum over the whole run of pages between two forced page ends.

The cost of a page is the square of what stays white on it as a share of its depth, the penalty of ending it there,
and a constant, so that as few pages as possible are used. White below a paragraph that goes on costs more than below
a whole one. The last page of a run may stay half white; less costs, and next to nothing most. Every page start is
tried with the page ends that leave it not too empty, so the work grows with the length.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct

from reportgen.typeset.flow.strip import NEVER, Strip

_PAGE = 0.35
_SCANT = 0.15
_SCANT_COST = 0.6
_WHITE_THIRD = 1 / 3
_THIRD_COST = 1.0
_WHITE_COST, _WITHIN_COST, _LAST_COST, _HALF = 4.0, 16.0, 3.0, 0.5
_OVERFULL = 1e12
_CUT_COST = 0.5
_TOGETHER = 2
"""Lines of a divided note on either page."""
_EVEN = 0.55
"""How full the first of two pages at least is that are made even, as a share of the depth."""


class Span(Struct, frozen=True):
    """Strips `first` up to but without `last` on one page, and the points by which its gaps stretch (or shrink)."""

    first: int
    last: int
    give: float
    cut: int = 0
    """Lines of the page's last note that are held over to the next page."""


class _Sums(Struct):
    height: list[float]
    gaps: list[float]
    stretch: list[float]
    shrink: list[float]
    notes: list[float]

    def used(self, i: int, j: int, separator: float) -> float:
        """Points that the strips from `i` up to `j` take with their notes."""
        noted = self.notes[j] - self.notes[i]
        return self.height[j] - self.height[i] + self.gaps[j] - self.gaps[i + 1] + (noted + separator if noted else 0)


class _Best(Struct):
    """The best way to end a page before each strip: its cost, where that page begins, the lines of its last note that
    are held over, and the points they take on the next page."""

    cost: list[float]
    before: list[int]
    cut: list[int]
    carried: list[float]

    @classmethod
    def nowhere(cls, count: int) -> _Best:
        """Nothing found yet; the first page can begin at once."""
        return cls([0.0] + [float("inf")] * count, [0] * (count + 1), [0] * (count + 1), [0.0] * (count + 1))

    def offer(self, i: int, j: int, total: float, cut: int = 0, carried: float = 0.0) -> None:
        """A page of the strips from `i` up to `j`, at a total cost."""
        if total < self.cost[j]:
            self.cost[j], self.before[j], self.cut[j], self.carried[j] = total, i, cut, carried


def fill(strips: Sequence[Strip], depth: float, separator: float) -> list[Span]:
    """Pages of `depth` points for the strips; `separator` is what notes at the foot take besides themselves."""
    if not strips:
        return []
    sums = _sums(strips)
    for strict in (True, False):
        pages = _optimum(strips, sums, depth, separator, strict)
        if pages is not None:
            return even(strips, sums, depth, separator, pages) if len(pages) == 2 else pages
    raise AssertionError("a relaxed fill always finds pages")


def _sums(strips: Sequence[Strip]) -> _Sums:
    def running(values: Sequence[float]) -> list[float]:
        return list(accumulate(values, initial=0.0))

    return _Sums(
        running([strip.height for strip in strips]),
        running([strip.before for strip in strips]),
        running([strip.stretch for strip in strips]),
        running([strip.shrink for strip in strips]),
        running([sum([note.height + note.after for note in strip.notes]) for strip in strips]),
    )


def _optimum(strips: Sequence[Strip], sums: _Sums, depth: float, separator: float, strict: bool) -> list[Span] | None:
    count = len(strips)
    best = _Best.nowhere(count)
    cost, never = best.cost, float("inf")
    penalties = [strip.penalty for strip in strips] + [0.0]
    within = [not strip.before for strip in strips] + [False]
    height, gaps, stretch, shrink, notes = sums.height, sums.gaps, sums.stretch, sums.shrink, sums.notes
    for i in range(count):
        if cost[i] == never:
            continue
        room = _room(strips[i], depth, separator, best.carried[i])
        rule = 0.0 if best.carried[i] else separator
        start, narrowest, widest, noted_before = height[i] + gaps[i + 1], shrink[i + 1], stretch[i + 1], notes[i]
        for j in range(i + 1, count + 1):
            slack = room - height[j] - gaps[j] + start
            if notes[j] != noted_before:
                slack -= notes[j] - noted_before + rule
            penalty = penalties[j]
            if slack + shrink[j] - narrowest < -0.01:
                cut, carried = held_over(strips[i:j], narrowest - shrink[j] - slack) if j < count else (0, 0.0)
                if not cut:
                    if not strict and j == i + 1:
                        best.offer(i, j, cost[i] + _OVERFULL)
                    break
                if not strict or penalty < NEVER:
                    white = _page_cost(slack + carried, 0.0, depth, False, within[j])
                    best.offer(i, j, cost[i] + penalty + _CUT_COST + white, cut, carried)
            elif not strict or penalty < NEVER:
                total = cost[i] + penalty + _page_cost(slack, stretch[j] - widest, depth, j == count, within[j])
                if j == count and i and (j - i == 1 or slack > (1 - _SCANT) * depth):
                    total += _SCANT_COST
                if total < cost[j]:
                    best.offer(i, j, total)
    return None if cost[count] == never else _trace(sums, best, strips, depth, separator)


def _room(first: Strip, depth: float, separator: float, carried: float) -> float:
    """Points for strips on a page that begins with `first`, below what stands again and above notes carried over."""
    resume = first.resume
    return depth - (resume.height + resume.after if resume else 0.0) - (carried + separator if carried else 0.0)


def _page_cost(slack: float, stretch: float, depth: float, last: bool, within: bool) -> float:
    """The cost of a page with so much white; `within` says that a paragraph goes on over its end."""
    tight = 0.02 if slack < 0 else 0.0
    if last:
        white = slack / depth - _HALF
        return _PAGE + tight + (_LAST_COST * white * white if white > 0 else 0.0)
    white = max(slack - stretch, 0.0) / depth
    cost = _PAGE + tight + white * white * (_WITHIN_COST if within else _WHITE_COST)
    return cost + _THIRD_COST if white > _WHITE_THIRD else cost


def _trace(sums: _Sums, best: _Best, strips: Sequence[Strip], depth: float, separator: float) -> list[Span]:
    spans: list[Span] = []
    j = len(strips)
    while j:
        i = best.before[j]
        carried = best.carried[i]
        used = sums.used(i, j, 0.0 if carried else separator) - best.carried[j]
        stretch = sums.stretch[j] - sums.stretch[i + 1]
        shrink = sums.shrink[j] - sums.shrink[i + 1]
        slack = _room(strips[i], depth, separator, carried) - used
        give = max(slack, -shrink) if slack < 0 else (min(slack, stretch) if j < len(strips) else 0.0)
        spans.append(Span(i, j, give, best.cut[j]))
        j = i
    return spans[::-1]


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


def even(strips: Sequence[Strip], sums: _Sums, depth: float, separator: float, pages: list[Span]) -> list[Span]:
    """Two pages of which the second would be less than half full, parted at a heading, so that both look intended.

    Not where that leaves the first too empty: then a short last page is the lesser evil.
    """
    count = len(strips)
    if sums.used(0, count, separator) >= 1.5 * depth or pages[0].cut:
        return pages
    fullest = {
        k: max(sums.used(0, k, separator), sums.used(k, count, separator))
        for k in range(1, count)
        if strips[k].heading and strips[k].penalty < NEVER and sums.used(0, k, separator) >= _EVEN * depth
    }
    at = min(fullest, key=fullest.__getitem__, default=0)
    return [Span(0, at, 0.0), Span(at, count, 0.0)] if at and fullest[at] <= depth else pages
