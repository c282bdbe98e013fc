"""Strips: the unbreakable horizontal pieces that pages are filled with, and the gaps between them.

A strip's boxes have their final x; their y counts from the strip's top until the strip is placed on a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.typeset.boxes import Box, FigureArea, Line, LinkArea, Polyline, Rect, Rule
from reportgen.typeset.structure import Element

TWO_LINES = 20.0
"""Points of what follows that stay with a heading: more than one line, not more than two."""
FREE = 0.0
NEVER = 1e9
"""Penalties of a page that ends before a strip."""


class Underline(Struct, frozen=True):
    """The line below a link: it reaches from one run to before another of the text line, `drop` points below the
    baseline; `trailing` is the blank at its end that has none."""

    start: int
    stop: int
    drop: float
    width: float
    trailing: float = 0.0


class Late(Struct):
    """A line that waits for page numbers: the text of its runs on "page-number" elements is filled in last.

    With `right`, everything from the page number on is set flush right there, after leaders where `leaders` is given.
    """

    line: Line
    right: float | None = None
    leaders: str | None = None
    """Their colour."""
    share: float = 0.0
    """Of what the number is narrower than the room kept for it, the share that stays white at its left."""
    underlines: tuple[Underline, ...] = ()


class Strip(Struct):
    """What stands between two places where a page may end.

    `before` is the gap above it, dropped at the top of a page, with `stretch` and `shrink` points of give; `divider`
    is drawn in the gap, dropped with it, its y counted from the middle of the gap. `penalty` is how bad a page's end
    above the strip is. `resume` is set again at the top of a page that begins with the strip.
    """

    height: float
    boxes: list[Box | Late] = field(default_factory=list)
    links: list[LinkArea] = field(default_factory=list)
    anchors: list[tuple[str, float]] = field(default_factory=list)
    notes: list[Strip] = field(default_factory=list)
    before: float = 0
    stretch: float = 0
    shrink: float = 0
    divider: tuple[Box, ...] = ()
    penalty: float = FREE
    resume: Strip | None = None
    after: float = 0
    """The gap asked for below; the larger of it and the next strip's `before` is kept."""
    chapter: str | None = None
    """The title of the chapter that begins here."""
    start: Literal["new", "recto"] | None = None
    """A page begins with the strip, a right-hand one for "recto"."""
    master: str = ""
    """The name of the page that it stands on, "" for the theme's own."""
    sole: bool = False
    """A page of its own whose boxes count from the page's top, without running head and foot."""
    keep_next: bool = False
    """Whether the strip may not be the last on its page."""
    baseline: float = 0
    """From the strip's top to its first baseline."""
    parts: tuple[Strip, ...] = ()
    """The lines of a long note, which a page's end may divide."""
    heading: int = 0
    """The level of the heading that it is, 0 for anything else."""
    marks: tuple[Line, ...] = ()
    """Lines that say that something goes on from the page before: furniture, no part of the text."""
    ends: tuple[Element, ...] = ()
    """Elements that nothing follows of behind this strip and its notes."""
    covers_head: bool = False
    """Whether it stands first on its page, over the place of the running head."""
    of: tuple[str, str] = ("", "")
    """The table that it is a part of, by id and title."""


def shifted(box: Box, dy: float) -> Box:
    """A box moved down by `dy` points."""
    if isinstance(box, Line):
        return shifted_line(box, dy)
    if isinstance(box, Rule):
        return Rule(box.x0, box.y0 + dy, box.x1, box.y1 + dy, box.width, box.colour, box.dash, box.owner)
    if isinstance(box, Rect):
        y, stroke = box.y + dy, box.stroke_width
        return Rect(box.x, y, box.width, box.height, box.fill, box.stroke, stroke, box.radius, box.owner)
    if isinstance(box, Polyline):
        return replace(box, points=tuple((x, y + dy) for x, y in box.points))
    if isinstance(box, FigureArea):
        return replace(box, y=box.y + dy, boxes=tuple(shifted(inner, dy) for inner in box.boxes))
    return replace(box, y=box.y + dy)


