"""Excerpts keep the numbers of the whole report: of notes, tables, figures and items of numbered lists."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace
from pdf_sample import THEME
from PIL import Image
from sample import EVERYTHING, text

from reportgen.document import nodes as n
from reportgen.document.numbering import known, number
from reportgen.document.plain import plain_blocks
from reportgen.document.walk import find
from reportgen.docx.writer import write_docx
from reportgen.fonts.book import FontBook
from reportgen.pdf.write import write_pdf
from reportgen.typeset import typeset
from reportgen.verify import check_docx, check_pdf, compare, compare_readings, read_docx, read_pdf

META = replace(EVERYTHING.meta, running_head="", running_foot="", language="en", words={})


def report(*children: n.Block) -> n.Document:
    return n.Document(META, (n.Heading("h", 1, text("Report")), *children))


def note(name: str, words: str = "", *more: n.Inline) -> n.Paragraph:
    children = (n.Text(f"Noted in {name}."), n.Note(f"{name}.note1", (n.Text(words or f"About {name}."), *more)))
    return n.Paragraph(f"{name}.p1", children)


def table(name: str, caption: str, body: str = "x") -> n.Table:
    cell = n.Cell((n.Paragraph(f"{name}.cell", text(body), "table-cell"),), "column")
    return n.Table(name, (n.Column(),), (n.Row((cell,)),), (), caption=text(caption) if caption else ())


def item(name: str, words: str = "", number: int | None = None) -> n.ListItem:
    return n.ListItem(name, (n.Paragraph(f"{name}.p1", text(words or name.title())),), number)


def numbered(*items: n.ListItem, name: str = "steps", start: int = 1) -> n.ListBlock:
    return n.ListBlock(name, items, ordered=True, start=start)


def part_of(whole: n.Document, *children: n.Block) -> n.Document:
    return number(report(*children), known(number(whole)))


def notes(document: n.Document) -> list[int | None]:
    return [each.number for each in find(document, n.Note)]


def labels(document: n.Document, kind: type = n.Table) -> list[str | None]:
    return [each.label for each in find(document, kind)]


def numbers(document: n.Document) -> list[tuple[int, ...]]:
    return [each.numbers for each in find(document, n.ListBlock)]


WHOLE = report(
    *(note(name) for name in ("one", "two", "three", "four")),
    *(table(f"t{i}", f"Caption {i}") for i in range(1, 6)),
    numbered(*(item(name) for name in ("alpha", "beta", "gamma", "delta", "epsilon"))),
)


def test_what_is_left_out_leaves_its_number_free() -> None:
    part = part_of(
        WHOLE, note("two"), note("four"), table("t2", "Caption 2"), table("t5", "Caption 5"), numbered(item("gamma"))
    )
    assert notes(part) == [2, 4]
    assert labels(part) == ["Table 2", "Table 5"]
    assert numbers(part) == [(3,)]


def test_the_whole_report_counts_as_ever() -> None:
    whole = number(WHOLE)
    assert notes(whole) == [1, 2, 3, 4]
    assert labels(whole) == [f"Table {i}" for i in range(1, 6)]
    assert numbers(whole) == [(1, 2, 3, 4, 5)]


def test_ids_that_count_otherwise_in_the_excerpt_change_nothing() -> None:
    whole = report(
        table("s.table1", "Left out"),
        table("s.table2", "Kept"),
        n.Paragraph("p", (n.Note("s.note1", text("Gone.")), n.Note("s.note2", text("Here.")))),
    )
    part = part_of(whole, table("s.table1", "Kept"), n.Paragraph("p", (n.Note("s.note1", text("Here.")),)))
    assert labels(part) == ["Table 2"]
    assert notes(part) == [2]


def test_a_table_with_a_caption_of_its_own_is_known_by_the_id_that_the_template_gave() -> None:
    assert labels(part_of(WHOLE, table("t4", "Caption 4, of the port alone"))) == ["Table 4"]


def test_what_only_the_excerpt_has_is_numbered_after_the_last_of_the_whole() -> None:
    part = part_of(
        WHOLE, table("own", "Own"), table("s.table1", "Also own"), table("t3", "Caption 3"), note("extra"), note("one")
    )
    assert labels(part) == ["Table 6", "Table 7", "Table 3"]
    assert notes(part) == [5, 1]


def test_same_words_twice_keep_their_order() -> None:
    whole = report(*(note(name, "Same.") for name in ("a", "b", "c")))
    assert notes(part_of(whole, note("b", "Same."), note("c", "Same."))) == [2, 3]
    assert notes(part_of(whole, note("x", "Same."), note("c", "Same."))) == [1, 3]


def test_a_note_that_refers_out_of_the_excerpt_is_known_all_the_same() -> None:
    reference = n.CrossReference("t1", "title")
    whole = report(note("one"), table("t1", "Ships"), note("two", "See ", reference))
    part = part_of(whole, note("two", "See ", reference))
    assert notes(part) == [2]
    (kept,) = find(part, n.Note)
    assert "full report" in plain_blocks(part)[-1].text
    assert kept.children != note("two", "See ", reference).children


def test_tables_without_a_caption_have_no_number() -> None:
    assert labels(part_of(WHOLE, table("t1", ""), table("t3", "Caption 3"))) == [None, "Table 3"]


def test_references_and_lists_of_captions_say_the_kept_number() -> None:
    part = part_of(
        WHOLE,
        n.TableOfContents("tables", of="tables"),
        table("t3", "Caption 3"),
        n.Paragraph("p", (n.CrossReference("t3", "number"), n.Text(", "), n.CrossReference("t1", "number"))),
    )
    texts = {block.id: block.text for block in plain_blocks(part)}
    assert texts["tables"] == "Table 3: Caption 3"
    assert texts["p"] == "Table 3, Table 1 of the full report"


def test_a_list_of_its_own_is_not_taken_for_one_of_the_whole() -> None:
    other = numbered(item("new", "New"), item("newer", "Newer"))
    assert numbers(part_of(WHOLE, other)) == [(1, 2)]
    assert numbers(part_of(WHOLE, numbered(item("alpha"), name="others"))) == [(1,)]


def test_a_list_may_jump_and_go_on() -> None:
    part = part_of(WHOLE, numbered(item("beta"), item("delta"), item("epsilon"), item("own", "Own")))
    (block,) = find(part, n.ListBlock)
    assert block.numbers == (2, 4, 5, 6)
    assert (block.start, [each.number for each in block.items]) == (2, [None, 4, None, None])


def test_lists_with_a_start_and_with_bullets() -> None:
    whole = report(
        numbered(item("alpha"), item("beta"), start=7),
        n.ListBlock("bullets", (item("b1"), item("b2"))),
    )
    part = part_of(whole, numbered(item("beta")), n.ListBlock("bullets", (item("b2"),)))
    assert numbers(part) == [(8,), (1,)]


def test_figures_keep_their_numbers(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "p.png")

    def figure(name: str) -> n.Figure:
        return n.Figure(name, str(tmp_path / "p.png"), "A square", caption=text(f"Picture {name}"))

    whole = report(figure("f1"), figure("f2"), figure("f3"))
    part = part_of(whole, figure("f3"), figure("f2"))
    assert labels(part, n.Figure) == ["Figure 3", "Figure 2"]
    both(part)


# --------------------------------------------------------------------------------------------------- in both files


def both(document: n.Document) -> tuple[bytes, bytes]:
    """The PDF and the Word file, which say what the document says."""
    layout = typeset(document, THEME, FontBook(THEME.fonts))
    pdf, docx = write_pdf(layout, META, THEME), write_docx(document, THEME)
    readings = read_pdf(pdf), read_docx(docx)
    for reading in readings:
        assert not [*compare(plain_blocks(document), reading, META)]
    assert not [*check_pdf(readings[0]), *check_docx(readings[1]), *compare_readings(*readings)]
    return pdf, docx


def xml(docx: bytes, part: str = "document") -> str:
    return zipfile.ZipFile(io.BytesIO(docx)).read(f"word/{part}.xml").decode()


def test_both_files_print_the_kept_numbers() -> None:
    part = part_of(WHOLE, note("two"), note("three"), note("four"), table("t2", "Caption 2"), table("t5", "Caption 5"))
    pdf, docx = both(part)
    for reading in (read_pdf(pdf), read_docx(docx)):
        found = [block.number for block in reading.blocks if block.kind.lower().startswith(("note", "footnote"))]
        assert found == ["2", "3", "4"]


def test_word_counts_where_its_count_is_right_and_is_told_elsewhere() -> None:
    docx = both(part_of(WHOLE, note("one"), note("three"), note("two")))[1]
    assert xml(docx).count("customMarkFollows") == 1
    assert xml(docx, "footnotes").count("<w:footnoteRef/>") == 2
    assert "customMarkFollows" not in xml(both(number(WHOLE))[1])


def test_word_counts_captions_on_from_where_it_is_told_to() -> None:
    names = ("t1", "t3", "t4")
    docx = both(part_of(WHOLE, *(table(name, f"Caption {name[1]}") for name in names)))[1]
    assert [code.strip() for code in re.findall(r"SEQ Table [^<]*", xml(docx))] == [
        "SEQ Table \\* ARABIC",
        "SEQ Table \\* ARABIC \\r 3",
        "SEQ Table \\* ARABIC",
    ]


def test_a_mark_that_says_another_number_than_its_note_is_found() -> None:
    docx = both(part_of(WHOLE, note("three")))[1]
    before = zipfile.ZipFile(io.BytesIO(docx))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "word/footnotes.xml":
                assert content.count(b"<w:t>3</w:t>") == 1
                content = content.replace(b"<w:t>3</w:t>", b"<w:t>4</w:t>")
            after.writestr(name, content)
    assert {each.code for each in check_docx(read_docx(out.getvalue()))} == {"note-marks"}


@pytest.mark.parametrize("kept", [("beta",), ("beta", "delta", "epsilon"), ("alpha", "epsilon")])
def test_lists_begin_and_jump_in_word(kept: tuple[str, ...]) -> None:
    part = part_of(WHOLE, numbered(*map(item, kept)))
    pdf, docx = both(part)
    (block,) = find(part, n.ListBlock)
    starts = [block.start, *(each.number for each in block.items if each.number is not None)]
    overrides = xml(docx, "numbering")
    for start in starts:
        assert f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/>' in overrides
    assert pdf
