"""Numbers of tables, pictures and charts: as the theme asks, in every format and in excerpts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Literal

import pytest
from msgspec.structs import replace
from pdf_sample import THEME
from PIL import Image
from sample import CHART, EVERYTHING, cell, paragraph, text

from reportgen.document import nodes as n
from reportgen.document.captions import CAPTIONED
from reportgen.document.numbering import known, number
from reportgen.document.plain import plain_blocks
from reportgen.document.theme import Numbering
from reportgen.document.walk import find
from reportgen.docx.writer import write_docx
from reportgen.findings.difference import Difference
from reportgen.fonts.book import FontBook
from reportgen.pdf.write import write_pdf
from reportgen.plaintext import write_text
from reportgen.typeset import typeset
from reportgen.verify import check_docx, check_pdf, compare, compare_readings, read_docx, read_pdf

META = replace(EVERYTHING.meta, running_head="", running_foot="", language="en", words={})
FIGURES = Numbering(charts="figures")
BY_CHAPTER = Numbering(tables="chapter", figures="chapter", charts="figures")


@pytest.fixture
def picture(tmp_path: Path) -> str:
    Image.new("RGB", (4, 4)).save(tmp_path / "p.png")
    return str(tmp_path / "p.png")


def chart(name: str) -> n.Chart:
    title = paragraph(f"{name}.title", f"Chart {name}", "chart-title")
    return replace(CHART, id=name, title=title, subtitle=None, source=None)


def table(name: str) -> n.Table:
    return n.Table(name, (n.Column(),), (n.Row((cell(f"{name}.c", "x", head="column"),)),), (), text(f"About {name}"))


def figure(name: str, path: str) -> n.Figure:
    return n.Figure(name, path, "A square", text(f"Picture {name}"))


def box(name: str, kind: Literal["note", "box"] = "box") -> n.Callout:
    inner = paragraph(f"{name}.p", "Words.")
    return n.Callout(name, (inner,), kind, paragraph(f"{name}.title", f"Box of {name}", "box-title"))


def chapter(name: str, heading: str | None, *blocks: n.Block) -> n.Section:
    return n.Section(name, (n.Heading(f"{name}.title", 1, text(name), number=heading), *blocks))


def document(*blocks: n.Block) -> n.Document:
    return n.Document(META, blocks)


def labels(made: n.Document) -> dict[str, str | None]:
    return {node.id: node.label for node in find(made, *CAPTIONED)}


# ------------------------------------------------------------------------------------------------------- what counts


def test_charts_are_numbered_where_the_theme_asks_for_it(picture: str) -> None:
    made = document(chart("a"), figure("b", picture), chart("c"), table("d"))
    assert labels(number(made)) == {"a": None, "b": "Figure 1", "c": None, "d": "Table 1"}
    assert labels(number(made, numbering=FIGURES)) == {
        "a": "Figure 1",
        "b": "Figure 2",
        "c": "Figure 3",
        "d": "Table 1",
    }
    apart = number(made, numbering=Numbering(charts="through", figures="none", tables="none"))
    assert labels(apart) == {"a": "Chart 1", "b": None, "c": "Chart 2", "d": None}


def test_a_chart_without_a_title_has_no_number() -> None:
    made = document(replace(chart("a"), title=None), chart("b"))
    assert labels(number(made, numbering=FIGURES)) == {"a": None, "b": "Figure 1"}


def test_boxes_are_numbered_and_notes_are_not() -> None:
    listed = n.TableOfContents("boxes", of="boxes")
    made = number(document(listed, box("a"), box("b", "note"), box("c")), numbering=Numbering(boxes="through"))
    assert labels(made) == {"a": "Box 1", "b": None, "c": "Box 2"}
    assert plain_blocks(made)[0].text == "Box 1: Box of a Box 2: Box of c"


def test_numbers_by_chapter_begin_anew_with_letters_in_annexes(picture: str) -> None:
    made = document(
        chapter("foreword", None, table("t0")),
        chapter("one", "1", table("t1"), chart("c1"), figure("f1", picture), table("t2")),
        chapter("two", "2.", n.Heading("below", 2, text("below"), number="2.1"), table("t3"), chart("c2")),
        chapter("notes", None, table("t4")),
        chapter("annex", "A", table("t5"), table("t6")),
    )
    found = labels(number(made, numbering=BY_CHAPTER))
    assert [found[f"t{i}"] for i in range(7)] == [
        "Table 1", "Table 1-1", "Table 1-2", "Table 2-1", "Table 2", "Table A-1", "Table A-2",
    ]  # fmt: skip
    assert [found[key] for key in ("c1", "f1", "c2")] == ["Figure 1-1", "Figure 1-2", "Figure 2-1"]


def test_lists_name_what_is_counted_together(picture: str) -> None:
    lists = (n.TableOfContents("figures", of="figures"), n.TableOfContents("charts", of="charts"))
    made = document(*lists, chart("a"), figure("b", picture))
    together = {block.id: block.text for block in plain_blocks(number(made, numbering=FIGURES))}
    assert (together["figures"], together["charts"]) == ("Figure 1: Chart a Figure 2: Picture b", "")
    apart = {block.id: block.text for block in plain_blocks(number(made))}
    assert (apart["figures"], apart["charts"]) == ("Figure 1: Picture b", "Chart a")


# ---------------------------------------------------------------------------------------------------------- excerpts


def test_an_excerpt_keeps_the_numbers_and_takes_the_letter_of_its_own_annex() -> None:
    whole = document(
        chapter("one", "1", chart("a"), chart("b"), table("t1"), table("t2")),
        chapter("annex", "A", table("t3")),
        chapter("register", "B", table("t4"), table("t5")),
    )
    part = document(
        chapter("one", "1", chart("b"), chart("own"), table("t2")),
        chapter("register", "A", table("t5"), table("more")),
    )
    seen = known(number(whole, numbering=BY_CHAPTER), BY_CHAPTER)
    assert labels(number(part, seen, BY_CHAPTER)) == {
        "b": "Figure 1-2", "own": "Figure 1-3", "t2": "Table 1-2", "t5": "Table A-2", "more": "Table A-3",
    }  # fmt: skip


def test_a_reference_says_the_number_of_a_chart() -> None:
    reference = n.Paragraph("p", (n.CrossReference("b", "number"), n.Text(", "), n.CrossReference("a", "number")))
    whole = number(document(chart("a"), chart("b")), numbering=FIGURES)
    part = number(document(chart("b"), reference), known(whole, FIGURES), FIGURES)
    assert {block.id: block.text for block in plain_blocks(part)}["p"] == "Figure 2, Figure 1 of the full report"


# ------------------------------------------------------------------------------------------------------------- files


def files(made: n.Document, numbering: Numbering) -> tuple[bytes, bytes]:
    theme = replace(THEME, numbering=numbering)
    layout = typeset(made, theme, FontBook(theme.fonts))
    return write_pdf(layout, META, theme), write_docx(made, theme)


def differences(made: n.Document, pdf: bytes, docx: bytes) -> list[Difference]:
    readings = read_pdf(pdf), read_docx(docx)
    found = [difference for reading in readings for difference in compare(plain_blocks(made), reading, META)]
    return [*found, *check_pdf(readings[0]), *check_docx(readings[1]), *compare_readings(*readings)]


@pytest.mark.parametrize(
    "numbering", [FIGURES, BY_CHAPTER, Numbering(charts="through", boxes="through")], ids=["with", "by", "apart"]
)
def test_both_files_print_the_numbers(picture: str, numbering: Numbering) -> None:
    reference = n.Paragraph("p", (n.Text("See "), n.CrossReference("a", "number"), n.Text(".")))
    lists = (n.TableOfContents("figures", of="figures"), n.TableOfContents("charts", of="charts"))
    blocks = (*lists, reference, chart("a"), figure("b", picture), chart("c"), table("d"), box("e"))
    made = number(document(chapter("one", "2", *blocks)), numbering=numbering)
    assert not differences(made, *files(made, numbering))
    label = labels(made)["c"]
    assert label
    assert label in write_text(made, THEME).decode()


def test_word_counts_on_by_chapter() -> None:
    made = number(
        document(chapter("one", "1", chart("a"), chart("b")), chapter("two", "2", chart("c"))), numbering=BY_CHAPTER
    )
    xml = zipfile.ZipFile(io.BytesIO(files(made, BY_CHAPTER)[1])).read("word/document.xml").decode()
    assert xml.count("SEQ Figure \\* ARABIC ") == 3
    assert xml.count("SEQ Figure \\* ARABIC \\r 1 ") == 1


def test_a_wrong_number_in_a_file_is_found() -> None:
    made = number(document(chart("a"), chart("b")), numbering=FIGURES)
    other = replace(made, children=(made.children[0], replace(made.children[1], label="Figure 3")))  # type: ignore[call-arg]
    for wrong in (differences(made, files(other, FIGURES)[0], files(made, FIGURES)[1]),
                  differences(made, files(made, FIGURES)[0], files(other, FIGURES)[1])):  # fmt: skip
        assert {(each.code, each.block) for each in wrong} == {("other-text", "b.title")}
