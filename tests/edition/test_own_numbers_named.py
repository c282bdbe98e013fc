"""Numbers in fields of a report's own by their ids: in texts, in charts, among key figures, and in excerpts."""

from __future__ import annotations

from pathlib import Path

import pytest
from own_numbers_kit import OFFICES, project, run, said

from reportgen.build.documents import Documents
from reportgen.checks.run import load_checked
from reportgen.document.nodes import Chart
from reportgen.document.plain import plain_blocks
from reportgen.document.walk import find
from reportgen.edition.audience import parse_selection
from reportgen.files.cache import Cache
from reportgen.project.open import open_project

TEMPLATE = """<report title="T"><section id="s"><h1>T</h1>
<p id="text">{{ sections["s"].text | inline }}</p>{% for chart in charts %}
<chart id="{{ chart.id }}" kind="{{ chart.kind }}"><chart-title>{{ chart.title }}</chart-title>
<chart-subtitle>{{ chart.measure }}</chart-subtitle>{{ chart }}</chart>{% endfor %}
<key-figures id="k">{% for f in report.key_figures %}
<tile id="tile-{{ loop.index }}"><tile-value>{{ f.number }}</tile-value>
<statement>{{ f.statement }}</statement></tile>{% endfor %}</key-figures>
</section></report>"""
ALL = "c: {about: s, title: C, measure: M, figures: [measures.*.budget]}\n"
TEXT = "its type is text; figures are fields of the types number, quantity and money"
FIGURES = "ships: {value: 80, previous: 70, target: 120, unit: Schiffe, statement: im Hafen, about: s}\n"


def made(folder: Path, text: str, charts: str = "", figures: str = FIGURES, template: str = TEMPLATE) -> Path:
    folder = project(folder, template=template)
    (folder / "data/2025/sections.yaml").write_text(f"s:\n  title: Teil\n  text: >-\n    {text}\n")
    (folder / "data/2025/key-figures.yaml").write_text(figures)
    if charts:
        (folder / "data/2025/charts.yaml").write_text(charts)
    return folder


def check(folder: Path) -> list[tuple[str, str, int, str | None]]:
    findings = load_checked(open_project(folder), "2025").findings
    return [(each.code, each.text, each.line, each.hint) for each in findings if each.severity == "error"]


def charts_of(folder: Path) -> dict[str, Chart]:
    return {each.id: each for each in find(Documents(folder, None, Cache(None)).document(None), Chart)}


def points(chart: Chart) -> list[tuple[str, list[tuple[str, float | None]]]]:
    return [(each.name, [(point.label, point.value) for point in each.points]) for each in chart.series]


def test_texts_name_them_in_all_forms_of_figures(tmp_path: Path) -> None:
    names = ("budget", "budget.unit", "spent.previous", "tonnes.value")
    text = ", ".join(f"{{measures.m-01.{name}}}" for name in names)
    assert said(made(tmp_path, text))["text"] == "1.234.567,50, 1.234.567,50 EUR, 80,00, 12"


def test_texts_name_the_target_of_a_figure(tmp_path: Path) -> None:
    assert said(made(tmp_path, "{ships} von {ships.target}"))["text"] == "80 von 120"


def test_where_finds_a_number_in_texts_and_where_they_print_it(tmp_path: Path) -> None:
    folder = made(tmp_path, "{measures.m-01.budget}", ALL)
    found = run(folder, "where", "measures.m-01.budget")
    assert "data/2025/measures.yaml:6: measures[m-01].extra.budget" in found
    assert "data/2025/sections.yaml:4: sections[s].text" in found
    assert "data/2025/charts.yaml:1: charts[c].figures[0]" in found
    assert "  page 1   text" in found
    assert "  page 1   c" in found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{measures.m-01.budgt}", ("dead-id", 'did you mean "measures.m-01.budget"?')),
        ("{measure.m-01.budget}", ("dead-id", 'did you mean "measures.m-01.budget"?')),
        ("{measures.m-01.remark}", ("dead-id", TEXT)),
        ("{measures.m-01.budget.vaule}", ("bad-reference", 'did you mean "value"?')),
        ("{measures.m-02.tonnes}", ("missing-value", "give it a value or a text")),
        ("{measures.m-01.budget.previous}", ("missing-value", "give it one: previous")),
        ("{ships.target}", ("missing-value", "give it one: target")),
    ],
)
def test_what_cannot_be_named_is_told_at_its_place(tmp_path: Path, text: str, told: tuple[str, str]) -> None:
    folder = made(tmp_path, text, figures=FIGURES.replace("target: 120, ", ""))
    assert [(code, line, hint) for code, _, line, hint in check(folder)] == [(told[0], 4, told[1])]


def test_a_dead_source_of_a_number_is_told(tmp_path: Path) -> None:
    folder = made(tmp_path, "Text")
    text = (folder / "data/2025/measures.yaml").read_text()
    (folder / "data/2025/measures.yaml").write_text(text.replace("spent: {", "spent: {source: book, "))
    assert [(code, line) for code, _, line, _ in check(folder)] == [("dead-id", 7)]
    (folder / "data/2025/sources.yaml").write_text("book: {title: Haushaltsplan}\n")
    listed = '{% for each in bibliography %}<p id="{{ each.anchor }}">{{ each.entry }}</p>{% endfor %}</section>'
    (folder / "templates/t/report.xml.j2").write_text(TEMPLATE.replace("</section>", listed))
    assert "Haushaltsplan" in " ".join(said(folder).values())


