"""How room is shared: columns of tables, lines that end in a page number, chips in a narrow margin."""

from __future__ import annotations

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.errors import DocumentError
from reportgen.grid.widths import NARROW, shared
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Box, Rect, Rule
from reportgen.typeset.dump import text_lines
from reportgen.typeset.setting import TypeArea

AREA = TypeArea.of(THEME.page)
GUTTER = 12.0
"""Points between margin and text column."""
NEEDS = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 300)), min_size=1, max_size=7)


@given(NEEDS, st.integers(20, 600))
def test_columns_fill_the_width_and_none_is_narrower_than_it_needs(each: list[tuple[int, int]], width: int) -> None:
    least, most = [float(low) for low, _ in each], [float(low + more) for low, more in each]
    widths = shared(least, most, width)
    assert sum(widths) == pytest.approx(width)
    if sum(least) >= width:
        assert widths == pytest.approx([low * width / sum(least) for low in least])
        return
    assert all(got >= low - 1e-6 for got, low in zip(widths, least, strict=True))
    if sum(most) <= width:
        weights = [max(high, NARROW) for high in most]
        left_over = width - sum(most)
        assert widths == pytest.approx(
            [high + left_over * weight / sum(weights) for high, weight in zip(most, weights, strict=True)]
        )
    else:
        bounds = list(zip(widths, least, most, strict=True))
        assert all(got <= high + 1e-6 for got, _, high in bounds)
        levelled = [got for got, low, high in bounds if low + 1e-6 < got < high - 1e-6]
        assert levelled == pytest.approx(levelled[:1] * len(levelled))


def pages(*blocks: n.Block) -> list[list[Box]]:
    layout = typeset(number(n.Document(sample.EVERYTHING.meta, blocks)), THEME, FONTS)
    return [list(page.boxes) for page in layout.pages]


def test_entries_of_the_contents_keep_clear_of_their_page_numbers() -> None:
    leaders, digits = 24.0, 10.0
    titles = [f"Ausblick auf das {'kommende ' * count}Jahr" for count in range(1, 16)]
    chapters = [
        n.Section(f"s{i}", (n.Heading(f"h{i}", 1, sample.text(title), number=str(i)),))
        for i, title in enumerate(titles)
    ]
    first = pages(n.TableOfContents("toc"), *chapters)[0]
    words = [line for line in text_lines(first) if any("kommende" in run.text for run in line.runs)]
    assert len(words) > len(titles)
    for line in words:
        entry = [run for run in line.runs if run.owner is not None and run.owner.role == "link"]
        assert line.x + sum(run.width for run in entry) < AREA.right - leaders - digits


def test_chips_wrap_where_the_margin_ends_and_stand_apart() -> None:
    names = ("BMWi", "BMBF", "BMAS", "Bundesministerium für Verkehr", "BMI")
    marks = n.Marks("marks", tuple(n.Text(name) for name in names))
    card = n.Card("card", n.Heading("card.h", 3, sample.text("Titel")), (marks,), (sample.paragraph("p", "Text."),))
    (page,) = pages(card)
    chips = [box for box in page if isinstance(box, Rect) and box.radius]
    assert len(chips) == len(names)
    for chip in chips:
        assert AREA.left - 0.01 <= chip.x < chip.x + chip.width <= AREA.text - GUTTER + 0.01
    for index, one in enumerate(chips):
        for other in chips[index + 1 :]:
            beside = other.x > one.x + one.width and other.y == one.y
            below = other.y > one.y + one.height
            assert beside or below
    assert chips[0].y == chips[1].y
    lines = list(text_lines(page))
    title, mark = (next(line for line in lines if line.runs[0].text.strip() == words) for words in ("Titel", "BMWi"))
    assert mark.y == pytest.approx(title.y)
    for chip, name in zip(chips, names, strict=True):
        words = [
            "".join(run.text for run in line.runs)
            for line in lines
            if chip.x < line.x < chip.x + chip.width and chip.y < line.y < chip.y + chip.height
        ]
        assert "".join(words).replace(" ", "").replace("\u00ad", "") == name.replace(" ", "")


