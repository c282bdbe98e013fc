"""Charts of several series: from the data without a loop, grouped, stacked, told apart without colour, with a target
line and words at points."""

from __future__ import annotations

from pathlib import Path

import pytest
from chart_kit import chart, differences, drawn, word
from checks_kit import codes
from compose_kit import document, edition, misread, wrong
from msgspec.structs import replace
from strategies import write_project
from typeset_help import THEME

from reportgen.checks.run import load_checked
from reportgen.document import nodes as n
from reportgen.document.chart import patterns
from reportgen.document.walk import find
from reportgen.edition import model as m
from reportgen.project.open import open_project
from reportgen.typeset.boxes import Line, Rect, Rule

BODY = '<chart id="c" kind="{{ charts.c.kind }}">{{ charts.c }}</chart>'
YEARS = {"2018": 12, "2020": 20, "2024": 31}


def date(iso: str) -> m.Date:
    return m.Date(text=iso, iso=iso, precision="year")


def figure(label: str, value: float | None, **more: object) -> m.Figure:
    return m.Figure(value=value, unit="Fälle", statement=label, label=label, about="eins", **more)  # type: ignore[arg-type]


def composed(folder: Path, spec: m.ChartSpec, **figures: m.Figure) -> n.Chart:
    (found,) = find(document(folder, BODY, replace(edition(), figures=figures, charts={"c": spec})), n.Chart)
    return found


def spec(**more: object) -> m.ChartSpec:
    return m.ChartSpec(about="eins", title="Titel", measure="Fälle", **more)  # type: ignore[arg-type]


def test_series_of_the_data(tmp_path: Path) -> None:
    figures = {f"{sex}-{i}": figure(f"{sex} {i}", value) for sex, value in (("w", 4), ("m", 5)) for i in (1, 2)}
    series = tuple(m.ChartSeries(name=sex, figures=(f"{sex}-1", f"{sex}-2")) for sex in ("w", "m"))
    made = composed(tmp_path, spec(kind="stacked-columns", series=series, labels=("Erste", "Zweite")), **figures)
    assert [(each.name, [(p.label, p.value, p.origin) for p in each.points]) for each in made.series] == [
        ("w", [("Erste", 4, "figures[w-1].value"), ("Zweite", 4, "figures[w-2].value")]),
        ("m", [("Erste", 5, "figures[m-1].value"), ("Zweite", 5, "figures[m-2].value")]),
    ]


def test_figures_over_time_are_a_series_each(tmp_path: Path) -> None:
    earlier = tuple(m.EarlierValue(value=value, as_of=date(year)) for year, value in (("2018", 12), ("2020", None)))
    figures = {
        "a": figure("A", 31, as_of=date("2024"), history=earlier),
        "b": figure("B", 9, as_of=date("2024"), previous=7, previous_as_of=date("2018")),
    }
    made = composed(tmp_path, spec(kind="lines", figures=("a", "b"), over_time=True), **figures)
    assert [(each.name, [point.value for point in each.points]) for each in made.series] == [
        ("A", [12, None, 31]),
        ("B", [7, None, 9]),
    ]
    assert [point.time for point in made.series[0].points] == [2018.5, 2020.5, 2024.5]


def test_one_vague_date_and_none_is_to_scale(tmp_path: Path) -> None:
    earlier = (m.EarlierValue(value=3, as_of=m.Date(text="früher", iso=None, precision="vague")),)
    figures = {"a": figure("A", 31, as_of=date("2024"), history=earlier)}
    made = composed(tmp_path, spec(kind="lines", figures=("a",), over_time=True), **figures)
    assert [point.time for point in made.series[0].points] == [None, None]


def test_a_total_is_no_bar_beside_its_parts(tmp_path: Path) -> None:
    figures = {"all": figure("alle", 10), "a": figure("A", 4)}
    made = composed(tmp_path, spec(figures=("a",), total="all", rest="übrige"), **figures)
    assert [(point.label, point.value) for point in made.series[0].points] == [("A", 4), ("übrige", 6)]


def test_target_and_words_at_points_come_from_the_data(tmp_path: Path) -> None:
    figures = {"a": figure("A", 4, target=7.5, decimals=1), "b": figure("B", 5)}
    notes = (m.Annotation(at="B", text="neu gezählt"),)
    made = composed(
        tmp_path, spec(kind="columns", figures=("a", "b"), target="Ziel 2030", annotations=notes), **figures
    )
    assert made.target == n.Target(7.5, "7,5", "Ziel 2030", "figures[a].target")
    assert made.series[0].points[1].said == "5 neu gezählt"


def test_words_stand_at_one_point_of_several_series(tmp_path: Path) -> None:
    series = tuple(m.ChartSeries(name=name, figures=("a",)) for name in ("w", "m"))
    for of, expected in ((None, ["4 neu", "4"]), ("m", ["4", "4 neu"])):
        notes = (m.Annotation(at="A", text="neu", series=of),)
        folder = tmp_path / str(of)
        folder.mkdir()
        made = composed(folder, spec(series=series, annotations=notes), a=figure("A", 4))
        assert [each.points[0].said for each in made.series] == expected


