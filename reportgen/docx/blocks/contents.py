"""Tables of contents and lists of captions: links with the number of the page as a field."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.document.captions import LISTS
from reportgen.docx import ppr
from reportgen.docx.blocks.captions import sequence_of
from reportgen.docx.context import Writer
from reportgen.docx.inlines import anchor, page_field
from reportgen.docx.place import Place
from reportgen.docx.ppr import RunFormat
from reportgen.docx.runs import begin_field, run, tab
from reportgen.docx.stylenames import PARAGRAPHS, TABLE_OF_FIGURES, StyleName

_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def contents(w: Writer, block: n.TableOfContents, place: Place) -> None:
    """The list filled with its entries, in the control that Word offers to update (17.5.2.12)."""
    if not block.entries:
        with w.container(place, block.id):
            return None
    w.styles.contents_page = w.page
    if block.of != "headings":
        return _captions(w, block, place)
    place.story.put(
        f'<w:sdt><w:sdtPr><w:id w:val="{w.controls.number(block.id)}"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>'
    )
    _list(w, block, place, f'TOC \\o "1-{block.depth}" \\h \\z \\u', None)
    place.story.put("</w:sdtContent></w:sdt>")
    return None


def _captions(w: Writer, block: n.TableOfContents, place: Place) -> None:
    """A list of tables, figures or charts: a field where Word counts them itself."""
    counted = getattr(w.theme.numbering, block.of) != "none"
    sequence = sequence_of(w.words[LISTS[block.of]].format(number=1)) if counted else None
    _list(w, block, place, f'TOC \\h \\z \\c "{sequence}"' if sequence else None, TABLE_OF_FIGURES)


def _list(w: Writer, block: n.TableOfContents, place: Place, code: str | None, style: StyleName | None) -> None:
    """The entries as the result of one field; `style` is that of all of them, None for that of their level."""
    last = len(block.entries) - 1
    with w.block(place, block.id):
        for position, entry in enumerate(block.entries):
            content = _entry(w, place, entry)
            if code and position == 0:
                content = begin_field(code) + content
            if code and position == last:
                content += _END
            level = f"contents-{min(entry.level, 3)}"
            named = style.id if style else w.styles.paragraph(level, block.id)
            w.paragraph(place, named, content, **_own(w, entry, style, PARAGRAPHS[level]))


def _own(w: Writer, entry: n.TocEntry, style: StyleName | None, level: StyleName) -> dict[str, str]:
    """What an entry says itself: where its title begins if it has no number; beside a reference document, its tabs."""
    lines = w.styles.lines
    if lines:
        found = lines.contents(
            style or level, w.page.text, w.styles.contents_hang, w.styles.leader, level=bool(entry.number or not style)
        )
        if found is not None:
            return found
    return {} if entry.number or style else {"ind": ppr.indent(w.styles.contents_start(min(entry.level, 3)))}


def _entry(w: Writer, place: Place, entry: n.TocEntry) -> str:
    form = RunFormat(lang=place.lang)
    number = run(entry.number, form) + tab(form) if entry.number else ""
    page = tab(form) + page_field(w, entry.target, form)
    return anchor(w, entry.target, number + w.repeated(place, entry.children) + page)