@pytest.mark.parametrize("more", range(6))
def test_a_mark_longer_than_the_margin_stays_in_it(more: int) -> None:
    marks = n.Marks("marks", (n.Text(f"Bundesministerium für {'alle ' * more}Verkehr und digitale Infrastruktur"),))
    card = n.Card("card", n.Heading("card.h", 3, sample.text("Titel")), (marks,), (sample.paragraph("p", "Text."),))
    (page,) = pages(card)
    (chip,) = (box for box in page if isinstance(box, Rect) and box.radius)
    lines = [line for line in text_lines(page) if chip.x < line.x < chip.x + chip.width and chip.y < line.y]
    inside = [line for line in lines if line.y < chip.y + chip.height]
    assert len(inside) > 1
    for line in inside:
        width = sum(run.width for run in line.runs)
        assert line.x + width <= chip.x + chip.width <= AREA.text - GUTTER


def months(count: int, *values: str) -> n.Table:
    """A table of so many columns, each with one of the values in turn."""
    cells = [n.Cell((sample.paragraph(f"c{i}", values[i % len(values)]),)) for i in range(count)]
    return n.Table("t", (), (), (n.Row(tuple(cells)),))


@pytest.mark.parametrize(
    "value", ["1.234.567", "−12,5", "31.12.2026", "1\u202f234\u202f567", "14:30", "8.154,50\u00a0€"]
)
def test_a_table_too_wide_for_its_numbers_is_an_error_told_once_with_its_name(value: str) -> None:
    with pytest.raises(DocumentError) as caught:
        pages(replace(months(60, value, "9.999.999"), caption=sample.text("Werte")))
    (problem,) = caught.value.problems
    assert (problem.code, problem.block) == ("table-too-wide", "t")
    assert problem.text.startswith('the table "Tabelle 1: Werte" does not fit: its 60 columns take')


def test_words_that_do_not_fit_are_divided_with_hyphens() -> None:
    table = months(10, "Bundesministerium", "1.234.567")
    lines = [run.text.strip() for page in pages(table) for line in text_lines(page) for run in line.runs]
    assert any(text.endswith("\u00ad") for text in lines)
    assert "".join(lines).replace("\u00ad", "").count("Bundesministerium") == 5
    assert lines.count("1.234.567") == 5


def test_a_number_outside_of_tables_is_told_with_its_place() -> None:
    terms = n.Terms("m", (n.Term(sample.text("Kosten"), sample.text("1.234.567" + ".890" * 12)),), "margin")
    card = n.Card("card", n.Heading("card.h", 3, sample.text("Titel")), (terms,), (sample.paragraph("p", "Text."),))
    with pytest.raises(DocumentError) as caught:
        pages(card)
    assert [(problem.code, problem.block) for problem in caught.value.problems] == [("divided-number", "m")]


def test_no_rule_runs_through_a_cell_that_goes_on_below() -> None:
    texts = [["Gruppe", "1"], ["2"], ["3"], ["Andere", "4"]]
    rows = []
    for at, values in enumerate(texts):
        cells = [n.Cell((sample.paragraph(f"c{at}{i}", value),)) for i, value in enumerate(values)]
        if at == 0:
            cells[0] = replace(cells[0], rowspan=3)
        rows.append(n.Row(tuple(cells)))
    (page,) = pages(n.Table("t", (n.Column(1), n.Column(1)), (), tuple(rows)))
    rules = sorted((box.y0, box.x0) for box in page if isinstance(box, Rule) and box.y0 > AREA.top)
    starts = [x for _, x in rules]
    assert len(starts) == len(texts)
    assert starts[0] == starts[1] > starts[2] == starts[3]
