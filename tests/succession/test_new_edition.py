"""reportgen new-edition: what is carried over and how, what stands against it, and nothing half made."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from climate import FIRST, SECOND, THIRD, settle, swap, tree, write_climate
from hypothesis import given
from hypothesis import strategies as st
from paths import ROOT
from succession_kit import data, run

from reportgen.checks.run import load_checked
from reportgen.edition.model import Edition
from reportgen.project.open import open_project
from reportgen.succession.dates import next_date
from reportgen.succession.markdown import as_markdown, as_table
from reportgen.succession.plan import plan
from reportgen.succession.worklist import Task, WorkList


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """The example report with its first edition alone."""
    root = tmp_path / "real"
    shutil.copytree(ROOT / "data" / "2019", root / "data" / "2019")
    shutil.copy(ROOT / "data" / "institutions.yaml", root / "data")
    shutil.copytree(ROOT / "templates", root / "templates")
    settings = (ROOT / "reportgen.yaml").read_text(encoding="utf-8")
    before, _, _ = settings.partition('  "2020":')
    (root / "reportgen.yaml").write_text(before, encoding="utf-8")
    return root


def partial(root: Path, edition: str) -> Edition:
    """An edition as far as it can be read: the new one names institutions that are gone."""
    return load_checked(open_project(root), edition).partial


# ------------------------------------------------------------------------------------------------------ the real report


@pytest.fixture
def next_year(real: Path) -> Path:
    made = run(real, "new-edition", "2020", "--from", "2019", "--as-of", "2020-12-31")
    assert made.exit_code == 0, made.output
    return real


def test_every_id_is_carried_over_in_its_order(next_year: Path) -> None:
    old, new = partial(next_year, "2019"), partial(next_year, "2020")
    assert list(new.collections["measures"]) == list(old.collections["measures"])
    for table in ("sections", "figures", "statements", "charts", "sources", "abbreviations"):
        assert list(getattr(new, table)) == list(getattr(old, table))
    assert (new.as_of, new.previous, new.report.year, new.sign_off) == ("2020-12-31", "2019", "2020", True)


def test_items_change_by_their_mark_alone(next_year: Path) -> None:
    marked = data(next_year, "2020", "measures")
    assert marked.count("  progress: {state: carried}\n") == 35
    assert marked.replace("  progress: {state: carried}\n", "") == data(next_year, "2019", "measures")


@pytest.mark.parametrize("name", ["sections", "statements", "charts", "report"])
def test_other_texts_change_by_their_mark_alone(next_year: Path, name: str) -> None:
    marked = re.sub(r"^ *carried: true\n", "", data(next_year, "2020", name), flags=re.MULTILINE)
    assert marked.replace('year: "2020"', 'year: "2019"') == data(next_year, "2019", name)


def test_sections_without_texts_have_nothing_to_confirm(next_year: Path) -> None:
    for section in partial(next_year, "2020").sections.values():
        assert section.carried == bool(section.text or section.lead)


def test_values_become_previous_ones(next_year: Path) -> None:
    old, new = partial(next_year, "2019"), partial(next_year, "2020")
    for key, figure in new.figures.items():
        before = old.figures[key]
        assert (figure.value, figure.upper, figure.as_of, figure.carried) == (None, None, None, True)
        if before.value is not None:
            assert (figure.previous, figure.previous_as_of) == (before.value, before.as_of)
            assert figure.text is None
    assert new.figures["startups"].previous == 214
    comments = [re.findall(r"#.*", data(next_year, edition, "key-figures")) for edition in ("2019", "2020")]
    assert comments[0] == comments[1]


def test_the_outlook_is_to_be_settled(next_year: Path) -> None:
    old, new = partial(next_year, "2019"), partial(next_year, "2020")
    assert list(new.collections["balance"]) == list(old.collections["outlook"])
    assert new.collections["outlook"] == {}
    for key, item in new.collections["balance"].items():
        assert item.outcome is not None
        assert item.outcome.state == "open"
        assert (item.title, item.text, item.due) == (
            old.collections["outlook"][key].title,
            old.collections["outlook"][key].text,
            old.collections["outlook"][key].due,
        )


def test_the_new_edition_has_no_error_and_everything_is_unconfirmed(next_year: Path) -> None:
    loaded = load_checked(open_project(next_year), "2020")
    assert loaded.errors == ()
    codes = [finding.code for finding in loaded.findings]
    assert codes.count("unconfirmed") == len(loaded.edition.unconfirmed) > 80
    assert "vanished" not in codes


def test_the_first_edition_is_as_it_was(real: Path) -> None:
    before = tree(real)
    run(real, "new-edition", "2020", "--as-of", "2020-12-31")
    after = tree(real)
    assert {name: after[name] for name in before if name != "reportgen.yaml"} == {
        name: content for name, content in before.items() if name != "reportgen.yaml"
    }
    added = after["reportgen.yaml"].decode().removeprefix(before["reportgen.yaml"].decode().rstrip("\n"))
    assert added.split() == ['"2020":', "{as_of:", '"2020-12-31",', "previous:", '"2019",', "sign_off:", "true}"]


def test_the_work_list_says_who_has_what_to_do(real: Path) -> None:
    made = run(real, "new-edition", "2020", "--as-of", "2020-12-31")
    assert re.search(r"^BMAS +8 +3 +\d+$", made.stdout, re.MULTILINE)
    assert made.stdout.splitlines()[-1] == "data/2020/worklist.md says what is to be done"
    text = (real / "data" / "2020" / "worklist.md").read_text(encoding="utf-8")
    edition = partial(real, "2020")
    for key, item in {**edition.collections["measures"], **edition.collections["balance"]}.items():
        line = next(line for line in text.splitlines() if item.title.replace("#", r"\#") in line.replace("\\", ""))
        file, number = re.search(r"([a-z]+\.yaml):(\d+)$", line).groups()  # type: ignore[union-attr]
        assert data(real, "2020", file.removesuffix(".yaml")).splitlines()[int(number) - 1].startswith(f"{key}:")
    assert "was über 130 Ideen" in text


def test_a_figure_that_several_items_show_counts_once() -> None:
    figure = Task("figures[trees]", "trees", "key-figures.yaml:1", "figure")
    items = tuple(
        Task(f"projects[{key}]", key, f"projects.yaml:{i}", "confirm", figures=(figure,)) for i, key in enumerate("ab")
    )
    work = WorkList("R", "2026", "2026-12-31", False, "2025", {"parks": "PRK"}, {"parks": items}, (), (), (), ())
    assert list(work.counts()) == [("PRK", 2, 0, 1)]


def test_the_table_tells_the_editors_texts_from_their_figures() -> None:
    tasks = tuple(Task(f"x[{i}]", "x", "f:1", kind) for i, kind in enumerate(("text", "figure", "figure")))
    work = WorkList("R", "2026", "2026-12-31", False, "2025", {}, {}, tasks, (), (), ())
    assert as_table(work)[-1].split() == ["editors", "1", "2"]
    assert "| editors | 1 | | 2 |" in as_markdown(work)


@pytest.mark.parametrize(("day", "renamed"), [("2021-12-31", {"BMWi", "BMU"}), ("2025-12-31", {"BMBF", "BMWi", "BMU"})])
def test_names_that_the_new_date_changes_are_listed(real: Path, day: str, renamed: set[str]) -> None:
    changes = plan(load_checked(open_project(real), "2019"), "next", day).work.changes
    assert renamed <= {change.old.abbreviation for change in changes}


# --------------------------------------------------------------------------------------------- a report of another kind


@pytest.fixture
def second(city: Path) -> Path:
    made = run(city, "new-edition", SECOND)
    assert made.exit_code == 0, made.output
    return city


def test_quarters_follow_each_other(second: Path) -> None:
    edition = partial(second, SECOND)
    assert (edition.as_of, edition.previous) == ("2026-06-30", FIRST)
    assert edition.report.year == "2026, first quarter"


def test_comments_and_order_stay_in_lines_and_in_braces(second: Path) -> None:
    assert data(second, SECOND, "projects").replace("  progress: {state: carried}\n", "").replace(
        "progress: {state: carried}, ", ""
    ) == data(second, FIRST, "projects")
    figures = data(second, SECOND, "key-figures")
    assert "  previous: 41     # per cent\n" in figures
    assert "previous_as_of: &stand" in figures
    assert "previous_as_of: *stand}" in figures


def test_what_was_previous_becomes_history(second: Path) -> None:
    figure = partial(second, SECOND).figures["emissions"]
    assert [(each.value, each.as_of.text) for each in figure.history] == [(38, "December 2025")]
    assert figure.previous == 41


def test_plans_move_with_their_comments_and_their_section_is_that_of_the_outcomes(second: Path) -> None:
    outcomes = data(second, SECOND, "outcomes")
    assert "# solar first\nsolar-roofs:\n" in outcomes
    assert "rain-gardens:   # by the river\n" in outcomes
    assert data(second, SECOND, "plans") == "# What comes next.\n\n{}\n"
    assert {item.section for item in partial(second, SECOND).collections["outcomes"].values()} == {"settled"}


def test_renamed_and_split_departments_are_listed(second: Path) -> None:
    text = (second / "data" / SECOND / "worklist.md").read_text(encoding="utf-8")
    assert "transport: DOT (Department of Transport) is DMS (Department of Mobility and Streets) now" in text
    assert "the text `projects[bus-lanes].text` says “DOT”" in text
    assert "PRK (Parks and Water) was split into GRN (green), WTR (water)" in text
    assert "GRN is in abbreviations.yaml, and green is called so now" in text
    assert "- [ ] confirm: Cargo bikes, with BLD — projects.yaml" in text


def test_a_third_edition_leaves_out_what_is_finished(second: Path) -> None:
    settle(second, SECOND)
    swap(
        second,
        SECOND,
        "projects",
        "cargo-bikes: {progress: {state: reported}",
        "cargo-bikes: {progress: {state: ended}",
    )
    assert load_checked(open_project(second), SECOND).errors == ()
    made = run(second, "new-edition", THIRD)
    assert made.exit_code == 0, made.output
    edition = partial(second, THIRD)
    assert list(edition.collections["projects"]) == ["bus-lanes", "street-trees"]
    assert list(edition.collections["outcomes"]) == ["rain-gardens"]
    assert "vanished" not in [finding.code for finding in load_checked(open_project(second), THIRD).findings]
    text = (second / "data" / THIRD / "worklist.md").read_text(encoding="utf-8")
    assert f"Told of for the last time in {SECOND}, and left out: cargo-bikes, solar-roofs" in text
    assert [each.value for each in edition.figures["emissions"].history] == [38, 41]
    assert edition.figures["emissions"].previous == 43


def test_what_others_refer_to_is_not_left_out(second: Path) -> None:
    settle(second, SECOND)
    swap(
        second,
        SECOND,
        "projects",
        "bus-lanes:\n  progress: {state: reported}",
        "bus-lanes:\n  progress: {state: ended}",
    )
    swap(second, SECOND, "projects", "in every district.", "in every district, also along [lanes](#bus-lanes).")
    assert run(second, "new-edition", THIRD).exit_code == 0
    edition = partial(second, THIRD)
    assert "bus-lanes" in edition.collections["projects"]
    assert "bus-lane-length" in edition.figures


def test_an_edition_from_a_draft_says_so(second: Path) -> None:
    for name in ("projects", "outcomes"):
        for old in ("institutions: [parks]", "{@parks}"):
            if old in data(second, SECOND, name):
                swap(second, SECOND, name, old, old.replace("parks", "green"))
    made = run(second, "new-edition", THIRD)
    assert made.exit_code == 0, made.output
    assert f"records of the edition {SECOND} were never confirmed" in made.stderr


def test_line_breaks_of_windows_stay(tmp_path: Path) -> None:
    root = write_climate(tmp_path)
    for path in [*root.glob("data/*/*.yaml"), root / "reportgen.yaml"]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run(root, "new-edition", SECOND).exit_code == 0
    for path in [*(root / "data" / SECOND).glob("*.yaml"), root / "reportgen.yaml"]:
        content = path.read_bytes()
        assert content.count(b"\n") == content.count(b"\r\n"), path.name
    assert partial(root, SECOND).collections["outcomes"].keys() == {"solar-roofs", "rain-gardens"}


# ------------------------------------------------------------------------------------------------------------- the date


@pytest.mark.parametrize(
    ("old", "as_of", "new", "expected"),
    [
        ("2019", "2019-11-15", "2020", "2020-11-15"),
        ("2019", "2020-02-29", "2020", "2021-02-28"),
        ("2026-q1", "2026-03-31", "2026-q2", "2026-06-30"),
        ("2026-Q4", "2026-12-31", "2027-Q1", "2027-03-31"),
        ("2026-h1", "2026-06-15", "2026-h2", "2026-12-15"),
        ("2026-12", "2026-12-30", "2027-02", "2027-02-28"),
        ("spring", "2026-03-31", "summer", None),
        ("2026", "2026-12-31", "2026-q1", None),
    ],
)
def test_the_date_follows_from_the_names(old: str, as_of: str, new: str, expected: str | None) -> None:
    assert next_date(old, as_of, new) == expected


@given(st.dates().map(lambda day: day.isoformat()), st.integers(1900, 2100), st.integers(1, 40))
def test_later_editions_are_later(as_of: str, year: int, years: int) -> None:
    if int(as_of[:4]) + years < 9999:
        found = next_date(f"{year:04}", as_of, f"{year + years:04}")
        assert found is not None
        assert found > as_of


# ------------------------------------------------------------------------------------------------------- all or nothing


def test_status_of_a_new_edition(second: Path) -> None:
    for name in ("projects", "outcomes"):
        for old in ("institutions: [parks]", "{@parks}"):
            if old in data(second, SECOND, name):
                swap(second, SECOND, name, old, old.replace("parks", "green"))
    found = json.loads(run(second, "status", "--format", "json").stdout)
    assert found["edition"] == SECOND
    counts = {each["abbreviation"]: each["counts"]["open"] for each in found["institutions"]}
    assert counts == {"DMS": 2, "BLD": 2, "GRN": 2}
    assert found["releasable"] is False
