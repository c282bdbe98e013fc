"""Bad input on the command line: one message with its place, and nothing is written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli_kit import codes, data, edit, outputs, run, template_file
from paths import ROOT

# ----------------------------------------------------------------------------------------------------------- bad input


def test_no_project_is_wrong_usage(tmp_path: Path) -> None:
    result = run("-C", tmp_path, "build")
    assert result.exit_code == 2
    assert "[no-project]" in result.stderr


def test_init_never_overwrites(project: Path) -> None:
    before = (project / "reportgen.yaml").read_bytes()
    assert run("init", project).exit_code == 2
    assert (project / "reportgen.yaml").read_bytes() == before


def test_init_fills_the_folder_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    result = run("init", ".")
    assert result.exit_code == 0, result.output
    assert result.stdout == ". is ready; next: reportgen build\n"
    assert {path.name for path in tmp_path.iterdir()} == {
        *(".git", ".gitignore", "README.md", "data", "pictures", "reportgen.yaml", "templates")
    }
    assert run("check", "--strict").exit_code == 0


@pytest.mark.long
def test_init_writes_the_schemas_that_its_files_name(project: Path) -> None:
    for file in (project / "reportgen.yaml", *project.glob("data/*.yaml"), *project.glob("data/2025/*.yaml")):
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        assert first.startswith("# yaml-language-server: $schema="), file
        assert (file.parent / first.partition("=")[2]).is_file(), first
    before = {path: path.read_bytes() for path in (project / "data" / "schema").iterdir()}
    assert run("-C", project, "schema", "--write").exit_code == 0
    assert {path: path.read_bytes() for path in (project / "data" / "schema").iterdir()} == before


def test_check_tells_what_is_wrong_with_the_data_also_where_the_template_fails(project: Path) -> None:
    edit(next(project.rglob("report.xml.j2")), "{{ report.title }}", "{{ report.titel }}")
    edit(data(project, "projects"), "  status: done\n", "")
    assert {"undefined-name", "no-status"} <= set(codes(run("-C", project, "check")))


@pytest.mark.long
@pytest.mark.parametrize("words", ['<ref to="tool-wal"/>', '<a href="#tool-wal">x</a>', '<page-ref to="tool-wal"/>'])
def test_a_dead_reference_of_a_template_has_its_place(words: str, project: Path) -> None:
    template = next(project.rglob("report.xml.j2"))
    edit(template, '<toc id="toc" depth="2"/>', f'<toc id="toc" depth="2"/>\n<p>See {words}.</p>')
    line = template.read_text(encoding="utf-8").split("<p>See ")[0].count("\n") + 1
    result = run("-C", project, "build", "--to", "pdf")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"templates/a4-size/report.xml.j2:{line}:8: reference to")
    assert "[dead-reference]" in result.stderr
    assert 'did you mean "tool-wall"?' in result.stderr


@pytest.mark.parametrize("place", ["nowhere", "reportgen.yaml"])
def test_a_folder_that_is_none_is_wrong_usage(place: str, project: Path) -> None:
    result = run("-C", project / place, "build")
    assert result.exit_code == 2
    assert place in result.stderr
    assert outputs(project) == []


@pytest.mark.long
def test_names_of_files_are_those_seen_from_the_named_folder(project: Path) -> None:
    assert run("-C", project, "build", "--to", "pdf", "-o", "mine").exit_code == 0
    assert (project / "mine" / "2025" / "manifest.json").is_file()
    assert run("-C", project, "ledger", "-o", "facts.csv").exit_code == 0
    assert (project / "facts.csv").read_bytes().startswith(b"id,")
    assert run("-C", project, "diff", "2025", "2025", "-o", "changes.json").exit_code == 0
    assert json.loads((project / "changes.json").read_text())["changes"] == []
    missing = run("-C", project, "build", "--reference-doc", "letter.docx")
    assert (missing.exit_code, "there is no file letter.docx" in missing.stderr) == (2, True)


@pytest.mark.long
@pytest.mark.parametrize("name", ["facts.ods", "facts"])
def test_a_ledger_in_a_format_that_nobody_named_is_refused(name: str, project: Path) -> None:
    result = run("-C", project, "ledger", "-o", name)
    assert (result.exit_code, "say --to text, csv, xlsx" in result.stderr) == (2, True)
    assert not (project / name).exists()
    assert run("-C", project, "ledger", "-o", name, "--to", "csv").exit_code == 0


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["build", "--to", "pdff"], '"pdff" is no format'),
        (["build", "--for", "nobody"], "[unknown-audience]"),
        (["build", "1999"], "[unknown-edition]"),
        (["check", "1999"], "[unknown-edition]"),
    ],
)
def test_wrong_usage(project: Path, words: list[str], says: str) -> None:
    result = run("-C", project, *words)
    assert result.exit_code == 2, result.output
    assert says in result.stderr
    assert outputs(project) == []


def _append(project: Path, name: str, text: str) -> None:
    file = data(project, name)
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


BAD = {
    "unknown key": (lambda p: _append(p, "report", "\nsubtitel: x\n"), "[unknown-key]"),
    "duplicate key": (lambda p: _append(p, "report", "\ntitle: x\n"), "[duplicate-key]"),
    "empty file": (lambda p: data(p, "sections").write_text(""), "[empty-file]"),
    "not UTF-8": (lambda p: data(p, "sections").write_bytes(b"a: \xe4"), "[not-utf8]"),
    "alias bomb": (
        lambda p: data(p, "sections").write_text(
            "a: &a [x,x,x,x,x,x,x,x,x]\n"
            + "".join(f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
        ),
        "bomb]",
    ),
    "template syntax": (
        lambda p: template_file(p).write_text("<report title='x'>{% if %}</report>"),
        "[template-syntax]",
    ),
    "undefined name": (
        lambda p: template_file(p).write_text("<report title='x'><p>{{ reprot.title }}</p></report>"),
        "[undefined-name]",
    ),
    "not well formed": (lambda p: template_file(p).write_text("<report title='x'><p></report>"), "[not-well-formed]"),
    "unknown element": (
        lambda p: template_file(p).write_text("<report title='x'><pp>a</pp></report>"),
        "[unknown-element]",
    ),
    "sandbox": (lambda p: template_file(p).write_text("<report title='x'>{{ ''.__class__.__mro__ }}</report>"), "]"),
    "endless loop": (
        lambda p: template_file(p).write_text(
            "<report title='x'>{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}</report>"
        ),
        "[template-limit]",
    ),
    "image outside": (
        lambda p: template_file(p).write_text(
            "<report title='x'><figure><img src='../../../x.png' alt='a'/></figure></report>"
        ),
        "[image-outside]",
    ),
    "dead reference": (
        lambda p: template_file(p).write_text("<report title='x'><p><ref to='nowhere'/></p></report>"),
        "[dead-reference]",
    ),
    "missing glyph": (lambda p: template_file(p).write_text("<report title='x'><p>漢</p></report>"), "[missing-glyph]"),
}


@pytest.mark.long
@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_a_message_with_its_place_and_nothing_is_written(project: Path, name: str) -> None:
    spoil, says = BAD[name]
    spoil(project)
    result = run("-C", project, "build")
    assert result.exit_code == 1, result.output
    assert says in result.stderr
    assert "Traceback" not in result.output
    assert outputs(project) == []


def test_a_typing_mistake_in_a_number(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copy(ROOT / "reportgen.yaml", tmp_path)
    figures = tmp_path / "data" / "2019" / "key-figures.yaml"
    edit(figures, "value: 214", "value: zwei")
    line = next(i for i, text in enumerate(figures.read_text().splitlines(), 1) if "value: zwei" in text)
    result = run("-C", tmp_path, "build", "2019")
    assert result.exit_code == 1
    assert f"data/2019/key-figures.yaml:{line}:10: " in result.stderr
    assert 'expected a number, got "zwei" [bad-type]' in result.stderr
    assert "^^^^" in result.stderr


def test_an_output_folder_that_cannot_be_written(project: Path) -> None:
    (project / "output").write_text("a file")
    result = run("-C", project, "build", "--to", "docx")
    assert result.exit_code == 1
    assert "nothing was written" in result.stderr


@pytest.mark.long
def test_files_that_were_changed_do_not_verify(project: Path) -> None:
    assert run("-C", project, "build").exit_code == 0
    file = next((project / "output").rglob("*.pdf"))
    file.write_bytes(file.read_bytes() + b"\n")
    result = run("-C", project, "verify", "output")
    assert result.exit_code == 1
    assert "other-bytes" in result.output


def test_check_sorts_all_findings_by_file_and_line() -> None:
    found = json.loads(run("-C", ROOT, "check", "2019", "--format", "json").stdout)
    places = [(finding["file"], finding["line"]) for finding in found]
    assert places == sorted(places)
    assert {"not-printed", "no-source", "year-inferred"} <= {finding["code"] for finding in found}
