"""Two sequences laid side by side: what is the same, what went, what came. Words of a text, blocks of a document.

Patience first (elements that occur once on both sides are the landmarks, the longest series of them in the same order
stays), then Myers' greedy search between the landmarks. That reads better than a shortest script alone, which likes to
keep a lone "the" out of another sentence, and it never becomes quadratic: the search gives up after `EFFORT` steps and
calls what is left replaced.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

EFFORT = 32
"""Differences that the search between two landmarks looks for before it gives up."""

Operation = Literal["equal", "delete", "insert", "replace"]


class Stretch(NamedTuple):
    """`old[i1:i2]` and `new[j1:j2]` belong together; one of them is empty for what came or went."""

    i1: int
    i2: int
    j1: int
    j2: int
    same: bool

    @property
    def operation(self) -> Operation:
        """What has happened here."""
        if self.same:
            return "equal"
        if self.i1 == self.i2:
            return "insert"
        return "delete" if self.j1 == self.j2 else "replace"


class Segment(NamedTuple):
    """A piece of text that both sides have, or that one of them has."""

    operation: Literal["equal", "delete", "insert"]
    text: str


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Stretch]:
    """Stretches that cover both sequences in order, equal ones and others in turn."""
    return _joined(_pairs(old, new), len(old), len(new))


def increasing(values: Sequence[int]) -> list[int]:
    """Positions of the longest series of `values` that rises (O(n log n))."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(places[at - 1] if at else -1)
        if at == len(tails):
            tails.append(value)
            places.append(place)
        else:
            tails[at], places[at] = value, place
    found: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]


# ------------------------------------------------------------------------------------------------------------- words

_WORD = re.compile(r"\w+(?:[-’'.,]\w+)*|\s+|[^\w\s]")


def split_words(text: str) -> list[str]:
    """Words, white space and single signs; together they are the text. ``1.205``, ``KI-Trainer`` are one word."""
    return _WORD.findall(text)


def segments(old: str, new: str) -> tuple[Segment, ...]:
    """Two texts word by word. Lone signs and spaces between two changes belong to the changes."""
    before, after = split_words(old), split_words(new)
    found: list[Segment] = []
    for each in smooth(align(before, after), lambda i: before[i][:1].isalnum()):
        if each.same:
            found.append(Segment("equal", "".join(after[each.j1 : each.j2])))
            continue
        if each.i2 > each.i1:
            found.append(Segment("delete", "".join(before[each.i1 : each.i2])))
        if each.j2 > each.j1:
            found.append(Segment("insert", "".join(after[each.j1 : each.j2])))
    return tuple(found)


def smooth(stretches: Sequence[Stretch], speaks: Callable[[int], bool]) -> list[Stretch]:
    """Stretches without equal islands between two changes in which nothing `speaks` (told by its place in old)."""
    found: list[Stretch] = []
    last = len(stretches) - 1
    for place, each in enumerate(stretches):
        island = each.same and 0 < place < last and not any(speaks(i) for i in range(each.i1, each.i2))
        one = each._replace(same=False) if island else each
        if found and found[-1].same == one.same:
            before = found.pop()
            one = Stretch(before.i1, one.i2, before.j1, one.j2, one.same)
        found.append(one)
    return found


# ------------------------------------------------------------------------------------------------------------ search


def _joined(pairs: Iterator[tuple[int, int]], old: int, new: int) -> list[Stretch]:
    found: list[Stretch] = []
    begin_old = begin_new = i = j = 0
    for a, b in pairs:
        if a != i or b != j:
            if i > begin_old:
                found.append(Stretch(begin_old, i, begin_new, j, True))
            found.append(Stretch(i, a, j, b, False))
            begin_old, begin_new = a, b
        i, j = a + 1, b + 1
    if i > begin_old:
        found.append(Stretch(begin_old, i, begin_new, j, True))
    if old > i or new > j:
        found.append(Stretch(i, old, j, new, False))
    return found


def _pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Places of equal elements, rising on both sides."""
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        i1, i2, j1, j2 = waiting.pop()
        while i1 < i2 and j1 < j2 and old[i1] == new[j1]:
            yield i1, j1
            i1, j1 = i1 + 1, j1 + 1
        tail = 0
        while i1 < i2 - tail and j1 < j2 - tail and old[i2 - 1 - tail] == new[j2 - 1 - tail]:
            tail += 1
        if tail:
            waiting.append((i2 - tail, i2, j2 - tail, j2))
            i2, j2 = i2 - tail, j2 - tail
        if i1 == i2 or j1 == j2:
            continue
        marks = _landmarks(old, new, i1, i2, j1, j2)
        if not marks:
            yield from _search(old, new, i1, i2, j1, j2)
            continue
        edges = [(i1, j1), *marks, (i2, j2)]
        waiting.extend((a, c, b, d) for (a, b), (c, d) in reversed(list(pairwise(edges))))


def _landmarks(
    old: Sequence[Hashable], new: Sequence[Hashable], i1: int, i2: int, j1: int, j2: int
) -> list[tuple[int, int]]:
    """Elements that occur once on both sides, the longest series of them in the same order."""
    counted = Counter(new[j1:j2])
    places = {new[j]: j for j in range(j1, j2)}
    once = Counter(old[i1:i2])
    both = [(i, places[old[i]]) for i in range(i1, i2) if once[old[i]] == 1 and counted.get(old[i]) == 1]
    return [both[k] for k in increasing([j for _, j in both])]


def _search(
    old: Sequence[Hashable], new: Sequence[Hashable], i1: int, i2: int, j1: int, j2: int
) -> Iterator[tuple[int, int]]:
    """Myers' greedy search (An O(ND) Difference Algorithm, 1986), at most `EFFORT` differences deep."""
    if set(old[i1:i2]).isdisjoint(new[j1:j2]):
        return
    n, m = i2 - i1, j2 - j1
    reach = {1: 0}
    trail: list[dict[int, int]] = []
    for depth in range(min(n + m, EFFORT) + 1):
        trail.append(dict(reach))
        for k in range(-depth, depth + 1, 2):
            down = k == -depth or (k != depth and reach[k - 1] < reach[k + 1])
            x = reach[k + 1] if down else reach[k - 1] + 1
            while x < n and x - k < m and old[i1 + x] == new[j1 + x - k]:
                x += 1
            reach[k] = x
            if x >= n and x - k >= m:
                yield from reversed([(i1 + a, j1 + b) for a, b in _back(trail, n, m)])
                return


def _back(trail: list[dict[int, int]], x: int, y: int) -> Iterator[tuple[int, int]]:
    """The equal pairs of the way found, last one first."""
    for depth in range(len(trail) - 1, -1, -1):
        reach, k = trail[depth], x - y
        down = k == -depth or (k != depth and reach[k - 1] < reach[k + 1])
        before = k + 1 if down else k - 1
        from_x = reach[before]
        from_y = from_x - before
        while x > from_x and y > from_y and x > 0 and y > 0:
            x, y = x - 1, y - 1
            yield x, y
        x, y = from_x, from_y
