"""Confirmation is a state: what checks say about editions that follow each other, each fault at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from climate import FIRST, SECOND, swap, write_climate, write_second

from reportgen.checks.run import load_checked
from reportgen.edition.places import places
from reportgen.edition.predecessor import PastFigure, read_predecessor
from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding
from reportgen.project.open import open_project


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return write_second(tmp_path)


def told(root: Path, edition: str = SECOND) -> list[Finding]:
    return [each for each in load_checked(open_project(root), edition).findings if each.severity != "note"]


def test_a_confirmed_edition_has_nothing_to_say(city: Path) -> None:
    codes = {finding.code for finding in told(city)}
    assert codes <= {"empty-collection", "no-date"}


BUS = "bus-lanes:\n  progress: {state: reported}"
Case = tuple[str, str, str, str, str, str]

PROGRESS: list[Case] = [
    ("projects", BUS, "bus-lanes:\n  progress: {state: carried}", "unconfirmed", "warning", "bus-lanes"),
    ("projects", BUS, "bus-lanes:", "unconfirmed", "warning", "bus-lanes"),
    ("projects", "{state: reported}", "{state: unchanged}", "bad-progress", "error", "bus-lanes.progress.state"),
    (
        "projects",
        "{state: reported}",
        "{state: unchanged, confirmed_by: Ms X}",
        "bad-progress",
        "error",
        "bus-lanes.progress.state",
    ),
    ("projects", "{state: reported}", "{state: merged}", "bad-progress", "error", "bus-lanes.progress.state"),
    ("projects", "{state: reported}", "{state: moved}", "bad-progress", "error", "bus-lanes.progress.state"),
    (
        "projects",
        "{state: reported}",
        "{state: reported, into: cargo-bikes}",
        "bad-progress",
        "error",
        "bus-lanes.progress.into",
    ),
    (
        "projects",
        "{state: reported}",
        "{state: ended, from: [buildings]}",
        "bad-progress",
        "error",
        "bus-lanes.progress.from",
    ),
    (
        "projects",
        "{state: reported}",
        "{state: merged, into: cargo-bike}",
        "dead-id",
        "error",
        "bus-lanes.progress.into",
    ),
    ("projects", "{state: reported}", "{state: merged, into: bus-lanes}", "cycle", "error", "bus-lanes.progress.into"),
    (
        "projects",
        "{state: reported}",
        '{state: reported, on: "2026-02-30"}',
        "bad-date",
        "error",
        "bus-lanes.progress.on",
    ),
    (
        "projects",
        "{state: reported}",
        '{state: reported, on: "2026-03-31"}',
        "old-progress",
        "warning",
        "bus-lanes.progress.on",
    ),
    (
        "projects",
        "{state: reported}",
        '{state: unchanged, confirmed_by: X, confirmed_on: "2025-06-01"}',
        "old-progress",
        "warning",
        "bus-lanes.progress.confirmed_on",
    ),
    ("projects", "{state: reported}", "{state: repored}", "bad-choice", "error", "bus-lanes.progress.state"),
    ("projects", "{state: reported}", "{state: reported, by: X}", "unknown-key", "error", "bus-lanes.progress.by"),
    (
        "projects",
        "{state: reported}",
        "{state: moved, from: [nobody]}",
        "dead-id",
        "error",
        "bus-lanes.progress.from[0]",
    ),
    (
        "projects",
        "{state: reported}",
        "{state: moved, from: [water]}",
        "bad-move",
        "error",
        "bus-lanes.progress.from[0]",
    ),
    (
        "projects",
        "{state: reported}",
        "{state: moved, from: [transport]}",
        "bad-move",
        "error",
        "bus-lanes.progress.state",
    ),
    (
        "projects",
        "institutions: [transport]\n",
        "institutions: [water]\n",
        "silent-move",
        "warning",
        "bus-lanes.institutions",
    ),
    ("projects", "bus-lanes:", "tram-lanes:", "vanished", "error", ""),
    ("projects", "bus-lanes:", "tram-lanes:", "dead-id", "error", "bus-lane-length.about"),
    ("outcomes", "  outcome: {state: done}\n", "", "no-outcome", "warning", "solar-roofs"),
    ("projects", BUS, f"{BUS}\n  outcome: {{state: done}}", "stray-outcome", "warning", "bus-lanes.outcome"),
    (
        "projects",
        "cargo-bikes:",
        "new-one: {title: N, section: streets, institutions: [green], progress: {state: ended}}\ncargo-bikes:",
        "not-in-predecessor",
        "error",
        "new-one.progress",
    ),
    ("outcomes", "{state: open}", "{state: open, date: May}", "bad-type", "error", "rain-gardens.outcome.date"),
    ("outcomes", "{state: open}", "{state: open, source: inventry}", "dead-id", "error", "rain-gardens.outcome.source"),
    ("sections", "summary: {", "summary: {carried: true, ", "unconfirmed", "warning", "summary"),
    ("key-figures", "trees: {", "trees: {carried: true, ", "unconfirmed", "warning", "trees"),
    ("report", "title:", "carried: true\ntitle:", "unconfirmed", "warning", ""),
    ("statements", "hot: {", "hot: {carried: true, ", "unconfirmed", "warning", "hot"),
]


@pytest.mark.parametrize(("name", "old", "new", "code", "severity", "path"), PROGRESS)
def test_one_fault_one_finding(city: Path, name: str, old: str, new: str, code: str, severity: str, path: str) -> None:
    swap(city, SECOND, name, old, new)
    found = [each for each in told(city) if each.code == code]
    assert (severity, path) in [(each.severity, each.path) for each in found]
    assert all(each.file.startswith(f"data/{SECOND}/") and each.line > 0 for each in found)


def test_items_merged_into_each_other_run_in_a_circle(city: Path) -> None:
    swap(city, SECOND, "projects", "{state: reported}", "{state: merged, into: cargo-bikes}")
    swap(city, SECOND, "projects", "{state: reported}", "{state: merged, into: street-trees}")
    swap(city, SECOND, "projects", "{state: moved, from: [parks]}", "{state: merged, into: bus-lanes}")
    found = [each for each in told(city) if each.code == "cycle"]
    assert [each.path.partition(".")[0] for each in found] == ["bus-lanes", "cargo-bikes", "street-trees"]
    assert "bus-lanes → cargo-bikes → street-trees → bus-lanes" in found[0].text


def test_an_id_used_twice_has_both_places(city: Path) -> None:
    swap(city, SECOND, "plans", "{}", "bus-lanes: {title: B, institutions: [transport]}")
    codes = [each.code for each in told(city)]
    assert "duplicate-id" in codes
    swap(city, SECOND, "projects", "cargo-bikes:", "street-trees:")
    assert "duplicate-key" in [each.code for each in told(city)]


def test_a_renamed_id_is_recognised(city: Path) -> None:
    swap(city, SECOND, "projects", "street-trees:", "streets-trees:")
    (found,) = [each for each in told(city) if each.code == "vanished"]
    assert found.hint == 'ids never change: is it "streets-trees" now?'


def test_a_move_that_nothing_tells_of(city: Path) -> None:
    swap(city, SECOND, "projects", "{state: moved, from: [parks]}", "{state: reported}")
    assert [each.path for each in told(city) if each.code == "silent-move"] == ["street-trees.institutions"]


def test_what_was_announced_and_is_still_announced_belongs_elsewhere(city: Path) -> None:
    path = city / "data" / SECOND
    text = (path / "outcomes.yaml").read_text()
    (path / "plans.yaml").write_text(
        text.replace("  outcome: {state: done}\n", "").replace("  outcome: {state: open}\n", "")
    )
    (path / "outcomes.yaml").write_text("{}\n")
    found = [each for each in told(city) if each.code == "other-collection"]
    assert [each.path for each in found] == ["solar-roofs", "rain-gardens"]


def test_a_predecessor_that_cannot_be_read(city: Path) -> None:
    (city / "data" / FIRST / "projects.yaml").write_text("{")
    (found,) = [each for each in told(city) if each.code == "missing-predecessor"]
    assert (found.file, found.severity) == ("reportgen.yaml", "error")
    assert found.hint == f"reportgen check {FIRST}"


def test_a_predecessor_without_folder(city: Path) -> None:
    (city / "data" / FIRST).rename(city / "elsewhere")
    assert "missing-predecessor" in [each.code for each in told(city)]


def test_progress_without_predecessor(tmp_path: Path) -> None:
    root = write_climate(tmp_path)
    swap(root, FIRST, "projects", "bus-lanes:\n", "bus-lanes:\n  progress: {state: reported}\n")
    assert [each.code for each in told(root, FIRST)] == ["no-predecessor"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('previous: "2026-q1"', 'previous: "2026-q2"', "cycle"),
        ('"2026-03-31"}', '"2026-03-31", previous: "2026-q2"}', "cycle"),
        ('"2026-06-30"', '"2026-03-31"', "bad-previous"),
        ('previous: "2026-q1"', 'previous: "2026-q0"', "unknown-edition"),
        ("settled_in: outcomes", "settled_in: outcome", "unknown-collection"),
        ("settled_in: outcomes", "settled_in: plans", "unknown-collection"),
    ],
)
def test_settings_that_cannot_be(city: Path, old: str, new: str, code: str) -> None:
    path = city / "reportgen.yaml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(FindingsError) as raised:
        open_project(city)
    assert code in [each.code for each in raised.value.findings]


def test_where_finds_what_an_item_was_merged_into_and_moved_from(city: Path) -> None:
    swap(city, SECOND, "projects", "{state: reported}", "{state: merged, into: cargo-bikes}")
    swap(city, SECOND, "outcomes", "{state: done}", "{state: done, source: inventory}")
    loaded = load_checked(open_project(city), SECOND)
    assert "projects[bus-lanes].progress.into" in [each.path for each in places(loaded, "cargo-bikes")]
    found = {each.path: each.place for each in places(loaded, "parks")}
    assert found["projects[street-trees].progress.from[0]"].column == 35
    assert "outcomes[solar-roofs].outcome.source" in [each.path for each in places(loaded, "inventory")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("7", 7),
        ("1.5", 1.5),
        ("4680291.70", 4680291.7),
        ("'8.154.074,65 EUR'", 8154074.65),
        ("'7'", 7),
        ("1.200", None),
        ("true", None),
        ("seven", None),
        ("[7]", None),
        ("", None),
    ],
)
def test_only_numbers_of_a_predecessor_are_values(city: Path, value: str, expected: float | None) -> None:
    path = city / "data" / FIRST / "key-figures.yaml"
    path.write_text(f"a: {{value: {value}, as_of: {{text: May, iso: '2026-05'}}}}\nb: {{value: 2}}\nc: no\n")
    read = read_predecessor(city, open_project(city).settings, SECOND)
    assert read is not None
    wanted = {} if expected is None else {"a": PastFigure(expected, "2026-05")}
    assert read.figures == {**wanted, "b": PastFigure(2)}
