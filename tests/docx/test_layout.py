"""What a Word file says about its pages: what stays together, what may part, and how much room there is between."""

from __future__ import annotations

import itertools
import re

import needs
import pypdfium2
import pytest
from lxml import etree
from msgspec.structs import replace
from oracles import ooxml_documents as docs
from oracles.ooxml import Package, W, val
from sample import cell, paragraph, text

from reportgen.document import nodes as n
from reportgen.document.theme import MM
from reportgen.docx import write_docx
from reportgen.docx.measure import lines
from reportgen.libreoffice.office import to_pdf

COLUMN = replace(docs.THEME, page=replace(docs.THEME.page, margin_column=38))


def package(*children: n.Block) -> Package:
    return Package(write_docx(docs.document(*children), COLUMN))


def shown(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def of(file: Package, words: str) -> etree._Element:
    """The paragraph with these words."""
    return next(each for each in file.document.iter(f"{W}p") if shown(each) == words)


def before(paragraph_: etree._Element | None) -> int:
    """Twips above a paragraph, as far as it says so itself."""
    assert paragraph_ is not None
    spacing = paragraph_.find(f"{W}pPr/{W}spacing")
    return 0 if spacing is None else int(spacing.get(f"{W}before", "0"))


def keeps(file: Package, words: str) -> bool:
    """Whether a paragraph stays with the next one."""
    found = file.inherited(of(file, words), f"{W}keepNext")
    return found is not None and val(found, "1") not in ("0", "false")


def rows(key: str, count: int = 2, caption: str | None = None) -> n.Table:
    body = tuple(n.Row((cell(f"{key}.{i}a", f"{key}{i}"), cell(f"{key}.{i}b", "Wert"))) for i in range(count))
    return n.Table(key, (n.Column(), n.Column()), (), body, caption=text(caption) if caption else ())


def card(key: str, *body: n.Block, dates: int = 0) -> n.Card:
    terms = tuple(n.Term(text("zuletzt bestätigt"), text(f"am {i + 1}. September 2020")) for i in range(dates))
    margin = (n.Terms(f"{key}.dates", terms),) if terms else ()
    return n.Card(key, n.Heading(f"{key}.h", 3, text(f"Titel {key}"), in_contents=False), margin, body)


def columns(key: str) -> n.Chart:
    points = tuple(n.Point(f"{2018 + i}", i + 1.0, f"{i + 1}") for i in range(3))
    return n.Chart(key, "columns", (n.Series("Reihe", points),), "Eins bis drei", title=paragraph(f"{key}.t", "Bild"))


def test_there_is_room_below_a_table() -> None:
    file = package(rows("a"), paragraph("p", "Danach"), rows("b"), n.Heading("h", 1, text("Kapitel")))
    assert before(of(file, "Danach")) == 280
    styled = file.styles.get("Heading1")
    own = 0 if styled is None else int(styled.find(f"{W}pPr/{W}spacing").get(f"{W}before"))
    assert before(of(file, "Kapitel")) in (0, max(280, own))


def test_two_tables_do_not_touch() -> None:
    plain, captioned = package(rows("a"), rows("b")), package(rows("a"), rows("b", caption="Zweite"))
    between = [
        next(each.itersiblings(f"{W}p")) for each in (plain, captioned) for each in each.document.iter(f"{W}tbl")
    ]
    assert [before(each) for each in between] == [280, 0, 280, 0]


def test_tables_in_cells_and_at_the_end_of_a_part_ask_for_no_room() -> None:
    inner = n.Row((n.Cell((rows("i"), paragraph("ip", "Darunter"))), cell("o.b", "Wert")))
    file = package(n.Table("o", (n.Column(), n.Column()), (), (inner,)))
    assert [before(each) for each in file.document.iter(f"{W}p")] == [0] * 7


def test_a_drawing_in_a_card_may_begin_the_next_page_with_its_title() -> None:
    body = paragraph("p1", "Erstens"), paragraph("p2", "Zweitens"), columns("chart"), paragraph("p3", "Drittens")
    file = package(card("a", *body), paragraph("p", "Danach"))
    kept = {words: keeps(file, words) for words in ("Titel a", "Erstens", "Zweitens", "Bild", "Drittens")}
    assert kept == {"Titel a": True, "Erstens": True, "Zweitens": False, "Bild": True, "Drittens": False}


def test_a_longer_card_may_be_divided() -> None:
    """Programs fill page after page: what stays together leaves as much of one white."""
    short, long = (package(card("a", paragraph("p1", "Wort " * count), paragraph("p2", "Ende"))) for count in (60, 700))
    assert [keeps(file, "Wort " * count) for file, count in ((short, 60), (long, 700))] == [True, False]


def test_the_first_card_of_a_chapter_that_runs_on_may_be_divided() -> None:
    def chapter(lead: int) -> Package:
        first = card("a", paragraph("p1", "Wort " * 80), paragraph("p2", "Ende"))
        opening = n.Heading("k", 1, text("Kapitel")), paragraph("l", "Vorspann " * lead, role="lead")
        return package(paragraph("vor", "Davor"), n.Section("s", (*opening, first)))

    assert [keeps(chapter(lead), "Wort " * 80) for lead in (5, 90)] == [True, False]


def test_two_boxes_stay_apart() -> None:
    boxes = [n.Callout(key, (paragraph(f"{key}.p", f"Kasten {key}"),)) for key in "ab"]
    file = package(*boxes)
    between = next(of(file, "Kasten a").itersiblings(f"{W}p"))
    assert between.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "TableSpacer"


def test_a_link_that_is_all_the_text_has_no_line() -> None:
    link = n.Link("https://example.org", text("Adresse"))
    alone = n.Paragraph("a", (link,))
    among = n.Paragraph("b", (*text("Siehe "), link))
    styles = [each.get(f"{W}val") for each in package(alone, among).document.iter(f"{W}rStyle")]
    assert styles == ["LinkAlone", "Hyperlink"]


def test_no_card_ends_a_chapter_alone_on_a_page() -> None:
    def chapter(*children: n.Block) -> n.Section:
        heading = n.Heading("k", 1, text("Kapitel"))
        return n.Section("s", (heading, n.Section("u", children)), page="new")

    cards = [card(key, paragraph(f"{key}.p", f"Text {key}")) for key in "abc"]
    held = package(chapter(*cards), paragraph("p", "Danach"))
    assert [keeps(held, f"Text {key}") for key in "abc"] == [False, True, False]
    loose = package(chapter(*cards, paragraph("p", "Ende")))
    assert [keeps(loose, f"Text {key}") for key in "abc"] == [False] * 3
    long = [replace(each, body=(*each.body, paragraph(f"{each.id}.l", "Wort " * 900))) for each in cards]
    assert [keeps(package(chapter(*long)), f"Text {key}") for key in "abc"] == [False] * 3


def test_the_tiles_of_a_row_end_on_one_line() -> None:
    def tile(key: str, words: str) -> n.Tile:
        return n.Tile(key, text("5"), (), text(words), text(f"Stand {key}"))

    file = package(n.KeyFigures("k", (tile("a", "kurz"), tile("b", "sehr lang " * 5))))
    short, tall = (of(file, f"Stand {key}").find(f"{W}pPr/{W}pBdr/{W}bottom") for key in "ab")
    assert tall is None
    assert short is not None
    assert 15 < int(short.get(f"{W}space", "0")) <= 31


@pytest.mark.parametrize(
    ("words", "room", "count"),
    [
        ("", 10, 0),
        ("kurz", 10, 1),
        ("seit 2019, bestätigt am 10.12.2020", 7, 3),
        ("Donaudampfschifffahrtsgesellschaft", 6, 3),
        ("Nord-Süd-Gefälle", 4.6, 2),
    ],
)
def test_lines_end_between_words(words: str, room: float, count: int) -> None:
    """A word that has no room moves as a whole; one wider than a line is divided."""
    assert lines(words, room) == count


@needs.writer
def test_what_stands_in_the_margin_ends_above_the_next_card() -> None:
    """Whether the text or the margin of a card is longer: in LibreOffice neither runs into what follows."""
    cards = [
        card(f"k{dates}w{words}", paragraph(f"{dates}.{words}", "Wort und Tat " * words), dates=dates)
        for dates, words in itertools.product(range(1, 6), (4, 12, 20, 40))
    ]
    data = write_docx(docs.document(*cards), COLUMN)
    pages = pypdfium2.PdfDocument(to_pdf(str(needs.OFFICE), {"file": data})["file"])
    edge = (COLUMN.page.left + COLUMN.page.margin_column) * MM - 10
    gaps = []
    for page in pages:
        found = page.get_textpage()
        boxes = [found.get_rect(i) for i in range(found.count_rects())]
        titles = [box for box in boxes if re.match("Titel k", found.get_text_bounded(*box))]
        margin = [box for box in boxes if box[0] < edge and 60 < box[1] < page.get_height() - COLUMN.page.top * MM]
        for title in titles:
            above = [box[1] for box in margin if box[1] > title[3]]
            gaps += [min(above) - title[3]] if above else []
    assert len(gaps) > 10
    assert min(gaps) > 10