def moved(box: Box, dx: float) -> Box:
    """A box moved to the right by `dx` points."""
    if isinstance(box, Rule):
        return replace(box, x0=box.x0 + dx, x1=box.x1 + dx)
    if isinstance(box, Polyline):
        return replace(box, points=tuple((x + dx, y) for x, y in box.points))
    if isinstance(box, FigureArea):
        return replace(box, x=box.x + dx, boxes=tuple(moved(inner, dx) for inner in box.boxes))
    return replace(box, x=box.x + dx)


def shifted_line(line: Line, dy: float) -> Line:
    """A line moved down by `dy` points."""
    return Line(line.x, line.y + dy, line.runs, line.word_space)


def shifted_link(link: LinkArea, dy: float) -> LinkArea:
    """An active area moved down by `dy` points."""
    return LinkArea(link.x, link.y + dy, link.width, link.height, link.owner)


def placed(box: Box | Late, dy: float) -> Box | Late:
    """A box, or a line that waits for its page number, moved down by `dy` points."""
    if isinstance(box, Late):
        line = box.line
        moved = Line(line.x, line.y + dy, line.runs, line.word_space)
        return Late(moved, box.right, box.leaders, box.share, box.underlines)
    return shifted(box, dy)


def merge(target: Strip, source: Strip, dy: float) -> None:
    """Puts everything of `source` into `target`, `dy` points below its top."""
    target.boxes += [placed(box, dy) for box in source.boxes]
    target.links += [shifted_link(link, dy) for link in source.links]
    target.anchors += [(block, y + dy) for block, y in source.anchors]
    target.notes += source.notes
    target.chapter = target.chapter or source.chapter


def gap(above: Strip | None, below: Strip) -> float:
    """Points between two strips."""
    return max(above.after, below.before) if above is not None else 0.0


def stack(strips: Iterable[Strip]) -> Strip:
    """One unbreakable strip of several below each other, its outer gaps those of the first and last."""
    strips = list(strips)
    whole = Strip(0)
    y, above = 0.0, None
    for strip in strips:
        space = gap(above, strip)
        if above is not None and strip.divider:
            whole.boxes += [shifted(box, y + space / 2) for box in strip.divider]
        y += space
        merge(whole, strip, y)
        y += strip.height
        above = strip
    whole.height = y
    if strips:
        first = strips[0]
        whole.before, whole.stretch, whole.shrink = first.before, first.stretch, first.shrink
        whole.penalty, whole.divider = first.penalty, first.divider
        whole.after, whole.keep_next = strips[-1].after, strips[-1].keep_next
        whole.baseline, whole.resume, whole.start = first.baseline, first.resume, first.start
        whole.heading, whole.master = first.heading, first.master
    return whole


def joined(strips: list[Strip], beside: Strip, limit: float) -> list[Strip]:
    """Settled strips with another one beside them, on the first baseline: one strip up to so many points, else as many
    as there are, with no page's end where both stand."""
    drop = max(0.0, strips[0].baseline - beside.baseline) if beside.boxes else 0.0
    height = max(sum([strip.height + strip.before for strip in strips]) - strips[0].before, beside.height + drop)
    first = strips[0]
    merge(first, beside, drop)
    if height <= limit:
        whole = stack(strips)
        whole.height = height
        return [whole]
    y = 0.0
    for strip in strips:
        if strip is not first and y < min(beside.height + drop, limit):
            strip.penalty = NEVER
        y += strip.height + strip.before
    rest = beside.height + drop - y
    if rest > 0:
        strips[-1].height += rest
    return strips


def settle(strips: Iterable[Strip]) -> list[Strip]:
    """Strips with the gap between two neighbours worked out, so that only `before` counts."""
    return list(settling(strips))


def settling(strips: Iterable[Strip]) -> Iterator[Strip]:
    """Strips as they come, settled."""
    above: Strip | None = None
    held = 0.0
    for strip in strips:
        strip.before = gap(above, strip)
        if held > 0:
            strip.penalty = max(strip.penalty, NEVER)
        held = TWO_LINES if strip.keep_next else held - strip.height
        above = strip
        yield strip


def hold(strips: list[Strip], penalty: float = NEVER) -> list[Strip]:
    """The strips with no page's end between them."""
    for strip in strips[1:]:
        strip.penalty = max(strip.penalty, penalty)
    return strips


def on_page(strips: Iterable[Strip], master: str) -> Iterator[Strip]:
    """Strips for the pages of a master, apart from those that have another already."""
    for strip in strips:
        strip.master = strip.master or master
        yield strip
