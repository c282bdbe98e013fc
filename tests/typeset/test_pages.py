"""Where pages end, and what says so: divided notes and words, marks of what goes on, even pages, decimals."""

from __future__ import annotations

from pathlib import Path

import pytest
import sample
from hard_cases import SENTENCE, documents, prose
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image
from sample import cell, paragraph, text
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Layout, Line, PlacedPage
from reportgen.typeset.dump import text_lines
from reportgen.typeset.flow.text import baseline
from reportgen.typeset.setting import TypeArea

AREA = TypeArea.of(THEME.page)


def laid_out(*blocks: n.Block) -> Layout:
    return typeset(number(n.Document(sample.EVERYTHING.meta, blocks)), THEME, FONTS)


def said(line: Line) -> str:
    return "".join(run.text for run in line.runs)


def marks(page: PlacedPage) -> list[str]:
    return [said(line) for part in page.furniture if part.kind == "continued" for line in text_lines(part.boxes)]


def lowest(page: PlacedPage) -> float:
    """How full a page is, as a share of the type area's height."""
    return (max(line.y for line in text_lines(page.boxes)) - AREA.top) / AREA.depth


# ---------------------------------------------------------------------------------------------------------- words


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(200, 3000), min_size=3, max_size=12), st.integers(0, 40))
def test_no_word_goes_on_over_the_end_of_a_page(counts: list[int], shift: int) -> None:
    words = SENTENCE.split()
    turned = " ".join(words[shift % len(words) :] + words[: shift % len(words)]) + " "
    layout = laid_out(*(paragraph(f"p{i}", (turned * 40)[:count]) for i, count in enumerate(counts)))
    for page in layout.pages:
        *_, last = text_lines(page.boxes)
        assert not said(last).endswith("\u00ad")


# ---------------------------------------------------------------------------------------------------------- notes


def noted(count: int) -> tuple[n.Block, ...]:
    note = n.Note("note", text(prose(count)))
    return (paragraph("a", prose(3800)), n.Paragraph("b", (n.Text("Wort"), note, n.Text(" " + prose(900)))))


def lines_of(layout: Layout, block: str) -> list[int]:
    """The page of each line of a block."""
    inside = {found for element in layout.root.walk() if element.id == block for found in element.walk()}
    return [
        index
        for index, page in enumerate(layout.pages)
        for line in text_lines(page.boxes)
        if any(run.owner in inside for run in line.runs)
    ]


def test_a_note_that_no_page_can_hold_goes_on_at_the_foot_of_the_next() -> None:
    layout = laid_out(*noted(6000))
    pages = lines_of(layout, "note")
    mark = next(
        index for index, page in enumerate(layout.pages) for line in text_lines(page.boxes) if "Wort" in said(line)
    )
    assert sorted(set(pages)) == [mark, mark + 1]
    assert min(pages.count(page) for page in set(pages)) >= 2
    for page in layout.pages:
        assert max(line.y for line in text_lines(page.boxes)) <= AREA.bottom


def test_a_note_that_fits_stays_whole() -> None:
    assert len(set(lines_of(laid_out(*noted(1500)), "note"))) == 1


def test_notes_of_tables_cards_and_lists_stand_at_the_foot_of_their_page() -> None:
    for name in ("spans", "notes"):
        layout = typeset(documents("x")[name], THEME, FONTS)
        for element in layout.root.walk():
            if element.role == "note-mark":
                link = element.children[0]
                note = (link.target or "")[1:]
                places = [
                    index
                    for index, page in enumerate(layout.pages)
                    if any(run.owner is link for line in text_lines(page.boxes) for run in line.runs)
                ]
                assert places == [layout.destinations[note].page]


# --------------------------------------------------------------------------------------------------- what goes on


def table(rows: int, caption: str = "") -> n.Table:
    heads = n.Row((cell("h1", "Feld", head="column"), cell("h2", "Betrag", head="column")))
    body = tuple(n.Row((cell(f"a{i}", f"Feld {i}"), cell(f"b{i}", f"{i}"))) for i in range(rows))
    return n.Table("t", (n.Column(1), n.Column(1)), (heads,), body, text(caption) if caption else ())


def test_a_table_that_goes_on_says_so_and_names_itself() -> None:
    layout = laid_out(table(90, "Alle Felder"))
    assert len(layout.pages) > 1
    assert marks(layout.pages[0]) == []
    for page in layout.pages[1:]:
        assert marks(page) == ["Tabelle 1: Alle Felder (continued)"]
        assert {"Feld", "Betrag"} <= {said(line).strip() for line in text_lines(page.boxes)}


