"""Pictures up to the edges of the page: anchored to it, half a page with the text below, or a page of their own."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.context import Writer
from reportgen.docx.drawing import on_page
from reportgen.docx.media import Media, media
from reportgen.docx.place import Place
from reportgen.ooxml.xml import EMU_TWIP, mm_twips, twips

HALF = 0.5
_FOOT, _ABOVE = 360, 120
"""Twips below and above what stands under a picture that fills its page."""
_THIN = 20
"""Height of the paragraph that holds such a picture."""


def to_edges(w: Writer, block: n.Figure, place: Place, found: Media, below: Callable[[], None], tall: float) -> None:
    """A picture over half a new page, or over a page of its own without head and foot where sections can begin.

    What stands `below` it is so many points `tall`.
    """
    if block.extent == "half":
        w.sections.break_next = w.sections.written
        with w.block(place, block.id):
            over_head(w, block, place, found, HALF)
            below()
            place.story.hold()
        return
    layout = w.sections.layout
    apart = not w.flowing
    if apart:
        page = replace(layout.page, bottom=_FOOT, footer=_FOOT // 4)
        w.begin_section(
            place, replace(layout, page=page, bare=True, blank=w.sections.begun, opens=False, restart=False)
        )
    else:
        w.sections.break_next = w.sections.written
    deep = w.page.height
    if tall:
        deep -= w.page.bottom + twips(tall) + _ABOVE
    with w.block(place, block.id):
        w.paragraph(place, "TableSpacer", _drawing(w, block, found, deep, over=True))
        if tall:
            w.spacer(place, tall=deep - w.page.top - _THIN)
            below()
    if apart:
        w.begin_section(place, replace(layout, opens=False, restart=False))
    else:
        w.sections.break_next = True


def over_head(w: Writer, block: n.Figure, place: Place, found: Media, share: float) -> None:
    """A paragraph with a picture over so much of a page from its upper edge, what follows below it."""
    w.paragraph(place, "TableSpacer", _drawing(w, block, found, round(w.page.height * share)), keepNext=ppr.KEEP_NEXT)


def cover_picture(w: Writer, block: n.Figure, place: Place, top: float, share: float) -> None:
    """The picture of a cover, from so many millimetres below the upper edge of the page to a share of its height, and
    its credit."""
    found, begin = media(w, block), mm_twips(top)
    deep = round(w.page.height * share) - begin
    with w.block(place, block.id):
        style = w.styles.paragraph("cover-caption") if block.credit else "TableSpacer"
        drawn = _drawing(w, block, found, deep, over=True, top=begin)
        w.paragraph(place, style, drawn + w.inlines(place, block.credit), jc='<w:jc w:val="right"/>')


def opening(w: Writer, block: n.Figure, place: Place) -> None:
    """The picture over the upper part of a chapter's first page, and its credit."""
    with w.block(place, block.id):
        over_head(w, block, place, media(w, block), w.theme.rules.opening_height)
        if block.credit:
            style = w.styles.paragraph("credit", block.id)
            w.paragraph(place, style, w.inlines(place, block.credit), keepNext=ppr.KEEP_NEXT)


def _drawing(w: Writer, block: n.Figure, found: Media, deep: int, *, over: bool = False, top: int = 0) -> str:
    """The picture so many twips from the upper edge of the page, `deep` twips high; `over` the place of text, or with
    text below."""
    number = w.package.drawing_id()
    size = w.page.width * EMU_TWIP, deep * EMU_TWIP
    name = f"{w.locale.tag}-{number}"
    return on_page(
        number,
        name,
        found.relation,
        size,
        found.crop(*size),
        block.alt,
        drawing=found.drawing,
        decorative=block.decorative,
        over=over,
        top=top * EMU_TWIP,
    )
