"""One paragraph, from inlines to lines: collect, measure, find the places, choose among them, build."""

from __future__ import annotations

from msgspec import Struct

from reportgen.document import nodes as n
from reportgen.typeset.boxes import LinkArea, Run
from reportgen.typeset.inline import breaking, words
from reportgen.typeset.inline.collect import Collector
from reportgen.typeset.inline.line import SetLine, build
from reportgen.typeset.inline.look import Look
from reportgen.typeset.setting import Setting
from reportgen.typeset.structure import Element


class SetParagraph(Struct):
    """The lines of a paragraph, and the link of each element that is part of one."""

    lines: list[SetLine]
    links: dict[Element, Element]

    @property
    def width(self) -> float:
        """Points the widest line takes."""
        return max((line.width for line in self.lines), default=0.0)


def fragments(
    setting: Setting, inlines: n.Inlines, look: Look, block: str | None, tail: str = ""
) -> list[words.Fragment]:
    """The measured fragments of a line of inlines."""
    return words.fragments(Collector(setting, block).collect(inlines, look), tail)


def set_lines(
    found: list[words.Fragment], measure: float, *, justify: bool = False, hanging: bool = False
) -> SetParagraph:
    """The lines of a paragraph in a measure of so many points, ragged or justified."""
    if justify or hanging:
        return _edged(found, measure, justify=justify, hanging=hanging)
    links: dict[Element, Element] = {}
    if not found:
        return SetParagraph([], links)
    lines: list[SetLine] = []
    if width_of(found) <= measure and not any(fragment.line_end for fragment in found):
        return SetParagraph([build(found, (0, 0), (len(found), 0), False, links)], links)
    undivided = list(words.breakpoints(found, False))
    divided: list[words.Breakpoints] | None = None
    for number, places in enumerate(undivided):
        chosen = breaking.breaks(places, measure)
        if chosen is None or _improvable(places, chosen, measure):
            if divided is None:
                divided = list(words.breakpoints(found, True))
            places, chosen = _divided(found, divided[number], measure, places, chosen)
        start = places.at[0]
        for place in chosen:
            lines.append(build(found, start, places.at[place], places.hyphens[place], links))
            start = places.at[place]
    return SetParagraph(lines, links)


def _edged(found: list[words.Fragment], measure: float, *, justify: bool, hanging: bool) -> SetParagraph:
    """Lines whose right edge, left edge or both are looked after."""
    from reportgen.typeset.inline import hanging as edge
    from reportgen.typeset.inline.justify import justified

    links: dict[Element, Element] = {}
    lines: list[SetLine] = []
    for places in words.breakpoints(found, True) if found else ():
        if hanging:
            edge.hang(found, places)
        full = justified(found, places, measure) if justify else None
        if full is None:
            chosen = breaking.breaks(places, measure)
            if chosen is None:
                places = words.anywhere(found, places, measure)
                chosen = breaking.breaks(places, measure) or list(range(1, len(places.ends)))
            added = [0.0] * len(chosen)
        else:
            chosen, added = full.breaks, full.added
        start = places.at[0]
        for place, space in zip(chosen, added, strict=True):
            line = build(found, start, places.at[place], places.hyphens[place], links)
            line.word_space = space
            line.hang = edge.left(found, start) if hanging else 0.0
            lines.append(line)
            start = places.at[place]
    return SetParagraph(lines, links)


def _improvable(places: words.Breakpoints, chosen: list[int], measure: float) -> bool:
    ragged = breaking.raggedness(places, chosen, measure) > breaking.RAGGED
    return ragged or breaking.short_end(places, chosen, measure)


def _divided(
    found: list[words.Fragment],
    places: words.Breakpoints,
    measure: float,
    whole: words.Breakpoints,
    fallback: list[int] | None,
) -> tuple[words.Breakpoints, list[int]]:
    chosen = breaking.breaks(places, measure)
    if chosen is not None:
        return places, chosen
    if fallback is not None:
        return whole, fallback
    places = words.anywhere(found, places, measure)
    return places, breaking.breaks(places, measure) or list(range(1, len(places.ends)))


def width_of(found: list[words.Fragment]) -> float:
    """Points that the fragments take on one line."""
    return found[-1].x + found[-1].width if found else 0.0


def widest_word(found: list[words.Fragment]) -> float:
    """Points that the widest part without a place for a line's end takes."""
    widest = 0.0
    for places in words.breakpoints(found, False) if found else ():
        for index in range(1, len(places.ends)):
            widest = max(widest, places.ends[index] - places.starts[index - 1])
    return widest


def link_areas(
    runs: tuple[Run, ...], x: float, y: float, links: dict[Element, Element], extent: float, word_space: float = 0.0
) -> list[LinkArea]:
    """Active areas of a line whose baseline is at y: one for each stretch of runs of one link."""
    areas: list[LinkArea] = []
    for run in runs:
        width = run.width + (word_space * run.text.count(" ") if word_space else 0.0)
        link = links.get(run.owner) if run.owner is not None else None
        if link is not None:
            if areas and areas[-1].owner is link and abs(areas[-1].x + areas[-1].width - x) < 0.01:
                last = areas.pop()
                areas.append(LinkArea(last.x, last.y, last.width + width, last.height, link))
            else:
                areas.append(LinkArea(x, y - extent * 0.78, width, extent, link))
        x += width
    return areas
