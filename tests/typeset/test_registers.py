"""Registers: columns that are balanced on every page they take."""

from __future__ import annotations

from itertools import pairwise

import pytest
import sample
from flow_kit import AREA, document, pages_of, paragraph, words
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Layout, Line, PlacedPage
from reportgen.typeset.dump import text_lines


def register(groups: list[tuple[int, int]]) -> n.Index:
    """A register of groups with so many entries of so many characters each."""
    return n.Index(
        "i",
        tuple(
            n.IndexGroup(
                f"g{at}",
                sample.text(f"Ressort {at}"),
                tuple(n.IndexEntry(words(length), "above") for _ in range(count)),
            )
            for at, (count, length) in enumerate(groups)
        ),
    )


def columns_on(page: PlacedPage, layout: Layout) -> tuple[list[Line], list[Line]]:
    """The lines of a register on a page: in the left column and in the right one, from top to bottom."""
    inside = {found for element in layout.root.walk() if element.role == "index" for found in element.walk()}
    lines = [line for line in text_lines(page.boxes) if any(run.owner in inside for run in line.runs)]
    middle = (AREA.left + AREA.right) / 2
    left, right = ([line for line in lines if (line.x > middle) is side] for side in (False, True))
    return left, right


def test_a_register_begins_on_the_rest_of_a_page() -> None:
    layout = typeset(document(paragraph("above", 2600), register([(6, 40)] * 9)), THEME, FONTS)
    left, right = columns_on(layout.pages[0], layout)
    assert left
    assert right
    assert len(layout.pages) == 2
    lowest = max(line.y for line in (*left, *right))
    assert AREA.bottom - lowest < 60
    assert abs(left[-1].y - right[-1].y) < 60


@pytest.mark.long
@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(1, 30), st.sampled_from([20, 40, 90, 200])), min_size=1, max_size=30),
    st.integers(100, 4000),
    st.sampled_from([0, 14]),
)
def test_columns_of_a_register_stay_in_the_type_area(groups: list[tuple[int, int]], above: int, grid: int) -> None:
    theme = replace(THEME, rules=replace(THEME.rules, baseline_grid=grid))
    after = paragraph("below", 300)
    layout = typeset(document(paragraph("above", above), register(groups), after), theme, FONTS)
    order = []
    for page in layout.pages:
        left, right = columns_on(page, layout)
        assert not right or left
        order += [*left, *right]
        assert all(AREA.top < line.y < AREA.bottom for line in (*left, *right))
        for column in (left, right):
            lines = sorted({round(line.y, 2) for line in column})
            assert all(lower - upper > 11 for upper, lower in pairwise(lines))
    last = max(line.y for side in columns_on(layout.pages[pages_of(layout, "i")[-1]], layout) for line in side)
    below = [line.y for line in text_lines(layout.pages[pages_of(layout, "i")[-1]].boxes) if line.y > last]
    assert not below or min(below) - last > 14
    said = [line for line in order if line.runs[0].text.startswith("Ressort")]
    assert [line.runs[0].text.strip() for line in said] == [f"Ressort {at}" for at in range(len(groups))]


def test_a_group_begins_with_two_entries_and_does_not_end_with_one_alone() -> None:
    for above in range(100, 3000, 230):
        layout = typeset(document(paragraph("above", above), register([(5, 40)] * 12)), THEME, FONTS)
        for page in layout.pages:
            for column in columns_on(page, layout):
                terms = [line.runs[0].text.startswith("Ressort") for line in column]
                entries = [len(part) for part in "".join("t" if term else "e" for term in terms).split("t")]
                assert not column or all(count >= 4 for count in entries[1:-1])
                assert entries[0] != 2
                assert len(entries) == 1 or entries[-1] >= 4


def test_a_register_inside_another_block_has_one_column() -> None:
    inner = n.Callout("c", (register([(3, 40)] * 3),))
    layout = typeset(document(inner), THEME, FONTS)
    starts = {line.x for page in layout.pages for line in text_lines(page.boxes) if line.runs[0].text.startswith("Re")}
    assert len(starts) == 1
