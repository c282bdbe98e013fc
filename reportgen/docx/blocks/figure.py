"""Pictures from files, in the line or up to the edges of the page, with their text alternative."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.document.plain import caption_text
from reportgen.document.theme import LANDSCAPE
from reportgen.document.walk import plain_text
from reportgen.docx import ppr
from reportgen.docx.blocks.captions import caption
from reportgen.docx.blocks.edges import to_edges
from reportgen.docx.blocks.heights import Column, text_height
from reportgen.docx.context import Writer
from reportgen.docx.drawing import picture, run_of
from reportgen.docx.media import Media, media
from reportgen.docx.place import Place
from reportgen.ooxml.xml import EMU_TWIP, mm_emu


def _may_break(w: Writer) -> bool:
    """Whether a page of another kind may begin here: not in landscape, nor in columns."""
    return not w.sections.stands_on(LANDSCAPE) and w.sections.layout.columns == 1


def figure(w: Writer, block: n.Figure, place: Place) -> None:
    """A picture and what stands below it, kept together."""
    found = media(w, block)
    if block.extent in ("half", "bleed") and place.at_top and _may_break(w):
        to_edges(w, block, place, found, lambda: _below(w, block, place), below_height(w, block, w.page.text / 20))
        return
    reach = w.page.hang if block.extent != "text" and place.at_top else 0
    number = w.package.drawing_id()
    name = f"{w.locale.tag}-{number}"
    size = _size(w, block, found, reach)
    drawing = picture(number, name, found.relation, size, block.alt, drawing=found.drawing, decorative=block.decorative)
    keep = {"keepNext": ppr.KEEP_NEXT if block.caption or block.credit else '<w:keepNext w:val="0"/>'}
    if reach:
        keep["ind"] = ppr.indent(-reach)
    with w.block(place, block.id):
        w.paragraph(place, "Chart", run_of(drawing), **keep)
        _below(w, block, place)


def _below(w: Writer, block: n.Figure, place: Place) -> None:
    """Caption and credit."""
    if block.caption:
        keep = {"keepNext": ppr.KEEP_NEXT} if block.credit else {}
        caption(w, place, block.label, block.caption, **keep)
    if block.credit:
        w.paragraph(place, w.styles.paragraph("credit", block.id), w.inlines(place, block.credit))


def below_height(w: Writer, block: n.Figure, wide: float) -> float:
    """How tall caption and credit are in a column of so many points."""
    lines = (("caption", caption_text(block.label, block.caption)), ("credit", plain_text(block.credit)))
    found = ((w.theme.style(role), words) for role, words in lines if words)
    return sum(text_height(w, words, style, Column(wide)) + style.before + style.after for style, words in found)


def _size(w: Writer, block: n.Figure, found: Media, reach: int) -> tuple[int, int]:
    """Width and height in EMU, no higher than a page gives it."""
    width = mm_emu(block.width) if block.width else (w.page.text + reach) * EMU_TWIP
    height = round(width * found.height / (found.width or 1))
    limit = round((w.page.height - w.page.top - w.page.bottom) * 0.8) * EMU_TWIP
    return (round(width * limit / height), limit) if height > limit else (width, height)