def test_a_chart_draws_one_field_of_all_items_under_their_titles(tmp_path: Path) -> None:
    folder = made(tmp_path, "Text", ALL)
    chart = charts_of(folder)["c"]
    assert points(chart) == [("M", [("Radwege", 1234567.5), ("Busse", 765432.5)])]
    assert [point.text for point in chart.series[0].points] == ["1.234.567,50", "765.432,50"]
    assert [point.origin for point in chart.series[0].points] == [f"measures[m-0{i}].extra.budget" for i in (1, 2)]


def test_a_chart_draws_fields_of_one_item_under_their_names(tmp_path: Path) -> None:
    spec = "c: {about: s, title: C, measure: M, figures: [measures.m-01.budget, measures.m-01.spent]}\n"
    assert points(charts_of(made(tmp_path, "Text", spec))["c"]) == [
        ("M", [("Haushaltsmittel", 1234567.5), ("Spent", 100.5)])
    ]


def test_series_of_fields_stand_beside_each_other_and_leave_gaps(tmp_path: Path) -> None:
    spec = """\
c:
  about: s
  title: C
  measure: M
  kind: columns
  series:
    - {name: Tonnen, figures: [measures.*.tonnes]}
    - {name: Ausgaben, figures: [measures.*.spent]}
"""
    chart = charts_of(made(tmp_path, "Text", spec))["c"]
    tonnes, spent = points(chart)
    assert tonnes == ("Tonnen", [("Radwege", 12), ("Busse", None)])
    assert spent == ("Ausgaben", [("Radwege", 100.5), ("Busse", 99.5)])


def test_a_number_is_drawn_over_time(tmp_path: Path) -> None:
    spec = "c: {about: s, title: C, measure: M, kind: columns, over_time: true, figures: [measures.m-01.spent]}\n"
    folder = made(tmp_path, "Text", spec)
    text = (folder / "data/2025/measures.yaml").read_text()
    when = "as_of: {text: '2025', iso: '2025', precision: year}, "
    (folder / "data/2025/measures.yaml").write_text(text.replace("spent: {", f"spent: {{{when}"))
    assert points(charts_of(folder)["c"]) == [("M", [("2024", 80), ("2025", 100.5)])]


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ("[measures.*.budgt]", ("dead-id", 'did you mean "measures.*.budget"?')),
        ("[measures.*.remark]", ("dead-id", TEXT)),
        ("[measures.m-02.tonnes]", ("missing-value", None)),
        ("[measures.*]", ("bad-id", None)),
    ],
)
def test_what_cannot_be_drawn_is_told(tmp_path: Path, figures: str, told: tuple[str, str | None]) -> None:
    folder = made(tmp_path, "Text", f"c: {{about: s, title: C, measure: M, figures: {figures}}}\n")
    assert [(code, line, hint) for code, _, line, hint in check(folder)] == [(told[0], 1, told[1])]


def test_an_excerpt_prints_named_numbers_of_other_items_and_keeps_charts_of_its_own(tmp_path: Path) -> None:
    spec = """\
whole: {about: s, title: C, measure: M, figures: [measures.*.budget]}
mine: {about: s, title: C, measure: M, figures: [measures.m-01.budget, measures.m-01.spent]}
"""
    folder = made(tmp_path, "Von {measures.m-02.budget.unit} gehen ab: {measures.m-01.budget}", spec)
    items = (folder / "data/2025/measures.yaml").read_text().replace("institutions: [a]", "institutions: [b]", 1)
    (folder / "data/2025/measures.yaml").write_text(items)
    (folder / "data/institutions.yaml").write_text(OFFICES)
    report = (folder / "data/2025/report.yaml").read_text()
    tiles = "key_figures: [measures.m-01.budget, measures.m-02.budget]\n"
    (folder / "data/2025/report.yaml").write_text(report + tiles)
    documents = Documents(folder, None, Cache(None))
    (audience,) = documents.select_audiences(parse_selection("b"))
    document = documents.document(audience)
    assert {each.id for each in find(document, Chart)} == {"mine"}
    found = {block.id: block.text for block in plain_blocks(document)}
    assert found["text"] == "Von 765.432,50 EUR gehen ab: 1.234.567,50"
    assert "Radwege: Haushaltsmittel" in " ".join(found.values())
    assert "Busse: Haushaltsmittel" not in " ".join(found.values())


def test_an_item_stays_in_a_new_edition_while_a_text_names_its_number(tmp_path: Path) -> None:
    folder = made(tmp_path, "{measures.m-02.budget}")
    text = (folder / "data/2025/measures.yaml").read_text()
    (folder / "data/2025/measures.yaml").write_text(text.replace("title: Busse", "title: Busse\n  status: done"))
    run(folder, "new-edition", "2026", "--from", "2025", "--as-of", "2026-12-31")
    assert "m-02:" in (folder / "data/2026/measures.yaml").read_text()


def test_built_files_say_the_same(tmp_path: Path) -> None:
    folder = made(tmp_path, "Von {measures.m-02.budget.unit} und {ships.target}", ALL)
    run(folder, "build", "--no-claims", "--to", "pdf,docx,text", "-o", str(tmp_path / "out"))
    run(folder, "verify", str(tmp_path / "out/2025/manifest.json"))
    assert "Von 765.432,50 EUR und 120" in (tmp_path / "out/2025/bericht-2025.txt").read_text()
