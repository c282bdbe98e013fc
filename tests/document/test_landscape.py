"""Pages in landscape: asked for by a section, or for a table that does not fit upright; in PDF, Word, drafts, print."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from oracles import audit
from oracles.ooxml import Package, W, lint
from sample import CHART, EVERYTHING, paragraph, text
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.document.print_settings import MarkSettings
from reportgen.document.theme import MM
from reportgen.docx import write_docx
from reportgen.grid.fit import settled
from reportgen.pdf import write_pdf
from reportgen.pdf.profiles.press import press_profile
from reportgen.print.imposition.plan import Sheet, booklet
from reportgen.print.imposition.write import impose
from reportgen.print.pages import print_layout
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Layout
from reportgen.typeset.dump import text_lines
from reportgen.verify import check, compare, read_docx, read_pdf

UPRIGHT, ACROSS = (595, 842), (842, 595)


def months(count: int, rows: int = 2, value: str = "1.234,5") -> n.Table:
    """A table with a name and so many numbers in each row."""
    heads = n.Row(tuple(n.Cell((paragraph(f"h{i}", f"{i}/2024"),), "column") for i in range(count)))
    body = tuple(n.Row(tuple(n.Cell((paragraph(f"c{at}.{i}", value),)) for i in range(count))) for at in range(rows))
    return n.Table("months", (), (heads,), body, caption=text("Monate"))


def report(*blocks: n.Block) -> n.Document:
    return number(n.Document(EVERYTHING.meta, (n.Section("s", (n.Heading("s.h", 1, text("Titel")), *blocks)),)))


@cache
def document() -> n.Document:
    across = n.Section(
        "across",
        (n.Heading("a.h", 2, text("Quer")), paragraph("a.p", "Im Querformat."), CHART),
        orientation="landscape",
    )
    note = n.Paragraph("n", (n.Text("Danach"), n.Note("n.1", text("Am Fuß."))))
    whole = report(paragraph("p", "Davor."), months(12, 40), note, across, paragraph("e", "Ende."))
    return settled(whole, THEME, FONTS).document


@cache
def layout() -> Layout:
    return typeset(document(), THEME, FONTS)


def sizes(content: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        boxes = [[float(value) for value in page.mediabox] for page in pdf.pages]
        return [(round(box[2] - box[0]), round(box[3] - box[1])) for box in boxes]


def test_pages_are_turned_where_they_have_to_be_and_back_again() -> None:
    data = write_pdf(layout(), document().meta, THEME)
    assert sizes(data) == [UPRIGHT, ACROSS, ACROSS, UPRIGHT, ACROSS, UPRIGHT]
    assert [page.label for page in layout().pages] == list("123456")
    reading = read_pdf(data)
    assert (*compare(plain_blocks(document()), reading, document().meta), *check(reading)) == ()


def test_everything_on_a_page_in_landscape_stands_between_its_margins() -> None:
    page = THEME.page
    for placed in layout().pages:
        if placed.size:
            for line in text_lines(placed.boxes):
                right = line.x + sum(run.width for run in line.runs)
                assert page.top * MM - 0.01 <= line.x
                assert right <= (page.height - page.bottom) * MM + 0.01
                assert page.left * MM <= line.y <= (page.width - page.right) * MM


def test_destinations_lead_to_places_on_their_pages() -> None:
    data = write_pdf(layout(), document().meta, THEME)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = pdf.Root.Names.Dests
        pairs = iter(names.Names if "/Names" in names else names.Kids[0].Names)
        found = {str(key): value for key, value in zip(pairs, pairs, strict=True)}
        target = found["a.h"]
        assert float(target[3]) == pytest.approx(595.28 - layout().destinations["a.h"].y, abs=0.1)


@pytest.mark.long
def test_the_word_file_turns_the_same_pages(tmp_path: Path) -> None:
    data = write_docx(document(), THEME)
    found = list(Package(data).document.iter(f"{W}sectPr"))
    turned = [section.find(f"{W}pgSz").get(f"{W}orient") for section in found]
    assert turned == [None, "landscape", None, "landscape", None]
    assert lint(data) == []
    (tmp_path / "landscape.docx").write_bytes(data)
    assert audit.errors(tmp_path / "landscape.docx") == []
    reading = read_docx(data)
    assert (*compare(plain_blocks(document()), reading, document().meta), *check(reading)) == ()


def test_a_chapter_in_landscape_leaves_the_next_upright_in_word() -> None:
    heading = n.Heading("q.h", 1, text("Quer"))
    across = n.Section("q", (heading, paragraph("q.p", "Quer.")), page="new", orientation="landscape")
    found = list(Package(write_docx(report(across, paragraph("e", "Ende.")), THEME)).document.iter(f"{W}sectPr"))
    assert [section.find(f"{W}pgSz").get(f"{W}orient") for section in found] == [None, "landscape", None]


def test_a_table_is_turned_with_a_note_only_where_it_does_not_fit_upright() -> None:
    few, many, most = (settled(report(months(count)), THEME, FONTS) for count in (6, 12, 30))
    assert (few.document, few.notes, few.problems) == (report(months(6)), (), ())
    assert [(note.code, note.severity, note.block) for note in many.notes] == [("table-turned", "note", "months")]
    assert 'the table "Tabelle 1: Monate" stands on pages of its own' in many.notes[0].text
    assert [(problem.code, problem.block) for problem in most.problems] == [("table-too-wide", "months")]


def test_tables_on_pages_that_are_wider_than_high_are_not_turned() -> None:
    page = replace(THEME.page, width=297, height=210)
    assert settled(report(months(12)), replace(THEME, page=page), FONTS).notes == ()
    (problem,) = settled(report(months(30)), replace(THEME, page=page), FONTS).problems
    assert problem.code == "table-too-wide"


def test_in_print_all_pages_have_one_size_and_those_in_landscape_are_turned() -> None:
    marks = MarkSettings(crop=False, registration=False, colour_bar=False)
    theme = replace(THEME, print=replace(THEME.print, marks=marks))
    data = write_pdf(print_layout(layout(), theme), document().meta, theme, press_profile(theme, grey=True))
    assert len(set(sizes(data))) == 1
    reading = read_pdf(data)
    assert compare(plain_blocks(document()), reading, document().meta) == ()
    sheets = impose(data, Sheet(450 * MM, 320 * MM), booklet)
    assert len(sizes(sheets)) == 4


def test_a_draft_has_its_column_beside_pages_in_landscape_too() -> None:
    draft = replace(document(), meta=replace(document().meta, draft="ENTWURF"), comments={"a.p": ("Offen.",)})
    column = 55 * MM
    data = write_pdf(typeset(draft, THEME, FONTS), draft.meta, THEME)
    assert set(sizes(data)) == {(round(595.28 + column), 842), (round(841.89 + column), 595)}


def test_mirrored_margins_move_a_page_in_landscape_along_the_edge_that_it_is_bound_at() -> None:
    page, shift = replace(THEME.page, left=30, right=20), -10 * MM
    theme = replace(THEME, page=page)
    screen = typeset(document(), theme, FONTS)
    bound = print_layout(screen, theme)
    assert theme.print.mirrored
    left_hand = [at for at, each in enumerate(screen.pages) if each.size and at % 2]
    assert left_hand
    for at in left_hand:
        before, after = (next(text_lines(each.pages[at].boxes)) for each in (screen, bound))
        assert (after.x, after.y) == pytest.approx((before.x, before.y + shift))
