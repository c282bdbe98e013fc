"""Plug-ins: the example wheel adds one of each, and what is wrong with one is a message that names it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from paths import ROOT
from plugin_packages import EXAMPLE, forget, install, install_example

from reportgen.cli import main
from reportgen.verify import read_docx, read_pdf, read_text

MILESTONES = """
<milestones id="plan" caption="Plan" when="Date" what="Step">
{% for item in projects.values() %}<milestone when="{{ 3 | ordinal }} June">{{ item.title }}</milestone>
{% endfor %}</milestones>
</report>
"""


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install_example(tmp_path_factory.mktemp("site") / "example")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path for packages of a test."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    before = set(sys.modules)
    forget()
    yield folder
    forget()
    for name in set(sys.modules) - before:
        if getattr(sys.modules[name], "__file__", None) and str(tmp_path) in str(sys.modules[name].__file__):
            del sys.modules[name]


@pytest.fixture
def example(wheel: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("site")
    monkeypatch.syspath_prepend(str(wheel))
    forget()


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("starter") / "report"
    assert run("init", folder, "--language", "en-GB").exit_code == 0
    return folder


@pytest.fixture
def project(tmp_path: Path, starter: Path) -> Path:
    return shutil.copytree(starter, tmp_path / "report")


def use(project: Path, *names: str) -> None:
    """Let the project use plug-ins."""
    settings = project / "reportgen.yaml"
    settings.write_text(settings.read_text("utf-8") + f"plugins: [{', '.join(names)}]\n", "utf-8")


def with_milestones(project: Path) -> None:
    (entry,) = (project / "templates").glob("*/report.xml.j2")
    entry.write_text(entry.read_text("utf-8").replace("</report>", MILESTONES), "utf-8")


def built(project: Path, *words: str) -> Result:
    return run("-C", project, "build", "--no-claims", "--no-page-numbers", *words)


def folder_of(project: Path) -> Path:
    (folder,) = (project / "output").iterdir()
    return folder


# ------------------------------------------------------------------------------------------------------- one of each


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


# -------------------------------------------------------------------------------------------------------------- faults

FAULTS: dict[str, tuple[str, dict[str, str], str]] = {
    "cannot be imported": ("import nothing_of_that_name", {"filters:f": "F"}, "[bad-plugin]"),
    "ends the process": ("raise SystemExit(7)", {"filters:f": "F"}, "[bad-plugin]"),
    "no such object": ("", {"filters:f": "F"}, "[bad-plugin]"),
    "a bare function": ("def F(value): return value", {"filters:f": "F"}, "[bad-plugin]"),
    "another kind": (
        "from reportgen.plugins import Filter\nF = Filter(apply=str, api=1)", {"checks:f": "F"}, "[bad-plugin]",
    ),
    "a later version": (
        "from reportgen.plugins import Filter\nF = Filter(apply=str, api=2)", {"filters:f": "F"}, "version 2",
    ),
    "a wrong signature": (
        "from reportgen.plugins import Check\nF = Check(run=lambda: (), api=1)", {"checks:f": "F"}, "with 1 value",
    ),
    "no function": (
        "from reportgen.plugins import Check\nF = Check(run=3, api=1)", {"checks:f": "F"}, "calls nothing",
    ),
    "a bad name": (
        "from reportgen.plugins import Filter\nF = Filter(apply=str, api=1)", {"filters:F f": "F"}, "[bad-plugin]",
    ),
    "no ending": (
        'from reportgen.plugins import Format\nF = Format(ending="x", write="a:b", read="a:b", api=1)',
        {"formats:f": "F"}, "no ending",
    ),
    "nothing for us": ("", {}, "is no plug-in"),
    "a check that raises": (
        "from reportgen.plugins import Check\ndef run(c): raise KeyError('x')\nF = Check(run=run, api=1)",
        {"checks:f": "F"}, "KeyError: 'x'",
    ),
    "a check that gives texts": (
        "from reportgen.plugins import Check\nF = Check(run=lambda c: ['x'], api=1)",
        {"checks:f": "F"}, "a Problem is needed",
    ),
    "a filter of ours": (
        "from reportgen.plugins import Filter\nF = Filter(apply=str, api=1)", {"filters:number": "F"},
        "[plugin-conflict]",
    ),
    "an element of ours": (
        "from reportgen.plugins import Block\nF = Block(expand=str, api=1)", {"blocks:card": "F"}, "[plugin-conflict]",
    ),
    "a format of ours": (
        'from reportgen.plugins import Format\nF = Format(ending="-x.pdf", write="a:b", read="a:b", api=1)',
        {"formats:pdf": "F"}, "[plugin-conflict]",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_message_that_names_the_plug_in(fault: str, project: Path, site: Path) -> None:
    code, points, said = FAULTS[fault]
    install(site, "faulty-plugin", code, points)
    use(project, "faulty-plugin")
    forget()
    result = run("-C", project, "check")
    assert result.exit_code == 1, result.output
    assert said in result.output
    assert "reportgen.yaml:" in result.output
    assert "faulty-plugin 1.0" in result.output
    assert "Traceback" not in result.output
    assert "1 error" in result.output


def test_two_plug_ins_with_one_name_are_told_with_both(project: Path, site: Path) -> None:
    code = "from reportgen.plugins import Filter\nF = Filter(apply=str, api=1)"
    for name in ("one-plugin", "other-plugin"):
        install(site, name, code, {"filters:shout": "F"})
    use(project, "one-plugin", "other-plugin")
    forget()
    output = run("-C", project, "check").output
    assert 'the filter "shout" of the plug-in other-plugin 1.0' in output
    assert "one-plugin 1.0" in output


UNKNOWN = "F = Block(expand=lambda e: etree.XML('<callout><nothing/></callout>'), api=1)"
PRINTED: dict[str, tuple[str, dict[str, str], str, str]] = {
    "a filter that raises": (
        "from reportgen.plugins import Filter\nF = Filter(apply=lambda v: 1 / 0, api=1)",
        {"filters:f": "F"}, "<p>{{ 3 | f }}</p>", "ZeroDivisionError",
    ),
    "a block that raises": (
        "from reportgen.plugins import Block\nF = Block(expand=lambda e: 1 / 0, api=1)",
        {"blocks:thing": "F"}, "<thing/>", "ZeroDivisionError",
    ),
    "a block that gives a text": (
        "from reportgen.plugins import Block\nF = Block(expand=lambda e: 'x', api=1)",
        {"blocks:thing": "F"}, "<thing/>", "one element of lxml",
    ),
    "a block that gives itself": (
        "from reportgen.plugins import Block\nF = Block(expand=lambda e: e, api=1)",
        {"blocks:thing": "F"}, "<thing/>", "without end",
    ),
    "a block of unknown elements": (
        "from lxml import etree\nfrom reportgen.plugins import Block\n" + UNKNOWN,
        {"blocks:thing": "F"}, "<thing/>", "[unknown-element]",
    ),
    "an attribute that it does not have": (
        "from reportgen.plugins import Block\nF = Block(expand=lambda e: e, attributes=('when',), api=1)",
        {"blocks:thing": "F"}, '<thing wen="x"/>', 'did you mean "when"',
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", PRINTED)
def test_a_fault_in_printing_is_told_at_the_template_line(fault: str, project: Path, site: Path) -> None:
    code, points, markup, said = PRINTED[fault]
    install(site, "faulty-plugin", code, points)
    use(project, "faulty-plugin")
    (entry,) = (project / "templates").glob("*/report.xml.j2")
    entry.write_text(entry.read_text("utf-8").replace("</report>", f"{markup}\n</report>"), "utf-8")
    line = next(i for i, text in enumerate(entry.read_text("utf-8").splitlines(), 1) if markup in text)
    forget()
    result = built(project, "--to", "text")
    assert result.exit_code == 1, result.output
    assert f"report.xml.j2:{line}:" in result.output
    assert said in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("write", "read", "said"),
    [
        ("def write(d, t): raise OSError('disk')", "def read(s): return None", "OSError: disk"),
        ("def write(d, t): return 'text'", "def read(s): return None", "bytes are needed"),
        ("def write(d): return b''", "def read(s): return None", "TypeError"),
        ("def write(d, t): return b'x'", "def read(s): 1 / 0", "ZeroDivisionError"),
        ("def write(d, t): return b'x'", "def read(s): return None", "gives no Reading"),
        ("", "def read(s): return None", "AttributeError"),
    ],
)
def test_a_format_with_a_fault_writes_nothing(write: str, read: str, said: str, project: Path, site: Path) -> None:
    head = "from reportgen.plugins import Format\n"
    line = 'F = Format(ending="-x.txt", write="faulty_plugin:write", read="faulty_plugin:read", api=1)'
    install(site, "faulty-plugin", f"{head}{write}\n{read}\n{line}\n", {"formats:thing": "F"})
    use(project, "faulty-plugin")
    forget()
    result = built(project, "--to", "pdf,thing")
    assert result.exit_code == 1, result.output
    assert said in result.output
    assert "faulty-plugin 1.0" in result.output
    assert "Traceback" not in result.output
    assert not (project / "output").exists()


def test_a_format_that_two_installed_plug_ins_have_is_told_with_both(project: Path, site: Path) -> None:
    code = 'from reportgen.plugins import Format\nF = Format(ending="-x.txt", write="a:b", read="a:b", api=1)'
    for name in ("one-plugin", "other-plugin"):
        install(site, name, code, {"formats:thing": "F"})
    forget()
    output = built(project, "--to", "thing").output
    assert "one-plugin and other-plugin" in output


# ------------------------------------------------------------------------------------------------------------- laziness


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
    files = {path.name: path.read_text("utf-8") for path in EXAMPLE.rglob("*") if path.is_file()}
    for name, content in blocks:
        assert content in files[name]
