"""A small document that has every node class, for the tests of all rooms."""

from __future__ import annotations

from reportgen.document import nodes as n


def text(words: str, origin: str | None = None) -> n.Inlines:
    """One run of text."""
    return (n.Text(words, origin),)


def paragraph(block_id: str, words: str, role: str = "body") -> n.Paragraph:
    """A paragraph of one run."""
    return n.Paragraph(block_id, text(words), role)


COVER = n.Cover(
    "cover",
    title=paragraph("cover.title", "Ein Jahr Strategie", "cover-title"),
    kicker=paragraph("cover.kicker", "Zwischenbericht", "cover-kicker"),
    subtitle=paragraph("cover.subtitle", "Stand der Umsetzung", "cover-subtitle"),
    notice=paragraph("cover.notice", "Auszug für eine Stelle", "cover-notice"),
    year=paragraph("cover.year", "2019", "cover-year"),
    caption=paragraph("cover.caption", "Die Streifen zeigen die Felder.", "cover-caption"),
    sender=(paragraph("cover.sender.p1", "Absender", "sender"),),
    bars=(n.Bar(4, 1.0), n.Bar(2, 0.5), n.Bar(3, 0.75)),
)

CARD = n.Card(
    "trainer",
    heading=n.Heading("trainer.title", 3, text("KI-Trainer", "measures[trainer].title"), in_contents=False),
    margin=(
        n.Marks("trainer.marks", (n.Abbreviation(text("BMWi"), "Bundesministerium für Wirtschaft und Energie"),)),
        n.Terms(
            "trainer.dates",
            (
                n.Term(text("Beginn"), text("Frühjahr 2019", "measures[trainer].dates[0].text")),
                n.Term(text("im Einsatz seit"), text("Juni 2019", "measures[trainer].dates[1].text")),
            ),
        ),
    ),
    body=(
        n.Paragraph(
            "trainer.p1",
            (
                n.Text("Trainerinnen und Trainer beraten "),
                n.Strong(text("kleine und mittlere")),
                n.Text(" Unternehmen in den Kompetenzzentren"),
                n.Note("trainer.n1", text("Weitere Zentren folgen.")),
                n.Text("; der Begriff "),
                n.Span(text("consumer enabling technologies"), lang="en"),
                n.Text(" bleibt "),
                n.Text("bei 3 m"),
                n.Superscript(text("2")),
                n.Text(" und CO"),
                n.Subscript(text("2")),
                n.Text(" in "),
                n.Code(text("werte.csv")),
                n.Text(" "),
                n.Emphasis(text("fremd")),
                n.Text("."),
                n.LineBreak(),
                n.Text("Siehe "),
                n.CrossReference("outlook", "title"),
                n.Text(" auf Seite "),
                n.PageReference("outlook"),
                n.Text(" und "),
                n.Link("https://www.example.org/karte", text("www.example.org/karte")),
                n.Text("."),
            ),
        ),
        n.Facts(
            "trainer.facts",
            (
                n.Fact(text("33", "figures[trainer].value"), text("KI-Trainer im Einsatz")),
                n.Fact(text("8"), text("Zentren")),
            ),
        ),
    ),
)

CHART = n.Chart(
    "startups",
    "bars",
    (
        n.Series(
            "Start-ups",
            (
                n.Point("insgesamt", 214, "214", "total"),
                n.Point("Berlin", 86, "86"),
                n.Point("München", 57, "57"),
                n.Point("übrige Orte", 71, "71", "rest"),
            ),
        ),
    ),
    alt="Balkendiagramm. Zwei von drei in zwei Städten. insgesamt: 214, Berlin: 86, München: 57, übrige Orte: 71.",
    title=paragraph("startups.title", "Zwei von drei sitzen in zwei Städten", "chart-title"),
    subtitle=paragraph("startups.subtitle", "KI-Start-ups, Anzahl, Juni 2019", "chart-subtitle"),
    source=paragraph("startups.source", "Quelle: eigene Zählung", "source"),
)


def cell(block_id: str, words: str, **more: object) -> n.Cell:
    """A table cell with one paragraph."""
    return n.Cell((paragraph(block_id, words, "table-cell"),), **more)  # type: ignore[arg-type]


TABLE = n.Table(
    "outlook-table",
    columns=(n.Column(2), n.Column(1, "right"), n.Column(5)),
    head=(
        n.Row(
            (
                cell("t.h1", "Fällig", head="column"),
                cell("t.h2", "Anzahl", head="column"),
                cell("t.h3", "Vorhaben", head="column"),
            )
        ),
    ),
    body=(
        n.Row(
            (cell("t.11", "Januar 2020", head="row"), cell("t.12", "1.205"), cell("t.13", "Institut für Systeme")), "a4"
        ),
        n.Row((cell("t.21", "ohne Termin", head="row"), cell("t.22", "7"), cell("t.23", "Erste Fortschreibung")), "a1"),
    ),
    caption=text("Vorhaben nach Termin"),
    summary="Drei Spalten: Termin, Anzahl, Vorhaben",
)

