"""Rows of tables that stand for a record are blocks like others: found, linked to and compared in both formats."""

from __future__ import annotations

import io

import pikepdf
import pytest
from click.testing import CliRunner
from oracles.ooxml import Package, W, lint
from pdf_sample import THEME
from sample import EVERYTHING, cell, paragraph, text
from templates_help import ROOT

from reportgen.cli import main
from reportgen.document import nodes as n
from reportgen.document.ids import bookmark_name
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.docx import write_docx
from reportgen.errors import DocumentError
from reportgen.fonts.book import FontBook
from reportgen.pdf.write import write_pdf
from reportgen.typeset import typeset
from reportgen.verify import check, compare, compare_readings, read_docx, read_pdf

INNER = n.Table(
    "inner", (n.Column(),), (n.Row((cell("i.h", "Innen", head="column"),)),), (n.Row((cell("i.1", "x"),), "i"),)
)
NOTED = n.Cell((n.Paragraph("r2.p", (n.Text("mit Note"), n.Note("r2.note", text("In der Fußnote."))), "table-cell"),))
TABLE = n.Table(
    "plans",
    (n.Column(), n.Column()),
    (n.Row((cell("h1", "Termin", head="column"), cell("h2", "Vorhaben", head="column"))),),
    (
        n.Row((cell("r1.1", "2020", head="row", rowspan=2), cell("r1.2", "Erstes")), "first"),
        n.Row((NOTED,), "second"),
        n.Row((cell("r3.1", "später", head="row"), cell("r3.2", "Ohne Kennung"))),
        n.Row((cell("r4.1", "2021", head="row"), n.Cell((INNER,))), "fourth"),
    ),
    caption=text("Vorhaben"),
)
LINKS = n.Paragraph("links", (n.CrossReference("second", "text", text("dort")), n.PageReference("fourth")))
DOCUMENT = number(n.Document(EVERYTHING.meta, (paragraph("before", "Davor."), TABLE, LINKS)))


@pytest.fixture(scope="module")
def docx() -> bytes:
    return write_docx(DOCUMENT, THEME)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return write_pdf(typeset(DOCUMENT, THEME, FontBook(THEME.fonts)), DOCUMENT.meta, THEME)


def test_each_row_says_its_own_words_and_the_table_the_rest() -> None:
    said = {block.id: block.text for block in plain_blocks(DOCUMENT)}
    assert said["plans"] == "Tabelle 1: Vorhaben Termin Vorhaben später Ohne Kennung"
    assert (said["first"], said["second"], said["fourth"]) == ("2020 Erstes", "mit Note", "2021 Innen x")


def test_both_files_say_it_by_the_ids_of_the_rows(docx: bytes, pdf: bytes) -> None:
    assert lint(docx) == []
    words, pages = read_docx(docx), read_pdf(pdf)
    for reading in (words, pages):
        assert (*compare(plain_blocks(DOCUMENT), reading, DOCUMENT.meta), *check(reading)) == ()
        assert reading.rows == {reading.key(row) for row in ("first", "second", "fourth")}
    assert compare_readings(pages, words) == ()


def test_links_lead_to_rows_in_both_files(docx: bytes, pdf: bytes) -> None:
    body = Package(docx).document
    assert bookmark_name("second") in {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")}
    assert any(bookmark_name("fourth") in (code.text or "") for code in body.iter(f"{W}instrText"))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        names = set(pikepdf.NameTree(opened.Root.Names.Dests))
        ids = set(pikepdf.NameTree(opened.Root.StructTreeRoot.IDTree))
    assert {"first", "second", "fourth"} <= names & ids
    assert "i" not in names | ids, "rows of tables in cells have no place of their own"


def test_a_row_cannot_have_the_id_of_another_block() -> None:
    table = n.Table("t", (n.Column(),), (), (n.Row((cell("c", "x"),), "before"),))
    with pytest.raises(DocumentError, match='two blocks have the id "before"'):
        number(n.Document(EVERYTHING.meta, (paragraph("before", "Davor."), table)))


@pytest.mark.long
def test_where_names_the_row_of_an_item() -> None:
    result = CliRunner().invoke(main, ["-C", str(ROOT), "where", "civic-technology"])
    assert result.exit_code == 0, result.output
    assert "civic-technology" in [
        word for line in result.output.splitlines() if "page" in line for word in line.split()
    ]
