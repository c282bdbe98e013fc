"""Documents, fields and charts for the tests of Word files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from oracles import ooxml_documents as docs
from PIL import Image
from sample import EVERYTHING, cell, paragraph, text, with_figure

from reportgen.document import nodes as n
from reportgen.document.numbering import number

POINTS = (
    n.Point("insgesamt", 1205, "1.205", "total"),
    n.Point("Berlin", 2.5, "2,5"),
    n.Point("viele", 250, "über 250"),
    n.Point("<übrige> & mehr", -3, "minus drei", "rest"),
)


LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


ODD_TEXT = "  zwei  Leerzeichen\tTab\nZeile \u00ad weich \u2011 fest <&>\"' \U0001f600 \u05d0\u05d1 \u0009 Ende  "


LONG_PATH = "measures[" + "sehr-lange-kennung-" * 6 + "].text"


def table(block_id: str, rows: int, columns: int, **more: Any) -> n.Table:
    head = n.Row(tuple(cell(f"{block_id}.h{c}", f"Kopf {c}", head="column") for c in range(columns)))
    body = tuple(
        n.Row(tuple(cell(f"{block_id}.{r}.{c}", f"{r}/{c}") for c in range(columns)), f"{block_id}.row{r}")
        for r in range(rows)
    )
    return n.Table(block_id, (n.Column(),) * columns, (head,), body, text("Viele Zeilen"), "Zahlen", **more)


def nested_list(depth: int, ordered: bool, outer: str = "") -> n.ListBlock:
    name = f"l{depth}{ordered:d}{outer}"
    inner: tuple[n.Block, ...] = (nested_list(depth - 1, not ordered, outer),) if depth else ()
    items = tuple(
        n.ListItem(f"{name}.{i}", (paragraph(f"{name}.{i}.p", f"Punkt {i}"), *(inner if i == 0 else ())))
        for i in (0, 1)
    )
    return n.ListBlock(name, items, ordered, start=7)


def points(*values: float) -> tuple[n.Point, ...]:
    return tuple(n.Point(f"Wert {i} <&>", value, docs_number(value)) for i, value in enumerate(values))


def docs_number(value: float) -> str:
    return f"{value:.10f}".rstrip("0").rstrip(".").replace(".", ",").replace("-", "\u2212")


def chart(block_id: str, kind: Any, *series: tuple[n.Point, ...]) -> n.Chart:
    named = tuple(n.Series(f"Reihe {i} & Co", each) for i, each in enumerate(series))
    return n.Chart(block_id, kind, named, "Ein Diagramm", title=paragraph(f"{block_id}.t", "Titel", "chart-title"))


def inlines() -> n.Document:
    origin = "measures[a].text"
    runs: n.Inlines = (
        n.Text("Am Anfang ", origin),
        n.Strong((n.Text("fett "), n.Emphasis((n.Text("und kursiv", origin),)))),
        n.Note("n1", (n.Text("Eine Anmerkung mit "), n.Link("https://example.org/?a=1&b=ä ö", text("Verweis")))),
        n.LineBreak(),
        n.Span((n.Text("foreign words", LONG_PATH),), lang="en-US"),
        n.Link("mailto:a@example.org?subject=x y", (n.Strong(text("Post")), n.Text(" hier", origin))),
        n.CrossReference("h2", "title"),
        n.CrossReference("h2", "number"),
        n.PageReference("h2"),
        n.Text(ODD_TEXT, origin),
        n.Abbreviation(text("BMAS"), "Bundesministerium", "de"),
    )
    title = (n.Text("Eine Überschrift", "sections[x].title"), n.Note("n2", text("mit Anmerkung")))
    return docs.document(
        n.TableOfContents("toc", 3),
        n.Heading("h1", 1, title, number="1"),
        n.Paragraph("p1", runs),
        n.Heading("h2", 2, text("Noch eine"), number="1.1"),
        n.Callout("c", (n.Paragraph("p2", (n.Text(LONG * 3),)),), "warning"),
    )


def many_notes() -> n.Document:
    return docs.document(
        *(n.Paragraph(f"p{i}", (*text("Text"), n.Note(f"n{i}", text(f"Nr. {i}")))) for i in range(200))
    )


def sections() -> n.Document:
    parts = []
    for i, page in enumerate(("new", "recto", None, "new")):
        wide = table(f"w{i}", 3, 14)
        tiles = n.KeyFigures(f"k{i}", tuple(n.Tile(f"k{i}.{j}", text("1"), text("%"), text(LONG)) for j in range(4)))
        heading = n.Heading(f"s{i}.h", 1, text(f"Teil {i}"), number=str(i + 1) if i % 2 else None)
        parts.append(
            n.Section(f"s{i}", (heading, tiles, wide, tiles_after(i)), page=page, matter="front" if i < 1 else "body")
        )
    return docs.document(*parts, n.Section("empty", (), page="new"), table("last", 1, 2))


def tiles_after(i: int) -> n.KeyFigures:
    return n.KeyFigures(f"a{i}", (n.Tile(f"a{i}.1", text("2"), (), (), ()),))


CORPUS: dict[str, Callable[[Path], n.Document]] = {
    "every node": lambda folder: number(with_figure(picture(folder))),
    "odd blocks": lambda _: docs.ODD,
    "inlines": lambda _: inlines(),
    "sections": lambda _: sections(),
    "200 notes": lambda _: many_notes(),
    "long table": lambda _: docs.document(table("t", 400, 6)),
    "table of spans": lambda _: docs.document(
        n.Table(
            "t",
            (n.Column(),) * 3,
            (n.Row((cell("a", "A", colspan=2), cell("b", "B", rowspan=2))),),
            (n.Row((cell("c", "C"), cell("d", "D"))), n.Row((cell("e", "E", colspan=3, rowspan=9),))),
        )
    ),
    "blocks in cells": lambda _: docs.document(
        n.Table(
            "t",
            (n.Column(), n.Column()),
            (),
            (n.Row((n.Cell((nested_list(2, True), n.Marks("m", text("X")))), n.Cell((table("inner", 2, 2),)))),),
        )
    ),
    "deep lists": lambda _: docs.document(nested_list(9, True), nested_list(4, False, "b")),
    "bars": lambda _: docs.document(chart("c", "bars", points(0, -3, 1.5, 1e9, 0.001))),
    "stacked bars": lambda _: docs.document(chart("c", "stacked-bars", *(points(*range(30)),) * 6)),
    "columns": lambda _: docs.document(chart("c", "columns", points(1), points(2))),
    "lines": lambda _: docs.document(chart("c", "lines", points(1, 2, 3), points(3, 2, 1))),
    "small multiples": lambda _: docs.document(chart("c", "small-multiples", *(points(i, 2, 3) for i in range(5)))),
    "forty charts": lambda _: docs.document(*(chart(f"c{i}", "bars", points(i, i + 1)) for i in range(40))),
    "headings of any number": lambda _: docs.headings("3", "3.2", "3.10", "A", "B.1", "§ 7", None, "12.1.1.1", "IV"),
    "draft": lambda _: n.Document(replace_draft(EVERYTHING.meta), number(EVERYTHING).children),
    "strange ids": lambda _: docs.document(
        paragraph("ä/ö ü.ß", "x"), paragraph("x" * 200, "y"), paragraph("<&>", "z"), n.Paragraph("e", ())
    ),
}


def replace_draft(meta: n.Meta) -> n.Meta:
    from msgspec.structs import replace

    return replace(meta, draft='ENTWURF <&> "1" · heute')


def picture(folder: Path) -> str:
    path = folder / "square.png"
    Image.new("RGB", (20, 10), "#808080").save(path)
    return str(path)


PATH = "measures[a].text"


def draft(document: n.Document) -> n.Document:
    return replace(document, meta=replace(document.meta, draft="ENTWURF"))


def rich() -> n.Document:
    link = n.Link("https://example.org", (n.Text("Kapitel 1", PATH),))
    reference = n.CrossReference("h", "number", (n.Text("1"),), resolved=True)
    return docs.document(
        n.Heading("h", 1, (n.Text("Titel", "sections[a].title"),), number="1"),
        n.Paragraph("first", (link, n.Text(" ordnet", PATH))),
        n.Paragraph("reference", (reference, n.Text(" ordnet", "a"))),
        n.Paragraph("broken", (n.Text("eine", "b"), n.LineBreak(), n.Text("Zeile", "b"))),
        n.Paragraph("script", (n.Text("halb \u05d0\u05d1 und \u6f22\u5b57", "d"),)),
        n.Paragraph("bold", (n.Text("halb ", "c"), n.Strong((n.Text("fett", "c"),)))),
    )
