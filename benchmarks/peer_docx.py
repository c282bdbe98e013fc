"""The report with python-docx through its public API: styles, contents field, head and foot, tables, pictures.

python benchmarks/peer_docx.py CONTENT.json OUT.docx
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import fontpkg_lato
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from PIL import Image, ImageDraw, ImageFont

FONT = Path(fontpkg_lato.__file__).parent / "files" / "Lato-Regular.ttf"


def field(paragraph: Any, code: str, result: str = "") -> None:
    """A field with its result."""
    for kind in ("begin", None, "separate", "result", "end"):
        run = paragraph.add_run()
        if kind is None:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = code
            run._r.append(element)
        elif kind == "result":
            run.text = result
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            run._r.append(element)


def chart_png(points: list[Any]) -> io.BytesIO:
    """Bars as a picture."""
    width, step = 900, 44
    image = Image.new("RGB", (width, step * len(points)), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(str(FONT), 22)
    top = max(value for _, value, _ in points) or 1
    for i, (label, value, text) in enumerate(points):
        end = 230 + (width - 330) * value / top
        draw.text((4, i * step + 8), label, fill="black", font=font)
        draw.rectangle((230, i * step + 6, end, i * step + step - 6), fill="#0B5563")
        draw.text((end + 10, i * step + 8), text, fill="black", font=font)
    out = io.BytesIO()
    image.save(out, "PNG")
    out.seek(0)
    return out


class Writer:
    """Blocks as paragraphs, tables and pictures."""

    def __init__(self, meta: dict[str, str]) -> None:
        self.document = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Lato", Pt(10)
        for level, size in ((1, 22), (2, 13), (3, 11), (4, 10)):
            style = self.document.styles[f"Heading {level}"]
            style.font.name, style.font.size, style.font.color.rgb = "Lato", Pt(size), RGBColor(0x0B, 0x55, 0x63)
        self.document.settings.element.append(OxmlElement("w:autoHyphenation"))
        section.header.paragraphs[0].text = meta["head"]
        foot = section.footer.paragraphs[0]
        foot.add_run(meta["foot"] + "\t")
        field(foot, "PAGE", "1")
        self.document.core_properties.title = meta["title"]

    def write(self, blocks: list[list[Any]]) -> None:
        for kind, *more in blocks:
            getattr(self, kind)(*more)

    def runs(self, paragraph: Any, runs: list[list[str]]) -> None:
        for text, style, _ in runs:
            run = paragraph.add_run(text)
            run.bold, run.italic = style == "b" or None, style == "i" or None
            if style == "a":
                run.underline, run.font.color.rgb = True, RGBColor(0x0B, 0x55, 0x63)

    def cover(self, lines: list[Any], _: list[float]) -> None:
        for line, style in zip(lines, ["Subtitle", "Title", *["Normal"] * len(lines)], strict=False):
            self.runs(self.document.add_paragraph(style=style), line)

    def page(self) -> None:
        self.document.add_page_break()

    def heading(self, level: int, number: str, runs: Any, _: bool) -> None:
        paragraph = self.document.add_heading(f"{number} " if number else "", min(level, 4))
        self.runs(paragraph, runs)

    def para(self, role: str, runs: Any) -> None:
        self.runs(self.document.add_paragraph(style="Caption" if role == "source" else None), runs)

    def list(self, ordered: bool, items: Any) -> None:
        for item in items:
            for block in item:
                if block[0] == "para":
                    self.runs(self.document.add_paragraph(style="List Number" if ordered else "List Bullet"), block[2])

    def card(self, blocks: Any) -> None:
        self.write(blocks)

    def marks(self, marks: Any) -> None:
        paragraph = self.document.add_paragraph()
        for mark in marks:
            self.runs(paragraph, [[f"{text} ", "b", ""] for text, _, _ in mark])

    def terms(self, terms: Any) -> None:
        paragraph = self.document.add_paragraph()
        for label, value in terms:
            self.runs(paragraph, [*label, [" ", "", ""], *value, ["   ", "", ""]])

    def tiles(self, tiles: Any) -> None:
        table = self.document.add_table(rows=(len(tiles) + 2) // 3, cols=3)
        cells = [cell for row in table.rows for cell in row.cells]
        for cell, (value, unit, statement, note) in zip(cells, tiles, strict=False):
            self.runs(cell.paragraphs[0], [[text, "b", ""] for text, _, _ in [*value, [" ", "", ""], *unit]])
            self.runs(cell.add_paragraph(), statement)
            self.runs(cell.add_paragraph(), note)

    def table(self, caption: str, widths: list[float], head: Any, body: Any) -> None:
        table = self.document.add_table(rows=0, cols=len(widths), style="Table Grid")
        for row in [*head, *body]:
            for cell, lines in zip(table.add_row().cells, row, strict=False):
                for i, line in enumerate(lines):
                    self.runs(cell.paragraphs[0] if i == 0 else cell.add_paragraph(), line)
        if caption:
            self.document.add_paragraph(caption, style="Caption")

    def chart(self, points: Any) -> None:
        self.document.add_picture(chart_png(points), width=Mm(160))

    def picture(self, path: str, caption: str) -> None:
        self.document.add_picture(path, width=Mm(160))
        self.document.add_paragraph(caption, style="Caption")

    def contents(self) -> None:
        field(self.document.add_paragraph(), 'TOC \\o "1-2" \\h \\z \\u', "Feld aktualisieren")


def main(source: str, target: str) -> None:
    content = json.loads(Path(source).read_text(encoding="utf-8"))
    writer = Writer(content["meta"])
    writer.write(content["blocks"])
    writer.document.save(target)


if __name__ == "__main__":
    main(*sys.argv[1:3])
