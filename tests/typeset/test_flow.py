"""Pages: what stays together, what is divided where, and what stands around the text."""

from __future__ import annotations

from pathlib import Path

import pytest
import sample
from flow_kit import AREA, document, pages_of, paragraph, words
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from typeset_help import FONTS, LATO, THEME

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.errors import DocumentError
from reportgen.fonts.book import FontBook
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Line, PlacedPage, Rect, Rule
from reportgen.typeset.dump import dump, text_lines


def heading(block: str, level: int, title: str = "Ein Titel", label: str | None = None) -> n.Heading:
    return n.Heading(block, level, sample.text(title), number=label)


def card(block: str, count: int) -> n.Card:
    margin = (n.Marks(f"{block}.m", (n.Abbreviation(sample.text("BMWi"), "Bundesministerium"),)),)
    return n.Card(block, heading(f"{block}.h", 3), margin, (paragraph(f"{block}.p", count),))


def body_lines(page: PlacedPage) -> list[Line]:
    return list(text_lines(page.boxes))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(20, 2500), st.integers(1, 4)), min_size=1, max_size=14))
def test_nothing_leaves_the_type_area_and_no_line_stands_alone(shape: list[tuple[int, int]]) -> None:
    blocks: list[n.Block] = []
    for index, (count, kind) in enumerate(shape):
        if kind == 1:
            blocks.append(heading(f"h{index}", 2))
        if kind == 2:
            blocks.append(card(f"c{index}", count))
        blocks.append(paragraph(f"p{index}", count))
    layout = typeset(document(*blocks), THEME, FONTS)
    for page in layout.pages:
        for line in body_lines(page):
            assert AREA.top <= line.y <= AREA.bottom
            assert line.x + sum(run.width for run in line.runs) <= AREA.right + 0.1
    for block in blocks:
        found = pages_of(layout, block.id)
        for page in set(found):
            alone = found.count(page) == 1
            assert not alone or len(found) == 1 or isinstance(block, n.Card)
        if isinstance(block, n.Heading):
            after = blocks[blocks.index(block) + 1].id
            assert pages_of(layout, after)[:2].count(found[-1]) == min(2, len(pages_of(layout, after)))


def test_a_card_up_to_half_a_page_is_not_divided() -> None:
    cards = [card(f"c{index}", 700 + 97 * (index % 5)) for index in range(24)]
    layout = typeset(document(*cards), THEME, FONTS)
    assert len(layout.pages) > 2
    for block in cards:
        assert len(set(pages_of(layout, block.id))) == 1


def test_a_card_longer_than_a_page_is_divided() -> None:
    layout = typeset(document(card("c", 6000)), THEME, FONTS)
    assert len(layout.pages) == 2
    assert min(pages_of(layout, "c.p").count(page) for page in (0, 1)) >= 2


def test_a_rule_stands_only_between_cards() -> None:
    layout = typeset(document(heading("h", 2), card("a", 200), card("b", 200), paragraph("p", 50)), THEME, FONTS)
    pale = THEME.colour(THEME.rules.card_rule)
    rules = [box for box in layout.pages[0].boxes if isinstance(box, Rule) and box.colour == pale]
    assert len(rules) == 1
    assert rules[0].x0 == pytest.approx(AREA.text)
    above, below = (layout.destinations[block].y for block in ("a", "b"))
    assert above < rules[0].y0 < below


def test_no_rule_at_the_end_or_the_top_of_a_page() -> None:
    layout = typeset(document(*(card(f"c{index}", 900) for index in range(12))), THEME, FONTS)
    pale = THEME.colour(THEME.rules.card_rule)
    for page in layout.pages:
        text = [line.y for line in body_lines(page)]
        for box in page.boxes:
            if isinstance(box, Rule) and box.colour == pale:
                assert min(text) < box.y0 < max(text)


def test_marks_stand_in_the_margin_column_on_the_titles_baseline() -> None:
    layout = typeset(document(card("c", 100)), THEME, FONTS)
    mark, title = (
        next(line for line in body_lines(layout.pages[0]) if line.runs[0].text.strip() == text)
        for text in ("BMWi", "Ein Titel")
    )
    assert mark.y == pytest.approx(title.y)
    assert mark.x < AREA.text == title.x


