"""Running heads and feet, each a part of its own that sections share (ECMA-376 part 1, 17.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.theme import Theme
from reportgen.docx.fallback import Fallback
from reportgen.docx.fragments import parse_part, part_of
from reportgen.docx.geometry import Geometry
from reportgen.docx.logo import GAP, RELATION, HeaderLogo, drawing_number
from reportgen.docx.package import Package
from reportgen.docx.ppr import Properties, RunFormat
from reportgen.docx.runs import field, run, tab
from reportgen.docx.story import Paragraph
from reportgen.docx.stylenames import PARAGRAPHS
from reportgen.docx.styles import StyleBook
from reportgen.docx.watermark import NAMESPACES, watermark
from reportgen.ooxml.parts import ExtraPart
from reportgen.ooxml.xml import HEADER, STORY_NAMESPACES, WP, R

if TYPE_CHECKING:
    from reportgen.docx.reference import ReferenceDocument

_APART = 1_000_000
"""What is added to the numbers of drawings that a reference document brings: each has its own (20.4.2.5)."""
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class Chapter(Struct, frozen=True):
    """What the running head says of a chapter: its title, and the style by which Word finds a newer one."""

    title: str = ""
    style: str | None = None
    """The argument of a STYLEREF field: the level of a built-in heading style, or the name of a style of ours."""
    shared: bool = False
    """Other chapters begin on its pages: what a program shows that does not know the field is the report's title."""


NO_CHAPTER = Chapter()


