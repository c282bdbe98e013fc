"""The report with ReportLab's platypus as its manual shows it: Paragraphs, Tables, multiBuild for the contents.

python benchmarks/peer_platypus.py CONTENT.json OUT.pdf
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import fontpkg_lato
from reportlab.graphics.charts.barcharts import HorizontalBarChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    ListFlowable,
    ListItem,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.tableofcontents import TableOfContents

BLUE, GREY = colors.HexColor("#0B5563"), colors.HexColor("#4A5563")
MARGIN = 25 * mm
WIDTH = A4[0] - 2 * MARGIN
BASE = ParagraphStyle("base", fontName="Lato", fontSize=10, leading=14)
BODY = ParagraphStyle("body", BASE, spaceAfter=5, hyphenationLang="de_DE", embeddedHyphenation=1)
SMALL = ParagraphStyle("small", BASE, fontSize=8.5, leading=11.5, textColor=GREY, spaceAfter=4)
CELL = ParagraphStyle("cell", BODY, fontSize=9, leading=12, spaceAfter=0)
BIG = ParagraphStyle("big", BASE, fontName="Lato-Bold", fontSize=27, leading=30, textColor=BLUE)
TITLE = ParagraphStyle("title", BASE, fontName="Lato-Bold", fontSize=30, leading=36, textColor=BLUE)
HEADINGS = {
    level: ParagraphStyle(
        f"h{level}",
        BASE,
        fontName="Lato-Bold",
        fontSize=size,
        leading=size * 1.25,
        spaceBefore=space,
        spaceAfter=4,
        textColor=BLUE,
        keepWithNext=1,
    )
    for level, size, space in ((1, 22, 0), (2, 13, 16), (3, 11, 8), (4, 10, 6))
}
CONTENTS = [
    ParagraphStyle("c1", BASE, fontName="Lato-Bold", rightIndent=30),
    ParagraphStyle("c2", BASE, leftIndent=14, rightIndent=30),
]


class Report(BaseDocTemplate):
    """A4 pages with running head and foot; headings go to the contents and the bookmarks."""

    def __init__(self, path: str, meta: dict[str, str]) -> None:
        super().__init__(path, pagesize=A4, title=meta["title"], lang="de-DE")
        self.meta = meta
        frame = Frame(MARGIN, MARGIN, WIDTH, A4[1] - 2 * MARGIN, 0, 0, 0, 0)
        self.addPageTemplates([PageTemplate("cover", [frame]), PageTemplate("body", [frame], onPage=self.furniture)])

    def furniture(self, canvas: Any, _: BaseDocTemplate) -> None:
        canvas.setFont("Lato", 8.5)
        canvas.drawString(MARGIN, A4[1] - 45, self.meta["head"])
        canvas.line(MARGIN, A4[1] - 50, A4[0] - MARGIN, A4[1] - 50)
        canvas.drawString(MARGIN, 40, self.meta["foot"])
        canvas.drawRightString(A4[0] - MARGIN, 40, str(canvas.getPageNumber()))

    def afterFlowable(self, flowable: Flowable) -> None:
        entry = getattr(flowable, "entry", None)
        if entry:
            level, text, key = entry
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(text, key, level, level > 0)
            self.notify("TOCEntry", (level, escape(text), self.page, key))


def markup(runs: list[list[str]]) -> str:
    """Runs as platypus' own markup."""
    parts = []
    for text, style, href in runs:
        text = escape(text).replace("\n", "<br/>")
        if style == "a":
            text = f"<a href={quoteattr(href)} color='#0B5563'>{text}</a>"
        parts.append(f"<{style}>{text}</{style}>" if style in ("b", "i") else text)
    return "".join(parts)


