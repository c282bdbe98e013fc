"""Axes of charts: time to scale, gaps, titles, and where the values begin; the same in the PDF and in Word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from chart_kit import TIMES, chart, differences, drawn, series, word
from compose_kit import misread
from hypothesis import given
from hypothesis import strategies as st
from oracles.ooxml import C

from reportgen.document import nodes as n
from reportgen.document.chart import Category, shares, steps
from reportgen.document.walk import find
from reportgen.edition.moment import moment
from reportgen.typeset.boxes import Line, Polyline, Rect, Rule


@pytest.mark.parametrize("kind", ["columns", "lines", "small-multiples"])
def test_years_stand_at_true_distances(kind: str) -> None:
    document = chart(kind, series("", "7 6 5"))
    lines = [box for box in drawn(document).boxes if isinstance(box, Line)]
    middles = [line.x + sum(run.width for run in line.runs) / 2 for line in lines if line.runs[0].text.strip() in TIMES]
    first, second = (after - before for before, after in pairwise(middles))
    assert second == pytest.approx(2 * first)
    labels = next(word(document).iter(f"{C}cat"))
    assert {int(pt.get("idx")): pt[0].text for pt in labels.iter(f"{C}pt")} == {0: "2018", 1: "2020", 3: "2024"}
    assert not differences(document)


def test_points_stand_in_the_order_of_time() -> None:
    (block,) = find(chart("lines", series("", "5 6 7", ["2024", "2018", "2020"])), n.Chart)
    assert [point.label for point in block.series[0].points] == ["2018", "2020", "2024"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_line_breaks_where_a_value_is_missing(language: str) -> None:
    times = ["2016", "2017", "2019", "2020", "2024"]
    document = chart(
        "lines", series("City", "7 6 - 5 4", times), series("Region", "9 8 7 6 5", times), language=language
    )
    lines = [len(box.points) for box in drawn(document).boxes if isinstance(box, Polyline)]
    assert lines == [2, 2, 5]
    (block,) = find(document, n.Chart)
    assert "2019: no value; 2020: 5" in block.alt
    names = [each.findtext(f".//{C}tx//{C}v") for each in word(document).iter(f"{C}ser")]
    assert names == ["City", "City", "Region"]
    assert [each.get("val") for each in word(document).iter(f"{C}legendEntry") for each in each.iter(f"{C}idx")] == [
        "1"
    ]
    assert not differences(document)


@pytest.mark.parametrize("kind", ["bars", "columns", "lines", "stacked-bars", "small-multiples"])
def test_what_one_series_does_not_give_is_a_gap(kind: str) -> None:
    inner = '<series name="{}"><point label="{}" value="1"/><point label="c" value="2"/></series>'
    document = chart(kind, inner.format("A", "a"), inner.format("B", "b"))
    (block,) = find(document, n.Chart)
    assert [[point.value for point in each.points] for each in block.series] == [[1, 2, None], [None, 2, 1]]
    assert not differences(document)


def test_a_gap_says_so_in_the_table() -> None:
    document = chart("lines", series("", "7 - 5"), more='table="yes"')
    assert [cell.children[0].children[0].text for row in next(find(document, n.Table)).body for cell in row.cells] == [  # type: ignore[union-attr]
        *("2018", "7", "2020", "–", "2024", "5")
    ]


def test_title_and_minimum_of_the_axis() -> None:
    document = chart("lines", series("", "700 600 1500"), more='axis-title="Tonnes" minimum="500"')
    area = drawn(document)
    said = [box.runs[0].text.strip() for box in area.boxes if isinstance(box, Line)]
    assert said[:2] == ["Tonnes", "500"]
    (line,) = [box for box in area.boxes if isinstance(box, Polyline)]
    axis = max(box.y0 for box in area.boxes if isinstance(box, Rule) and box.y0 == box.y1)
    heights = [axis - y for _, y in line.points]
    assert heights == pytest.approx([heights[1] * 2, heights[1], heights[1] * 10])
    (block,) = find(document, n.Chart)
    assert block.alt == "Line chart – 2018: 700; 2020: 600; 2024: 1,500 (Tonnes). The axis begins at 500."
    assert word(document).find(f".//{C}valAx/{C}scaling/{C}min").get("val") == "500"
    assert "".join(word(document).find(f".//{C}title").itertext()) == "Tonnes"
    assert not differences(document)


@pytest.mark.parametrize(
    ("kind", "more", "values", "code"),
    [
        ("columns", 'minimum="5"', "7 6 8", "chart-minimum"),
        ("lines", 'minimum="7"', "7 6 8", "chart-minimum"),
        ("lines", "", "- - -", "empty-chart"),
    ],
)
def test_axes_that_would_say_something_else(kind: str, more: str, values: str, code: str) -> None:
    assert [each.code for each in misread(f'<chart kind="{kind}" {more}>{series("", values)}</chart>')] == [code]


@pytest.mark.parametrize("points", [(("a", "2018"), ("b", "")), (("a", "2018"), ("b", "2018"))])
def test_times_of_some_points_only(points: tuple[tuple[str, str], ...]) -> None:
    inner = "".join(f'<point label="{label}" time="{time}" value="1"/>' for label, time in points)
    assert [each.code for each in misread(f'<chart kind="lines"><series>{inner}</series></chart>')] == ["chart-time"]


def test_numbers_over_narrow_columns_do_not_touch() -> None:
    times = ["2005", "2020", "2023", "2024", "2025"]
    area = drawn(chart("columns", series("", "132 214 247 260 281", times)))
    numbers = [box for box in area.boxes if isinstance(box, Line) and box.runs[0].text.strip() not in times]
    spots = [(box.x, box.y, box.x + sum(run.width for run in box.runs)) for box in numbers]
    for one, other in pairwise(sorted(spots)):
        assert one[2] <= other[0] + 0.01 or abs(one[1] - other[1]) >= 6
    assert min(box.y for box in numbers) > area.y
    assert all(box.width > 3 for box in area.boxes if isinstance(box, Rect))


@pytest.mark.parametrize(
    ("iso", "value"),
    [("2018", 2018.5), ("2018-06", 2018 + 5.5 / 12), ("2019-12-31", 2019 + (11 + 30.5 / 31) / 12)],
)
def test_a_date_stands_in_the_middle_of_what_it_names(iso: str, value: float) -> None:
    assert moment(iso) == pytest.approx(value)


@pytest.mark.parametrize("iso", ["", "2018/2019", "P1Y", "2018-13", "2018-02-30", "18", "2018-06-30T12:00"])
def test_what_is_no_single_date_has_no_place(iso: str) -> None:
    with pytest.raises(ValueError, match=r"year|month|day"):
        moment(iso)


@given(st.lists(st.integers(1900, 2015), min_size=2, max_size=12, unique=True).map(sorted))
def test_equal_steps_keep_distances(years: list[int]) -> None:
    places = [Category(str(year), float(year)) for year in years]
    found, wanted = steps(places), shares(places)
    assert wanted is not None
    assert len(set(found)) == len(found)
    assert [at / found[-1] for at in found] == pytest.approx(wanted, abs=0.02)
