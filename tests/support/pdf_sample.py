"""Hand-made layouts for the tests of the PDF room: every box and every role, without a typesetter."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import fontpkg_lato
from reportlab.pdfbase.ttfonts import TTFontFace

from reportgen.document.nodes import Meta
from reportgen.document.theme import Family, Theme
from reportgen.typeset.boxes import (
    Box,
    Destination,
    FigureArea,
    Furniture,
    Layout,
    Line,
    LinkArea,
    OutlineEntry,
    Picture,
    PlacedPage,
    Polyline,
    Rect,
    Rule,
    Run,
)
from reportgen.typeset.structure import Element

LATO = Path(fontpkg_lato.__file__).parent / "files"
FILES = {
    "regular": "Lato-Regular.ttf",
    "bold": "Lato-Bold.ttf",
    "italic": "Lato-Italic.ttf",
    "bold_italic": "Lato-BoldItalic.ttf",
    "light": "Lato-Light.ttf",
}
THEME = Theme(fonts={"text": Family(word="Lato", **{face: str(LATO / file) for face, file in FILES.items()})})
META = Meta(
    title="Bericht über Übungen <& mehr>",
    language="de-DE",
    edition="2019",
    as_of="2019-11-15",
    inputs="0123456789abcdef" * 4,
    subtitle="Eine Probe",
    author="Amt für Proben",
    keywords=("Probe", "Übung"),
)
WIDTH, HEIGHT = 595.28, 841.89
INK = "#1B2430"

_faces: dict[str, TTFontFace] = {}


def width_of(text: str, face: str = "text/regular", size: float = 10) -> float:
    """Points that `text` takes without kerning."""
    if face not in _faces:
        _faces[face] = TTFontFace(str(LATO / FILES[face.split("/")[1]]))
    widths = _faces[face].charWidths
    return sum(widths.get(ord(char), 0) for char in text) * size / 1000


def run(text: str, owner: Element | None, face: str = "text/regular", size: float = 10, **more: Any) -> Run:
    """A run with its width."""
    return Run(
        text=text,
        face=face,
        size=size,
        colour=more.pop("colour", INK),
        width=width_of(text, face, size),
        owner=owner,
        **more,
    )


@dataclass
class Sheet:
    """A page under construction: lines go down from the top."""

    y: float = 80
    x: float = 70
    boxes: list[Box] = field(default_factory=list)
    links: list[LinkArea] = field(default_factory=list)

    def line(self, *runs: Run, step: float = 16, x: float | None = None, word_space: float = 0) -> float:
        """One line of runs; link areas are laid over the runs of links. The y of its baseline."""
        start = left = self.x if x is None else x
        self.boxes.append(Line(start, self.y, tuple(runs), word_space))
        for part in runs:
            link = part.owner
            while link is not None and link.role != "link":
                link = link.parent
            if link is not None:
                self.links.append(LinkArea(left, self.y - part.size, part.width, part.size * 1.3, link))
            left += part.width
        self.y += step
        return self.y - step

    def text(self, text: str, owner: Element | None, **more: Any) -> float:
        """One line of one run."""
        step = more.pop("step", 16)
        x = more.pop("x", None)
        return self.line(run(text, owner, **more), step=step, x=x)

    def page(self, label: str, head: str = "Kopf") -> PlacedPage:
        """The finished page with furniture."""
        furniture = (
            Furniture("header", (Line(70, 40, (run(head, None, size=8),)), Rule(70, 45, 525, 45, 0.5, "#C9D0D7"))),
            Furniture("footer", (Line(520, 810, (run(label, None, "text/bold", 8),)),)),
        )
        return PlacedPage(label, tuple(self.boxes), tuple(self.links), furniture if label else ())


def simple(text: str = "Ein Satz.", **more: Any) -> Layout:
    """One page with one paragraph."""
    root = Element("document")
    paragraph = root.add("paragraph", id="p")
    sheet = Sheet()
    sheet.text(text, paragraph, **more)
    return Layout(WIDTH, HEIGHT, (sheet.page("1"),), root, (), {"p": Destination(0, 70)})


def every_box(picture: str | None = None) -> Layout:
    """Three pages with every box and every role."""
    root = Element("document")
    sheets = [Sheet(), Sheet(), Sheet()]
    _front(root, sheets[0])
    _prose(root, sheets[1], sheets[2])
    _table(root, sheets[1], sheets[2])
    _figures(root, sheets[2], picture)
    _register(root, sheets[2])
    outline = (OutlineEntry(1, "Übersicht", "kapitel"), OutlineEntry(3, "1.1 Teil (α)", "teil"))
    places = {"kapitel": Destination(1, 60), "teil": Destination(1, 90), "note-1": Destination(1, 760)}
    pages = (sheets[0].page(""), sheets[1].page("1"), sheets[2].page("2"))
    return Layout(WIDTH, HEIGHT, pages, root, outline, places)


def _front(root: Element, sheet: Sheet) -> None:
    sheet.boxes.append(Rect(0, 500, WIDTH, HEIGHT - 500, fill="#083B45"))
    sheet.boxes.append(Rect(60, 300, 100, 60, fill="#CFE3E6", stroke="#0B5563", stroke_width=1, radius=8))
    cover = root.add("part", id="deckblatt")
    title = cover.add("paragraph", id="titel")
    sheet.y = 560
    sheet.text("Der Bericht", title, face="text/bold", size=30, colour="#FFFFFF")
    contents = root.add("contents", id="inhalt")
    sheet.y = 80
    for number, text, page, target in (("1", "Übersicht", "1", "kapitel"), ("1.1", "Teil", "1", "teil")):
        link = contents.add("contents-entry").add("reference").add("link", target=f"#{target}")
        label = link.add("number")
        folio = link.add("page-number")
        body = run(f" {text} ", link)
        sheet.line(run(number, label), body, run(". . . . ", None), run(page, folio))


def _prose(root: Element, sheet: Sheet, after: Sheet) -> None:
    chapter = root.add("part", id="kapitel-abschnitt")
    heading = chapter.add("heading", id="kapitel", level=1)
    sheet.line(run("1", heading.add("number"), "text/bold", 18), run(" Übersicht", heading, "text/bold", 18), step=26)
    part = chapter.add("part", id="teil-abschnitt")
    second = part.add("heading", id="teil", level=2)
    sheet.text("Teil mit AVATAR", second, face="text/bold", size=13)
    text = part.add("paragraph", id="absatz")
    strong = text.add("strong")
    emphasis = text.add("emphasis")
    foreign = text.add("span", lang="en")
    short = text.add("abbreviation", expansion="Künstliche Intelligenz")
    sheet.line(
        run("Ein ", text),
        run("starker", strong, "text/bold"),
        run(" und ein ", text),
        run("betonter", emphasis, "text/italic"),
        run(" Teil, ", text),
        run("machine learning", foreign),
        run(", ", text),
        run("KI", short),
        run(" und 58\u00a0% Wachs\u00ad", text),
        word_space=1.5,
    )
    mark = text.add("note-mark")
    note = text.add("note", id="note-1")
    link = text.add("link", target="https://example.org/ä?a=(1)", title=None)
    sheet.line(
        run("tum", text),
        run("1", mark, size=6, rise=3.5),
        run(" steht bei (Klammern \\ und) ", text),
        run("einer ", link, colour="#0B5563"),
    )
    sheet.line(run("langen Adresse", link, colour="#0B5563"), run(" und am Ende.", text))
    bottom, sheet.y = sheet.y, 770
    sheet.line(run("1", note.add("number"), size=8), run(" Eine Anmerkung am Fuß.", note, size=8))
    sheet.y = bottom
    items = part.add("list", id="liste")
    for index, words in enumerate(("Erstens", "Zweitens"), start=1):
        item = items.add("item", id=f"liste.{index}")
        number, body = item.add("number"), item.add("item-body")
        sheet.line(run(f"{index}. ", number), run(words, body.add("paragraph", id=f"liste.{index}.p")))
    ends = part.add("paragraph", id="zeilenenden")
    for words in ("Im Mess-\u00ad", "Institut, Länder/\u00ad", "Kommunen, von Aus- ", "und Weiterbil\u00ad", "dung."):
        sheet.text(words, ends)
    sheet.text("Kopf, der wieder\u00ad", None)
    sheet.text("kehrt, mit Binde- ", None)
    split = part.add("paragraph", id="geteilt")
    sheet.text("Dieser Absatz beginnt auf einer Seite ", split)
    after.text("und endet auf der nächsten.", split)


def _table(root: Element, sheet: Sheet, after: Sheet) -> None:
    table = root.add("table", id="tabelle", summary="Zwei Spalten")
    sheet.text("Tabelle 1: Zahlen", table.add("caption"), size=8)
    head = table.add("table-head").add("row")
    body = table.add("table-body")
    left, right = head.add("head-cell", scope="column"), head.add("head-cell", scope="column")
    sheet.line(run("Was ", left, "text/bold"))
    sheet.boxes.append(Line(200, sheet.y - 16, (run("Wert", right, "text/bold"),)))
    sheet.boxes.append(Rule(70, sheet.y - 11, 300, sheet.y - 11, 0.5, "#7C8794", dash=(2, 1)))
    first = body.add("row")
    sheet.text("Gründungen", first.add("head-cell", scope="row"))
    sheet.boxes.append(Line(200, sheet.y - 16, (run("214", first.add("cell")),)))
    second = body.add("row")
    sheet.text("ohne Wert", second.add("head-cell", scope="row"))
    second.add("cell")
    after.line(run("Was", None, "text/bold"))
    third = body.add("row")
    after.text("beides", third.add("cell", colspan=2))


def _figures(root: Element, sheet: Sheet, picture: str | None) -> None:
    figure = root.add("figure", id="diagramm", alt="Balken: Proben 3, Übungen 5.")
    top = sheet.y
    boxes: tuple[Box, ...] = (
        Rect(70, top, 120, 12, fill="#5E979F"),
        Rect(70, top + 18, 200, 12, fill="#083B45"),
        Line(200, top + 10, (run("3", None, "text/bold", 8),)),
        Polyline(((70, top + 40), (120, top + 60), (170, top + 44)), 1, stroke="#0B5563"),
        Polyline(((200, top + 40), (220, top + 60), (240, top + 40)), 0.5, fill="#CFE3E6", closed=True),
    )
    sheet.boxes.append(FigureArea(70, top, 220, 64, figure, boxes))
    sheet.y += 84
    if picture is not None:
        image = root.add("figure", id="bild", alt="Ein Bild")
        sheet.boxes.append(Picture(320, top, 90, 60, picture, image))
        sheet.text("Abbildung 1: Das Bild", image.add("caption"), size=8, x=320)


def _register(root: Element, sheet: Sheet) -> None:
    index = root.add("index", id="register")
    group = index.add("group", id="register.a")
    sheet.text("Amt", group.add("paragraph"), face="text/light")
    entry = group.add("paragraph")
    link = entry.add("reference").add("link", target="#teil", title="Teil, Seite 1")
    sheet.line(run("Teil ", link), run("1", link.add("page-number")))
    root.add("group", id="leer")
