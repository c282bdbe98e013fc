"""A Word file says what its document says, block by block, and its automatic numbers are the report's own."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from oracles import ooxml_documents as docs
from oracles.ooxml import lint
from oracles.ooxml_text import read
from PIL import Image
from sample import cell, paragraph, text, with_figure

from reportgen.document import nodes as n
from reportgen.document.ids import bookmark_name
from reportgen.document.numbering import number
from reportgen.document.plain import normalise, plain_blocks
from reportgen.docx import write_docx


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> n.Document:
    path = Path(tmp_path_factory.mktemp("picture")) / "square.png"
    Image.new("RGB", (20, 10), "#808080").save(path)
    return number(with_figure(str(path)))


def assert_says(document: n.Document) -> None:
    """Text, numbers, alternative texts and order of a document are those of its Word file."""
    said = read(write_docx(document, docs.THEME))
    expected = plain_blocks(document)
    for block in expected:
        found = said[bookmark_name(block.id)]
        assert normalise(found.text) == block.text, block.id
        assert found.number == block.number, block.id
        assert found.values == block.values, block.id
        if block.kind in ("figure", "chart", "table") and block.alt:
            assert normalise(found.alt or "") == block.alt, block.id
    order = [bookmark_name(block.id) for block in expected if block.kind != "note"]
    wanted = set(order)
    assert [name for name in said if name in wanted] == order


def test_every_block_says_what_the_document_says(everything: n.Document) -> None:
    assert_says(everything)


def test_a_cell_that_reaches_into_one_from_above_leaves_whole_rows() -> None:
    """Rows have all columns of the grid, whatever cells claim."""

    def spanning(across: int, down: int) -> n.Cell:
        return n.Cell((), colspan=across, rowspan=down)

    rows = (n.Row((spanning(1, 2),)), n.Row((spanning(2, 1),)))
    table = n.Table("t", (n.Column(),), (n.Row((spanning(1, 2),)),), rows, summary="S")
    assert lint(write_docx(n.Document(docs.ODD.meta, (table,)), docs.THEME)) == []


@pytest.mark.long
@given(docs.documents())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_document_says_its_text_and_lints_clean(document: n.Document) -> None:
    assert_says(document)
    assert lint(write_docx(document, docs.THEME)) == []


def test_blocks_without_content_do_no_harm() -> None:
    assert_says(docs.ODD)
    assert lint(write_docx(docs.ODD, docs.THEME)) == []


@pytest.mark.parametrize(
    "numbers",
    [
        ("1", "2", "2.1", "2.2", "3"),
        ("2", "2.1", "2.3", "2.4", "2.10", "3", "3.1"),
        ("2.6", "2.7", "4", "4.2", "5", "5.1"),
        ("1", "1.3", "2", "2.1", "2.2"),
        ("2", "2.3", "2.3.4", "2.4", "2.4.1"),
        (None, "1", None, "2", "A", "A.1", "C", "B", "1"),
        ("IV", "2a", "§ 3", "2a", "7"),
        ("3", "3", "2", "1"),
    ],
)
def test_automatic_numbers_are_the_reports_own(numbers: tuple[str | None, ...]) -> None:
    document = docs.headings(*numbers)
    said = read(write_docx(document, docs.THEME))
    assert tuple(said[bookmark_name(f"h{i}")].number for i in range(len(numbers))) == numbers


def test_headings_have_their_level_for_navigation(everything: n.Document) -> None:
    said = read(write_docx(everything, docs.THEME))
    levels = {name: said[bookmark_name(name)].level for name in ("glance.title", "transfer.title", "trainer.title")}
    assert levels == {"glance.title": 1, "transfer.title": 2, "trainer.title": 3}


def test_control_characters_are_left_out() -> None:
    document = docs.document(paragraph("p", "a\x00b\x1bc\ufffe"))
    assert normalise(read(write_docx(document, docs.THEME))[bookmark_name("p")].text) == "abc"


def test_a_title_with_a_note_repeats_without_it() -> None:
    title = (n.Text("Titel"), n.Note("note", text("Anmerkung")))
    contents, heading = n.TableOfContents("toc"), n.Heading("h", 1, title)
    said = read(write_docx(docs.document(contents, heading), docs.THEME))
    assert normalise(said[bookmark_name("toc")].text) == "Titel"
    assert normalise(said[bookmark_name("note")].text) == "Anmerkung"


def test_a_paragraph_stays_with_the_table_that_it_introduces() -> None:
    table = n.Table("t", (n.Column(1),), (), (n.Row((cell("a", "Zelle"),)),))
    document = number(n.Document(docs.ODD.meta, (paragraph("p", "Davor."), table, paragraph("q", "Danach."))))
    with zipfile.ZipFile(io.BytesIO(write_docx(document, docs.THEME))) as package:
        body = package.read("word/document.xml").decode()
    kept = {
        words: "<w:keepNext/>" in part
        for part in body.split("<w:p>")
        for words in ("Davor.", "Danach.")
        if words in part
    }
    assert kept == {"Davor.": True, "Danach.": False}


def test_a_short_callout_stays_on_one_page() -> None:
    blocks = tuple(paragraph(f"c{index}", "Ein Satz.") for index in range(3))
    document = number(n.Document(docs.ODD.meta, (n.Callout("box", blocks, "note"), paragraph("p", "Danach."))))
    with zipfile.ZipFile(io.BytesIO(write_docx(document, docs.THEME))) as package:
        body = package.read("word/document.xml").decode()
    inside = [part for part in body.split("<w:p>") if "Ein Satz." in part]
    assert ["<w:keepNext/>" in part for part in inside] == [True, True, False]
    assert all("<w:keepLines/>" in part for part in inside)