def test_a_table_without_caption_says_that_it_goes_on() -> None:
    assert [marks(page) for page in laid_out(table(60)).pages] == [[], ["continued"]]


def test_a_divided_card_names_itself_again_and_a_whole_one_does_not() -> None:
    layout = typeset(documents("x")["cards"], THEME, FONTS)
    assert {mark for page in layout.pages for mark in marks(page)} == {"Karte 1 (cont.)", "Karte 3 (cont.)"}
    for page in layout.pages:
        first = min(text_lines(page.boxes), key=lambda line: line.y)
        assert bool(marks(page)) == (not said(first).startswith(("Karte", "2", "BMWi", "Lange")))


def test_long_titles_of_what_goes_on_are_cut() -> None:
    layout = laid_out(table(60, prose(300)))
    line = next(
        line for part in layout.pages[1].furniture if part.kind == "continued" for line in text_lines(part.boxes)
    )
    assert said(line).endswith("… (continued)")
    assert line.x + sum(run.width for run in line.runs) <= AREA.right


# --------------------------------------------------------------------------------------------------------- even pages


def section(index: int, count: int) -> n.Section:
    title = n.Heading(f"s{index}.h", 2, text(f"Teil {index}"))
    return n.Section(f"s{index}", (title, *(paragraph(f"s{index}.p{i}", prose(count)) for i in range(3))))


def test_two_pages_are_parted_at_a_heading_so_that_none_is_nearly_empty() -> None:
    layout = laid_out(*(section(index, 250) for index in range(4)))
    assert len(layout.pages) == 2
    assert min(map(lowest, layout.pages)) > 0.5
    *_, first = (line for line in text_lines(layout.pages[1].boxes) if line.y == min(
        other.y for other in text_lines(layout.pages[1].boxes)))  # fmt: skip
    assert said(first).startswith("Teil")


def test_running_text_is_not_parted_for_even_pages() -> None:
    layout = laid_out(paragraph("p", prose(5600)))
    assert lowest(layout.pages[0]) > 0.95


# ----------------------------------------------------------------------------------------------------------- decimals


@pytest.mark.parametrize(
    ("language", "values"),
    [
        ("de", ("1,5", "12", "1.234,25", "7,125 %", "−3", "ohne")),
        ("en", ("1.5", "12", "1,234.25", "7.125 %", "−3")),
        ("de-CH", ("1.5", "12", "1’234’567.25", "7.125 %", "−3")),
        ("fr-CH", ("1,5", "12", "1’234’567,25", "7,125 %", "−3")),
    ],
)
def test_decimal_marks_stand_below_each_other(language: str, values: tuple[str, ...]) -> None:
    rows = tuple(n.Row((cell(f"a{i}", "x"), cell(f"b{i}", value))) for i, value in enumerate(values))
    columns = (n.Column(), n.Column(None, "decimal"))
    meta = n.Meta("Titel", language, "2019", "2019-11-15", "0" * 64)
    head = n.Row((cell("h1", "Feld", head="column"), cell("h2", "Betrag", head="column")))
    layout = typeset(number(n.Document(meta, (n.Table("t", columns, (head,), rows),))), THEME, FONTS)
    point = "," if language in ("de", "fr-CH") else "."
    ends = set()
    for line in text_lines(layout.pages[0].boxes):
        written = said(line).strip()
        if written in values and written[-1] != "e":
            whole = written.rpartition(point)[0] if point in written else written
            face = FONTS[line.runs[0].face]
            ends.add(round(line.x + face.width(whole, line.runs[0].size), 1))
    assert max(ends) - min(ends) < 0.6


@pytest.mark.parametrize("value", ["84.312.907,55", "1\u00a0234\u00a0567\u00a0890,25", "1’234’567’890.50", "7"])
def test_a_number_on_a_tile_is_never_divided(value: str) -> None:
    tiles = tuple(n.Tile(f"t{i}", sample.text(value), sample.text("EUR"), sample.text("Mittel"), ()) for i in range(3))
    lines = [said(line).strip() for line in text_lines(laid_out(n.KeyFigures("k", tiles)).pages[0].boxes)]
    assert sum(line.startswith(value) for line in lines) == 3


# --------------------------------------------------------------------------------------------------------------- grid


