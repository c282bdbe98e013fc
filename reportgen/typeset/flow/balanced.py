"""Balanced columns: strips that run through two columns beside each other, both equally long on every page.

Pages are filled as if all strips stood below each other, each as high as the columns grow by it; when a page is known,
what it has of them is divided into its columns. So such a part begins on the rest of a page and goes over as many
pages as it needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from reportgen.typeset.boxes import Box, LinkArea
from reportgen.typeset.flow.strip import NEVER, Late, Strip, merge, moved

_LEAST = 40.0
"""Points that a part takes at least on the page it begins on, and on that it ends on."""


class ColumnStrip(Strip, kw_only=True):
    """A strip set in a column whose left edge is 0. `height` is what the columns of a page grow by it, `full` and `gap`
    are its own height and the gap above it; `lefts` is where the columns of its part stand."""

    full: float
    gap: float
    lefts: tuple[float, float]
    tied: bool
    """Whether no column begins with it."""


def entries(strips: Sequence[Strip], lefts: tuple[float, float]) -> list[Strip]:
    """The settled strips of a part as entries of columns with these left edges; columns are divided where pages may
    end."""
    found = [
        ColumnStrip(
            strip.height, strip.boxes, strip.links, strip.anchors, strip.notes, penalty=strip.penalty, ends=strip.ends,
            full=strip.height, gap=strip.before, lefts=lefts, tied=strip.penalty >= NEVER,
        )
        for strip in strips
    ]  # fmt: skip
    _grow(found)
    _guard(found[1:])
    _guard(found[::-1])
    return list(found)


def _grow(found: list[ColumnStrip]) -> None:
    """What the columns grow by each entry where all stand on one page.

    On a page that begins within the part they may be longer: by the part that cannot be divided at most, half of it
    for the page itself, and what the columns were uneven by so far. So much is kept free there.
    """
    uneven = max(_wholes(found), default=0.0) / 2
    total = before = 0.0
    for entry, depth in zip(found, _depths(found), strict=True):
        entry.height = depth - before
        entry.resume = Strip(uneven + max(before - total / 2, 0.0))
        total += entry.gap + entry.full
        before = depth


def _wholes(found: Iterable[ColumnStrip]) -> Iterator[float]:
    """The heights of what cannot be divided, gaps included."""
    height = 0.0
    for entry in found:
        if not entry.tied:
            yield height
            height = 0.0
        height += entry.gap + entry.full
    yield height


def _depths(part: Sequence[ColumnStrip]) -> Iterator[float]:
    """How long the longer column is, for the first entries of a part, one more each time."""
    return (depth for _, depth in _divisions(part))


def _divisions(part: Sequence[ColumnStrip]) -> Iterator[tuple[int, float]]:
    """The entry that the second column begins with, 0 for none, so that the longer one is as short as can be, and its
    length in points; for the first entries of a part, one more each time."""
    ends: list[float] = []
    starts: list[tuple[int, float, float]] = []
    """Entries that a column can begin with, where the first column ends then, and where the second begins."""
    best = 0
    for index, entry in enumerate(part):
        end = ends[-1] if ends else 0.0
        top = end + entry.gap if ends else 0.0
        if not ends or not entry.tied:
            starts.append((index, end, top))
        ends.append(top + entry.full)
        while best + 1 < len(starts) and _longer(starts[best + 1], ends[-1]) <= _longer(starts[best], ends[-1]):
            best += 1
        yield starts[best][0], _longer(starts[best], ends[-1])


def _longer(start: tuple[int, float, float], end: float) -> float:
    _, above, top = start
    return max(above, end - top)


def _guard(found: Iterable[ColumnStrip]) -> None:
    """No page's end before the first of these entries, up to `_LEAST` points of them."""
    taken = 0.0
    for entry in found:
        taken += entry.height
        if taken > _LEAST:
            return
        entry.penalty = NEVER


def balanced(strips: Sequence[Strip], grid: float) -> list[Strip]:
    """The strips of a page, each part's entries put into its columns as one strip.

    What follows moves up to the columns' end, by whole lines where there is a baseline `grid`.
    """
    found: list[Strip] = []
    for lefts, group in groupby(strips, lambda strip: strip.lefts if isinstance(strip, ColumnStrip) else None):
        part = list(group)
        if lefts is None:
            found += part
        else:
            found.append(_columns([strip for strip in part if isinstance(strip, ColumnStrip)], lefts, found, grid))
    return found


def _columns(part: list[ColumnStrip], lefts: tuple[float, float], above: Sequence[Strip], grid: float) -> Strip:
    first = part[0]
    reserved = sum([entry.height for entry in part])
    if not above and first.resume is not None:
        reserved += first.resume.height + first.resume.after
    *_, (at, depth) = _divisions(part)
    whole = Strip(depth, before=first.before)
    for left, column in zip(lefts, (part[: at or None], part[at:] if at else []), strict=True):
        y = 0.0
        for index, entry in enumerate(column):
            y += entry.gap if index else 0.0
            merge(whole, _moved(entry, left), y)
            y += entry.full
    whole.ends = tuple(element for entry in part for element in entry.ends)
    if grid:
        whole.height = reserved - (reserved - whole.height) // grid * grid
    return whole


def _box_moved(box: Box | Late, dx: float) -> Box | Late:
    if isinstance(box, Late):
        right = None if box.right is None else box.right + dx
        return replace(box, line=replace(box.line, x=box.line.x + dx), right=right)
    return moved(box, dx)


def _moved(strip: Strip, dx: float) -> Strip:
    """A strip moved to the right."""
    boxes = [_box_moved(box, dx) for box in strip.boxes]
    links: list[LinkArea] = [replace(link, x=link.x + dx) for link in strip.links]
    return Strip(strip.height, boxes, links, strip.anchors, strip.notes)