def test_the_numeral_stands_on_the_titles_baseline_in_the_margin_column() -> None:
    layout = typeset(document(heading("h", 1, "Umsetzung", "2"), paragraph("p", 50)), THEME, FONTS)
    number_line, title = body_lines(layout.pages[0])[:2]
    assert (number_line.x, title.x) == (pytest.approx(AREA.left), pytest.approx(AREA.text))
    assert number_line.y == title.y
    assert number_line.runs[0].size == 44


def test_a_page_ends_where_a_section_wants_it() -> None:
    parts = [
        n.Section(f"s{index}", (heading(f"h{index}", 1), paragraph(f"p{index}", 60)), page=page)
        for index, page in enumerate((None, "new", "recto", "recto"))
    ]
    layout = typeset(document(*parts), THEME, FONTS)
    assert [layout.destinations[f"s{index}"].page for index in range(4)] == [0, 1, 2, 4]
    assert layout.pages[3] == PlacedPage("", ())


def test_the_running_head_names_the_first_chapter_of_its_page() -> None:
    first = n.Section("a", (heading("a.h", 1, "Erstes"), paragraph("a.p", 6000)), page="new")
    second = n.Section("b", (heading("b.h", 1, "Zweites"), paragraph("b.p", 100)), page="new")
    layout = typeset(document(first, second), THEME, FONTS)
    heads = [next(text_lines(page.furniture[0].boxes)) for page in layout.pages]
    assert {line.runs[0].text for line in heads} == {"Zwischenbericht 2019"}
    chapters = [list(text_lines(page.furniture[0].boxes))[1].runs[0].text for page in layout.pages]
    assert chapters == ["Erstes"] * (len(layout.pages) - 1) + ["Zweites"]


def test_the_running_head_goes_on_with_the_last_chapter_of_the_page_before() -> None:
    first = n.Section("a", (heading("a.title", 1, "Erstes"), paragraph("a.p", 20)))
    second = n.Section("b", (heading("b.title", 1, "Zweites"), *(paragraph(f"b.p{i}", 600) for i in range(12))))
    layout = typeset(document(first, second), THEME, FONTS)
    chapters = [list(text_lines(page.furniture[0].boxes))[1].runs[0].text for page in layout.pages]
    assert chapters[:2] == ["Erstes", "Zweites"]


def test_the_running_head_divides_no_word() -> None:
    layout = typeset(
        document(n.Section("a", (heading("a.h", 1, "Daten\u00adstrategie"), paragraph("p", 9)))), THEME, FONTS
    )
    assert list(text_lines(layout.pages[0].furniture[0].boxes))[1].runs[0].text == "Datenstrategie"


def test_the_cover_has_neither_head_nor_number() -> None:
    layout = typeset(number(sample.EVERYTHING), THEME, FONTS)
    assert (layout.pages[0].label, layout.pages[0].furniture) == ("", ())
    assert layout.pages[1].label == "2"
    grounds = [box for box in layout.pages[0].boxes if isinstance(box, Rect) and box.owner is None]
    assert min(box.x for box in grounds) < 0
    assert max(box.x + box.width for box in grounds) > AREA.width
    assert max(box.y + box.height for box in grounds) > AREA.height


def table(rows: int, cell_words: int = 30) -> n.Table:
    def cell(block: str, count: int) -> n.Cell:
        return n.Cell((paragraph(block, count),))

    head = n.Row(tuple(replace(cell(f"h{c}", 12), head="column") for c in range(3)))
    body = tuple(
        n.Row(tuple(cell(f"r{r}c{c}", cell_words * (c + 1)) for c in range(3)), f"row{r}") for r in range(rows)
    )
    return n.Table("t", (n.Column(1), n.Column(2), n.Column(3, "right")), (head,), body)


def test_head_rows_are_repeated_as_artifacts_and_rows_stay_whole() -> None:
    layout = typeset(document(table(60, 60)), THEME, FONTS)
    assert len(layout.pages) > 1
    for page in layout.pages[1:]:
        first = body_lines(page)[0]
        assert all(run.owner is None for run in first.runs)
    rows = [element for element in layout.root.walk() if element.role == "row"]
    assert len(rows) == 61
    for row in rows:
        inside = set(row.walk())
        found = {
            index
            for index, page in enumerate(layout.pages)
            for line in body_lines(page)
            if any(run.owner in inside for run in line.runs)
        }
        assert len(found) == 1


