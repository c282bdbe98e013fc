"""One chapter page as text: a lead, two fields, cards with marks, dates, facts and a link.

After a wanted change of the look, run ``UPDATE_GOLDEN=1 pytest tests/typeset/test_golden.py`` and read the
difference.
"""

from __future__ import annotations

import sample
from golden import same_text
from paths import GOLDEN
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.typeset import typeset
from reportgen.typeset.dump import dump

PAGE = GOLDEN / "typeset-chapter.txt"


def card(
    block: str,
    title: str,
    marks: tuple[str, ...],
    dates: tuple[tuple[str, str], ...],
    words: str,
    facts: tuple[tuple[str, str], ...] = (),
    link: str = "",
) -> n.Card:
    margin: tuple[n.Block, ...] = (n.Marks(f"{block}.marks", tuple(n.Text(mark) for mark in marks)),)
    if dates:
        terms = tuple(n.Term(sample.text(label), sample.text(value)) for label, value in dates)
        margin += (n.Terms(f"{block}.dates", terms),)
    body: tuple[n.Block, ...] = (sample.paragraph(f"{block}.p", words),)
    if facts:
        counted = tuple(n.Fact(sample.text(value), sample.text(label)) for value, label in facts)
        body += (n.Facts(f"{block}.facts", counted),)
    if link:
        body += (n.Paragraph(f"{block}.link", (n.Link(f"https://{link}", sample.text(link)),), "small"),)
    heading = n.Heading(f"{block}.title", 3, sample.text(title), in_contents=False)
    return n.Card(block, heading, margin, body)


CHAPTER = n.Section(
    "fields",
    (
        n.Heading("fields.title", 1, sample.text("Umsetzung in den einzelnen Handlungsfeldern"), number="2"),
        sample.paragraph("fields.lead", "Sechs Vorhaben in zwei Feldern; eines verantworten zwei Häuser.", "lead"),
        n.Section(
            "transfer",
            (
                n.Heading("transfer.title", 2, sample.text("Übertragung in die Wirtschaft"), number="2.3"),
                card(
                    "coaches",
                    "Beraterinnen und Berater vor Ort",
                    ("BMWi",),
                    (("Beginn", "Frühjahr 2019"), ("im Einsatz seit", "Juni 2019")),
                    "Beraterinnen und Berater besuchen Betriebe und zeigen an Beispielen aus der Nachbarschaft, was "
                    "sich mit lernenden Systemen erreichen lässt. Sie arbeiten von den Kompetenzzentren in Augsburg, "
                    "Berlin, Darmstadt, Dortmund, Hannover, Kaiserslautern und Saarbrücken aus; weitere Standorte "
                    "kommen hinzu.",
                    (("33", "im Einsatz"), ("8", "Kompetenzzentren")),
                ),
                card(
                    "map",
                    "Landkarte der Anwendungen",
                    ("BMBF", "BMWi"),
                    (("Beginn", "Gipfeltreffen 2018"),),
                    "Eine Karte im Netz verzeichnet Anwendungen und die Stellen, die sie betreiben.",
                    link="www.example.org/landkarte",
                ),
                card(
                    "labs",
                    "Erprobungsräume",
                    ("BMWi",),
                    (("Strategie", "Dezember 2018"), ("Handbuch", "Juli 2019"), ("Konferenz", "August 2019")),
                    "Neue Verfahren werden unter echten Bedingungen erprobt, befristet und wissenschaftlich begleitet.",
                ),
            ),
        ),
        n.Section(
            "work",
            (
                n.Heading("work.title", 2, sample.text("Arbeitswelt im Wandel gestalten"), number="2.5"),
                card(
                    "forecast",
                    "Vorausschau auf den Fachkräftebedarf",
                    ("BMAS",),
                    (),
                    "Die Fachkräftestrategie stützt sich auf eine Vorausschau nach Branchen, Regionen und "
                    "Qualifikationen.",
                ),
            ),
        ),
    ),
    page="new",
)


def test_a_chapter_page_is_set_as_before() -> None:
    found = dump(typeset(number(n.Document(sample.EVERYTHING.meta, (CHAPTER,))), THEME, FONTS))
    same_text(found, PAGE)
