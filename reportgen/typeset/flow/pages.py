"""Strips become pages: runs of pages between forced ends are filled, blank pages put in, page numbers filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.document.pagination import page_label
from reportgen.document.problems import Problem
from reportgen.document.theme import MM
from reportgen.typeset.boxes import Box, Destination, Furniture, Line, LinkArea, PlacedPage, Rule, Run
from reportgen.typeset.flow.fill import Span, fill
from reportgen.typeset.flow.furniture import furniture
from reportgen.typeset.flow.grid import snap
from reportgen.typeset.flow.strip import Late, Strip, placed, settle, shifted_link, stack
from reportgen.typeset.inline.collect import PAGE_PLACE
from reportgen.typeset.setting import Setting

_NOTE_GAP = 12.0
"""Points from the text to the notes at the foot, with the rule between them."""
_NOTE_RULE = 60.0


class Page(Struct):
    """A page that is being made."""

    boxes: list[Box | Late] = field(default_factory=list)
    links: list[LinkArea] = field(default_factory=list)
    anchors: list[tuple[str, float]] = field(default_factory=list)
    marks: list[Line] = field(default_factory=list)
    chapter: str | None = None
    """The first chapter that begins on the page, for its running head."""
    going_on: str | None = None
    """The last one, for the running heads of the pages that follow."""
    bare: bool = False
    """Without running head, foot and number: the cover, and pages left blank."""


def paginate(
    setting: Setting, strips: Sequence[Strip], body: str | None = None
) -> tuple[tuple[PlacedPage, ...], dict[str, Destination]]:
    """The pages of all strips, and where each block begins; pages are counted from 1 again where `body` begins."""
    pages: list[Page] = []
    for group in _groups(strips):
        if group[0].start == "recto" and len(pages) % 2:
            pages.append(Page(bare=True))
        pages += _filled(setting, group)
    destinations: dict[str, Destination] = {}
    for index, page in enumerate(pages):
        for block, y in page.anchors:
            destinations.setdefault(block, Destination(index, y))
    first = destinations[body].page if body in destinations else None
    return tuple(_finished(setting, pages, destinations, first)), destinations


def _groups(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        if strip.start and any(member.boxes for member in group):
            yield group
            group = []
        elif strip.start and group:
            strip.start = "recto" if "recto" in (strip.start, group[0].start) else "new"
            group = []
        group.append(strip)
    if any(member.boxes for member in group):
        yield group


def _filled(setting: Setting, group: list[Strip]) -> Iterator[Page]:
    if group[0].sole:
        yield Page(group[0].boxes, group[0].links, group[0].anchors, bare=True)
        group = group[1:]
    group = [strip for strip in group if strip.height or strip.boxes]
    settle(group)
    if setting.theme.rules.baseline_grid:
        snap(group, setting.theme.rules.baseline_grid)
    _report_misfits(setting, group)
    carried: list[Strip] = []
    for span in fill(group, setting.area.depth, _NOTE_GAP):
        notes = [*carried, *(note for strip in group[span.first : span.last] for note in strip.notes)]
        carried = []
        if span.cut:
            *whole, last = notes
            notes, carried = [*whole, stack(last.parts[: -span.cut])], [stack(last.parts[-span.cut :])]
            carried[0].after = last.after
        page = _page(setting, group, span)
        _put_notes(setting, page, notes)
        yield page


def _report_misfits(setting: Setting, group: Sequence[Strip]) -> None:
    """A problem for each strip that no page can hold."""
    depth = setting.area.depth
    for strip in group:
        height = strip.height + sum([_least(note) for note in strip.notes])
        if height + (_NOTE_GAP if strip.notes else 0) > depth:
            block = strip.anchors[0][0] if strip.anchors else None
            text = f"this does not fit on a page: it is {height / MM:.0f} mm high, the type area {depth / MM:.0f} mm"
            hint = "shorten it, or divide it into several blocks"
            setting.problems.append(Problem("does-not-fit", text, block=block, hint=hint))


def _least(note: Strip) -> float:
    """Points of a note that have to stand on the page of its mark."""
    return sum([part.height for part in note.parts[:2]]) if note.parts else note.height + note.after


def _page(setting: Setting, group: Sequence[Strip], span: Span) -> Page:
    page = Page()
    strips = group[span.first : span.last]
    total = sum([strip.stretch if span.give > 0 else strip.shrink for strip in strips[1:]])
    y = setting.area.top
    if strips[0].resume is not None:
        _put(page, strips[0].resume, y)
        y += strips[0].resume.height + strips[0].resume.after
    for index, strip in enumerate(strips):
        if index:
            share = (strip.stretch if span.give > 0 else strip.shrink) / total if total else 0.0
            space = strip.before + span.give * share
            page.boxes += [placed(box, y + space / 2) for box in strip.divider]
            y += space
        _put(page, strip, y)
        y += strip.height
    return page


def _put(page: Page, strip: Strip, y: float) -> None:
    page.boxes += [placed(box, y) for box in strip.boxes]
    page.links += [shifted_link(link, y) for link in strip.links]
    page.anchors += [(block, y + dy) for block, dy in strip.anchors]
    for line in strip.marks:
        page.marks.append(replace(line, y=line.y + y))
    page.chapter = page.chapter or strip.chapter
    page.going_on = strip.chapter or page.going_on


def _put_notes(setting: Setting, page: Page, notes: list[Strip]) -> None:
    if not notes:
        return
    area = setting.area
    y = area.bottom - sum([note.height + note.after for note in notes])
    at = y - _NOTE_GAP / 3
    page.boxes.append(Rule(area.text, at, area.text + _NOTE_RULE, at, 0.4, setting.colour("rule")))
    for note in notes:
        _put(page, note, y)
        y += note.height + note.after


def _finished(
    setting: Setting, pages: list[Page], destinations: Mapping[str, Destination], body: int | None
) -> Iterator[PlacedPage]:
    labels = {block: page_label(destination.page, body) for block, destination in destinations.items()}
    rules = setting.theme.rules
    chapter = ""
    for index, page in enumerate(pages):
        boxes = tuple(_resolved(setting, page.boxes, labels))
        label = "" if page.bare else page_label(index, body)
        head = rules.chapter_head or not page.chapter
        turned = rules.facing_pages and index % 2 == 1
        around = () if page.bare else furniture(setting, page.chapter or chapter, label, head=head, turned=turned)
        if page.marks:
            around = (*around, Furniture("continued", tuple(page.marks)))
        chapter = page.going_on or chapter
        yield PlacedPage(label, boxes, tuple(page.links), around)


def _resolved(setting: Setting, boxes: list[Box | Late], labels: Mapping[str, str]) -> Iterator[Box]:
    for box in boxes:
        if isinstance(box, Late):
            yield from _late(setting, box, labels)
        else:
            yield box


def _late(setting: Setting, late: Late, labels: Mapping[str, str]) -> Iterator[Box]:
    runs = tuple(_numbered(setting, run, labels) for run in late.line.runs)
    if late.right is None:
        yield replace(late.line, runs=runs)
        return
    at = next(index for index, run in enumerate(runs) if _is_place(run))
    text, number = runs[:at], runs[at:]
    start = late.line.x + sum([run.width for run in text])
    x = late.right - sum([run.width for run in number])
    yield replace(late.line, runs=text)
    if late.leaders and x - start > 12:
        yield _leader(start + 5, x - 5, late.line.y - 0.6, late.leaders)
    yield Line(x, late.line.y, number)


def _leader(start: float, end: float, y: float, colour: str) -> Rule:
    """Dots that stand in columns over all lines: each is a multiple of the pitch away from the right edge."""
    dot, pitch = 0.8, 4.0
    count = int((end - start) / pitch)
    return Rule(end - count * pitch, y, end, y, dot, colour, dash=(dot, pitch - dot))


def _is_place(run: Run) -> bool:
    return run.owner is not None and run.owner.role == "page-number"


def _numbered(setting: Setting, run: Run, labels: Mapping[str, str]) -> Run:
    if not _is_place(run) or run.owner is None:
        return run
    label = labels.get((run.owner.target or "")[1:], "")
    text = run.text.replace(PAGE_PLACE, label)
    width, kerns = setting.fonts[run.face].measure(text.rstrip(" "))
    return replace(run, text=text, width=width * run.size / 1000, kerns=kerns)