def test_right_aligned_columns_end_at_one_edge() -> None:
    layout = typeset(document(table(5, 12)), THEME, FONTS)
    ends = {
        round(line.x + sum(run.width for run in line.runs), 1)
        for line in body_lines(layout.pages[0])
        if line.x > AREA.text + AREA.column / 3
    }
    assert ends == {round(AREA.right, 1)}


def test_notes_stand_at_the_foot_of_the_page_of_their_mark() -> None:
    blocks: list[n.Block] = []
    for index in range(30):
        note = n.Note(f"n{index}", words(150))
        blocks.append(n.Paragraph(f"p{index}", (*words(300), note, *words(300))))
    layout = typeset(document(*blocks), THEME, FONTS)
    marks = {area.owner.target: page for page, placed in enumerate(layout.pages) for area in placed.links}
    for index in range(30):
        assert layout.destinations[f"n{index}"].page == marks[f"#n{index}"]
    for page in layout.pages:
        small = [line.y for line in body_lines(page) if line.runs[-1].size == 9]
        large = [line.y for line in body_lines(page) if line.runs[0].size == 10]
        assert min(small) > max(large)
        assert max(small) <= AREA.bottom


def test_pages_are_filled() -> None:
    """Text that can be divided anywhere leaves no page half empty but the last."""
    layout = typeset(document(*(paragraph(f"p{index}", 500) for index in range(40))), THEME, FONTS)
    for page in layout.pages[:-1]:
        assert max(line.y for line in body_lines(page)) > AREA.bottom - 45


def test_no_chapter_ends_with_a_single_card_on_its_page() -> None:
    for count in range(6, 24):
        layout = typeset(document(*(card(f"c{index}", 350) for index in range(count))), THEME, FONTS)
        if len(layout.pages) > 1:
            last = len(layout.pages) - 1
            assert sum(layout.destinations[f"c{index}"].page == last for index in range(count)) > 1


def test_a_character_without_a_glyph_is_named_with_its_place() -> None:
    blocks = (
        n.Paragraph("a", (n.Text("Zeichen \u4e09", "measures[a].text"),)),
        n.Paragraph("b", (n.Text("und \u4e2d"),)),
    )
    with pytest.raises(DocumentError) as caught:
        typeset(document(*blocks), THEME, FONTS)
    found = [(problem.code, problem.block, problem.path) for problem in caught.value.problems]
    assert found == [("missing-glyph", "a", "measures[a].text"), ("missing-glyph", "b", "")]
    assert "U+4E09" in caught.value.problems[0].text


def test_a_character_is_told_once_for_each_place_with_all_faces_that_lack_it() -> None:
    snowman = (n.Text("\u4e09", "title"),)
    blocks = (
        n.Paragraph("a", (*snowman, n.Strong(snowman), n.Text(" "), *snowman)),
        n.Paragraph("b", (n.Text("\u4e09\u4e2d"), n.Emphasis((n.Text("\u4e2d"),)))),
        n.Paragraph("c", snowman),
    )
    with pytest.raises(DocumentError) as caught:
        typeset(document(*blocks), THEME, FONTS)
    found = [(problem.path, problem.block, problem.text) for problem in caught.value.problems]
    assert found == [
        ("title", "a", 'the fonts text/regular and text/bold have no glyph for "\u4e09" (U+4E09)'),
        ("", "b", 'the font text/regular has no glyph for "\u4e09" (U+4E09)'),
        ("", "b", 'the fonts text/regular and text/italic have no glyph for "\u4e2d" (U+4E2D)'),
    ]


def test_a_no_break_hyphen_becomes_a_hyphen() -> None:
    layout = typeset(document(n.Paragraph("a", sample.text("KI\u2011Strategie"))), THEME, FONTS)
    assert "KI-Strategie" in dump(layout)


