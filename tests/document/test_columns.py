"""Blocks in two columns: balanced on every page, read in order, sections with columns in Word."""

from __future__ import annotations

import io

import pikepdf
import pytest
from msgspec.structs import replace
from oracles.ooxml import Package, W, lint
from typeset_help import FONTS, THEME

from reportgen.compose import Markup, parse
from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.document.theme import MM
from reportgen.docx import write_docx
from reportgen.errors import FindingsError
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset
from reportgen.typeset.boxes import FigureArea, Layout
from reportgen.typeset.dump import text_lines
from reportgen.verify import check, compare, read_docx, read_pdf

WORDS = "<p>Trees are planted in every district, most of them in streets that had none<note>Or few.</note>.</p>"
CHART = (
    '<chart id="chart" kind="lines"><series><point label="a" value="1"/><point label="b" value="3"/></series></chart>'
)
TABLE = (
    '<table id="table"><thead><tr><th>District</th><th>Trees</th></tr></thead>'
    "<tbody><tr><td>North</td><td>310</td></tr><tr><td>South</td><td>89</td></tr></tbody></table>"
)
LEFT, RIGHT = (THEME.page.left + THEME.page.margin_column) * MM, (THEME.page.width - THEME.page.right) * MM
SECOND = LEFT + (RIGHT - LEFT + 6 * MM) / 2


def parsed(body: str) -> n.Document:
    return number(
        parse(Markup(f'<report title="T" lang="en"><section id="s" page="new"><h1>T</h1>{body}</section></report>'))
    )


def columns(page: int, layout: Layout) -> tuple[list[float], list[float]]:
    """The heights at which lines stand in the left and in the right column, notes and what is around them left out."""
    lines = [line for line in text_lines(layout.pages[page].boxes) if line.runs[0].size == 10]
    return [line.y for line in lines if line.x < SECOND - 1], [line.y for line in lines if line.x >= SECOND - 1]


def test_columns_are_equally_long_and_read_one_after_the_other() -> None:
    document = parsed(f'<columns id="c">{WORDS * 9}</columns>')
    layout = typeset(document, THEME, FONTS)
    left, right = columns(0, layout)
    assert min(left) == min(right)
    assert abs(max(left) - max(right)) <= 3 * 14 + 5
    assert (
        max(
            max(line.x + sum(run.width for run in line.runs) for line in text_lines(page.boxes))
            for page in layout.pages
        )
        <= RIGHT + 0.01
    )
    reading = read_pdf(write_pdf(layout, document.meta, THEME))
    assert (*compare(plain_blocks(document), reading, document.meta), *check(reading)) == ()


def test_columns_go_on_over_pages_and_what_follows_is_as_wide_as_before() -> None:
    document = parsed(f'<columns id="c">{WORDS * 90}</columns><p id="after">{"After the columns. " * 9}</p>')
    layout = typeset(document, THEME, FONTS)
    assert len(layout.pages) > 2
    for index in range(len(layout.pages) - 1):
        left, right = columns(index, layout)
        assert abs(max(left) - max(right)) <= 4 * 14
    last = layout.destinations["after"]
    assert any(
        line.x == pytest.approx(LEFT) and sum(run.width for run in line.runs) > SECOND - LEFT
        for line in text_lines(layout.pages[last.page].boxes)
    )


def test_everything_that_may_stand_in_columns_moves_with_them() -> None:
    callout = '<callout kind="box"><title>B</title><p>x</p><progress value="1" target="2">y</progress></callout>'
    events = '<timeline scale="yes"><event time="1"><when>1</when>a</event></timeline>'.replace(
        'time="1"><when>1</when>a</event>',
        'time="2001"><when>1</when>a</event><event time="2002"><when>2</when>b</event>',
    )
    document = parsed(f"<columns>{WORDS * 3}{CHART}{TABLE}{callout}{events}<blockquote><p>x</p></blockquote></columns>")
    layout = typeset(document, THEME, FONTS)
    boxes = [box for box in layout.pages[0].boxes if isinstance(box, FigureArea)]
    assert all(box.x >= LEFT - 0.01 and box.x + box.width <= RIGHT + 0.01 for box in boxes)
    docx = write_docx(document, THEME)
    for reading in (read_pdf(write_pdf(layout, document.meta, THEME)), read_docx(docx)):
        assert (*compare(plain_blocks(document), reading, document.meta), *check(reading)) == ()
    assert lint(docx) == []


def test_word_has_a_section_with_two_columns_and_goes_on_in_one() -> None:
    document = parsed(f"{WORDS}<columns>{WORDS * 4}</columns><p>After.</p>")
    sections = list(Package(write_docx(document, THEME)).document.iter(f"{W}sectPr"))
    found = [(each.find(f"{W}type").get(f"{W}val"), each.find(f"{W}cols")) for each in sections]
    assert [(kind, cols is not None and cols.get(f"{W}num")) for kind, cols in found] == [
        ("nextPage", False),
        ("continuous", "2"),
        ("continuous", False),
    ]


def test_there_is_one_column_where_there_is_no_room_for_two() -> None:
    narrow = replace(THEME, page=replace(THEME.page, left=60, right=60))
    document = parsed(f"<columns>{WORDS * 4}</columns><callout><columns><p>x</p></columns></callout>")
    starts = {
        round(line.x) for line in text_lines(typeset(document, narrow, FONTS).pages[0].boxes) if line.runs[0].size == 10
    }
    assert len(starts) == 1
    assert all(
        each.find(f"{W}cols") is None for each in Package(write_docx(document, narrow)).document.iter(f"{W}sectPr")
    )


def test_columns_are_grouped_in_the_tags() -> None:
    document = parsed(f'<columns id="c">{WORDS}</columns>')
    with pikepdf.open(io.BytesIO(write_pdf(typeset(document, THEME, FONTS), document.meta, THEME))) as file:
        found = [
            obj
            for obj in file.objects
            if isinstance(obj, pikepdf.Dictionary) and "/ID" in obj and bytes(obj.ID) == b"c"
        ]
        assert [str(each.S) for each in found] == ["/Div"]


@pytest.mark.parametrize(
    "inner", ['<section id="x"><p>y</p></section>', "<page-break/>", "<columns><p>x</p></columns>", "<toc/>"]
)
def test_what_begins_pages_or_has_columns_cannot_stand_in_them(inner: str) -> None:
    with pytest.raises(FindingsError) as caught:
        parsed(f"<columns>{inner}</columns>")
    assert [finding.code for finding in caught.value.findings] == ["misplaced-element"]
