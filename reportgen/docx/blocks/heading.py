"""Headings: Word's own styles, which every program knows as such; their numbers are Word's own, too."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.context import Writer


def heading(
    w: Writer, block: n.Heading, style: str | None = None, form: ppr.RunFormat | None = None, **more: str
) -> None:
    """A heading; its number is Word's own, of the list of its style or of one that begins anew. One without a number
    is taken out of the list of its style."""
    style = style or heading_style(w, block)
    parts: dict[str, str] = {}
    if block.number:
        member = w.numbering.heading(block.number)
        parts["numPr"] = ppr.numbering(member.num, member.level)
        parts["ind"] = ppr.indent(0, w.page.number) if w.page.hang else ppr.indent(w.page.number, w.page.number)
    elif style == f"Heading{block.level}" and block.level in w.numbering.heading_levels:
        parts["numPr"], parts["ind"] = ppr.numbering(0, 0), ppr.indent()
    if block.level == 1 and (w.break_next or w.sections.fresh):
        parts["spacing"] = w.styles.spacing(f"heading-{block.level}", before=0)
    if style in w.styles.own_ids:
        parts["outlineLvl"] = f'<w:outlineLvl w:val="{block.level - 1}"/>'
    plain = w.plain(block.lang)
    with w.block(block.id):
        w.paragraph(style, w.inlines(block.children, form._replace(lang=plain.lang) if form else plain), **parts | more)


def heading_style(w: Writer, block: n.Heading) -> str:
    """The style of a heading: that of its role or its level; what the contents leave out has Word's style for it."""
    if block.role:
        return w.styles.paragraph(block.role, block.id)
    if block.level == 1 and not block.in_contents and not block.number:
        return "TOCHeading"
    return w.styles.paragraph(f"heading-{block.level}", block.id)
