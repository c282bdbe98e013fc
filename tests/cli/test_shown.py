"""Nothing that is printed steers the terminal or the pipeline that shows it, wherever it came from."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree
from paths import ROOT
from templates_help import STARTER

from reportgen.cli import COMMANDS, main
from reportgen.errors import OfficeError
from reportgen.findings.finding import Finding
from reportgen.findings.report import as_github, as_json, as_text, text_lines
from reportgen.findings.shown import harmless, json_text, line, shown, xml_text
from reportgen.programs.run import ProgramResult

HOSTILE = "\x1b]0;owned\x07\x1b[2J\r\u202egnp\u202c\x9b2J\u2028x\n::error::y\n##vso[task.setvariable variable=a]z"
AS_YAML = json.dumps(HOSTILE)[1:-1]
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)


def output(root: Path, *words: str, text: str | None = None) -> str:
    """All that a command prints; nothing of it steers."""
    result = CliRunner().invoke(main, ["-C", str(root), *words], input=text)
    assert isinstance(result.exception, SystemExit | None), result.exception
    told = result.stdout + result.stderr
    assert not STEERS.search(told), ascii(told)
    assert not COMMAND.search(told), told
    return told


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return shutil.copytree(STARTER, tmp_path / "project")


def hostile(root: Path, *keys: str) -> None:
    """The project with hostile texts behind all values of these keys."""
    for path in (root / "data").rglob("*.yaml"):
        content = path.read_text(encoding="utf-8")
        for key in keys:
            value = re.compile(rf'^(\s*(?:- )?{key}: )"?([^"\n#&>|]+?)"?$', re.M)
            content = value.sub(lambda found: f'{found[1]}"{found[2]}{AS_YAML}"', content)
        path.write_text(content, encoding="utf-8")


COMMON = ("check", "status", "where", "ledger", "log", "build", "sign", "new-edition", "diff", "send")
WORDS = {
    "where": ("where", "lending"),
    "log": ("log", "lending"),
    "sign": ("sign", "--for", "lending", "--by", HOSTILE),
    "new-edition": ("new-edition", "2026"),
    "diff": ("diff", "2025", "2025"),
    "send": ("send", "--for", "all"),
    "build": ("build", "--no-cache", "--no-claims", "--no-page-numbers"),
}


@pytest.mark.parametrize("command", COMMON)
def test_texts_of_the_data(project: Path, command: str) -> None:
    hostile(project, "title", "full", "abbreviation", "short", "statement", "unit", "text", "label", "url", "expansion")
    assert AS_YAML in (project / "data" / "2025" / "report.yaml").read_text(encoding="utf-8")
    output(project, *WORDS.get(command, (command,)))


@pytest.mark.parametrize("command", ["check", "build"])
def test_what_is_wrong_with_the_data(project: Path, command: str) -> None:
    with (project / "data" / "2025" / "statements.yaml").open("a", encoding="utf-8") as file:
        file.write(f'"x{AS_YAML}": "{AS_YAML}"\n')
    told = output(project, command)
    assert "[U+001B]" in told
    assert "[U+202E]" in told


def test_lines_of_files(project: Path) -> None:
    path = project / "data" / "2025" / "statements.yaml"
    path.write_bytes(path.read_bytes() + "wrong: a\u202eb\n  ::error::c\x1b[2J\n".encode())
    output(project, "check")
    template = project / "templates" / "letter-size" / "report.xml.j2"
    template.write_text(f"<report title='{HOSTILE}'>{HOSTILE}{{{{ {HOSTILE} }}}}", encoding="utf-8")
    path.write_bytes(path.read_bytes().partition(b"wrong")[0])
    output(project, "check")
    output(project, "build")


@pytest.mark.long
@pytest.mark.parametrize("command", [*COMMANDS, HOSTILE, f"--{HOSTILE}"])
def test_arguments_and_names_of_files(project: Path, command: str) -> None:
    if command == "init":
        output(project, "init", HOSTILE)
    output(project, command, HOSTILE)
    output(project, command, f"--x{HOSTILE}")
    output(project, command, HOSTILE, "--for", HOSTILE, "--to", HOSTILE, "--by", HOSTILE, "--as", HOSTILE)
    output(project / HOSTILE, command)


def test_files_with_such_names(project: Path) -> None:
    name = HOSTILE.replace("/", "")
    for suffix in (".pdf", ".docx", ".xlsx", ".json"):
        (project / f"{name}{suffix}").write_bytes(b"nothing")
        for command in ("verify", "preflight", "impose", "receive"):
            output(project, command, f"{name}{suffix}")
    (project / "data" / "2025" / f"{name}.yaml").write_text("a: [")
    assert "[U+001B]" in output(project, "check")
    (project / "templates" / "letter-size" / f"{name}.j2").write_text("{% if %}")
    output(project, "build")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no names that are no UTF-8")
def test_names_that_are_no_text(project: Path) -> None:
    bad = b"\xff\xfe.pdf"
    words = [sys.executable, "-m", "reportgen", "-C", str(project), "verify"]
    result = subprocess.run([*words, bad], capture_output=True, timeout=60, cwd=ROOT, check=False)
    assert b"[U+DCFF][U+DCFE].pdf" in result.stdout
    assert b"Traceback" not in result.stderr


def test_json_is_exact_and_steers_nobody(project: Path) -> None:
    hostile(project, "title")
    told = output(project, "status", "--format", "json")
    titles = [each["title"] for one in json.loads(told)["institutions"] for each in one["items"]]
    assert titles
    assert all(title.endswith(HOSTILE) for title in titles)
    finding = Finding("x", "error", HOSTILE, HOSTILE, 1, 1, HOSTILE, HOSTILE, HOSTILE)
    made = as_json([finding])
    assert not STEERS.search(made)
    assert json.loads(made)[0]["text"] == HOSTILE
    assert json.loads(json_text({"a": "\U000e0041\ud800"})) == {"a": "\U000e0041\ud800"}


def test_markup_says_the_same_and_steers_nobody() -> None:
    made = xml_text("<p>a\u202eb\r\n\x85</p>")
    assert made == "<p>a&#x202e;b\r\n&#x85;</p>"
    assert etree.fromstring(made).text == "a\u202eb\n\x85"


def test_workflow_commands_cannot_be_ended_or_begun() -> None:
    finding = Finding("x,y::z", "warning", f"a::{HOSTILE}%0A", f"{HOSTILE},b:c", 3, 4, HOSTILE, HOSTILE, HOSTILE)
    made = as_github([finding])
    assert made.count("\n") == 1
    head, rest = made.split("::", 2)[1:]
    assert head.startswith("warning file=")
    assert head.count(",") == 3
    assert ":" not in head
    assert rest.count("%0A") == 1
    assert "%250A" in rest
    assert not STEERS.search(made.rstrip("\n"))


def test_a_finding_is_as_many_lines_as_it_should_be() -> None:
    finding = Finding("x", "error", HOSTILE, HOSTILE, 1, 3, HOSTILE, HOSTILE, "ab\x1bcd\u202e", 2)
    first, source, carets, hint = text_lines(finding)
    assert "\n" not in first + hint
    assert source == "    ab[U+001B]cd[U+202E]"
    assert carets == "      ^^^^^^^^^"
    assert as_text([finding]).count("\n") == 4


def test_what_other_programs_say() -> None:
    reason = ProgramResult(1, b"", (HOSTILE,)).reason()
    assert not STEERS.search(line(f"{OfficeError.program} failed: {reason}"))


def test_names_of_characters() -> None:
    assert harmless("a\u00a0b\u00ad – \t„x“ \u200b") == "a\u00a0b\u00ad – \t„x“ \u200b"
    assert harmless("\x1b\x9b\u202e\ufeff\udcff\U000e0041") == "[U+001B][U+009B][U+202E][U+FEFF][U+DCFF][U+E0041]"
    assert shown("a\u00a0b\n\u200b") == "a[U+00A0]b[U+000A][U+200B]"
    assert line("  ::stop-commands::x") == "  :[U+003A]stop-commands::x"
    assert line("a ##vso[x] ##[group]y # ## [z]") == "a #[U+0023]vso[x] #[U+0023][group]y # ## [z]"
    assert line("data/a.yaml:1:1: a::b") == "data/a.yaml:1:1: a::b"
    assert line(line("::x\x1b")) == line("::x\x1b")


def test_there_is_one_way_out() -> None:
    out = re.compile(r"\bclick\.(?:s?echo|style|secho)\b|(?<![\w.])print\(|\bsys\.std(?:out|err)\.(?:write|buffer)")
    found = {path.name for path in (ROOT / "reportgen").rglob("*.py") if out.search(path.read_text(encoding="utf-8"))}
    assert found == {"terminal.py"}
