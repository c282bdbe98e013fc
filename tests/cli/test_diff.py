"""reportgen diff as a user meets it."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from changed import EVERY_KIND, copy_project, edit_files, replaced, second_edition
from click.testing import CliRunner, Result

from reportgen.cli import main


def diff(project: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(main, ["-C", str(project), "diff", *(str(word) for word in words)])


def git(folder: Path, *words: str) -> None:
    settings = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "core.autocrlf=true")
    subprocess.run(["git", "-C", str(folder), *settings, *words], check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return second_edition(copy_project(tmp_path / "report"), EVERY_KIND)


@pytest.fixture
def repository(project: Path) -> Path:
    """The project in a repository whose branch `main` is one commit behind the files."""
    git(project, "init", "--initial-branch=main")
    git(project, "add", "-A")
    git(project, "commit", "-m", "first")
    edit_files(project / "data" / "2020", {"key-figures.yaml": replaced(("value: 247", "value: 250"))})
    return project


def everything(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if ".git" not in path.parts}


def test_text_goes_to_stdout_without_colour_when_it_is_no_terminal(project: Path) -> None:
    result = diff(project, "2019", "2020")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("2019 (2019-11-15) → 2020 (2020-12-31): 10 changes\n")
    assert "  + neue-massnahme  Eine neue Maßnahme\n" in result.output
    assert "institutions: BMU → BMWi" in result.output
    assert "\x1b" not in result.output


@pytest.mark.long
def test_the_same_edition_twice_has_no_differences(project: Path) -> None:
    before = everything(project)
    text, word = diff(project, "2019", "2019"), diff(project, "2019", "2019", "--to", "docx")
    assert (text.exit_code, word.exit_code) == (0, 0)
    assert "no differences" in text.output
    assert "no differences" in word.output
    assert everything(project) == before


def test_json_goes_into_a_file_or_a_folder(project: Path, tmp_path: Path) -> None:
    one = diff(project, "2019", "2020", "--to", "json", "-o", tmp_path / "changes.json")
    other = diff(project, "2019", "2020", "--to", "json", "-o", tmp_path / "folder")
    assert (one.exit_code, other.exit_code) == (0, 0), one.output + other.output
    content = (tmp_path / "changes.json").read_bytes()
    assert content == next((tmp_path / "folder").iterdir()).read_bytes()
    data = json.loads(content)
    assert (data["schema"], data["old"]["name"], data["new"]["name"]) == (1, "2019", "2020")


@pytest.mark.long
def test_word_goes_to_the_newer_edition_s_folder_with_the_author_that_is_asked_for(project: Path) -> None:
    result = diff(project, "2019", "2020", "--to", "docx", "--author", "Referat X")
    assert result.exit_code == 0, result.output
    (file,) = (project / "output" / "2020").iterdir()
    assert file.name == "zwischenbericht-ki-strategie-2019-2020-changes.docx"
    document = zipfile.ZipFile(io.BytesIO(file.read_bytes())).read("word/document.xml")
    assert b'w:author="Referat X"' in document


@pytest.mark.long
def test_a_revision_is_read_without_touching_the_repository(repository: Path) -> None:
    before = everything(repository)
    for old in ("2020@main", "@main", "2020@HEAD~0"):
        result = diff(repository, old, "2020")
        assert result.exit_code == 0, result.output
        assert "247 → 250" in result.output
        assert "1 change\n" in result.output
    assert everything(repository) == before


def test_folders_of_projects_and_of_editions_are_compared(repository: Path, tmp_path: Path) -> None:
    other = shutil.copytree(repository, tmp_path / "other")
    edit_files(other / "data" / "2020", {"key-figures.yaml": replaced(("value: 250", "value: 260"))})
    assert "250 → 260" in diff(repository, "2020", other).output
    assert "214 → 260" in diff(repository, "2019", other / "data" / "2020").output
    assert "no differences" in diff(repository, other, other).output


@pytest.mark.parametrize(
    ("old", "new", "status", "said"),
    [
        ("2019", "202", 2, 'there is no edition "202" [unknown-edition]\n    hint: did you mean "2020"?'),
        ("2019@nowhere", "2020", 2, 'git knows no revision "nowhere" [unknown-revision]'),
        ("2019@", "2020", 2, 'git knows no revision "" [unknown-revision]'),
        ("2019@--help", "2020", 2, 'git knows no revision "--help" [unknown-revision]'),
        ("2018@main", "2020", 2, 'there is no edition "2018" [unknown-edition]'),
    ],
)
def test_what_does_not_exist_is_told(repository: Path, old: str, new: str, status: int, said: str) -> None:
    result = diff(repository, old, new)
    assert result.exit_code == status
    assert said in result.output


def test_a_project_in_no_repository_has_no_revisions(project: Path) -> None:
    result = diff(project, "2020@main", "2020")
    assert (result.exit_code, "[no-repository]" in result.output) == (2, True)


def test_an_edition_that_cannot_be_read_then_is_told_with_its_place_and_nothing_is_written(repository: Path) -> None:
    file = repository / "data" / "2020" / "key-figures.yaml"
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace("value: 250", "value: zwei"), encoding="utf-8")
    git(repository, "commit", "-am", "broken")
    git(repository, "tag", "broken")
    file.write_text(good, encoding="utf-8")
    before = everything(repository)
    for form in ("text", "docx"):
        result = diff(repository, "2020@broken", "2020", "--to", form, "-o", repository / f"changes.{form}")
        assert result.exit_code == 1
        assert "broken:data/2020/key-figures.yaml:" in result.output
        assert "[bad-type]" in result.output
    assert everything(repository) == before


def test_a_revision_before_the_project_is_told(repository: Path) -> None:
    git(repository, "checkout", "--orphan", "empty")
    git(repository, "rm", "-r", "-f", "--cached", ".")
    git(repository, "commit", "--allow-empty", "-m", "nothing")
    result = diff(repository, "2020@empty", "2020")
    assert result.exit_code == 2
    assert "empty:reportgen.yaml: the file does not exist [missing-file]" in result.output


def test_without_git_the_exit_status_says_that_a_tool_is_missing(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTGEN_GIT", "")
    result = diff(repository, "2020@main", "2020")
    assert (result.exit_code, "[missing-git]" in result.output) == (3, True)


def test_a_folder_that_cannot_be_written_is_told(project: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = diff(project, "2019", "2020", "--to", "json", "-o", tmp_path / "file" / "changes.json")
    assert (result.exit_code, "nothing was written" in result.output) == (1, True)