def test_the_dump_names_pages_places_and_words() -> None:
    layout = typeset(document(heading("h", 1, "Titel", "1"), sample.paragraph("p", "Ein Satz.")), THEME, FONTS)
    assert dump(layout) == (
        "page 1 (1)\n"
        "   68   120  1\n"
        "  181   120  Titel\n"
        "  181   148  Ein Satz.\n"
        "   68    51  (Zwischenbericht 2019)\n"
        "  510    51  (Titel)\n"
        "   68   805  (Stand: November 2019)\n"
        "  522   805  (1)\n"
    )


def test_a_row_higher_than_a_page_is_divided_and_keeps_its_text() -> None:
    tall = n.Row((n.Cell((paragraph("a", 20),)), n.Cell((paragraph("b", 9000),))))
    layout = typeset(document(n.Table("t", (n.Column(1), n.Column(3)), (), (tall,))), THEME, FONTS)
    assert len(set(pages_of(layout, "t"))) > 1
    assert max(line.y for page in layout.pages for line in body_lines(page)) <= AREA.bottom


def test_a_long_definition_is_divided_between_pages() -> None:
    terms = n.Terms("g", (n.Term(sample.text("KI"), words(9000)),), "glossary")
    layout = typeset(document(terms), THEME, FONTS)
    assert len(layout.pages) == 3


def test_what_no_page_can_hold_is_an_error_that_names_it() -> None:
    points = tuple(n.Point(f"Ort {index}", index, str(index)) for index in range(60))
    chart = n.Chart("c", "bars", (n.Series("", points),), "alt")
    with pytest.raises(DocumentError) as caught:
        typeset(document(chart), THEME, FONTS)
    assert [(problem.code, problem.block) for problem in caught.value.problems] == [("does-not-fit", "c")]


def test_a_picture_that_cannot_be_read_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"not a picture")
    blocks = [n.Figure(name, str(tmp_path / f"{name}.png"), "alt") for name in ("broken", "missing")]
    with pytest.raises(DocumentError) as caught:
        typeset(document(*blocks), THEME, FONTS)
    found = [(problem.code, problem.block) for problem in caught.value.problems]
    assert found == [("unreadable-picture", "broken"), ("unreadable-picture", "missing")]


def test_a_missing_font_is_an_error_with_a_way_out() -> None:
    fonts = FontBook({"text": replace(LATO, regular="no_such_package:files/a.ttf")})
    with pytest.raises(DocumentError, match="no_such_package"):
        typeset(document(sample.paragraph("p", "Text")), THEME, fonts)


def test_a_register_longer_than_a_page_goes_on_in_two_columns() -> None:
    entries = tuple(n.IndexEntry(sample.text(f"Eintrag {index}"), "p") for index in range(300))
    index = n.Index("i", (n.IndexGroup("g", sample.text("Stelle"), entries),))
    layout = typeset(document(sample.paragraph("p", "Text"), index), THEME, FONTS)
    assert len(layout.pages) >= 3
    assert max(line.y for page in layout.pages for line in body_lines(page)) <= AREA.bottom


# ------------------------------------------------------------------------------------------------ numbers, facing pages


def test_pages_before_the_body_are_counted_in_roman_numerals() -> None:
    theme = replace(THEME, rules=replace(THEME.rules, front_numbers="roman"))
    layout = typeset(number(sample.EVERYTHING), theme, FontBook(theme.fonts))
    labels = [page.label for page in layout.pages]
    body = layout.destinations["glance"].page
    assert labels[: body + 2] == ["", "ii", "1", "2"]
    shown = [line for line in text_lines(layout.pages[1].boxes) if line.runs[0].text.strip() == "1"]
    assert shown


def test_left_hand_pages_have_the_number_at_the_left_and_chapters_begin_without_a_head() -> None:
    theme = replace(THEME, rules=replace(THEME.rules, facing_pages=True, chapter_head=False))
    layout = typeset(number(sample.EVERYTHING), theme, FontBook(theme.fonts))
    for index, page in enumerate(layout.pages):
        kinds = [furniture.kind for furniture in page.furniture]
        if not page.label:
            continue
        foot = {line.runs[0].text: line.x for line in text_lines(page.furniture[-1].boxes)}
        assert (foot[page.label] < 200) == (index % 2 == 1)
        assert kinds == ["footer"] or index + 1 == len(layout.pages)
