"""Headings: Word's own styles, which every program knows as such; their numbers are Word's own, too."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.context import Writer
from reportgen.docx.place import Place
from reportgen.docx.stylenames import heading_level

_CONTENTS_TITLE = "TOCHeading"


def heading(
    w: Writer,
    block: n.Heading,
    place: Place,
    style: str | None = None,
    form: ppr.RunFormat | None = None,
    **more: str | ppr.Spacing,
) -> None:
    """A heading; its number is Word's own, of the list of its style or of one that begins anew. One without a number
    is taken out of the list of its style."""
    style = style or heading_style(w, block)
    parts: ppr.Properties = {}
    if block.number:
        member = w.numbering.heading(block.number)
        parts["numPr"] = ppr.numbering(member.num, member.level)
        room = max(w.page.number, w.styles.lines.number_room(block.level) if w.styles.lines else 0)
        parts["ind"] = ppr.indent(0 if w.page.hang else room, room)
    elif style == f"Heading{block.level}" and block.level in w.numbering.heading_levels:
        parts["numPr"], parts["ind"] = ppr.numbering(0, 0), ppr.indent()
    if w.styles.lines or style in w.styles.own_ids:
        parts["keepNext"] = ppr.KEEP_NEXT  # not every template says so, nor every style that looks like a heading
    if w.sections.break_next or w.sections.fresh:
        parts["spacing"] = w.styles.spacing(f"heading-{block.level}", before=0)
    if style != _CONTENTS_TITLE and not _may_be_listed(w, block):
        parts["outlineLvl"] = ppr.outline(None)
    elif style in w.styles.own_ids or w.styles.looks.get(style, block.level) != block.level:
        parts["outlineLvl"] = ppr.outline(block.level)
    plain = w.plain(place, block.lang)
    with w.block(place, block.id):
        w.paragraph(
            place,
            style,
            w.inlines(place, block.children, form._replace(lang=plain.lang) if form else plain),
            **parts | more,
        )


def _may_be_listed(w: Writer, block: n.Heading) -> bool:
    """Whether Word may list a heading, should somebody update the contents: they go down to a level anyway."""
    return block.in_contents or block.level > w.contents_depth


def heading_style(w: Writer, block: n.Heading) -> str:
    """The style of a heading: that of its role or its level, or one that looks like it.

    Word lists whatever has one of its own heading styles: so what stands outside of the contents, and what looks like a
    heading of another level, has a style of ours.
    """
    role = block.role or f"heading-{block.level}"
    if not block.role and block.level == 1 and not block.in_contents and not block.number:
        return _CONTENTS_TITLE
    level = heading_level(role)
    if level is not None and (level != block.level or not _may_be_listed(w, block)):
        return w.styles.look(level)
    return w.styles.paragraph(role, block.id)
