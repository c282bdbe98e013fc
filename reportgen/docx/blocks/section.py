"""Sections and page breaks: where the sections of the file begin."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.walk import plain_text
from reportgen.docx.blocks.edges import opening
from reportgen.docx.blocks.heading import heading_style
from reportgen.docx.blocks.keeping import before_last, let_go
from reportgen.docx.context import Writer
from reportgen.docx.furniture import Chapter
from reportgen.docx.headingstyles import unnumbered
from reportgen.docx.palette import Tint
from reportgen.docx.place import Place


def section(w: Writer, block: n.Section, place: Place) -> None:
    """A part; one that begins a page, or is a chapter of its own, is a section of the file, unless that flows."""
    if block.page and place.at_top:
        layout, start = w.sections.chapter(block, _chapter(w, block))
        if w.flowing and w.sections.goes_on(layout):
            w.sections.break_next = w.sections.written
        else:
            w.begin_section(place, layout, start)
    elif block.page:
        w.sections.break_next = True
    elif place.at_top and _is_chapter(block) and not w.flowing:
        chapter = _chapter(w, block)
        if chapter != w.sections.layout.chapter:
            w.begin_section(place, w.sections.share(chapter), "continuous")
    if block.page or _is_chapter(block):
        runs_on = place.at_top and not (block.page or place.story.held)
        place = replace(place, onward=before_last(w, block), loose=let_go(w, block) if runs_on else None)
    if block.page_master:
        with w.on_page(place, block.page_master):
            _parts(w, block, place)
    else:
        _parts(w, block, place)


def _parts(w: Writer, block: n.Section, place: Place) -> None:
    inside = w.speaking(place, block.lang)
    with _coloured(w, block.palette), w.container(place, block.id):
        if block.opening is not None:
            opening(w, block.opening, inside)
        w.blocks(inside, block.children)


@contextmanager
def _coloured(w: Writer, palette: str | None) -> Iterator[None]:
    """Write in the colours of a palette of the theme; without one, go on as before."""
    if not palette:
        yield
        return
    before = w.theme, w.tint
    theme = w.theme.coloured(palette)
    w.tint = Tint(w.styles, theme)
    w.theme = w.styles.theme = theme
    try:
        yield
    finally:
        w.theme, w.tint = before
        w.styles.theme = w.theme


def _is_chapter(block: n.Section) -> bool:
    first = block.children[0] if block.children else None
    return isinstance(first, n.Heading) and first.level == 1


def _chapter(w: Writer, block: n.Section) -> Chapter:
    """The title for the running head, and where Word finds it should somebody change it."""
    heading = next((child for child in block.children if isinstance(child, n.Heading)), None)
    if heading is None:
        return Chapter()
    style = heading_style(w, heading)
    look = w.styles.looks.get(style)
    own = f"Heading{heading.level}"
    found = str(heading.level) if style == own else None if look is None else f'"{unnumbered(look)}"'
    return Chapter(plain_text(heading.children), found)


def page_break(w: Writer, block: n.PageBreak, place: Place) -> None:
    """What follows begins on a new page."""
    with w.container(place, block.id):
        w.sections.break_next = True
