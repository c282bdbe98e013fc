"""Lines that end in a page number at the right edge: entries of contents and registers."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.theme import Style
from reportgen.typeset.boxes import Line, LinkArea, Run
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Late, Strip
from reportgen.typeset.flow.text import baseline
from reportgen.typeset.inline import paragraph as inline
from reportgen.typeset.inline.collect import PAGE_PLACE, base_look
from reportgen.typeset.structure import Element


def paged_lines(
    frame: Frame,
    inlines: n.Inlines,
    style: Style,
    link: Element,
    target: str,
    block: str,
    *,
    gap: float,
    leaders: str | None,
) -> list[Strip]:
    """The lines of an entry, `gap` points at least before the number on the last; `leaders` is the colour of dots."""
    setting = frame.setting
    look = base_look(setting, style, link, frame.lang)
    page = replace(look, colour=setting.colour("ink"))
    base = baseline(style, look.face)
    reserved = look.face.width(PAGE_PLACE, style.size)
    found = inline.fragments(setting, inlines, look, block, " ")
    lines = inline.set_lines(found, frame.width - reserved - gap).lines
    owner = link.add("page-number", target=f"#{target}")
    place = Run(PAGE_PLACE + " ", page.face.key, style.size, page.colour, reserved, owner)
    strips: list[Strip] = []
    for index, line in enumerate(lines):
        strip = Strip(style.leading, baseline=base)
        last = index == len(lines) - 1
        if last:
            strip.boxes.append(Late(Line(frame.x, base, (*line.runs, place)), frame.right, leaders))
        else:
            strip.boxes.append(Line(frame.x, base, line.runs))
        width = frame.width if last else line.width
        strip.links.append(LinkArea(frame.x, 0, width, style.leading, link))
        strips.append(strip)
    if strips:
        strips[0].before, strips[-1].after = style.before, style.after
    return strips