EVERYTHING = n.Document(
    n.Meta(
        title="Ein Jahr Strategie",
        language="de",
        edition="2019",
        as_of="2019-11-15",
        inputs="0" * 64,
        subtitle="Stand der Umsetzung",
        author="Eine Stelle",
        running_head="Zwischenbericht 2019",
        running_foot="Stand: November 2019",
        words={
            "contents": "Inhalt",
            "page": "Seite {page}",
            "table": "Tabelle {number}",
            "figure": "Abbildung {number}",
            "elsewhere": "{title} (im Gesamtbericht)",
        },
    ),
    (
        COVER,
        n.Section(
            "contents-part",
            (n.Heading("contents-title", 1, text("Inhalt"), in_contents=False), n.TableOfContents("contents")),
            page="new",
            matter="front",
        ),
        n.Section(
            "glance",
            (
                n.Heading("glance.title", 1, text("Auf einen Blick")),
                paragraph("glance.p1", "Elf Zahlen zeigen den Stand.", "lead"),
                n.KeyFigures(
                    "tiles",
                    tuple(
                        n.Tile(f"tile-{i}", text(value), text(unit), text(statement), text("Juni 2019 · Zählung"))
                        for i, (value, unit, statement) in enumerate(
                            (
                                ("214", "", "KI-Start-ups in Deutschland"),
                                ("58", "%", "der Patente zum automatisierten Fahren"),
                                ("Platz 5", "", "bei wissenschaftlichen Veröffentlichungen weltweit"),
                                ("192", "Professuren", "mit Schwerpunkt KI"),
                            )
                        )
                    ),
                ),
                CHART,
            ),
            page="new",
        ),
        n.Section(
            "fields",
            (
                n.Heading("fields.title", 1, text("Umsetzung in den Handlungsfeldern"), number="2"),
                n.Section(
                    "transfer",
                    (
                        n.Heading("transfer.title", 2, text("Transfer in die Wirtschaft"), number="2.3"),
                        CARD,
                        n.Quote(
                            "words",
                            (
                                paragraph("words.p1", "Wer misst, weiß mehr."),
                                n.Paragraph(
                                    "words.p2",
                                    (n.Code((n.Text("a = 1"), n.LineBreak(), n.Text("\u00a0\u00a0b = 2"))),),
                                    "preformatted",
                                ),
                            ),
                        ),
                        n.Callout("hint", (paragraph("hint.p1", "Die Angaben sind vorläufig."),), "warning"),
                    ),
                ),
                n.Section(
                    "jobs",
                    (
                        n.Heading("jobs.title", 2, text("Arbeitswelt"), number="2.5"),
                        n.ListBlock(
                            "list",
                            (
                                n.ListItem("list.1", (paragraph("list.1.p1", "Erster Punkt", "list-item"),)),
                                n.ListItem(
                                    "list.2",
                                    (
                                        paragraph("list.2.p1", "Zweiter Punkt", "list-item"),
                                        n.ListBlock(
                                            "list.2.l1",
                                            (
                                                n.ListItem(
                                                    "list.2.1", (paragraph("list.2.1.p1", "darunter", "list-item"),)
                                                ),
                                            ),
                                            ordered=True,
                                            start=3,
                                        ),
                                    ),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
            page="new",
        ),
        n.Section(
            "outlook",
            (n.Heading("outlook.title", 1, text("Ausblick"), number="3"), TABLE, n.PageBreak("break")),
            page="new",
        ),
        n.Section(
            "annex",
            (
                n.Heading("annex.title", 1, text("Register"), number="A"),
                n.Index(
                    "register",
                    (
                        n.IndexGroup(
                            "register.wirtschaft",
                            text("Bundesministerium für Wirtschaft und Energie"),
                            (n.IndexEntry(text("KI-Trainer"), "trainer"),),
                        ),
                    ),
                ),
                n.QrCode("code", "https://www.example.org/bericht", "QR-Code der Adresse www.example.org/bericht"),
                n.Terms("glossary", (n.Term(text("KMU"), text("kleine und mittlere Unternehmen")),), "glossary"),
            ),
            page="recto",
            matter="annex",
        ),
    ),
)
"""Without a Figure (a picture needs a file: see `with_figure`)."""


def with_figure(path: str) -> n.Document:
    """EVERYTHING, a picture from a file at its end, and behind it one with text beside it."""
    figure = n.Figure("picture", path, "Ein graues Quadrat", text("Ein Bild"), width=40)
    small = n.Figure("small", path, "Ein kleines Quadrat", width=20, credit=text("Bild: eine Stelle"))
    beside = n.Beside("beside", small, (paragraph("beside.p1", "Neben dem Bild steht, was es zeigt."),), "right")
    return n.Document(EVERYTHING.meta, (*EVERYTHING.children, figure, beside))
