"""Headings, paragraphs, callouts, sections and page breaks."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.document.walk import plain_text
from reportgen.docx import ppr
from reportgen.docx.blocks.keeping import is_short, kept
from reportgen.docx.context import Writer
from reportgen.docx.furniture import Chapter
from reportgen.docx.stylenames import PARAGRAPHS

_PLAIN = frozenset({"body", "table-cell"})
"""Roles that say nothing but where a paragraph stands."""
_CARD = PARAGRAPHS["card-title"].id


def heading(w: Writer, block: n.Heading, style: str | None = None, **more: str) -> None:
    """A heading; its number is Word's own, of the list of its style or of one that begins anew."""
    style = style or _heading_style(w, block)
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


def _heading_style(w: Writer, block: n.Heading) -> str:
    if block.role:
        return w.styles.paragraph(block.role, block.id)
    if block.level == 1 and not block.in_contents and not block.number:
        return "TOCHeading"
    if not block.number and block.level in w.numbering.heading_levels:
        return f"Heading{block.level}Unnumbered"
    return w.styles.paragraph(f"heading-{block.level}", block.id)


def paragraph(w: Writer, block: n.Paragraph) -> None:
    """A paragraph in the style of its role, or of what it stands in."""
    role = w.body_role if block.role in _PLAIN else block.role
    content = w.inlines(block.children, w.plain(block.lang))
    if not content and not w.in_cell:
        with w.container(block.id):
            return
    w.paragraph(w.styles.paragraph(role, block.id), w.marked(block.id, content))


def callout(w: Writer, block: n.Callout) -> None:
    """Paragraphs on a ground of their own; those of other styles than the callout's get its ground, too. Short ones
    stay on one page."""
    before = w.body_role, w.box
    role = "callout-warning" if block.kind == "warning" else "callout"
    fill = w.theme.style(role).fill
    w.body_role = role
    w.box = {"shd": ppr.shading(w.styles.colour(fill))} if fill else {}
    with w.container(block.id):
        kept(w, block.children, whole=is_short(w, block))
    w.body_role, w.box = before


def section(w: Writer, block: n.Section) -> None:
    """A part; one that begins a page, or is a chapter of its own, is a section of the file."""
    if block.page and w.at_top:
        w.begin_section(*w.sections.chapter(block, _chapter(w, block)))
    elif block.page:
        w.break_next = True
    elif w.at_top and _is_chapter(block):
        chapter = _chapter(w, block)
        if chapter != w.sections.layout.chapter:
            w.begin_section(w.sections.share(chapter), "continuous")
    with w.language(block.lang), w.container(block.id):
        w.blocks(block.children)


def _is_chapter(block: n.Section) -> bool:
    first = block.children[0] if block.children else None
    return isinstance(first, n.Heading) and first.level == 1


def _chapter(w: Writer, block: n.Section) -> Chapter:
    """The title for the running head, and where Word finds it should somebody change it."""
    heading = next((child for child in block.children if isinstance(child, n.Heading)), None)
    if heading is None:
        return Chapter()
    style = _heading_style(w, heading)
    found = {
        f"Heading{heading.level}": str(heading.level),
        f"Heading{heading.level}Unnumbered": f'"Heading {heading.level} Unnumbered"',
    }
    return Chapter(plain_text(heading.children), found.get(style))


def page_break(w: Writer, block: n.PageBreak) -> None:
    """What follows begins on a new page."""
    with w.container(block.id):
        w.break_next = True
