"""Charts for every eye and every printer: outlines, hatching, one scale, names apart, numbers as a table."""

from __future__ import annotations

from itertools import pairwise

import pytest
import sample
from compose_kit import read
from msgspec.structs import replace
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.document.contrast import luminance
from reportgen.document.numbering import number
from reportgen.document.plain import cell_text
from reportgen.document.theme import Theme
from reportgen.document.walk import find
from reportgen.typeset import typeset
from reportgen.typeset.blocks.chart.patterns import hatching
from reportgen.typeset.boxes import FigureArea, Line, Polyline, Rect, Rule

YEARS = ("2016", "2017", "2018", "2019")
HATCHED = replace(THEME, rules=replace(THEME.rules, chart_patterns=True))


def chart(kind: str, *values: tuple[float, ...]) -> n.Chart:
    series = tuple(
        n.Series(
            f"Reihe {i}", tuple(n.Point(year, value, f"{value:g}") for year, value in zip(YEARS, row, strict=True))
        )
        for i, row in enumerate(values)
    )
    return n.Chart("chart", kind, series, "Alle Werte")  # type: ignore[arg-type]


def drawn(block: n.Chart, theme: Theme = THEME) -> FigureArea:
    layout = typeset(number(n.Document(sample.EVERYTHING.meta, (block,))), theme, FONTS)
    return next(box for page in layout.pages for box in page.boxes if isinstance(box, FigureArea))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("kind", ["bars", "stacked-bars", "columns", "small-multiples"])
def test_every_bar_stands_out_from_the_paper(kind: str) -> None:
    bars = [box for box in drawn(chart(kind, (3, 5, 2, 4), (1, 2, 3, 4), (4, 4, 4, 4))).boxes if isinstance(box, Rect)]
    assert len(bars) >= 12
    for bar in bars:
        assert max(contrast(colour, "#FFFFFF") for colour in (bar.fill, bar.stroke) if colour) >= 3


def test_every_line_stands_out_from_the_paper() -> None:
    area = drawn(chart("lines", (1, 2, 3, 4), (2, 3, 4, 5), (3, 4, 5, 6), (4, 5, 6, 7)))
    lines = [box for box in area.boxes if isinstance(box, Polyline)]
    assert len(lines) == 4
    assert all(contrast(line.stroke or "#FFFFFF", "#FFFFFF") >= 3 for line in lines)


def test_further_series_are_hatched_inside_their_bars_where_the_theme_wants_it() -> None:
    block = chart("stacked-bars", (30, 50, 20, 40), (10, 20, 30, 40), (40, 40, 40, 40))
    plain, hatched = drawn(block), drawn(block, HATCHED)
    lines = [box for box in hatched.boxes if isinstance(box, Rule)]
    assert len(lines) > len([box for box in plain.boxes if isinstance(box, Rule)]) + 20
    for line in lines:
        assert hatched.x - 0.01 <= min(line.x0, line.x1) <= max(line.x0, line.x1) <= hatched.x + hatched.width + 0.01


@pytest.mark.parametrize("series", [0, 1, 2, 3])
def test_hatching_stays_inside_and_differs_from_series_to_series(series: int) -> None:
    lines = list(hatching(series, 10, 20, 30, 12))
    assert bool(lines) == bool(series)
    for x0, y0, x1, y1 in lines:
        assert 10 <= min(x0, x1) <= max(x0, x1) <= 40
        assert 20 <= min(y0, y1) <= max(y0, y1) <= 32
    others = [set(hatching(other, 10, 20, 30, 12)) for other in range(4) if other != series]
    assert set(lines) not in others


def test_small_multiples_have_one_scale() -> None:
    area = drawn(chart("small-multiples", (10, 20, 30, 40), (1, 2, 3, 4), (40, 30, 20, 10), (5, 5, 5, 5)))
    bars = [box for box in area.boxes if isinstance(box, Rect)]
    tall, low = bars[3], bars[7]
    assert (tall.height + 0.5) / (low.height + 0.5) == pytest.approx(10, rel=0.12)
    names = [box for box in area.boxes if isinstance(box, Line) and "Reihe" in box.runs[0].text]
    assert len({box.y for box in names}) == 2
    assert all(0 <= box.y <= area.height + area.y for box in area.boxes if isinstance(box, Line))


