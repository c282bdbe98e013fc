"""Commands run in a fresh example project."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from copies import copy_of, init

from reportgen.cli import main


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A fresh example project."""
    return copy_of(init, tmp_path / "report")


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


def template_file(project: Path) -> Path:
    return next((project / "templates").rglob("report.xml.j2"))
