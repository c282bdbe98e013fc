"""What still names the year of the edition before is told, and history is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from climate import FIRST, SECOND, swap, write_climate

from reportgen.checks.run import load_checked
from reportgen.project.open import open_project

REPORT = "kicker: Progress\nsubtitle: Annual Report 2026\n"
CHART = """\
history: {about: summary, title: Emissions fall, measure: "per cent, 2015–2026", figures: [emissions]}
"""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Two editions with the same files, a year apart; every figure has its new date."""
    write_climate(tmp_path)
    folder = tmp_path / "data"
    (folder / FIRST / "charts.yaml").write_text(CHART)
    swap(tmp_path, FIRST, "report", "title: Climate plan\n", f"title: Climate plan\n{REPORT}")
    swap(tmp_path, FIRST, "key-figures", "statement: of new bus lanes", "statement: of bus lanes built in 2026")
    swap(tmp_path, FIRST, "projects", "  budget: 1.2", "  progress: {state: reported}\n  budget: 1.2")
    (folder / SECOND).mkdir()
    for path in (folder / FIRST).iterdir():
        text = path.read_text().replace("March 2026", "March 2027").replace("2026-03", "2027-03")
        (folder / SECOND / path.name).write_text(text)
    settings = tmp_path / "reportgen.yaml"
    second = f'  "{SECOND}": {{as_of: "2027-03-31", previous: {FIRST}}}\n'
    settings.write_text(settings.read_text() + second)
    return tmp_path


def told(root: Path) -> dict[str, str]:
    """Severity by path."""
    found = load_checked(open_project(root), SECOND).findings
    return {f"{Path(each.file).stem}: {each.path}": each.severity for each in found if each.code == "last-year"}


def test_what_names_the_year_before_is_told_of_what_has_moved_on(city: Path) -> None:
    swap(city, SECOND, "key-figures", "value: 12\n", "value: 14\n")
    assert told(city) == {
        "report: subtitle": "warning",
        "report: year": "warning",
        "key-figures: bus-lane-length.statement": "warning",
        "charts: history.measure": "warning",
    }


def test_a_figure_that_is_as_it_was_may_name_its_year(city: Path) -> None:
    assert "key-figures: bus-lane-length.statement" not in told(city)


def test_what_is_of_the_year_itself_may_name_it(city: Path) -> None:
    swap(
        city,
        SECOND,
        "key-figures",
        "value: 12\n",
        "value: 14\n  as_of: {text: May 2026, iso: '2026-05', precision: month}\n",
    )
    assert "key-figures: bus-lane-length.statement" not in told(city)


@pytest.mark.parametrize(
    "words",
    [
        "of bus lanes since 2026",
        "of bus lanes from 2026 to 2027",
        "of the 2030 plan of 2026",
        "of bus lanes, not 20260",
    ],
)
def test_what_stays_true_is_left_alone(city: Path, words: str) -> None:
    for edition in (FIRST, SECOND):
        swap(city, edition, "key-figures", "of bus lanes built in 2026", words)
    swap(city, SECOND, "key-figures", "value: 12\n", "value: 14\n")
    assert "key-figures: bus-lane-length.statement" not in told(city)


def test_what_was_written_anew_is_meant(city: Path) -> None:
    swap(city, SECOND, "key-figures", "of bus lanes built in 2026", "more than in 2026")
    swap(city, SECOND, "key-figures", "value: 12\n", "value: 14\n")
    assert "key-figures: bus-lane-length.statement" not in told(city)


@pytest.mark.parametrize(
    ("name", "old", "new", "path"),
    [
        ("projects", "Depots are open.", "Depots opened in 2026.", "projects: cargo-bikes.text"),
        ("sections", "Four sectors are", "In 2026 four sectors are", "sections: summary.lead"),
        ("statements", "It is getting hotter.", "It is hot. 2026 was the hottest.", "statements: hot.text"),
        ("report", "The city cut", "By 2026 the city cut", "report: introduction"),
    ],
)
def test_sentences_about_the_year_are_noted(city: Path, name: str, old: str, new: str, path: str) -> None:
    for edition in (FIRST, SECOND):
        swap(city, edition, name, old, new)
    assert told(city).get(path) == "note"


@pytest.mark.parametrize(
    "words",
    [
        "Depots opened on 3 May 2026.",
        "Depots opened in May 2026.",
        "The Bike Year 2026 goes on.",
        "See [it](https://x.org/2026).",
    ],
)
def test_events_and_names_are_history(city: Path, words: str) -> None:
    for edition in (FIRST, SECOND):
        swap(city, edition, "projects", "Depots are open.", words)
    assert "projects: cargo-bikes.text" not in told(city)


def test_words_that_somebody_has_confirmed_may_name_it(city: Path) -> None:
    confirmed = "{state: unchanged, confirmed_by: Ms X, confirmed_on: '2027-03-20'}"
    for edition in (FIRST, SECOND):
        swap(city, edition, "projects", "The DOT painted", "In 2026 the DOT painted")
    assert told(city).get("projects: bus-lanes.text") == "note"
    swap(city, SECOND, "projects", "{state: reported}", confirmed)
    assert "projects: bus-lanes.text" not in told(city)


def test_editions_of_one_year_share_it(city: Path) -> None:
    settings = city / "reportgen.yaml"
    settings.write_text(settings.read_text().replace("2027-03-31", "2026-06-30"))
    assert told(city) == {}


def test_own_fields_are_texts_too(city: Path) -> None:
    settings = city / "reportgen.yaml"
    settings.write_text(settings.read_text().replace("budget: number", "budget: number, phase: text"))
    for edition in (FIRST, SECOND):
        swap(city, edition, "projects", "  budget: 1.2", "  budget: 1.2\n  phase: As planned in 2026")
    assert told(city).get("projects: bus-lanes.phase") == "note"
