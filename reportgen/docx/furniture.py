"""Running heads and feet, each a part of its own that sections share (ECMA-376 part 1, 17.10)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from reportgen.docx import ppr
from reportgen.docx.context import ExtraPart, Writer
from reportgen.docx.geometry import Geometry
from reportgen.docx.ppr import RunFormat
from reportgen.docx.runs import field, run, tab
from reportgen.docx.watermark import NAMESPACES, watermark
from reportgen.ooxml.xml import HEADER, STORY_NAMESPACES, R

if TYPE_CHECKING:
    from reportgen.docx.reference import Reference

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class Chapter(Struct, frozen=True):
    """What the running head says of a chapter: its title, and the style by which Word finds a newer one."""

    title: str = ""
    style: str | None = None
    """The argument of a STYLEREF field: the level of a built-in heading style, or the name of a style of ours."""
    shared: bool = False
    """Other chapters begin on its pages: what a program shows that does not know the field is the report's title."""


NO_CHAPTER = Chapter()


def references(w: Writer, page: Geometry, chapter: Chapter, *, bare: bool) -> str:
    """The heads and feet of a section. All of its kinds are named: not every program passes them on."""
    if bare:
        return _reference(w, "header", "default", _draft_line(w, page)) if w.meta.draft else ""
    if w.reference and w.reference.furniture:
        return _taken_over(w, w.reference)
    rules = w.theme.rules
    out = _reference(w, "header", "default", _head(w, page, chapter)) + _reference(
        w, "footer", "default", _foot(w, page)
    )
    if rules.facing_pages:
        out += _reference(w, "header", "even", _head(w, page, chapter, turned=True))
        out += _reference(w, "footer", "even", _foot(w, page, turned=True))
    if not rules.chapter_head:
        out += _reference(w, "header", "first", _line("Header", page, "", ruled=False))
        out += _reference(w, "footer", "first", _foot(w, page))
    return out


def _taken_over(w: Writer, reference: Reference) -> str:
    """The heads and feet of the reference document."""
    for part in reference.parts:
        blob = part.blob
        if w.meta.draft and part.content_type.endswith(".header+xml"):
            blob = _END_OF_HEAD.sub(_hanging_watermark(w).encode() + rb"\g<0>", blob)
        w.parts[part.name] = replace(part, blob=blob)
    out = ""
    for each in reference.furniture:
        number = w.relations.add(f"{R}/{each.kind}", each.part)
        out += f'<w:{each.kind}Reference w:type="{each.which}" r:id="{number}"/>'
    return out


_END_OF_HEAD = re.compile(rb"</(?:\w+:)?hdr>\s*$")


def _hanging_watermark(w: Writer) -> str:
    """The watermark in a paragraph that takes no room."""
    thin = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    mark = watermark(w.meta.draft, w.theme)
    return f"<w:p {STORY_NAMESPACES} {NAMESPACES}><w:pPr>{thin}</w:pPr>{mark}</w:p>"


def _reference(w: Writer, kind: str, which: str, paragraph: str) -> str:
    root = "hdr" if kind == "header" else "ftr"
    if kind == "header" and w.meta.draft:
        start, end, rest = paragraph.partition("</w:pPr>")
        paragraph = start + end + watermark(w.meta.draft, w.theme) + rest
    blob = f"{HEADER}<w:{root} {STORY_NAMESPACES} {NAMESPACES}>{paragraph}</w:{root}>".encode()
    name = next((part.name for part in w.parts.values() if part.blob == blob), None)
    if name is None:
        name = f"/word/{kind}{w.part_number(kind)}.xml"
        w.parts[name] = ExtraPart(name, f"{_WORD}.{kind}+xml", blob)
    return f'<w:{kind}Reference w:type="{which}" r:id="{w.relations.add(f"{R}/{kind}", name)}"/>'


def _draft_line(w: Writer, page: Geometry) -> str:
    """The words of the draft at the right, where a page's own ground hides the watermark."""
    form = RunFormat(style=w.styles.character("draft-line"))
    return _line("Header", page, tab() + run(w.meta.draft, form), ruled=False)


def _head(w: Writer, page: Geometry, chapter: Chapter, *, turned: bool = False) -> str:
    """The report's short title on the one side, the chapter's on the other."""
    report = run(w.meta.running_head or w.meta.title)
    title = run(chapter.title)
    if chapter.style and chapter.title:
        title = field(f"STYLEREF {chapter.style}", run(w.meta.title) if chapter.shared else title)
    left, right = (title, report) if turned else (report, title)
    return _line("Header", page, left + (tab() + right if right else ""))


def _foot(w: Writer, page: Geometry, *, turned: bool = False) -> str:
    """The state of the report on the one side, the number of the page on the other.

    The cached result is that of the first page that has one.
    """
    form = RunFormat(style=w.styles.character("folio"))
    number, text = field("PAGE", run("2", form), form), run(w.meta.running_foot)
    left, right = (number, text) if turned else (text, number)
    return _line("Footer", page, left + (tab() + right if right else ""))


def _line(style: str, page: Geometry, content: str, *, ruled: bool = True) -> str:
    """A line over the whole type area, whatever the section's text column is."""
    parts = {
        "pStyle": f'<w:pStyle w:val="{style}"/>',
        "tabs": f'<w:tabs><w:tab w:val="right" w:pos="{page.text}"/></w:tabs>',
        "ind": ppr.indent(-page.hang),
    }
    if not ruled:
        parts["pBdr"] = '<w:pBdr><w:bottom w:val="nil"/></w:pBdr>'
    return f"<w:p><w:pPr>{ppr.paragraph_properties(parts)}</w:pPr>{content}</w:p>"
