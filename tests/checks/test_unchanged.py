"""An item that is called unchanged says what it said before."""

from __future__ import annotations

from pathlib import Path

import pytest
from climate import FIRST, SECOND, swap, write_second

from reportgen.checks.run import load_checked
from reportgen.findings.finding import Finding
from reportgen.project.open import open_project

UNCHANGED = '{state: unchanged, confirmed_by: Ms X, confirmed_on: "2026-06-20"'


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """The second quarter with bus lanes of which there is no news, and a date they have had all along."""
    write_second(tmp_path)
    swap(
        tmp_path,
        SECOND,
        "key-figures",
        "bus-lane-length:\n  value: 14",
        "bus-lane-length:\n  value: 12\n  text: twelve",
    )
    for edition in (FIRST, SECOND):
        swap(tmp_path, edition, "projects", "  budget: 1.2", DATED)
    swap(
        tmp_path, SECOND, "projects", "bus-lanes:\n  progress: {state: reported", f"bus-lanes:\n  progress: {UNCHANGED}"
    )
    return tmp_path


DATED = "  dates: [{text: May 2026, iso: '2026-05', precision: month, label: Opening}]\n  budget: 1.2"


def told(root: Path) -> list[Finding]:
    return [each for each in load_checked(open_project(root), SECOND).findings if each.code == "not-unchanged"]


def test_the_same_words_dates_and_numbers_are_unchanged(city: Path) -> None:
    assert told(city) == []


def test_line_breaks_change_nothing(city: Path) -> None:
    swap(city, SECOND, "projects", "painted {bus-lane-length} of", "painted {bus-lane-length}\n    of")
    assert told(city) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "path", "said"),
    [
        (
            "projects",
            "painted",
            "repainted",
            "bus-lanes.text",
            'here it says "DOT repainted {bus-lane-length}", in the edition 2026-q1 "DOT painted',
        ),
        (
            "projects",
            "title: Bus lanes",
            "title: Bus lane",
            "bus-lanes.title",
            '"Bus lane", in the edition 2026-q1 "Bus lanes"',
        ),
        ("projects", "budget: 1.2", "budget: 1.3", "bus-lanes.budget", "here it says 1.3, in the edition 2026-q1 1.2"),
        ("projects", "budget: 1.2", "partners: [Rail]\n  budget: 1.2", "bus-lanes.partners[0]", 'has no "Rail" here'),
        ("projects", "  budget: 1.2\n", "", "bus-lanes", "the edition 2026-q1 has 1.2 here"),
        ("projects", "May 2026, iso: '2026-05'", "June 2026, iso: '2026-06'", "bus-lanes.dates[0].text", '"June 2026"'),
        (
            "projects",
            "iso: '2026-05'",
            "iso: '2026'",
            "bus-lanes.dates[0].iso",
            '"2026", in the edition 2026-q1 "2026-05"',
        ),
        (
            "key-figures",
            "value: 12\n",
            "value: 14\n",
            "bus-lane-length.value",
            "here it says 14, in the edition 2026-q1 12",
        ),
        ("key-figures", "value: 12\n", "value: 12\n  upper: 15\n", "bus-lane-length.upper", "has no 15 here"),
    ],
)
def test_what_has_changed_is_told_where_it_stands(
    city: Path, name: str, old: str, new: str, path: str, said: str
) -> None:
    swap(city, SECOND, name, old, new)
    (finding,) = told(city)
    assert finding.path.startswith(path)
    assert said in finding.text
    assert finding.severity == "warning"


def test_words_may_change_for_a_reason_and_numbers_may_not(city: Path) -> None:
    swap(city, SECOND, "projects", UNCHANGED, f"{UNCHANGED}, reworded: spelling")
    swap(city, SECOND, "projects", "painted", "repainted")
    swap(city, SECOND, "projects", "budget: 1.2", "budget: 1.3")
    by_severity = {each.severity: each.path for each in told(city)}
    assert by_severity == {"note": "bus-lanes.text", "warning": "bus-lanes.budget"}


def test_news_is_not_compared(city: Path) -> None:
    swap(city, SECOND, "projects", UNCHANGED, "{state: reported")
    swap(city, SECOND, "projects", "painted", "repainted")
    assert told(city) == []


def test_only_what_is_unchanged_is_reworded(city: Path) -> None:
    swap(city, SECOND, "projects", UNCHANGED, "{state: reported, reworded: spelling")
    codes = [each.code for each in load_checked(open_project(city), SECOND).errors]
    assert codes == ["bad-progress"]
