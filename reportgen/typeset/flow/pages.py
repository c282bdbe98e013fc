"""Strips become pages: runs of pages between forced ends are filled one after the other, as strips come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.document.theme import MM
from reportgen.findings.problem import Problem
from reportgen.typeset.boxes import Box, Line, LinkArea, Rule
from reportgen.typeset.flow.balanced import balanced
from reportgen.typeset.flow.fill import Filled, Filler
from reportgen.typeset.flow.grid import snapped
from reportgen.typeset.flow.strip import Late, Strip, placed, settling, shifted_link, stack
from reportgen.typeset.setting import Setting
from reportgen.typeset.structure import Element

_NOTE_GAP = 12.0
"""Points from the text to the notes at the foot, with the rule between them."""
_NOTE_RULE = 60.0


class OpenPage(Struct):
    """A page that is being made."""

    boxes: list[Box | Late] = field(default_factory=list)
    links: list[LinkArea] = field(default_factory=list)
    anchors: list[tuple[str, float]] = field(default_factory=list)
    marks: list[Line] = field(default_factory=list)
    ends: list[Element] = field(default_factory=list)
    """Elements of which nothing stands on a later page."""
    chapter: str | None = None
    """The first chapter that begins on the page, for its running head."""
    going_on: str | None = None
    """The last one, for the running heads of the pages that follow."""
    bare: bool = False
    """Without running head, foot and number: the cover, and pages left blank."""
    landscape: bool = False
    headless: bool = False
    """Without running head, where something stands over its place."""


def make_pages(setting: Setting, strips: Iterable[Strip]) -> Iterator[OpenPage]:
    """The pages of all strips, each as soon as it is sure; blank ones where a chapter begins on the right."""
    count = 0
    for run in _runs(strips):
        opening, turned = _opening(run)
        if turned and count % 2:
            yield OpenPage(bare=True)
            count += 1
        for page in _filled(setting, chain(opening, run)):
            yield page
            count += 1


def _runs(strips: Iterable[Strip]) -> Iterator[Iterator[Strip]]:
    """Strips between forced page ends; each run is used up before the next is asked for."""
    number, inked, landscape = 0, False, False

    def numbered(strip: Strip) -> int:
        nonlocal number, inked, landscape
        if (strip.start or strip.landscape is not landscape) and inked:
            number, inked = number + 1, False
        landscape = strip.landscape
        inked = inked or bool(strip.boxes)
        return number

    return (run for _, run in groupby(strips, numbered))


def _opening(run: Iterator[Strip]) -> tuple[list[Strip], bool]:
    """The strips of a run up to the first with something on it, and whether it begins on a right-hand page.

    Where several page ends follow each other, the last counts; empty where there is nothing to print.
    """
    opening: list[Strip] = []
    turned = False
    for strip in run:
        if strip.start:
            opening = []
            turned = turned or strip.start == "recto"
        opening.append(strip)
        if strip.boxes:
            return opening, turned
    return [], False


def _filled(setting: Setting, run: Iterable[Strip]) -> Iterator[OpenPage]:
    strips = iter(run)
    first = next(strips, None)
    if first is None:
        return
    setting = setting.in_landscape() if first.landscape else setting
    if first.sole:
        yield OpenPage(first.boxes, first.links, first.anchors, ends=list(first.ends), bare=True)
    else:
        strips = chain((first,), strips)
    strips = settling(strip for strip in strips if strip.height or strip.boxes)
    if setting.theme.rules.baseline_grid:
        strips = snapped(strips, setting.theme.rules.baseline_grid)
    carried: list[Strip] = []
    ending: list[Element] = []
    for filled in _pages(setting, strips):
        page = _page(setting, filled)
        notes = [*carried, *(note for strip in filled.strips for note in strip.notes)]
        page.ends[:0], ending, carried = ending, [], []
        if filled.cut:
            *whole, last = notes
            notes, carried = [*whole, stack(last.parts[: -filled.cut])], [stack(last.parts[-filled.cut :])]
            carried[0].after = last.after
            page.ends, ending = [], page.ends
        _put_notes(setting, page, notes)
        yield page


def _pages(setting: Setting, strips: Iterable[Strip]) -> Iterator[Filled]:
    filler = Filler(setting.area.depth, _NOTE_GAP)
    for strip in strips:
        _report_misfit(setting, strip)
        yield from filler.add(strip)
    yield from filler.finish()


def _report_misfit(setting: Setting, strip: Strip) -> None:
    """A problem for a strip that no page can hold."""
    depth = setting.area.depth
    height = strip.height
    if strip.notes:
        height += sum([_least(note) for note in strip.notes]) + _NOTE_GAP
    if height > depth:
        block, table = strip.of
        inside = (link.owner.target or "" for link in strip.links)  # of an entry of the contents or an index
        leads = (target[1:] for target in inside if target.startswith("#"))
        block = block or next((anchor for anchor, _ in strip.anchors), "") or next(leads, "")
        what = f'a row of the table "{table}"' if table else "a row of this table" if strip.of[0] else "this"
        text = f"{what} does not fit on a page: it is {height / MM:.0f} mm high, the type area {depth / MM:.0f} mm"
        hint = "shorten it, or divide it into several blocks"
        setting.problems.append(Problem("does-not-fit", text, block=block or None, hint=hint))


def _least(note: Strip) -> float:
    """Points of a note that have to stand on the page of its mark."""
    return sum([part.height for part in note.parts[:2]]) if note.parts else note.height + note.after


def _page(setting: Setting, filled: Filled) -> OpenPage:
    page = OpenPage(landscape=setting.landscape, headless=filled.strips[0].covers_head)
    strips, give = balanced(filled.strips, setting.theme.rules.baseline_grid), filled.give
    total = sum([strip.stretch if give > 0 else strip.shrink for strip in strips[1:]])
    y = setting.area.top
    if strips[0].resume is not None:
        _put(page, strips[0].resume, y)
        y += strips[0].resume.height + strips[0].resume.after
    for index, strip in enumerate(strips):
        if index:
            share = (strip.stretch if give > 0 else strip.shrink) / total if total else 0.0
            space = strip.before + give * share
            page.boxes += [placed(box, y + space / 2) for box in strip.divider]
            y += space
        _put(page, strip, y)
        y += strip.height
    return page


def _put(page: OpenPage, strip: Strip, y: float) -> None:
    page.boxes += [placed(box, y) for box in strip.boxes]
    page.links += [shifted_link(link, y) for link in strip.links]
    page.anchors += [(block, y + dy) for block, dy in strip.anchors]
    page.ends += strip.ends
    for line in strip.marks:
        page.marks.append(replace(line, y=line.y + y))
    page.chapter = page.chapter or strip.chapter
    page.going_on = strip.chapter or page.going_on


def _put_notes(setting: Setting, page: OpenPage, notes: Sequence[Strip]) -> None:
    if not notes:
        return
    area = setting.area
    y = area.bottom - sum([note.height + note.after for note in notes])
    at = y - _NOTE_GAP / 3
    page.boxes.append(Rule(area.text, at, area.text + _NOTE_RULE, at, 0.4, setting.colour("rule")))
    for note in notes:
        _put(page, note, y)
        y += note.height + note.after
