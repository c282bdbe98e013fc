"""The command line as a user meets it: results, messages, exit status, and nothing written where something is wrong."""

from __future__ import annotations

import gc
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from cli_kit import data, edit, outputs, run, template_file
from paths import ROOT
from PIL import Image

from reportgen.cli import COMMANDS

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


@pytest.mark.long
def test_a_long_result_arrives_whole_in_a_pipe(tmp_path: Path) -> None:
    words = [sys.executable, "-c", PROCESS, "-C", str(ROOT), "compose", "2019"]
    piped = subprocess.run(words, capture_output=True, check=True).stdout
    with (tmp_path / "out").open("wb") as target:
        subprocess.run(words, stdout=target, check=True)
    assert len(piped) > 65_536
    assert piped == (tmp_path / "out").read_bytes()


@pytest.mark.long
def test_who_reads_may_go_before_the_end() -> None:
    words = [sys.executable, "-c", PROCESS, "-C", str(ROOT), "compose", "2019"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.long
def test_check_imports_no_writer() -> None:
    heavy = ("reportlab", "docx", "pikepdf")  # uharfbuzz tells which tables do not fit
    code = "import sys; from reportgen.cli import main; main(['-q', 'check'], standalone_mode=False)"
    tail = f"\nprint([m for m in {heavy} if m in sys.modules])"
    code = f"import sys\nfrom reportgen.cli import main\ntry: main(['-q', 'check'])\nexcept SystemExit: pass{tail}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.long
def test_an_example_project_builds_at_once_and_verifies(project: Path) -> None:
    built = run("-C", project, "build", "--for", "all")
    assert built.exit_code == 0, built.output
    assert "manifest.json" in outputs(project)
    assert run("-C", project, "verify", "output").exit_code == 0


@pytest.mark.long
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


@pytest.mark.long
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
    template_file(project).write_text(page, encoding="utf-8")
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
    template_file(project).write_text(page, encoding="utf-8")
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


def test_only_a_process_that_ends_with_its_command_leaves_garbage(project: Path) -> None:
    assert run("-C", project, "check").exit_code == 0
    assert gc.isenabled()
