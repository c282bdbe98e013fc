"""Every message says where: file and line, whatever is wrong."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from templates_help import STARTER

from reportgen.cli import main
from reportgen.project.folder import unfit_name

TEMPLATE, THEME, REPORT = (
    "templates/letter-size/report.xml.j2",
    "templates/letter-size/theme.yaml",
    "data/2025/report.yaml",
)
LONG = "x" * 300
PARSED = ("not well-formed", "there is no picture")
"""How messages begin that check does not have: it prints the markup, and build alone reads it."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return shutil.copytree(STARTER, tmp_path / "project")


def told(root: Path, *words: str) -> list[str]:
    result = CliRunner().invoke(main, ["-C", str(root), *words])
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code in (1, 2)
    return [line for line in (result.stdout + result.stderr).splitlines() if re.search(r"\[[a-z-]+\]$", line)]


def change(root: Path, file: str, pattern: str, new: str) -> None:
    text, count = re.subn(pattern, lambda _: new, (root / file).read_text("utf-8"), count=1, flags=re.M)
    assert count == 1
    (root / file).write_text(text, "utf-8")


WRONG = [
    ("reportgen.yaml", r"^template: .*", "template: nope", "template: there is no template templates/nope"),
    ("reportgen.yaml", r"^template: .*", f"template: {LONG}", "template: expected up to 64 letters"),
    ("reportgen.yaml", r"^template: .*", "template: nul", 'template: "nul" is the name of a device on Windows'),
    ("reportgen.yaml", r'^  "2025":', '  "con":', 'editions.con: "con" is the name of a device'),
    (
        "reportgen.yaml",
        r"^    plans:",
        "    aux: {}\n    plans:",
        'schema.collections.aux: "aux" is the name of a device',
    ),
    (THEME, r"regular: .*", f"regular: {LONG}.ttf", "there is no font file"),
    (REPORT, r"^title: .*", f"title: {LONG}", "title: expected at most 250 characters, got 300"),
    (TEMPLATE, r"\A", "<p>", "not well-formed: <p> is not closed"),
    (TEMPLATE, r"</report>", "<p>\n\n</report>", "not well-formed: <p> is not closed before </report>"),
    (TEMPLATE, r"</report>", f'<figure><img src="{LONG}.png" alt="a"/></figure></report>', 'there is no picture "xxx'),
    (TEMPLATE, r"</report>", "{% if 1 %}" * 200 + "{% endif %}" * 200 + "</report>", "nested too deeply"),
    (TEMPLATE, r"</report>", "{{ 1e999 | round }}</report>", "the number is too large"),
    (TEMPLATE, r"</report>", "{{ (9e307 * 99) | int }}</report>", '"inf" is not a number'),
    (TEMPLATE, r"</report>", "{{ [1] ~ 2 }}</report>", "a list cannot be part of a text"),
]


COMMANDS = [(command, *each) for each in WRONG for command in ("check", "build")]


@pytest.mark.long
@pytest.mark.parametrize(
    ("command", "file", "pattern", "new", "text"),
    [each for each in COMMANDS if each[0] == "build" or not each[-1].startswith(PARSED)],
)
def test_a_message_names_file_and_line(
    file: str, pattern: str, new: str, text: str, command: str, project: Path
) -> None:
    before = re.split(pattern, (project / file).read_text("utf-8"), maxsplit=1, flags=re.M)[0]
    change(project, file, pattern, new)
    line = next(each for each in told(project, command) if text in each)
    assert re.match(rf"{re.escape(file)}:{before.count(chr(10)) + 1}:\d+: ", line), line


@pytest.mark.parametrize("name", ["con", "NUL", "com1", "LPT9.txt", "aux.2025", "a."])
def test_names_that_windows_has_no_folders_of(name: str, project: Path) -> None:
    assert unfit_name(name) is not None
    (line,) = told(project, "new-edition", name)
    assert line.startswith(f'"{name}" ')
    assert line.endswith(" [bad-name]")


@pytest.mark.parametrize("name", ["2025", "console", "com", "com10", "null", "a.b", "lpt"])
def test_other_names(name: str) -> None:
    assert unfit_name(name) is None


@pytest.mark.long
def test_a_block_that_does_not_fit_is_told_where_the_template_begins_it(project: Path) -> None:
    """Its words are the template's own, which no data path leads to."""
    (words,) = (project / "templates").glob("*/words/en.yaml")
    words.write_text(
        re.sub("^key-figures: .*", f"key-figures: {'x' * 3000}", words.read_text("utf-8"), flags=re.M), "utf-8"
    )
    (line,) = [each for each in told(project, "build") if "[does-not-fit]" in each]
    template = next((project / "templates").glob("*/report.xml.j2")).read_text("utf-8")
    number = template[: template.index('id="brief"')].count("\n") + 1
    assert re.match(rf"templates/[\w-]+/report\.xml\.j2:{number}:\d+: ", line)


@pytest.mark.long
def test_a_record_that_does_not_fit_is_told_where_its_data_are(project: Path) -> None:
    """Its block has the id of the record, which the template takes from the data."""
    data = project / "data" / "2025" / "projects.yaml"
    text = re.sub(r"(?m)^(reading-hour:\n  title: ).*", rf"\g<1>{'x' * 3000}", data.read_text("utf-8"))
    data.write_text(text, "utf-8")
    lines = [each for each in told(project, "build") if "[does-not-fit]" in each]
    number = text[: text.index("reading-hour:")].count("\n") + 1
    assert any(line.startswith(f"data/2025/projects.yaml:{number}:") for line in lines)
    assert all(re.match(r"(data|templates)/\S+:\d+:\d+: ", line) for line in lines)
