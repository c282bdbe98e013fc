"""Headings; their numbers are Word's own."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.context import Writer
from reportgen.docx.stylenames import PARAGRAPHS, heading_level

_CARD = PARAGRAPHS["card-title"].id
_CONTENTS_TITLE = "TOCHeading"


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
    if style != _CONTENTS_TITLE and not _may_be_listed(w, block):
        parts["outlineLvl"] = ppr.outline(None)
    elif style == _CARD or style in w.styles.own_ids or w.styles.looks.get(style, block.level) != block.level:
        parts["outlineLvl"] = ppr.outline(block.level)
    with w.block(block.id):
        w.paragraph(style, w.inlines(block.children, w.plain(block.lang)), **parts)


def _may_be_listed(w: Writer, block: n.Heading) -> bool:
    """Whether Word may list a heading, should somebody update the contents: they go down to a level anyway."""
    return block.in_contents or block.level > w.contents_depth


def heading_style(w: Writer, block: n.Heading) -> str:
    """The style of a heading: that of its role or its level, or one that looks like it.

    Word lists whatever has one of its own heading styles, and numbers it: so what stands outside of the contents, what
    has no number, and what looks like a heading of another level, has a style of ours.
    """
    role = block.role or f"heading-{block.level}"
    if not block.role and block.level == 1 and not block.in_contents and not block.number:
        return _CONTENTS_TITLE
    level = heading_level(role)
    if level is None:
        return w.styles.paragraph(role, block.id)
    unnumbered = not block.number and level in w.numbering.heading_levels
    if unnumbered or level != block.level or not _may_be_listed(w, block):
        return w.styles.look(level)
    return w.styles.paragraph(role, block.id)