class Story:
    """Blocks as flowables."""

    def __init__(self) -> None:
        self.headings = 0
        self.contents = TableOfContents(levelStyles=CONTENTS, dotsMinLevel=0)

    def of(self, blocks: list[list[Any]]) -> list[Flowable]:
        found: list[Flowable] = []
        for kind, *more in blocks:
            found += getattr(self, kind)(*more)
        return found

    def cover(self, lines: list[Any], bars: list[float]) -> list[Flowable]:
        band = Table([[""] * len(bars)], [WIDTH * bar / sum(bars) for bar in bars], [120]) if bars else Spacer(1, 120)
        if bars:
            tints = [
                ("BACKGROUND", (i, 0), (i, 0), colors.Color(0.04, 0.3, 0.4, 0.2 + i % 4 / 5)) for i in range(len(bars))
            ]
            band.setStyle(TableStyle(tints))
        styles = [BODY, TITLE, *[BODY] * len(lines)]
        texts = [Paragraph(markup(line), style) for line, style in zip(lines, styles, strict=False)]
        return [Spacer(1, 150), band, Spacer(1, 20), *texts, NextPageTemplate("body")]

    def page(self) -> list[Flowable]:
        return [PageBreak()]

    def heading(self, level: int, number: str, runs: Any, in_contents: bool) -> list[Flowable]:
        text = f"{number} {''.join(run[0] for run in runs)}".strip()
        paragraph = Paragraph(escape(f"{number} ".lstrip()) + markup(runs), HEADINGS.get(level, HEADINGS[4]))
        if in_contents and level <= 2:
            self.headings += 1
            paragraph.entry = (level - 1, text, f"h{self.headings}")
        return [paragraph]

    def para(self, role: str, runs: Any) -> list[Flowable]:
        return [Paragraph(markup(runs), SMALL if role in ("source", "small") else BODY)]

    def list(self, ordered: bool, items: Any) -> list[Flowable]:
        rows = [ListItem(self.of(item)) for item in items]
        return [ListFlowable(rows, bulletType="1" if ordered else "bullet", leftIndent=14)]

    def card(self, blocks: Any) -> list[Flowable]:
        return [KeepTogether(self.of(blocks)), Spacer(1, 10)]

    def marks(self, marks: Any) -> list[Flowable]:
        return [Paragraph("  ".join(f"<b>{markup(mark)}</b>" for mark in marks), SMALL)]

    def terms(self, terms: Any) -> list[Flowable]:
        return [Paragraph(" · ".join(f"{markup(label)} <b>{markup(value)}</b>" for label, value in terms), SMALL)]

    def tiles(self, tiles: Any) -> list[Flowable]:
        cells = [
            [Paragraph(markup(v) + " " + markup(u), BIG), Paragraph(markup(s), CELL), Paragraph(markup(x), SMALL)]
            for v, u, s, x in tiles
        ]
        rows = [cells[i : i + 3] + [""] * (3 - len(cells[i : i + 3])) for i in range(0, len(cells), 3)]
        table = Table(rows, [WIDTH / 3] * 3)
        table.setStyle(
            TableStyle(
                [("BACKGROUND", (0, 0), (-1, -1), colors.HexColor("#F3F5F7")), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            )
        )
        return [table, Spacer(1, 8)]

    def table(self, caption: str, widths: list[float], head: Any, body: Any) -> list[Flowable]:
        rows = [[[Paragraph(markup(line), CELL) for line in cell] for cell in row] for row in [*head, *body]]
        table = Table(rows, [WIDTH * width / sum(widths) for width in widths], repeatRows=len(head))
        grid = ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.HexColor("#C9D0D7"))
        table.setStyle(TableStyle([grid, ("VALIGN", (0, 0), (-1, -1), "TOP")]))
        return [table, *([Paragraph(escape(caption), SMALL)] if caption else [])]

    def chart(self, points: Any) -> list[Flowable]:
        drawing = Drawing(WIDTH, 20 * len(points) + 20)
        chart = HorizontalBarChart()
        chart.x, chart.y, chart.width, chart.height = 110, 15, WIDTH - 140, 20 * len(points)
        chart.data = [[value for _, value, _ in reversed(points)]]
        chart.categoryAxis.categoryNames = [label for label, _, _ in reversed(points)]
        for labels in (chart.categoryAxis.labels, chart.valueAxis.labels, chart.barLabels):
            labels.fontName, labels.fontSize = "Lato", 8.5
        chart.barLabelFormat, chart.valueAxis.valueMin, chart.bars[0].fillColor = "%d", 0, BLUE
        drawing.add(chart)
        return [drawing]

    def contents_list(self) -> list[Flowable]:
        return [self.contents]

    def picture(self, path: str, caption: str) -> list[Flowable]:
        from reportlab.platypus import Image

        return [Image(path, WIDTH, WIDTH, kind="proportional"), Paragraph(escape(caption), SMALL)]


def main(source: str, target: str) -> None:
    content = json.loads(Path(source).read_text(encoding="utf-8"))
    folder = Path(fontpkg_lato.__file__).parent / "files"
    for name, file in (("Lato", "Regular"), ("Lato-Bold", "Bold"), ("Lato-Italic", "Italic")):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"Lato-{file}.ttf")))
    pdfmetrics.registerFontFamily("Lato", "Lato", "Lato-Bold", "Lato-Italic", "Lato-Bold")
    story = Story()
    blocks = [["contents_list"] if block[0] == "contents" else block for block in content["blocks"]]
    Report(target, content["meta"]).multiBuild(story.of(blocks))


if __name__ == "__main__":
    main(*sys.argv[1:3])
