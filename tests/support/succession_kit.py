"""Commands of a new edition, and the project they begin with."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from climate import write_climate

from reportgen.cli import main


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words])


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return write_climate(tmp_path / "city")


def data(root: Path, edition: str, name: str) -> str:
    return (root / "data" / edition / f"{name}.yaml").read_text(encoding="utf-8")