def test_words_at_a_point_that_is_not_there(tmp_path: Path) -> None:
    chart = spec(figures=("a",), annotations=(m.Annotation(at="C", text="neu"),))
    (finding,) = wrong(tmp_path, BODY, replace(edition(), figures={"a": figure("A", 4)}, charts={"c": chart}))
    assert (finding.code, finding.text) == ("chart-annotation", 'no point of the chart has the label "C"')


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("figures: [ships], series: [{name: a, figures: [ships]}]", ["chart-series"]),
        ("kind: lines", ["chart-series"]),
        ("series: [{name: a, figures: [ships]}], labels: [x, y]", ["chart-series"]),
        ("series: [{name: a, figures: [ships]}], total: ships", ["chart-series"]),
        ("figures: [ships], target: Aim", ["chart-target"]),
        ("series: [{name: a, figures: [ships]}], labels: [x]", []),
    ],
)
def test_charts_that_do_not_go_together(tmp_path: Path, more: str, expected: list[str]) -> None:
    charts = f"c: {{about: traffic, title: Ships, measure: ships, {more}}}\n"
    loaded = load_checked(open_project(write_project(tmp_path, charts=charts)))
    assert [code for code in codes(loaded) if code.startswith("chart-")] == expected


POINTS = '<point label="a" value="{}"/><point label="b" value="{}" note="new count"/>'
TWO = (f'<series name="A">{POINTS.format(10, 20)}</series>', f'<series name="B">{POINTS.format(30, 1)}</series>')


def test_parts_of_a_stacked_column_stand_upon_each_other() -> None:
    document = chart("stacked-columns", *TWO)
    area = drawn(document)
    bars = [box for box in area.boxes if isinstance(box, Rect) and box.width > 20]
    below, upon = bars[0], bars[1]
    assert upon.y + upon.height == pytest.approx(below.y, abs=1)
    assert upon.height == pytest.approx(3 * below.height, rel=0.05)
    assert word(document).find(".//{*}grouping").get("val") == "stacked"
    assert not differences(document)


def test_bars_of_several_series_stand_under_their_label() -> None:
    area = drawn(chart("bars", *TWO))
    said = [box.runs[0].text.strip() for box in area.boxes if isinstance(box, Line)]
    assert said == ["A", "B", "a", "10", "30", "b", "20 new count", "1 new count"]


@pytest.mark.parametrize("kind", ["columns", "stacked-columns", "lines"])
def test_a_target_is_a_level_line_with_its_words(kind: str) -> None:
    document = chart(kind, *TWO, '<target label="Target 2030" value="-5"/>' if kind == "columns" else TARGET)
    (dashed,) = [box for box in drawn(document).boxes if isinstance(box, Rule) and box.dash]
    assert dashed.y0 == dashed.y1
    (block,) = find(document, n.Chart)
    assert block.alt.endswith(f" Target line – Target 2030: {'−5' if kind == 'columns' else '25'}.")
    assert not differences(document)


TARGET = '<target label="Target 2030" value="25"/>'


@pytest.mark.parametrize(
    ("kind", "inner", "code"),
    [
        ("bars", TARGET, "chart-target"),
        ("lines", '<target value="2"/>', "missing-attribute"),
        ("stacked-columns", '<series><point label="a" value="-1"/></series>', "chart-stack"),
    ],
)
def test_what_a_chart_cannot_draw(kind: str, inner: str, code: str) -> None:
    assert code in [each.code for each in misread(f'<chart kind="{kind}">{"".join(TWO)}{inner}</chart>')]


def test_numbers_of_two_columns_and_words_at_them_do_not_touch() -> None:
    area = drawn(chart("columns", *TWO, TARGET))
    lines = [box for box in area.boxes if isinstance(box, Line) and box.runs[0].text.strip() not in "AB"]
    spots = [(box.x, box.y - 7, box.x + sum(run.width for run in box.runs), box.y) for box in lines]
    for i, one in enumerate(spots):
        for other in spots[i + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] + 1 or other[3] <= one[1] + 1


def test_patterns_tell_apart_what_looks_alike_without_colour() -> None:
    four = ["#5F97A1", "#083B45", "#9CC4CA", "#CFE0E4"]
    assert patterns(four, 4) == (0, 0, 0, 0)
    assert patterns(four, 6) == (0, 0, 0, 0, 1, 1)
    assert patterns(["#5F97A1", "#5F98A1"], 2)[1] == 1
    for everywhere in (False, True):
        found = patterns(four, 12, everywhere=everywhere)
        assert len({(index % 4, pattern) for index, pattern in enumerate(found)}) == 12


def test_a_hatched_series_is_hatched_in_word_too() -> None:
    series = [f'<series name="{name}"><point label="a" value="1"/></series>' for name in "ABCDEFGHI"]
    document = chart("stacked-columns", *series)
    looks = (each[0].tag for each in word(document).iter("{*}spPr") if each.getparent().tag.endswith("}ser"))
    fills = [look.rpartition("}")[2] for look in looks]
    colours = [THEME.colour(name) for name in THEME.series]
    assert fills == ["pattFill" if pattern else "solidFill" for pattern in patterns(colours, 9)]
    assert "pattFill" in fills