class HeadsAndFeet(Struct, frozen=True):
    """The running heads and feet of one file: `package` takes them."""

    meta: n.Meta
    theme: Theme
    styles: StyleBook
    package: Package
    fallback: Fallback
    reference: ReferenceDocument | None = None
    """A Word file whose heads and feet the report takes over."""
    logo: HeaderLogo | None = None

    def references(self, page: Geometry, chapter: Chapter, *, bare: bool) -> str:
        """The heads and feet of a section. All of its kinds are named: not every program passes them on."""
        if bare:
            return self._reference("header", "default", self._draft_line(page)) if self.meta.draft else ""
        if self.reference and self.reference.furniture:
            return self._taken_over(self.reference)
        rules = self.theme.rules
        out = self._reference("header", "default", self._head(page, chapter))
        out += self._reference("footer", "default", self._foot(page))
        if rules.facing_pages:
            out += self._reference("header", "even", self._head(page, chapter, turned=True))
            out += self._reference("footer", "even", self._foot(page, turned=True))
        if not rules.chapter_head:
            out += self._reference("header", "first", self._line("running-head", page, "", ruled=False))
            out += self._reference("footer", "first", self._foot(page))
        return out

    def blank(self, page: Geometry) -> str:
        """Heads and feet with nothing in them, for a section that follows others: it would have theirs without."""
        kinds = ("default", "even") if self.theme.rules.facing_pages else ("default",)
        line = self._draft_line(page) if self.meta.draft else self._line("running-head", page, "", ruled=False)
        return "".join(
            self._reference(kind, which, line if kind == "header" else self._line("running-foot", page, ""))
            for kind in ("header", "footer")
            for which in kinds
        )

    def _taken_over(self, reference: ReferenceDocument) -> str:
        """The heads and feet of the reference document."""
        for part in reference.parts:
            if part.content_type.endswith((".header+xml", ".footer+xml")):
                part = replace(part, blob=self._completed(part))
            self.package.add(part)
        out = ""
        for each in reference.furniture:
            number = self.package.relations.add(f"{R}/{each.kind}", each.part)
            out += f'<w:{each.kind}Reference w:type="{each.which}" r:id="{number}"/>'
        return out

    def _completed(self, part: ExtraPart) -> bytes:
        """A head or foot of the reference document: its drawings have numbers that no other has, and a head of a draft
        its watermark."""
        root = parse_part(part.blob)
        for drawing in root.iter(f"{{{WP}}}docPr"):
            drawing.set("id", str(int(drawing.get("id", "0")) + _APART))
        if self.meta.draft and part.content_type.endswith(".header+xml"):
            root.append(parse_part(self._hanging_watermark()))
        return part_of(root)

    def _hanging_watermark(self) -> str:
        """The watermark in a paragraph that takes no room."""
        thin = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        mark = watermark(self.meta.draft, self.theme)
        return f"<w:p {STORY_NAMESPACES} {NAMESPACES}><w:pPr>{thin}</w:pPr>{mark}</w:p>"

    def _reference(self, kind: str, which: str, line: Paragraph) -> str:
        root = "hdr" if kind == "header" else "ftr"
        if kind == "header" and self.meta.draft:
            line.opening = watermark(self.meta.draft, self.theme)
        line.content = self.fallback.content(line.style, line.content)
        text = line.xml()
        blob = f"{HEADER}<w:{root} {STORY_NAMESPACES} {NAMESPACES}>{text}</w:{root}>".encode()
        name = next((part.name for part in self.package.parts.values() if part.blob == blob), None)
        if name is None:
            name = f"/word/{kind}{self.package.number(kind)}.xml"
            shown = self.logo.leads if self.logo and RELATION in text else ()
            leads = tuple((relation, f"{R}/image", part) for relation, part in shown)
            self.package.add(ExtraPart(name, f"{_WORD}.{kind}+xml", blob, leads))
        return f'<w:{kind}Reference w:type="{which}" r:id="{self.package.relations.add(f"{R}/{kind}", name)}"/>'

    def _draft_line(self, page: Geometry) -> Paragraph:
        """The words of the draft at the right, where a page's own ground hides the watermark."""
        form = RunFormat(style=self.styles.character("draft-line"))
        return self._line("running-head", page, tab() + run(self.meta.draft, form), ruled=False)

    def _head(self, page: Geometry, chapter: Chapter, *, turned: bool = False) -> Paragraph:
        """The report's short title on the one side, the chapter's on the other; nothing where the page has none."""
        if not page.head:
            return self._line("running-head", page, "", ruled=False)
        report = run(self.meta.running_head or self.meta.title)
        title = run(chapter.title)
        if chapter.style and chapter.title:
            title = field(f"STYLEREF {chapter.style}", run(self.meta.title) if chapter.shared else title)
        left, right = (title, report) if turned else (report, title)
        if self.logo is None:
            return self._line("running-head", page, left + (tab() + right if right else ""))
        edge = page.left - page.hang
        x = page.width - page.right - self.logo.room + GAP if turned else edge
        text = left + (tab() + right if right else "")
        line = self._line("running-head", page, text, beside=-self.logo.room if turned else self.logo.room)
        line.content = self.logo.run(self.theme, x, drawing_number(f"{x} {line.xml()}")) + text
        return line

    def _foot(self, page: Geometry, *, turned: bool = False) -> Paragraph:
        """The state of the report on the one side, the number of the page on the other.

        The cached result is that of the first page that has one.
        """
        if not page.foot:
            return self._line("running-foot", page, "")
        form = RunFormat(style=self.styles.character("folio"))
        number, text = field("PAGE", run("2", form), form), run(self.meta.running_foot)
        left, right = (number, text) if turned else (text, number)
        return self._line("running-foot", page, left + (tab() + right if right else ""))

    def _line(self, role: str, page: Geometry, content: str, *, ruled: bool = True, beside: int = 0) -> Paragraph:
        """A line over the whole type area, whatever the section's text column is; so many twips `beside` it are kept
        free at its beginning, or at its end where they are less than 0."""
        name = PARAGRAPHS[role]
        parts: Properties = {
            "tabs": f'<w:tabs><w:tab w:val="right" w:pos="{page.text + min(beside, 0)}"/></w:tabs>',
            "ind": f'<w:ind w:left="{-page.hang}" w:firstLine="{max(beside, 0)}"/>',
        }
        if self.styles.lines:
            parts |= self.styles.lines.running(name, page.text)
        if not ruled:
            parts["pBdr"] = '<w:pBdr><w:bottom w:val="nil"/></w:pBdr>'
        return Paragraph(name.id, parts, content)
