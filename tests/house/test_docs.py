"""The documentation: complete, true to the program, without dead links, and in what is installed."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from built import ROOT
from click.testing import CliRunner

from reportgen.cli import main

DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)")
_FENCE = re.compile(r"^```.*?^```$|^ {4,}.*?$|`[^`\n]*`", re.DOTALL | re.MULTILINE)


def _anchors(page: Path) -> set[str]:
    """Of headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.replace("`", "").lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in _LINK.findall(_FENCE.sub("", page.read_text("utf-8"))):
        path = (page.parent / target).resolve() if target else page
        assert path.exists(), f"{target} does not exist"
        if anchor and path.suffix == ".md":
            assert anchor in _anchors(path), f"{target} has no heading #{anchor}"


def test_every_page_is_led_to() -> None:
    first = (DOCS / "README.md").read_text("utf-8")
    missing = [page.name for page in DOCS.glob("*.md") if page.name != "README.md" and f"({page.name})" not in first]
    assert not missing


def test_the_list_of_commands_is_that_of_the_program() -> None:
    run = subprocess.run(
        [sys.executable, "tools/commands_docs.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, f"{run.stdout}: python tools/commands_docs.py writes it anew"


def test_docs_says_where_they_lie() -> None:
    for name in ("README", "data"):
        result = CliRunner().invoke(main, ["docs", name] if name != "README" else ["docs"])
        assert result.exit_code == 0
        assert Path(result.output.strip()).read_text("utf-8") == (DOCS / f"{name}.md").read_text("utf-8")
    result = CliRunner().invoke(main, ["docs", "dta"])
    assert result.exit_code == 1
    assert 'did you mean "data"?' in result.output


@pytest.mark.parametrize("page", ["examples/ci/report.yml", "examples/ci/README.md", "README.md"])
def test_commands_that_are_shown_can_be_typed(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    shown = re.findall(r"(?:run: |^    |/report\" )(reportgen [a-z-]+[^#\n]*)", text, re.MULTILINE)
    assert len(shown) > 1
    for line in shown:
        words = line.split()[1:]
        context = click.Context(main, info_name="reportgen")
        command = main.get_command(context, words[0])
        assert command is not None, line
        command.make_context(words[0], [word for word in words[1:] if word != "&&"], context)


def test_extras_that_are_shown_can_be_installed() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    pages = (*DOCS.glob("*.md"), ROOT / "README.md", *(ROOT / "examples" / "ci").iterdir())
    shown = {name for page in pages for name in re.findall(r"reportgen\[([\w,]+)\]'", page.read_text("utf-8"))}
    assert shown
    assert {name for names in shown for name in names.split(",")} <= extras.keys()
