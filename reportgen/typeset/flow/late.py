"""Lines that name pages: the numbers are filled in once it is known where the blocks stand that they lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from reportgen.typeset.boxes import Box, Line, Rule, Run
from reportgen.typeset.flow.strip import Late, Underline
from reportgen.typeset.inline.collect import PAGE_PLACE
from reportgen.typeset.setting import Setting

Label = Callable[[str], str]
"""The printed number of the page on which a block begins, empty where it is on none."""


def targets(boxes: Iterable[Box | Late]) -> Iterator[str]:
    """The blocks whose pages are named."""
    for box in boxes:
        if isinstance(box, Late):
            for run in box.line.runs:
                if _is_place(run):
                    yield _target(run)


def resolved(setting: Setting, boxes: Iterable[Box | Late], label: Label) -> Iterator[Box]:
    """The boxes with all numbers filled in."""
    for box in boxes:
        if isinstance(box, Late):
            yield from _late(setting, box, label)
        else:
            yield box


def _late(setting: Setting, late: Late, label: Label) -> Iterator[Box]:
    runs = tuple(_numbered(setting, run, label) if _is_place(run) else run for run in late.line.runs)
    if late.right is None:
        narrower = sum([run.width for run in late.line.runs]) - sum([run.width for run in runs])
        line = replace(late.line, x=late.line.x + late.share * narrower, runs=runs)
        yield from (_below(line, each) for each in late.underlines)
        yield line
        return
    at = next(index for index, run in enumerate(runs) if _is_place(run))
    text, number = runs[:at], runs[at:]
    start = late.line.x + sum([run.width for run in text])
    x = late.right - sum([run.width for run in number])
    yield replace(late.line, runs=text)
    if late.leaders and x - start > 12:
        yield _leader(start + 5, x - 5, late.line.y - 0.6, late.leaders)
    yield Line(x, late.line.y, number)


def _below(line: Line, underline: Underline) -> Rule:
    widths = [run.width + line.word_space * run.text.count(" ") for run in line.runs[: underline.stop]]
    start, end = line.x + sum(widths[: underline.start]), line.x + sum(widths) - underline.trailing
    y = line.y + underline.drop
    return Rule(start, y, end, y, underline.width, line.runs[underline.start].colour)


def _leader(start: float, end: float, y: float, colour: str) -> Rule:
    """Dots that stand in columns over all lines: each is a multiple of the pitch away from the right edge."""
    dot, pitch = 0.8, 4.0
    count = int((end - start) / pitch)
    return Rule(end - count * pitch, y, end, y, dot, colour, dash=(dot, pitch - dot))


def _is_place(run: Run) -> bool:
    return run.owner is not None and run.owner.role == "page-number"


def _target(run: Run) -> str:
    return ((run.owner.target or "") if run.owner is not None else "")[1:]


def _numbered(setting: Setting, run: Run, label: Label) -> Run:
    text = run.text.replace(PAGE_PLACE, label(_target(run)))
    return replace(run, text=text, width=setting.fonts[run.face].width(text.rstrip(" "), run.size))
