"""Headings; their numbers are Word's own."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.context import Writer
from reportgen.docx.stylenames import PARAGRAPHS

_CARD = PARAGRAPHS["card-title"].id


def heading(w: Writer, block: n.Heading, style: str | None = None, **more: str) -> None:
    """A heading; its number is Word's own, of the list of its style or of one that begins anew."""
    style = style or heading_style(w, block)
    parts = dict(more)
    if block.number:
        member = w.numbering.heading(block.number)
        parts["numPr"] = ppr.numbering(member.num, member.level)
        parts["ind"] = ppr.indent(0, w.page.number) if w.page.hang else ppr.indent(w.page.number, w.page.number)
    if block.level == 1 and (w.break_next or w.sections.fresh):
        parts["spacing"] = w.styles.spacing(f"heading-{block.level}", before=0)
    if style == _CARD or style in w.styles.own_ids:
        parts["outlineLvl"] = f'<w:outlineLvl w:val="{block.level - 1}"/>'
    with w.block(block.id):
        w.paragraph(style, w.inlines(block.children, w.plain(block.lang)), **parts)


def heading_style(w: Writer, block: n.Heading) -> str:
    """The style of a heading: that of its role or its level, or one of its own for those without a number."""
    if block.role:
        return w.styles.paragraph(block.role, block.id)
    if block.level == 1 and not block.in_contents and not block.number:
        return "TOCHeading"
    if not block.number and block.level in w.numbering.heading_levels:
        return f"Heading{block.level}Unnumbered"
    return w.styles.paragraph(f"heading-{block.level}", block.id)
