"""The repository's data as they were at 0.1.0 go on working, and are rewritten where forms have changed."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from paths import ROOT

from reportgen.cli import main
from reportgen.project.migrate import plan_migration

OLD = ROOT / "tests" / "support" / "data-0.1.0.tar.xz"


def run(project: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(project), *words])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    with tarfile.open(OLD) as packed:
        packed.extractall(tmp_path / "old", filter="data")
    return tmp_path / "old"


def contents(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in project.rglob("*")
        if path.is_file() and not path.name.startswith(".") and "output" not in path.parts
    }


def found(project: Path) -> list[dict[str, object]]:
    return [each for each in json.loads(run(project, "check", "--format", "json").output) if each["severity"] != "note"]


@pytest.mark.long
def test_the_data_of_then_have_no_error_and_say_the_new_forms(project: Path) -> None:
    findings = found(project)
    assert [each for each in findings if each["severity"] == "error"] == []
    old = [each for each in findings if each["code"] == "old-form"]
    assert [each["line"] for each in old] == [12, 13, 14, 15]
    assert 'chart-bars: "Balkendiagramm – {values}."' in str(old[0]["text"])
    assert "reportgen migrate" in str(old[0]["hint"])


def test_the_report_of_then_is_built_in_the_new_form(project: Path) -> None:
    result = run(project, "build", "--to", "text", "--no-claims")
    assert result.exit_code == 0, result.output
    (path,) = (project / "output" / "2019").glob("*.txt")
    text = path.read_text("utf-8")
    assert "Balkendiagramm – " in text
    assert "{title}" not in text


def test_migrate_rewrites_these_lines_and_no_other_character(project: Path) -> None:
    before = contents(project)
    shown = run(project, "migrate", "--dry-run")
    assert shown.exit_code == 0
    assert contents(project) == before
    assert "templates/interim-report/words/de.yaml:12\n" in shown.output
    assert "2 files would change" in shown.output
    done = run(project, "migrate")
    assert done.exit_code == 0
    assert done.output.replace("2 files rewritten", "") == shown.output.replace("2 files would change", "")
    after = contents(project)
    changed = {name for name, content in after.items() if content != before[name]}
    assert changed == {f"templates/interim-report/words/{language}.yaml" for language in ("de", "en")}
    for name in changed:
        pairs = list(zip(before[name].splitlines(), after[name].splitlines(), strict=True))
        assert [new for old, new in pairs if old != new] == [
            old.replace(b". {title}. {values}", " – {values}".encode()) for old, new in pairs if old != new
        ]
        assert sum(old != new for old, new in pairs) == 4
    assert [each["code"] for each in found(project) if each["code"] == "old-form"] == []
    assert "nothing is in an old form" in run(project, "migrate").output


def test_what_cannot_be_rewritten_alone_leaves_everything_as_it_is(project: Path) -> None:
    words = project / "templates/interim-report/words/de.yaml"
    text = words.read_text("utf-8").replace("chart-bars: ", "chart-bars: &bars ")
    words.write_text(text + "own-bars: *bars\n", "utf-8")
    before = contents(project)
    result = run(project, "migrate")
    assert result.exit_code == 1
    assert "de.yaml:12:" in result.output
    assert "[old-form]" in result.output
    assert contents(project) == before


def test_a_project_of_today_has_nothing_to_migrate() -> None:
    assert plan_migration(ROOT).files == {}