@pytest.mark.parametrize(("count", "rows"), [(2, 1), (3, 1), (4, 2), (5, 2), (7, 3)])
def test_small_multiples_fill_their_rows(count: int, rows: int) -> None:
    area = drawn(chart("small-multiples", *([(1, 2, 3, 4)] * count)))
    names = [box for box in area.boxes if isinstance(box, Line) and "Reihe" in box.runs[0].text]
    across = [len([name for name in names if name.y == y]) for y in {name.y for name in names}]
    assert len(across) == rows
    assert max(across) - min(across) <= 2
    assert count != 4 or across == [2, 2]


@pytest.mark.parametrize("kind", ["columns", "stacked-columns", "lines", "area"])
def test_the_words_of_a_target_stand_on_nothing(kind: str) -> None:
    block = replace(chart(kind, (3, 5, 2, 4), (1, 2, 3, 3)), target=n.Target(3.9, "3,9", "Ziel im Jahr 2030"))
    area = drawn(block)
    said = [box for box in area.boxes if isinstance(box, Line) and any("Ziel" in run.text for run in box.runs)]
    assert said
    drawing = [box.x + box.width for box in area.boxes if isinstance(box, Rect) and box.height > 6]
    drawing += [x for box in area.boxes if isinstance(box, Polyline) for x, _ in box.points]
    for line in said:
        assert line.x >= max(drawing)
        assert line.x + sum(run.width for run in line.runs) <= area.x + area.width + 0.01


def test_numbers_of_lines_close_to_each_other_stay_below_the_title() -> None:
    area = drawn(chart("lines", (1, 3, 6, 10), (1.05, 2.9, 5.9, 9.9), (0.95, 3.1, 6.1, 10.1)))
    size = THEME.style("chart-value").size
    assert min(box.y - size for box in area.boxes if isinstance(box, Line)) >= area.y


@pytest.mark.parametrize("kind", ["columns", "lines"])
def test_words_at_the_highest_point_stay_below_the_title(kind: str) -> None:
    block = chart(kind, (9, 5, 2, 4))
    first = block.series[0]
    noted = replace(first, points=(replace(first.points[0], note="first balance"), *first.points[1:]))
    area = drawn(replace(block, series=(noted,)))
    leading = THEME.style("chart-label").leading
    assert min(box.y for box in area.boxes if isinstance(box, Line)) >= area.y + leading / 2


def test_names_of_lines_that_end_together_stand_apart() -> None:
    area = drawn(chart("lines", (1, 2, 3, 10), (3, 2, 1, 10), (2, 2, 2, 9.9)))
    ends = sorted(box.y for box in area.boxes if isinstance(box, Line) and "Reihe" in box.runs[0].text)
    leading = THEME.style("chart-label").leading
    assert min(b - a for a, b in pairwise(ends)) >= leading - 0.01


def test_the_numbers_of_a_chart_as_a_table() -> None:
    document = read(
        '<chart id="c" kind="columns" table="yes"><chart-title>Mehr</chart-title>'
        '<series name="Eins"><point label="2018" value="1.5" text="1,5"/><point label="2019" value="2"/></series>'
        '<series name="Zwei"><point label="2019" value="4"/></series></chart>'
    )
    (table,) = find(document, n.Table)
    rows = [[cell_text(cell) for cell in row.cells] for row in (*table.head, *table.body)]
    assert rows == [["Item", "Eins", "Zwei"], ["2018", "1,5", "–"], ["2019", "2", "4"]]
    assert [cell.head for cell in table.body[0].cells] == ["row", None, None]
    assert not list(find(read('<chart id="c"><series><point label="a" value="1"/></series></chart>'), n.Table))


def test_bars_are_as_long_as_their_values_on_either_side_of_zero() -> None:
    values = (4.0, -2.0, 1.0, -1.0)
    boxes = drawn(chart("bars", values)).boxes
    bars = [box for box in boxes if isinstance(box, Rect)]
    (axis,) = [box for box in boxes if isinstance(box, Rule)]
    assert axis.x0 == axis.x1
    ends = [bar.x + bar.width if value > 0 else bar.x for bar, value in zip(bars, values, strict=True)]
    lengths = [end - axis.x0 for end in ends]
    assert lengths == pytest.approx([value * lengths[0] / 4 for value in values], abs=OUTLINE)
    said = {line.runs[0].text.strip(): line for line in boxes if isinstance(line, Line)}
    for bar, value, length in zip(bars, values, lengths, strict=True):
        assert (bar.x if value > 0 else bar.x + bar.width) == pytest.approx(axis.x0, abs=OUTLINE)
        line = said[f"{value:g}"]
        assert OUTLINE < line.x - axis.x0 - max(length, 0) < 10
        assert bar.y < line.y < bar.y + bar.height


OUTLINE = 0.6
"""Points by which a bar with an outline is smaller than what it stands for."""
