"""Where justified lines end, and how wide their spaces are.

The total-fit optimum of Knuth and Plass ("Breaking Paragraphs into Lines", 1981): the demerits of a line grow with the
sixth power of how far its spaces are from their natural width, in units of what they may stretch or shrink.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct

from reportgen.typeset.inline.words import Breakpoints, Fragment

_STRETCH, _SHRINK = 0.5, 0.3
"""What a space gives, as shares of its width."""
_HYPHEN, _LAST_HYPHEN, _PAIR = 50.0, 10_000.0, 20_000.0
_MOST_HYPHENS = 3
"""Lines in a row that end in a hyphen, where it can be had without gaping spaces."""
_ONE_MORE = 1e9
"""Demerits of each further one: those of a line whose spaces are more than four times as wide as they should be."""
_SHORT_LAST = 20_000.0
_SHORT = 0.12
"""Share of the measure below which a last line holds hardly anything."""
_LOOSEST = 0.35
"""Share of the measure from which on a line is looked at while fuller ones are to be had."""


class Spaces:
    """The word spaces in each stretch between two places, and what one takes."""

    def __init__(self, found: Sequence[Fragment], places: Breakpoints) -> None:
        before = list(accumulate((int(fragment.gap) for fragment in found), initial=0))
        self._to = [
            before[index] - int(not offset and index > 0 and found[index - 1].gap) for index, offset in places.at
        ]
        self._from = [before[index] for index, _ in places.at]
        widths = [fragment.look.space for fragment in found if fragment.gap]
        self.width = sum(widths) / len(widths) if widths else 0.0

    def count(self, i: int, j: int) -> int:
        """Spaces in the line from place `i` to place `j`."""
        return self._to[j] - self._from[i]


class Justified(Struct, frozen=True):
    """The places at which lines end, and the points added to every space of each line."""

    breaks: list[int]
    added: list[float]


def justified(found: Sequence[Fragment], places: Breakpoints, measure: float) -> Justified | None:
    """The best division into full lines; None where a word does not fit into `measure` points."""
    spaces = Spaces(found, places)
    chosen = _optimum(places, spaces, measure)
    if chosen is not None:
        seen = _hyphened(found, places)
        if _in_a_row(chosen, seen) > _MOST_HYPHENS:
            chosen = _limited(places, spaces, measure, seen)
    if chosen is None:
        return None
    added, start = [], 0
    for place in chosen:
        white = measure - places.ends[place] + places.starts[start]
        count = spaces.count(start, place)
        full = place != chosen[-1] or white < 0
        added.append(max(white / count, -_SHRINK * spaces.width) if count and full else 0.0)
        start = place
    return Justified(chosen, added)


def _hyphened(found: Sequence[Fragment], places: Breakpoints) -> list[bool]:
    """Whether a line that ends at a place is seen to end in a hyphen, be it added or the word's own."""
    return [
        hyphen or (found[index].text[offset - 1] if offset else found[index - 1].text[-1:] if index else "") == "-"
        for hyphen, (index, offset) in zip(places.hyphens, places.at, strict=True)
    ]


def _in_a_row(chosen: list[int], seen: list[bool]) -> int:
    longest = run = 0
    for place in chosen:
        run = run + 1 if seen[place] else 0
        longest = max(longest, run)
    return longest


def _optimum(places: Breakpoints, spaces: Spaces, measure: float) -> list[int] | None:
    count, final = len(places.ends), len(places.ends) - 1
    never = float("inf")
    cost, before = [0.0] + [never] * final, [0] * count
    first = 0
    for j in range(1, count):
        while first < j and _least(places, spaces, first, j) > measure + 0.01:
            first += 1
        for i in range(first, j):
            white = measure - places.ends[j] + places.starts[i]
            if white > (1 - _LOOSEST) * measure and cost[j] < never and j != final:
                break
            pairs = _PAIR if places.hyphens[i] and places.hyphens[j] else 0.0
            total = cost[i] + pairs + _demerits(places, spaces, measure, i, j, white)
            if total < cost[j]:
                cost[j], before[j] = total, i
    if cost[final] == never:
        return None
    chosen = [final]
    while before[chosen[-1]]:
        chosen.append(before[chosen[-1]])
    return chosen[::-1]


def _limited(places: Breakpoints, spaces: Spaces, measure: float, seen: list[bool]) -> list[int] | None:
    """The optimum that counts hyphens in a row: at every place the best way for each number of them so far."""
    count, final = len(places.ends), len(places.ends) - 1
    never = float("inf")
    cost = [[never] * (_MOST_HYPHENS + 1) for _ in range(count)]
    before = [[(0, 0)] * (_MOST_HYPHENS + 1) for _ in range(count)]
    cost[0][0] = 0.0
    first = 0
    for j in range(1, count):
        best, hyphened = cost[j], seen[j]
        while first < j and _least(places, spaces, first, j) > measure + 0.01:
            first += 1
        for i in range(first, j):
            white = measure - places.ends[j] + places.starts[i]
            if white > (1 - _LOOSEST) * measure and min(best) < never and j != final:
                break
            line = _demerits(places, spaces, measure, i, j, white)
            line += _PAIR if places.hyphens[i] and places.hyphens[j] else 0.0
            for run, so_far in enumerate(cost[i]):
                to = min(run + 1, _MOST_HYPHENS) if hyphened else 0
                total = so_far + line + (_ONE_MORE if hyphened and run == _MOST_HYPHENS else 0.0)
                if total < best[to]:
                    best[to], before[j][to] = total, (i, run)
    at = final, min(range(_MOST_HYPHENS + 1), key=cost[final].__getitem__)
    if cost[final][at[1]] == never:
        return None
    chosen = []
    while at[0]:
        chosen.append(at[0])
        at = before[at[0]][at[1]]
    return chosen[::-1]


def _least(places: Breakpoints, spaces: Spaces, i: int, j: int) -> float:
    """Width of a line whose spaces are as narrow as they may be."""
    return places.ends[j] - places.starts[i] - _SHRINK * spaces.width * spaces.count(i, j)


def _demerits(places: Breakpoints, spaces: Spaces, measure: float, i: int, j: int, white: float) -> float:
    last = j == len(places.ends) - 1
    count = spaces.count(i, j)
    if white >= 0 and last:
        ratio = 0.0
    else:
        give = (_STRETCH if white > 0 else _SHRINK) * spaces.width * count
        ratio = abs(white) / give if give else (20.0 if abs(white) > 0.01 else 0.0)
    badness = 100 * min(ratio, 20.0) ** 3
    total = (1 + badness + (_HYPHEN if places.hyphens[j] else 0.0)) ** 2
    if places.hyphens[i] and last:
        total += _LAST_HYPHEN
    if last and i and white > (1 - _SHORT) * measure:
        total += _SHORT_LAST
    return total
