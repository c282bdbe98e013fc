"""reportgen check: who has what to look at, then the findings; at a terminal few of a kind, elsewhere all of them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from built import ROOT
from click.testing import CliRunner, Result
from templates_help import STARTER

from reportgen.checks.overview import MOST, shorten
from reportgen.cli import main
from reportgen.findings.finding import Finding


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(ROOT), "check", *words])


@pytest.mark.long
def test_findings_are_the_result_and_their_sum_is_a_message() -> None:
    result = run("2020")
    assert "[no-lead]" in result.stdout
    assert "[no-lead]" not in result.stderr
    assert result.stderr.endswith("notes\n")


@pytest.mark.long
def test_who_has_what_comes_first() -> None:
    table = run("2020").stdout.split("\n\n")[0].splitlines()
    assert [line.split()[0] for line in table] == ["BMAS", "BMBF", "BMEL", "BMG", "BMWi", "editors"]
    assert table[0].split(maxsplit=1)[1] == "not-printed 1, year-inferred 1"


@pytest.mark.long
def test_the_findings_of_one_institution() -> None:
    result = run("2020", "--for", "bmas", "--format", "json")
    found = json.loads(result.stdout)
    assert {each["path"].partition(".")[0] for each in found} == {"zukunftszentren-ost", "europaeische-zusammenarbeit"}
    assert run("2020", "--for", "bmsa").exit_code == 2


@pytest.mark.long
def test_what_is_no_terminal_gets_everything() -> None:
    assert run("2020").stdout == run("2020", "--all").stdout


def test_errors_are_never_cut() -> None:
    notes = [Finding("a", "note", str(count)) for count in range(MOST + 3)]
    errors = [Finding("b", "error", str(count)) for count in range(MOST + 3)]
    kept, left = shorten([*notes, *errors])
    assert kept == (*notes[:MOST], *errors)
    assert left == {"a": 3}


@pytest.mark.long
def test_at_a_terminal_ten_of_a_kind_are_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import shutil

    for name in ("data", "templates", "reportgen.yaml"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    monkeypatch.setattr("reportgen.cli.check._at_terminal", lambda: True)
    short = CliRunner().invoke(main, ["-C", str(tmp_path), "check", "2020"])
    assert short.stdout.count("[not-printed]") == MOST
    assert "14 not-printed; --all shows them" in short.stderr
    assert CliRunner().invoke(main, ["-C", str(tmp_path), "check", "2020", "--all"]).stdout.count("[not-printed]") == 24


# ------------------------------------------------------------------------------------------------- found by fuzzing


def test_findings_of_an_institution_that_is_not_there_have_its_id(tmp_path: Path) -> None:
    project = shutil.copytree(STARTER, tmp_path / "project")
    file = project / "data" / "institutions.yaml"
    file.write_text(file.read_text("utf-8").replace("\nlearning:\n", "\nlearn:\n"), "utf-8")
    done = CliRunner().invoke(main, ["-C", str(project), "check"])
    assert isinstance(done.exception, SystemExit), done.exception
    assert re.search(r"^learning +unknown-institution", done.stdout, re.MULTILINE)


def test_a_character_that_cannot_be_printed_is_told_at_its_place(tmp_path: Path) -> None:
    project = shutil.copytree(STARTER, tmp_path / "project")
    file = project / "data" / "2025" / "key-figures.yaml"
    text = re.sub("statement: .*", 'statement: "a\\\\e[2J"', file.read_text("utf-8"), count=1)
    file.write_text(text, "utf-8")
    done = CliRunner().invoke(main, ["-C", str(project), "check"])
    assert isinstance(done.exception, SystemExit), done.exception
    line = text[: text.index("statement:")].count("\n") + 1
    assert f"data/2025/key-figures.yaml:{line}:" in done.output
    assert "U+001B" in done.output
