"""The example project of `reportgen init`: it builds at once, whole and for every department."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from templates_help import STARTER

from reportgen.cli import main


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STARTER, tmp_path / "mine"))


def test_it_checks_without_warning(copy: Path) -> None:
    found = CliRunner().invoke(main, ["-C", str(copy), "check", "--strict"])
    assert found.exit_code == 0, found.output


def test_it_builds_and_both_formats_say_the_same(copy: Path) -> None:
    found = CliRunner().invoke(main, ["-C", str(copy), "build", "--for", "all"])
    assert found.exit_code == 0, found.output
    names = sorted(path.name for path in (copy / "output" / "2025").iterdir())
    stems = ("annual-report-2025", "annual-report-2025-lnd", "annual-report-2025-lrn")
    assert names == sorted([*(f"{stem}.{end}" for stem in stems for end in ("docx", "pdf")), "manifest.json"])
