"""A new edition that cannot be made: one message, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from climate import FIRST, SECOND, tree, write_climate
from succession_kit import run

# ------------------------------------------------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    ("words", "code", "status"),
    [
        ([FIRST], "edition-exists", 1),
        ([SECOND, "--from", "2025-q4"], "unknown-edition", 2),
        ([SECOND, "--as-of", "2026-03-31"], "bad-previous", 1),
        ([SECOND, "--as-of", "30 June"], "bad-date", 1),
        ([SECOND, "--as-of", "2026-06-31"], "bad-date", 1),
        ([SECOND, "--as-of", "2026-W26-2"], "bad-date", 1),
        (["summer"], "missing-date", 1),
        (["../x", "--as-of", "2026-06-30"], "bad-name", 1),
        (["schema", "--as-of", "2026-06-30"], "reserved-name", 1),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_written(
    city: Path, words: list[str], code: str, status: int
) -> None:
    before = tree(city)
    made = run(city, "new-edition", *words)
    assert (made.exit_code, f"[{code}]" in made.stderr) == (status, True), made.stderr
    assert "Traceback" not in made.output
    assert tree(city) == before


def test_a_folder_that_is_there_is_not_touched(city: Path) -> None:
    (city / "data" / SECOND).mkdir()
    (city / "data" / SECOND / "mine.txt").write_text("mine")
    before = tree(city)
    made = run(city, "new-edition", SECOND)
    assert made.exit_code == 1
    assert "[edition-exists]" in made.stderr
    assert tree(city) == before


def test_a_file_of_that_name_is_not_touched(city: Path) -> None:
    (city / "data" / SECOND).write_text("a file")
    assert run(city, "new-edition", SECOND).exit_code == 1
    assert (city / "data" / SECOND).read_text() == "a file"


def test_a_predecessor_with_errors_is_no_base(tmp_path: Path) -> None:
    root = write_climate(tmp_path, statements="hot: {about: nowhere, text: x}\n")
    before = tree(root)
    made = run(root, "new-edition", SECOND)
    assert made.exit_code == 1
    assert "statements.yaml:1:14" in made.stderr
    assert tree(root) == before


def test_fields_that_would_be_lost_are_told(tmp_path: Path) -> None:
    root = write_climate(tmp_path)
    settings = root / "reportgen.yaml"
    settings.write_text(
        settings.read_text().replace("settled_in: outcomes", "settled_in: outcomes, fields: {risk: text}")
    )
    plans = root / "data" / FIRST / "plans.yaml"
    plans.write_text(plans.read_text().replace("  title: Solar roofs", "  risk: high\n  title: Solar roofs"))
    made = run(root, "new-edition", SECOND)
    assert made.exit_code == 1
    assert "plans.yaml:5:3: solar-roofs.risk" in made.stderr
    assert "[unfit-field]" in made.stderr


def test_an_alias_whose_anchor_moves_away_is_told(tmp_path: Path) -> None:
    root = write_climate(tmp_path)
    plans = root / "data" / FIRST / "plans.yaml"
    plans.write_text(plans.read_text() + "last:\n  title: &t Last\n  text: *t\n  institutions: [buildings]\n")
    figures = root / "data" / FIRST / "key-figures.yaml"
    figures.write_text(
        figures.read_text()
        .replace("text: twelve", "text: &twelve twelve")
        .replace("label: bus lanes", "label: *twelve")
    )
    before = tree(root)
    made = run(root, "new-edition", SECOND)
    assert made.exit_code == 1
    assert "[cannot-carry]" in made.stderr
    assert tree(root) == before