@pytest.mark.parametrize("name", ["cards", "lists", "notes", "languages", "figures"])
def test_body_text_stands_on_the_grid_where_the_theme_has_one(name: str, tmp_path: Path) -> None:
    picture = tmp_path / "square.png"
    Image.new("RGB", (40, 40)).save(picture)
    gridded = replace(THEME, rules=replace(THEME.rules, baseline_grid=14.0))
    layout = typeset(documents(str(picture))[name], gridded, FONTS)
    body = THEME.style("body")
    above = baseline(body, FONTS["text/regular"])
    offsets = [
        (line.y - AREA.top - above) % 14
        for page in layout.pages
        for line in text_lines(page.boxes)
        if line.runs[0].size == body.size and line.runs[0].face == "text/regular"
    ]
    on_grid = [offset for offset in offsets if min(offset, 14 - offset) < 0.05]
    assert len(on_grid) >= 0.98 * len(offsets)
    for page in layout.pages:
        assert max(line.y for line in text_lines(page.boxes)) <= AREA.bottom


# -------------------------------------------------------------------------------------------------------- right hand


def test_chapters_begin_on_right_hand_pages_where_the_theme_says_so() -> None:
    sections = []
    for i, matter in enumerate(("front", "front", "body", "body", "annex")):
        blocks = (n.Heading(f"s{i}.h", 1, text(f"Kapitel {i}")), paragraph(f"s{i}.p", "Text."))
        sections.append(n.Section(f"s{i}", blocks, page="new", matter=matter))  # type: ignore[arg-type]
    document = number(n.Document(sample.EVERYTHING.meta, tuple(sections)))
    turned = typeset(document, replace(THEME, rules=replace(THEME.rules, recto_starts=True)), FONTS)
    assert [turned.destinations[f"s{i}"].page for i in range(5)] == [0, 1, 2, 4, 6]
    assert [page.label for page in turned.pages] == ["1", "2", "3", "", "5", "", "7"]
    assert [typeset(document, THEME, FONTS).destinations[f"s{i}"].page for i in range(5)] == [0, 1, 2, 3, 4]


def test_a_column_is_as_wide_as_its_widest_word() -> None:
    narrow, wide = n.Column(12), n.Column(150)
    body = tuple(n.Row((cell(f"a{i}", f"2.10{i}"), cell(f"b{i}", "Normungsroadmap"))) for i in range(5))
    layout = laid_out(n.Table("t", (narrow, wide), (), body))
    found = [said(line).strip() for line in text_lines(layout.pages[0].boxes)]
    assert [text for text in found if text.startswith("2")] == [f"2.10{i}" for i in range(5)]


def test_a_lead_stays_with_what_it_introduces() -> None:
    lead = n.Paragraph("lead", text(prose(150)), "lead")
    for above in range(2000, 3600, 90):
        blocks = (paragraph("p", prose(above)), n.Heading("h", 1, text("Ausblick")), lead, table(6))
        layout = laid_out(*blocks)
        assert layout.destinations["h"].page == layout.destinations["t"].page


def test_what_follows_contents_need_not_stay_with_them() -> None:
    chapters = tuple(n.Heading(f"h{i}", 1, text(f"Kapitel {i}")) for i in range(3))
    toc = n.TableOfContents("toc", 2)
    layout = laid_out(paragraph("p", prose(2900)), toc, *chapters)
    assert layout.destinations["h0"].page == 1
    assert layout.destinations["toc"].page == 0


def test_page_numbers_in_a_column_are_flush_right() -> None:
    heads = [n.Heading(f"h{i}", 1, text(f"Kapitel {i}")) for i in range(12)]
    sections = tuple(n.Section(f"s{i}", (head,), page="new") for i, head in enumerate(heads))
    rows = tuple(
        n.Row((cell(f"a{i}", f"Kapitel {i}"), n.Cell((n.Paragraph(f"b{i}", (n.PageReference(f"h{i}"),)),))))
        for i in range(12)
    )
    layout = laid_out(n.Table("t", (n.Column(150), n.Column(12, "right")), (), rows), *sections)
    numbers = [line for line in text_lines(layout.pages[0].boxes) if said(line).strip().isdigit()]
    assert {len(said(line).strip()) for line in numbers} == {1, 2}
    assert len({round(line.x + sum(run.width for run in line.runs), 1) for line in numbers}) == 1


def test_short_items_of_a_list_are_not_divided() -> None:
    items = tuple(n.ListItem(f"i{i}", (paragraph(f"p{i}", prose(260)),)) for i in range(40))
    for above in range(50, 400, 70):
        layout = laid_out(paragraph("p", prose(above)), n.ListBlock("l", items))
        assert len(layout.pages) > 2
        for page in layout.pages[1:]:
            first = min(text_lines(page.boxes), key=lambda line: (line.y, line.x))
            assert said(first).startswith("•")
