"""Sections of a Word file: what their pages look like, how they count, what runs along their edges."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace
from oracles import audit
from oracles import ooxml_documents as docs
from oracles.ooxml import Package, W, lint, val
from sample import EVERYTHING, cell, paragraph, text
from typeset_help import FONTS

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.document.theme import Theme
from reportgen.docx import write_docx
from reportgen.grid.fit import turn_wide_tables
from reportgen.typeset import typeset
from reportgen.typeset.dump import text_lines
from reportgen.verify import check, compare, read_docx

ROMAN = replace(docs.THEME, rules=replace(docs.THEME.rules, front_numbers="roman"))
FACING = replace(docs.THEME, rules=replace(docs.THEME.rules, facing_pages=True, chapter_head=False))
WIDE = n.Table(
    "wide",
    (n.Column(),) * 12,
    (n.Row(tuple(cell(f"w.h{i}", "Zuständigkeitsbereich", head="column") for i in range(12))),),
    (n.Row(tuple(cell(f"w.{i}", "Verwaltungsdigitalisierung") for i in range(12))),),
    caption=text("Zuständigkeiten"),
)


def sections(document: n.Document, theme: Theme = docs.THEME) -> tuple[Package, list[object]]:
    package = Package(write_docx(document, theme))
    return package, list(package.document.iter(f"{W}sectPr"))


def attribute(section: object, name: str, key: str) -> str | None:
    found = section.find(f"{W}{name}")  # type: ignore[attr-defined]
    return None if found is None else found.get(f"{W}{key}")


def running_head(package: Package, section: object, kind: str = "default") -> str:
    for reference in section.iter(f"{W}headerReference"):  # type: ignore[attr-defined]
        if reference.get(f"{W}type") == kind:
            number_ = next(value for key, value in reference.attrib.items() if key.endswith("}id"))
            part = package.relations("word/document.xml")[number_][1]
            return "|".join(element.text or "" for element in package.xml(part).iter(f"{W}t"))
    return ""


def test_the_cover_has_neither_head_nor_foot() -> None:
    _, found = sections(number(EVERYTHING))
    assert [len(list(section.iter(f"{W}headerReference", f"{W}footerReference"))) for section in found[:2]] == [0, 2]  # type: ignore[attr-defined]


def test_each_chapter_is_named_in_its_running_head() -> None:
    package, found = sections(number(EVERYTHING))
    heads = [running_head(package, section).partition("|")[2] for section in found]
    chapters = [head for head in dict.fromkeys(heads) if head]
    assert chapters == ["Inhalt", "Auf einen Blick", "Umsetzung in den Handlungsfeldern", "Ausblick", "Register"]


def test_pages_before_the_body_are_counted_in_roman_numerals_and_the_body_from_one() -> None:
    _, found = sections(number(EVERYTHING), ROMAN)
    formats = [attribute(section, "pgNumType", "fmt") for section in found]
    starts = [attribute(section, "pgNumType", "start") for section in found]
    assert formats[:2] == ["lowerRoman", "lowerRoman"]
    assert formats[2:] == [None] * (len(found) - 2)
    assert [start for start in starts if start] == ["1"]
    assert starts.index("1") == 2


def test_left_hand_pages_and_first_pages_have_heads_of_their_own() -> None:
    package, found = sections(number(EVERYTHING), FACING)
    assert package.xml("word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    chapter = next(section for section in found if "Ausblick" in running_head(package, section))
    assert running_head(package, chapter) == "Zwischenbericht 2019|Ausblick"
    assert running_head(package, chapter, "even") == "Ausblick|Zwischenbericht 2019"
    assert running_head(package, chapter, "first") == ""
    assert chapter.find(f"{W}titlePg") is not None  # type: ignore[attr-defined]


def test_a_table_too_wide_for_the_page_stands_in_landscape_and_the_text_goes_on_upright(tmp_path: Path) -> None:
    chapter = n.Section(
        "s",
        (
            n.Heading("s.h", 1, text("Wer was tut")),
            paragraph("before", "Davor."),
            WIDE,
            paragraph("after", "Danach."),
        ),
        page="new",
    )
    document = turn_wide_tables(docs.document(chapter), docs.THEME, FONTS).document
    _, found = sections(document)
    assert [attribute(section, "pgSz", "orient") for section in found] == [None, "landscape", None]
    data = write_docx(document, docs.THEME)
    (tmp_path / "wide.docx").write_bytes(data)
    assert lint(data) == []
    assert audit.errors(tmp_path / "wide.docx") == []
    reading = read_docx(data)
    assert (*compare(plain_blocks(document), reading, document.meta), *check(reading)) == ()


def test_columns_too_narrow_for_their_words_take_from_the_others_before_a_page_is_turned() -> None:
    long, address = (
        "Donaudampfschifffahrtsgesellschaft",
        "https://www.beispiel.example/SharedDocs/Downloads/DE/Bericht.pdf",
    )
    cells = tuple(n.Cell((paragraph(f"c{at}", words),)) for at, words in enumerate((long, address, "Text")))
    shares = tuple(n.Column(width) for width in (1, 1, 6))
    chapter = n.Section("s", (n.Heading("s.h", 1, text("Enge Spalten")), n.Table("t", shares, (), (n.Row(cells),))))
    package, found = sections(docs.document(chapter))
    assert {attribute(section, "pgSz", "orient") for section in found} == {None}
    first, second, third = (
        int(column.get(f"{W}w", "0")) for column in package.xml("word/document.xml").iter(f"{W}gridCol")
    )
    assert first / 20 >= FONTS.width(FONTS["text/regular"], long, 9)
    assert second / 20 >= FONTS.width(FONTS["text/regular"], "www.beispiel.example/", 9)
    assert third > 500


SEVERAL = (
    (n.Column(1), n.Column(1), n.Column(6)),
    (n.Column(), n.Column(2), n.Column(1)),
    (n.Column(), n.Column(), n.Column()),
)


@pytest.mark.parametrize("columns", SEVERAL)
def test_columns_are_as_wide_as_in_the_pdf(columns: tuple[n.Column, ...]) -> None:
    words = ("Grundstücksverkehrsgenehmigungszuständigkeit", "1.234.567,50", "Zwei Wörter und noch einige mehr")
    heads = n.Row(tuple(n.Cell((paragraph(f"h{at}", word),), "column") for at, word in enumerate(words)))
    row = n.Row(tuple(n.Cell((paragraph(f"c{at}", word),)) for at, word in enumerate(reversed(words))))
    table = n.Table("t", columns, (heads,), (row,))
    package, _ = sections(docs.document(table))
    in_word = [int(column.get(f"{W}w", "0")) / 20 for column in package.xml("word/document.xml").iter(f"{W}gridCol")]
    layout = typeset(docs.document(table), docs.THEME, FONTS)
    left = sorted({line.x for box in layout.pages[0].boxes for line in text_lines((box,))})
    in_pdf = [right - x for x, right in pairwise(left)]
    assert in_word[: len(in_pdf)] == pytest.approx(in_pdf, abs=0.1)


def test_an_ordinary_table_stays_upright() -> None:
    _, found = sections(number(EVERYTHING))
    assert {attribute(section, "pgSz", "orient") for section in found} == {None}


def test_tiles_stand_in_rows_and_the_register_in_columns() -> None:
    _, found = sections(number(EVERYTHING))
    columns = [attribute(section, "cols", "num") for section in found]
    assert columns.count("3") == 2
    assert columns.count("2") == 2  # a register, and blocks in columns


def test_lists_of_tables_and_figures_are_what_word_would_make_of_the_captions() -> None:
    tables = tuple(
        replace(WIDE, id=f"t{i}", head=(), body=(n.Row((cell(f"t{i}.c", "x"),)),), columns=()) for i in (1, 2)
    )
    document = docs.document(n.TableOfContents("lot", of="tables"), n.TableOfContents("lof", of="figures"), *tables)
    package = Package(write_docx(document, docs.THEME))
    codes = [code.text or "" for code in package.document.iter(f"{W}instrText")]
    assert [code.strip() for code in codes if " TOC " in code] == ['TOC \\h \\z \\c "Tabelle"']
    assert sum("SEQ Tabelle" in code for code in codes) == 2
    lines = [
        "".join(element.text or "" for element in p.iter(f"{W}t"))
        for p in package.document.iter(f"{W}p")
        if val(p.find(f"{W}pPr/{W}pStyle")) == "TableofFigures"
    ]
    assert lines == ["Tabelle 1: Zuständigkeiten–", "Tabelle 2: Zuständigkeiten–"]
    assert re.search(r"PAGEREF rg_t1_\w+ ", "".join(codes))
    assert lint(write_docx(document, docs.THEME)) == []


def test_a_table_says_which_cells_are_heads() -> None:
    package = Package(write_docx(number(EVERYTHING), docs.THEME))
    look = package.document.find(f".//{W}tblLook")
    assert (look.get(f"{W}firstRow"), look.get(f"{W}firstColumn"), look.get(f"{W}val")) == ("1", "1", "06A0")
    assert package.document.find(f".//{W}tblHeader") is not None


def test_chapters_that_share_a_page_have_heads_of_their_own_for_the_pages_after_it() -> None:
    def part(key: str, letter: str | None, page: str | None = None) -> n.Section:
        heading = n.Heading(f"{key}.title", 1, text(f"Anhang {key}"), number=letter)
        return n.Section(key, (heading, paragraph(f"{key}.p", "Text.")), page=page, matter="annex")  # type: ignore[arg-type]

    document = docs.document(part("eins", "A", "new"), part("zwei", "B"), part("drei", None), part("vier", None, "new"))
    package, found = sections(document)
    heads = [running_head(package, section).partition("|")[2] for section in found]
    shared = document.meta.title
    assert heads == [shared, shared, "Anhang drei", "Anhang vier"], "what is shown where nobody knows the field"
    assert [attribute(section, "type", "val") for section in found] == [
        "nextPage",
        "continuous",
        "continuous",
        "nextPage",
    ]
    fields = [
        re.findall(r"STYLEREF ([^<]+?) <", package.zip.read(name).decode())
        for name in package.names
        if re.fullmatch(r"word/header\d+\.xml", name)
    ]
    assert ["1"] in fields
    assert all(attribute(section, "pgNumType", "start") is None for section in found)
    assert lint(write_docx(document, docs.THEME)) == []
