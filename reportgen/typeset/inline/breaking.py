"""Where lines end: the division of a paragraph into ragged lines that are as even as can be.

A total-fit optimum (Knuth and Plass, "Breaking Paragraphs into Lines", 1981) with the white at a line's end as its
badness instead of stretched spaces. Words are divided only where undivided words leave the margin too ragged. The
number of places a line can start from is bounded by the measure, so the work grows with the length of the text alone.
"""

from __future__ import annotations

from reportgen.typeset.inline.words import Breakpoints

_HYPHEN = 0.07
_PAIR = 0.20
_LAST_HYPHEN = 0.35
_SHORT_LAST = 0.40
_SHORT, _LONE = 0.12, 0.4
"""Shares of the measure: the white that a hyphen, a second hyphen in a row, a hyphen before the last line and a last
line shorter than `_SHORT`, or of one word shorter than `_LONE`, are as bad as."""

RAGGED = 0.13
"""White at a line's end, as a share of the measure, from which dividing words is worth it."""

MOST_HYPHENS = 2
"""Hyphens in a row."""


def breaks(places: Breakpoints, measure: float, pair: float = _PAIR) -> list[int] | None:
    """The places at which lines end, in order; None where no division fits into `measure` points."""
    found = _optimum(places, measure, pair)
    if found is not None and pair < 4 and ladder(places, found) > MOST_HYPHENS:
        return breaks(places, measure, pair * 4)
    return found


def _optimum(places: Breakpoints, measure: float, pair: float) -> list[int] | None:
    ends, starts, hyphens = places.ends, places.starts, places.hyphens
    count = len(ends)
    never = float("inf")
    cost = [never] * count
    before = [0] * count
    cost[0] = 0.0
    hyphen, pairs = (_HYPHEN * measure) ** 2, (pair * measure) ** 2
    room, loose = measure + 0.01, measure / 2
    first = 0
    for j in range(1, count - 1):
        end, divided = ends[j], hyphens[j]
        while first < j and end - starts[first] > room:
            first += 1
        best = never
        for i in range(first, j):
            white = room - end + starts[i]
            if white > loose and best < never:
                break
            total = cost[i] + white * white
            if total < best:
                if divided and hyphens[i]:
                    total += pairs
                    if total >= best:
                        continue
                best = total
                before[j] = i
        cost[j] = best + hyphen if divided else best
    return _last(places, measure, cost, before)


def _last(places: Breakpoints, measure: float, cost: list[float], before: list[int]) -> list[int] | None:
    ends, starts, hyphens = places.ends, places.starts, places.hyphens
    final = len(ends) - 1
    best, at = float("inf"), -1
    for i in range(final - 1, -1, -1):
        width = ends[final] - starts[i]
        if width > measure + 0.01:
            break
        total = cost[i]
        if i:
            lone = places.at[final][0] - places.at[i][0] <= 1 and width < _LONE * measure
            if lone or width < _SHORT * measure:
                total += (_SHORT_LAST * measure) ** 2
            if hyphens[i]:
                total += (_LAST_HYPHEN * measure) ** 2
        if total < best:
            best, at = total, i
    if at < 0:
        return None
    found = [final]
    while at > 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def ladder(places: Breakpoints, found: list[int]) -> int:
    """The longest run of lines in a row that end with an added hyphen."""
    longest = run = 0
    for place in found:
        run = run + 1 if places.hyphens[place] else 0
        longest = max(longest, run)
    return longest


def raggedness(places: Breakpoints, found: list[int], measure: float) -> float:
    """The greatest white at the end of a line but the last, as a share of the measure."""
    worst, start = 0.0, places.starts[0]
    for place in found[:-1]:
        worst = max(worst, measure - places.ends[place] + start)
        start = places.starts[place]
    return worst / measure


def short_end(places: Breakpoints, found: list[int], measure: float) -> bool:
    """Whether the last of several lines holds hardly anything."""
    return len(found) > 1 and places.ends[found[-1]] - places.starts[found[-2]] < _SHORT * measure
