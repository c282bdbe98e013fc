"""The command line as a user meets it: results, messages, exit status, and nothing written where something is wrong."""

from __future__ import annotations

import gc
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from paths import ROOT
from PIL import Image

from reportgen.cli import COMMANDS, main


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A fresh example project."""
    assert run("init", tmp_path / "report").exit_code == 0
    return tmp_path / "report"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file.name} has no {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def data(project: Path, name: str) -> Path:
    return next((project / "data").glob(f"*/{name}.yaml"))


def codes(result: Result) -> list[str]:
    """The code of each finding that was told."""
    return re.findall(r"\[([a-z0-9-]+)\]$", result.output, re.MULTILINE)


def outputs(project: Path) -> list[str]:
    return sorted(path.name for path in (project / "output").rglob("*") if path.is_file())


# ------------------------------------------------------------------------------------------------------------- results


def test_help_imports_no_library_of_the_stages() -> None:
    heavy = ("reportlab", "docx", "jinja2", "pydantic", "lxml", "babel", "uharfbuzz", "pikepdf")
    code = "import sys; from reportgen.cli import main; main(['--help'], standalone_mode=False)"
    code += f"; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"
    assert all(command in done.stdout for command in COMMANDS)


PROCESS = "from reportgen.cli.process import run; run()"


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [(["--version"], 0, "reportgen"), (["build", "--to", "odt"], 2, ""), (["-C", "/", "check"], 2, "")],
)
def test_a_process_ends_with_the_status_of_its_command_and_all_it_said(
    words: list[str], status: int, says: str
) -> None:
    done = subprocess.run([sys.executable, "-c", PROCESS, *words], capture_output=True, text=True, check=False)
    assert done.returncode == status
    assert done.stdout.startswith(says)
    assert (not done.stderr) == (status == 0)


def test_a_long_result_arrives_whole_in_a_pipe(tmp_path: Path) -> None:
    words = [sys.executable, "-c", PROCESS, "-C", str(ROOT), "compose", "2019"]
    piped = subprocess.run(words, capture_output=True, check=True).stdout
    with (tmp_path / "out").open("wb") as target:
        subprocess.run(words, stdout=target, check=True)
    assert len(piped) > 65_536
    assert piped == (tmp_path / "out").read_bytes()


def test_who_reads_may_go_before_the_end() -> None:
    words = [sys.executable, "-c", PROCESS, "-C", str(ROOT), "compose", "2019"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_check_imports_no_writer() -> None:
    heavy = ("reportlab", "docx", "pikepdf")  # uharfbuzz tells which tables do not fit
    code = "import sys; from reportgen.cli import main; main(['-q', 'check'], standalone_mode=False)"
    tail = f"\nprint([m for m in {heavy} if m in sys.modules])"
    code = f"import sys\nfrom reportgen.cli import main\ntry: main(['-q', 'check'])\nexcept SystemExit: pass{tail}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_example_project_builds_at_once_and_verifies(project: Path) -> None:
    built = run("-C", project, "build", "--for", "all")
    assert built.exit_code == 0, built.output
    assert "manifest.json" in outputs(project)
    assert run("-C", project, "verify", "output").exit_code == 0


def test_building_one_excerpt_later_keeps_the_rest_in_the_manifest(project: Path) -> None:
    assert run("-C", project, "build", "--to", "docx").exit_code == 0
    audience = run("-C", project, "build", "--for", "nobody").stderr.partition("there are: ")[2].split(",")[0].strip()
    assert run("-C", project, "build", "--to", "docx", "--for", audience.lower()).exit_code == 0
    manifest = json.loads(next((project / "output").rglob("manifest.json")).read_text(encoding="utf-8"))
    assert len(manifest["files"]) == 2
    again = run("-C", project, "build", "--to", "docx", "--for", audience.lower())
    assert again.stdout.split() == [next(path for path in again.stdout.split() if "-lnd." in path), "(Word)"]


@pytest.mark.long
def test_drafts_stand_beside_the_final_files(project: Path) -> None:
    edit(next(project.rglob("report.xml.j2")), "<report ", "{% if draft %}{# only here #}{% endif %}<report ")
    for words in ((), ("--draft",), ("--draft",)):
        assert run("-C", project, "build", "--to", "docx", *words).exit_code == 0
    manifest = json.loads(next((project / "output").rglob("manifest.json")).read_text(encoding="utf-8"))
    drafts = {file["path"]: file["draft"] for file in manifest["files"]}
    final = next(name for name, draft in drafts.items() if not draft)
    assert drafts == {final: False, final.replace(".docx", "-draft.docx"): True}
    assert run("-C", project, "verify", "output").exit_code == 0


def test_a_second_build_is_the_same_without_the_cache(project: Path) -> None:
    files = []
    for option in ([], [], ["--no-cache"]):
        assert run("-C", project, "build", *option).exit_code == 0
        files.append({path.name: path.read_bytes() for path in (project / "output").rglob("*") if path.is_file()})
    assert files[0] == files[1] == files[2]


def test_a_changed_word_is_not_taken_from_the_cache(project: Path) -> None:
    assert run("-C", project, "build", "--to", "docx").exit_code == 0
    before = {path.name: path.read_bytes() for path in (project / "output").rglob("*.docx")}
    report = data(project, "report")
    title = next(line for line in report.read_text().splitlines() if line.startswith("title:"))
    edit(report, title, "title: Another title")
    assert run("-C", project, "build", "--to", "docx").exit_code == 0
    assert {path.name: path.read_bytes() for path in (project / "output").rglob("*.docx")} != before


def test_a_changed_picture_is_not_taken_from_the_cache(project: Path) -> None:
    page = "<report title='{{ report.title }}'><figure id='logo'><img src='logo.png' alt='A square'/></figure></report>"
    _template(project).write_text(page, encoding="utf-8")
    seen = []
    for colour in ("#0b5563", "#8a5a00"):
        Image.new("RGB", (20, 20), colour).save(project / "logo.png")
        assert run("-C", project, "build", "--to", "pdf", "--no-claims").exit_code == 0
        manifest = json.loads(next((project / "output").rglob("manifest.json")).read_bytes())
        logo = next(item for item in manifest["inputs"] if item["path"] == "logo.png")
        seen.append((logo["sha256"], manifest["files"][0]["sha256"]))
    assert seen[0][0] != seen[1][0]
    assert seen[0][1] != seen[1][1]


def test_check_names_data_that_no_page_prints(project: Path) -> None:
    page = "<report title='{{ report.title }}'><p>{{ report.year }}</p></report>"
    _template(project).write_text(page, encoding="utf-8")
    after = json.loads(run("-C", project, "check", "--format", "json").stdout)
    texts = [finding["text"] for finding in after if finding["code"] == "not-printed"]
    assert any('"title"' in text for text in texts)
    assert not any('"year"' in text and "more" not in text for text in texts)


def test_check_names_own_fields_and_printed_notes_that_no_page_prints(project: Path) -> None:
    edit(project / "reportgen.yaml", "{picture: text,", "{budget: number, picture: text,")
    edit(data(project, "charts"), "  total:", "  note: without the mobile library\n  total:")
    edit(data(project, "projects"), "  section:", "  budget: 12\n  note: ask again\n  section:")
    found = json.loads(run("-C", project, "check", "--format", "json").stdout)
    notes = [(each["file"], each["text"]) for each in found if each["code"] == "not-printed"]
    assert ("data/2025/projects.yaml", 'no page prints "budget"') in notes
    assert ("data/2025/charts.yaml", 'no page prints "note"') in notes
    assert ("data/2025/projects.yaml", 'no page prints "note"') not in notes


def test_compose_prints_markup() -> None:
    printed = run("-q", "-C", ROOT, "compose", "2019")
    assert printed.exit_code == 0
    assert printed.stdout.startswith("<report")


@pytest.mark.long
def test_where_names_the_line_the_page_and_the_excerpts() -> None:
    found = run("-C", ROOT, "where", "startups")
    assert found.exit_code == 0, found.output
    lines = found.stdout.splitlines()
    for name in ("2019", "2020"):
        assert any(line.startswith(f"data/{name}/key-figures.yaml:") for line in lines)
        start = lines.index(f"{name}, whole report:")
        assert any("page " in line and line.split()[-1].startswith("startups-staedte") for line in lines[start:])


def test_where_knows_the_nearest_id() -> None:
    missing = run("-C", ROOT, "where", "ki-trainr")
    assert missing.exit_code == 1
    assert 'did you mean "ki-trainer"?' in missing.stderr


def test_doctor_names_every_package_that_is_needed() -> None:
    said = run("doctor").stdout.partition("optional:")[0]
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [re.split(r"[<>=]", each)[0] for each in settings["project"]["dependencies"]]
    assert [name for name in needed if f" {name.lower()} " not in said.lower()] == []


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


def _template(project: Path) -> Path:
    return next((project / "templates").rglob("report.xml.j2"))


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
    "template syntax": (lambda p: _template(p).write_text("<report title='x'>{% if %}</report>"), "[template-syntax]"),
    "undefined name": (
        lambda p: _template(p).write_text("<report title='x'><p>{{ reprot.title }}</p></report>"),
        "[undefined-name]",
    ),
    "not well formed": (lambda p: _template(p).write_text("<report title='x'><p></report>"), "[not-well-formed]"),
    "unknown element": (
        lambda p: _template(p).write_text("<report title='x'><pp>a</pp></report>"),
        "[unknown-element]",
    ),
    "sandbox": (lambda p: _template(p).write_text("<report title='x'>{{ ''.__class__.__mro__ }}</report>"), "]"),
    "endless loop": (
        lambda p: _template(p).write_text(
            "<report title='x'>{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}</report>"
        ),
        "[template-limit]",
    ),
    "image outside": (
        lambda p: _template(p).write_text(
            "<report title='x'><figure><img src='../../../x.png' alt='a'/></figure></report>"
        ),
        "[image-outside]",
    ),
    "dead reference": (
        lambda p: _template(p).write_text("<report title='x'><p><ref to='nowhere'/></p></report>"),
        "[dead-reference]",
    ),
    "missing glyph": (lambda p: _template(p).write_text("<report title='x'><p>漢</p></report>"), "[missing-glyph]"),
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


def test_only_a_process_that_ends_with_its_command_leaves_garbage(project: Path) -> None:
    assert run("-C", project, "check").exit_code == 0
    assert gc.isenabled()
