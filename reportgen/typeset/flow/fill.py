"""Which strips go on which page: an optimum over the whole run of pages between two forced page ends.

The cost of a page is the square of what stays white on it as a share of its depth, the penalty of ending it there, and
a constant, so that as few pages as possible are used. The last page of a run may stay white, but not hold next to
nothing. Every page start is tried with the page ends that leave it not too empty, so the work grows with the length.
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
_OVERFULL = 1e12


class Span(Struct, frozen=True):
    """Strips `first` up to but without `last` on one page, and the points by which its gaps stretch (or shrink)."""

    first: int
    last: int
    give: float


class _Sums(Struct):
    height: list[float]
    gaps: list[float]
    stretch: list[float]
    shrink: list[float]
    notes: list[float]


def fill(strips: Sequence[Strip], depth: float, separator: float) -> list[Span]:
    """Pages of `depth` points for the strips; `separator` is what notes at the foot take besides themselves."""
    if not strips:
        return []
    sums = _sums(strips)
    for strict in (True, False):
        pages = _optimum(strips, sums, depth, separator, strict)
        if pages is not None:
            return pages
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
    never = float("inf")
    cost = [never] * (count + 1)
    before = [0] * (count + 1)
    cost[0] = 0.0
    penalties = [strip.penalty for strip in strips] + [0.0]
    height, gaps, shrink, notes = sums.height, sums.gaps, sums.shrink, sums.notes
    for i in range(count):
        if cost[i] == never:
            continue
        resume = strips[i].resume
        room = depth - (resume.height + resume.after if resume else 0.0)
        for j in range(i + 1, count + 1):
            used = height[j] - height[i] + gaps[j] - gaps[i + 1]
            noted = notes[j] - notes[i]
            if noted:
                used += noted + separator
            if used - shrink[j] + shrink[i + 1] > room + 0.01:
                if not strict and j == i + 1:
                    _relax(cost, before, i, j, cost[i] + _OVERFULL)
                break
            if strict and penalties[j] >= NEVER:
                continue
            stretch = sums.stretch[j] - sums.stretch[i + 1]
            scant = j == count and i > 0 and (j - i == 1 or room - used > (1 - _SCANT) * depth)
            total = cost[i] + penalties[j] + _page_cost(room - used, stretch, depth, j == count) + scant * _SCANT_COST
            _relax(cost, before, i, j, total)
    if cost[count] == never:
        return None
    return _trace(sums, before, strips, depth, separator)


def _relax(cost: list[float], before: list[int], i: int, j: int, total: float) -> None:
    if total < cost[j]:
        cost[j], before[j] = total, i


def _page_cost(slack: float, stretch: float, depth: float, last: bool) -> float:
    if last:
        return _PAGE + (0.02 if slack < 0 else 0.0)
    white = max(slack - stretch, 0.0) / depth
    cost = _PAGE + white * white * 4
    if white > _WHITE_THIRD:
        cost += _THIRD_COST
    return cost + (0.02 if slack < 0 else 0.0)


def _trace(sums: _Sums, before: list[int], strips: Sequence[Strip], depth: float, separator: float) -> list[Span]:
    spans: list[Span] = []
    j = len(strips)
    while j:
        i = before[j]
        resume = strips[i].resume
        room = depth - (resume.height + resume.after if resume else 0.0)
        noted = sums.notes[j] - sums.notes[i]
        used = sums.height[j] - sums.height[i] + sums.gaps[j] - sums.gaps[i + 1] + (noted + separator if noted else 0)
        stretch = sums.stretch[j] - sums.stretch[i + 1]
        shrink = sums.shrink[j] - sums.shrink[i + 1]
        slack = room - used
        give = max(slack, -shrink) if slack < 0 else (min(slack, stretch) if j < len(strips) else 0.0)
        spans.append(Span(i, j, give))
        j = i
    return spans[::-1]
