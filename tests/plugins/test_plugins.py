"""Plug-ins: the example wheel adds one of each, and what is wrong with one is a message that names it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from paths import ROOT
from plugin_packages import EXAMPLE, forget, install_example
from plugins_kit import built, folder_of, run, use

from reportgen.verify import read_docx, read_pdf, read_text

MILESTONES = """
<milestones id="plan" caption="Plan" when="Date" what="Step">
{% for item in projects.values() %}<milestone when="{{ 3 | ordinal }} June">{{ item.title }}</milestone>
{% endfor %}</milestones>
</report>
"""


def with_milestones(project: Path) -> None:
    (entry,) = (project / "templates").glob("*/report.xml.j2")
    entry.write_text(entry.read_text("utf-8").replace("</report>", MILESTONES), "utf-8")


# ------------------------------------------------------------------------------------------------------- one of each


@pytest.mark.long
@pytest.mark.usefixtures("example")
def test_a_block_and_a_filter_are_printed_alike_in_every_format(project: Path) -> None:
    use(project, "reportgen-example")
    with_milestones(project)
    result = built(project, "--to", "pdf,docx,text,lines,archive", "--for", "all", "-j", "2")
    assert result.exit_code == 0, result.output
    folder = folder_of(project)
    for ending, read in ((".pdf", read_pdf), (".docx", read_docx), (".txt", read_text)):
        reading = read(folder / f"report-2025{ending}")
        assert "3rd June" in " ".join(block.text for block in reading.blocks), ending
    verified = run("-C", project, "verify", "output")
    assert verified.exit_code == 0, verified.output


@pytest.mark.usefixtures("example")
def test_what_a_block_of_a_plug_in_prints_keeps_its_origin(project: Path) -> None:
    use(project, "reportgen-example")
    with_milestones(project)
    (first,) = [line for line in run("-C", project, "where", "tool-wall").output.splitlines() if "plan" in line][:1]
    assert "plan" in first


@pytest.mark.usefixtures("example")
def test_the_findings_of_a_check_have_their_place(project: Path) -> None:
    use(project, "reportgen-example")
    path = project / "data/2025/projects.yaml"
    lines = path.read_text("utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.lstrip().startswith("title:"))
    lines[at] = f"  title: {'long ' * 20}title"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    result = run("-C", project, "check", "--all")
    assert f"data/2025/projects.yaml:{at + 1}:10: warning: tool-wall.title: the title has 105" in result.output
    assert "[long-title]" in result.output
    assert result.exit_code == 0, result.output


@pytest.mark.usefixtures("example")
def test_a_file_of_a_format_that_was_changed_is_found(project: Path) -> None:
    use(project, "reportgen-example")
    assert built(project, "--to", "pdf,lines").exit_code == 0
    (path,) = folder_of(project).glob("*-lines.txt")
    path.write_bytes(path.read_bytes().replace(b"Linden", b"Lindon"))
    assert "[other-bytes]" in run("-C", project, "verify", "output").output


# ------------------------------------------------------------------------------------ a build depends on what it names


@pytest.mark.usefixtures("example")
def test_what_is_installed_and_not_named_adds_nothing(project: Path) -> None:
    with_milestones(project)
    result = run("-C", project, "check", "--all")
    assert 'there is no filter "ordinal"' in result.output
    asked = built(project, "--to", "lines")
    assert asked.exit_code == 1
    assert "[unused-plugin]" in asked.output or "[template-syntax]" in asked.output


@pytest.mark.usefixtures("example")
def test_a_format_of_a_plug_in_that_is_not_named_is_refused_with_the_way_out(project: Path) -> None:
    result = built(project, "--to", "pdf,lines")
    assert result.exit_code == 1
    assert "[unused-plugin]" in result.output
    assert "plugins: [reportgen-example]" in result.output


@pytest.mark.usefixtures("site")
def test_a_missing_plug_in_is_one_finding_at_its_name(project: Path) -> None:
    use(project, "Reportgen_Example")
    result = run("-C", project, "check")
    assert result.exit_code == 1
    assert result.output.count("[missing-plugin]") == 1
    assert "the plug-in Reportgen_Example is not installed" in result.output
    assert "pip install reportgen-example" in result.output
    assert "[missing-plugin]" in built(project).output


@pytest.mark.usefixtures("example")
def test_name_and_version_are_an_input_of_the_manifest(project: Path) -> None:
    before = json.loads(_manifest(project).read_bytes())["inputs"]
    use(project, "reportgen-example")
    after = json.loads(_manifest(project).read_bytes())["inputs"]
    assert [each["path"] for each in after if each not in before and each["path"] != "reportgen.yaml"] == [
        "plugin:reportgen-example==1.0.0"
    ]


def _manifest(project: Path) -> Path:
    assert built(project, "--to", "text").exit_code == 0
    return folder_of(project) / "manifest.json"


@pytest.mark.long
def test_a_changed_plug_in_is_noticed_by_the_next_build(project: Path, tmp_path: Path) -> None:
    use(project, "reportgen-example")
    with_milestones(project)
    site = tmp_path / "packages"
    install_example(site)
    assert "3rd June" in _text(project, site)
    code = site / "reportgen_example/filters.py"
    code.write_text(code.read_text("utf-8").replace('3: "rd"', '3: "RD"'), "utf-8")
    assert "3RD June" in _text(project, site)


def _text(project: Path, site: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(site)))}
    command = [sys.executable, "-m", "reportgen", "build", "--to", "text", "--no-claims"]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return (folder_of(project) / "report-2025.txt").read_text("utf-8")


@pytest.mark.usefixtures("example")
def test_doctor_lists_the_plug_ins_of_the_report(project: Path) -> None:
    use(project, "reportgen-example", "reportgen-other")
    output = run("-C", project, "doctor").output
    assert "found   reportgen-example 1.0.0" in output
    assert "missing reportgen-other" in output


# ------------------------------------------------------------------------------------------------------------ archives


@pytest.mark.long
@pytest.mark.usefixtures("site")
def test_an_archive_is_built_again_with_its_plug_in_and_refused_by_name_without(
    project: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.syspath_prepend(str(wheel))
        forget()
        use(project, "reportgen-example")
        with_milestones(project)
        assert built(project, "--to", "archive").exit_code == 0
        (path,) = folder_of(project).glob("*-archive.pdf")
        again = run("verify", "--rebuild", path)
        assert again.exit_code == 0, again.output
        assert "same bytes" in again.output
    forget()
    refused = run("verify", "--rebuild", path)
    assert refused.exit_code == 1
    assert "[missing-plugin]" in refused.output
    assert "pip install reportgen-example==1.0.0" in refused.output


@pytest.mark.long
@pytest.mark.usefixtures("site")
def test_an_archive_is_refused_by_name_where_another_version_is_installed(
    project: Path, wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(project, "reportgen-example")
    with monkeypatch.context() as patched:
        patched.syspath_prepend(str(wheel))
        forget()
        assert built(project, "--to", "archive").exit_code == 0
        (path,) = folder_of(project).glob("*-archive.pdf")
    monkeypatch.syspath_prepend(str(install_example(tmp_path / "newer", version="1.1.0")))
    forget()
    assert "version 1.1.0 is installed" in run("verify", "--rebuild", path).output


@pytest.mark.usefixtures("site")
def test_files_of_a_format_that_nothing_installed_reads_are_named_with_their_plug_in(
    project: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(project, "reportgen-example")
    with monkeypatch.context() as patched:
        patched.syspath_prepend(str(wheel))
        forget()
        assert built(project, "--to", "lines").exit_code == 0
    forget()
    result = run("-C", project, "verify", "output")
    assert result.exit_code == 1
    assert "[missing-plugin]" in result.output
    assert "reportgen-example==1.0.0" in result.output


# ------------------------------------------------------------------------------------------------------------- laziness


@pytest.mark.long
@pytest.mark.parametrize("words", [["--help"], ["check"], ["build", "--to", "text", "--no-claims"]])
def test_nobody_looks_for_plug_ins_where_none_is_named(words: list[str], project: Path) -> None:
    code = (
        "import sys; from reportgen.cli import main\n"
        f"try: main({words!r})\nexcept SystemExit: pass\n"
        "print(sorted(name for name in sys.modules if name in "
        "('reportgen.plugins.installed', 'reportgen.plugins.used', 'reportgen.build.plugins')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == "[]"


def test_the_page_about_plug_ins_shows_the_example_as_it_is() -> None:
    page = (ROOT / "docs" / "plugins.md").read_text("utf-8")
    blocks = re.findall(r"^```(?:python|toml)\n# (\S+)\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    assert {name for name, _ in blocks} == {"pyproject.toml", "checks.py", "filters.py", "blocks.py", "formats.py"}
    files = {path.name: path.read_text("utf-8") for path in EXAMPLE.rglob("*.*") if path.suffix != ".pyc"}
    for name, content in blocks:
        assert content in files[name]
