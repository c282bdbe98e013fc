"""Documents that are hard to set, tag and prove: what reports do once in ten years, all at once."""

from __future__ import annotations

from collections.abc import Iterator

import sample
from sample import cell, paragraph, text

from reportgen.document import nodes as n
from reportgen.document.numbering import number

SENTENCE = (
    "Die Wettbewerbe suchen leistungsfähige Mikroelektronik, mit der sich Anwendungen der Künstlichen Intelligenz in "
    "mobilen Geräten einsetzen lassen. "
)
ADDRESS = "https://www.example.org/veroeffentlichungen/2019/bericht?teil=anhang&seite=12"


def prose(count: int) -> str:
    """About `count` characters of German."""
    return (SENTENCE * (count // len(SENTENCE) + 1))[:count].rsplit(" ", 1)[0] + "."


def heading(block: str, level: int, title: str, label: str | None = None) -> n.Heading:
    return n.Heading(block, level, text(title), label)


def head(block: str, words: str, **more: object) -> n.Cell:
    return cell(block, words, head="column", **more)


def _links() -> Iterator[n.Block]:
    yield heading("h", 1, "Verweise")
    for index in range(9):
        yield paragraph(f"p{index}", prose(620))
        link = n.Link(ADDRESS, text(prose(700)))
        yield n.Paragraph(f"l{index}", (link, n.Text(" und noch einmal "), n.Link(ADDRESS, text(ADDRESS)), n.Text(".")))


def _items(block: str, depth: int) -> n.ListBlock:
    inner = (_items(f"{block}.l", depth - 1),) if depth else ()
    items = tuple(
        n.ListItem(f"{block}.{index}", (paragraph(f"{block}.{index}.p", prose(40 + 90 * index), "list-item"), *last))
        for index in range(3)
        for last in ((inner if index == 1 else ()),)
    )
    return n.ListBlock(block, items, ordered=depth % 2 == 0, start=4 if depth else 1)


def _lists() -> Iterator[n.Block]:
    yield heading("h", 1, "Aufzählungen")
    for index in range(8):
        yield _items(f"list{index}", 3)
    yield n.ListBlock("bare", (n.ListItem("bare.1", ()), n.ListItem("bare.2", (paragraph("bare.2.p", "Ende"),))))


def _spans() -> Iterator[n.Block]:
    yield heading("h", 1, "Verbundene Zellen")
    top = n.Row((head("h1", "Feld", rowspan=2), head("h2", "Mittel in Millionen Euro", colspan=2), head("h3", "Stand")))
    low = n.Row((head("h4", "2018"), head("h5", "2019"), head("h6", "Jahr")))
    rows = []
    for index in range(60):
        first = (cell(f"r{index}", f"Feld {index // 3}", head="row", rowspan=3),) if index % 3 == 0 else ()
        note = (n.Note(f"note{index}", text(prose(150))),) if index % 17 == 5 else ()
        money = n.Cell((n.Paragraph(f"m{index}", (n.Text(f"{index * 37},{index % 10}"), *note)),), align="decimal")
        rows.append(n.Row((*first, money, cell(f"n{index}", f"{index}"), cell(f"s{index}", prose(20 + index % 90)))))
    columns = (n.Column(), n.Column(None, "decimal"), n.Column(None, "decimal"), n.Column())
    yield n.Table("t", columns, (top, low), tuple(rows), text("Mittel nach Feldern"), "Vier Spalten, zwei Kopfzeilen")


def _rich_cells() -> Iterator[n.Block]:
    yield heading("h", 1, "Zellen mit Inhalt")
    rows = []
    for index in range(2):
        link = n.Paragraph(f"{index}.a", (n.Link(ADDRESS, text(ADDRESS)),))
        long = paragraph(f"{index}.c", prose(3800))
        rows.append(n.Row((n.Cell((link,), "row"), n.Cell((_items(f"{index}.b", 1),)), n.Cell((long,)), n.Cell(()))))
    heads = n.Row((head("h1", "Adresse"), head("h2", "Liste"), head("h3", "Text"), head("h4", "Leer")))
    yield n.Table("t", (n.Column(2), n.Column(3), n.Column(3), n.Column(1)), (heads,), tuple(rows))


def _notes() -> Iterator[n.Block]:
    yield heading("h", 1, "Anmerkungen")
    for index in range(14):
        note = n.Note(f"n{index}", text(prose(4300 if index % 4 == 3 else 160)))
        yield n.Paragraph(f"p{index}", (n.Text(prose(500)), note, n.Text(" " + prose(240))))
    item = n.Paragraph("i", (n.Text("Punkt"), n.Note("ni", text("Aus der Liste."))), "list-item")
    yield n.ListBlock("l", (n.ListItem("l1", (item,)),))
    inside = n.Paragraph(
        "c.p", (n.Text(prose(300)), n.Note("nc", (n.Text("Aus der Karte, "), n.Link(ADDRESS, text("hier")))))
    )
    yield n.Card("c", heading("c.h", 2, "Karte mit Anmerkung"), (), (inside,))


def _languages() -> Iterator[n.Block]:
    yield heading("h", 1, "Sprachen")
    english = n.Span(text("consumer enabling technologies and responsible machine learning"), lang="en")
    short = n.Abbreviation(text("OECD"), "Organisation for Economic Co-operation and Development", lang="en")
    for index in range(3):
        parts = (n.Text(prose(90) + " "), english, n.Text(" – "), short, n.Text(" " + prose(120)))
        yield n.Paragraph(f"p{index}", parts)
    yield n.Paragraph(
        "en", (n.Text("A whole paragraph in English, with "), n.Strong((n.Emphasis(text("both")),))), lang="en"
    )
    yield n.Section(
        "s", (n.Heading("s.h", 2, text("In other words"), lang="en"), paragraph("s.p", "Two words.")), lang="en"
    )


def _long_words() -> Iterator[n.Block]:
    yield heading("h", 1, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft")
    yield paragraph("p1", "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz " * 12)
    yield paragraph("p2", "x" * 400)
    yield paragraph("p3", ADDRESS * 4)
    yield paragraph(
        "p4", "Soft\u00adware\u00adent\u00adwick\u00adlung und U\u202fS\u202fA, 10\u00a0000\u00a0Euro – „so“ ‚so‘ …"
    )
    yield n.Table(
        "t",
        (n.Column(1), n.Column(1)),
        (n.Row((head("a", "Wort"), head("b", "y" * 60))),),
        (n.Row((cell("c", "x" * 90), cell("d", "z"))),),
    )


def _long_table() -> Iterator[n.Block]:
    yield heading("h", 1, "Fünfhundert Zeilen")
    heads = n.Row((head("h1", "Nr."), head("h2", "Vorhaben"), head("h3", "Betrag")))
    rows = tuple(
        n.Row(
            (
                cell(f"a{i}", str(i), head="row"),
                cell(f"b{i}", prose(30 + i % 40)),
                cell(f"c{i}", f"{i * 3.7:.{i % 3}f}".replace(".", ",")),
            )
        )
        for i in range(500)
    )
    yield n.Table("t", (n.Column(), n.Column(), n.Column(None, "decimal")), (heads,), rows, text("Alle Vorhaben"))


def _figures(picture: str) -> Iterator[n.Block]:
    yield heading("h", 1, "Bilder")
    yield n.Figure("f1", picture, "Ein graues Quadrat", text("Ein Bild mit Unterschrift"), width=40)
    yield n.Figure("f2", picture, "", decorative=True, width=20)
    points = tuple(
        n.Point(str(year), value, str(value)) for year, value in ((2016, 12), (2017, -7), (2018, 0), (2019, 33))
    )
    for kind in ("bars", "stacked-bars", "columns", "stacked-columns", "lines", "small-multiples"):
        series = (n.Series("Eins", points), n.Series("Zwei", points)) if kind != "bars" else (n.Series("Eins", points),)
        yield n.Chart(
            f"chart-{kind}", kind, series, f"Diagramm {kind} mit allen Werten", paragraph(f"{kind}.t", "Aussage")
        )  # type: ignore[arg-type]


def _empty() -> Iterator[n.Block]:
    yield heading("h", 1, "Leere Teile")
    yield n.Section("nothing", ())
    yield n.Card("card", heading("card.h", 2, "Nur ein Titel"))
    yield n.Callout("callout", ())
    yield n.Quote("quote", ())
    yield n.KeyFigures("tiles", (n.Tile("tile", text("7"), (), text("Tage")),))
    yield n.Terms("terms", (n.Term(text("Ohne Wert"), ()),), "glossary")
    yield n.Facts("facts", ())
    yield n.Marks("marks", ())
    yield n.ListBlock("list", ())
    yield n.Chart("chart", "bars", (n.Series("", (n.Point("eins", 0, "0"),)),), "Ein Balken ohne Länge")
    yield n.Paragraph("empty", ())
    yield n.Table("table", (n.Column(),), (n.Row((head("x", "Kopf"),)),), ())
    yield paragraph("end", "Ende.")


def _cards() -> Iterator[n.Block]:
    yield heading("h", 1, "Lange Karten", "2")
    for index, count in enumerate((300, 5200, 900, 7000, 120)):
        margin = (n.Marks(f"c{index}.m", (n.Abbreviation(text("BMWi"), "Bundesministerium für Wirtschaft"),)),)
        body = (paragraph(f"c{index}.p", prose(count)), paragraph(f"c{index}.q", prose(count // 2)))
        yield n.Card(f"c{index}", heading(f"c{index}.h", 2, f"Karte {index}"), margin, body)


def documents(picture: str) -> dict[str, n.Document]:
    """Every case by its name; `picture` is the path of a picture."""
    cases = {
        "links": _links(), "lists": _lists(), "spans": _spans(), "rich-cells": _rich_cells(), "notes": _notes(),
        "languages": _languages(), "long-words": _long_words(), "long-table": _long_table(),
        "figures": _figures(picture), "empty": _empty(), "cards": _cards(),
    }  # fmt: skip
    return {name: number(n.Document(sample.EVERYTHING.meta, tuple(blocks))) for name, blocks in cases.items()}
