"""Tables to import, and what becomes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from climate import FIRST, write_climate
from openpyxl import Workbook
from requests_kit import run

from reportgen.yaml.reader import read_file

ALWAYS = ("--always", "section=streets", "--on", "2026-07-20", "--yes")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_climate(tmp_path)


def book(root: Path, *rows: list[Any], name: str = "table.xlsx") -> Any:
    made = Workbook()
    assert made.active is not None
    for row in rows:
        made.active.append(row)
    made.save(root / name)
    return made


def take(root: Path, name: str = "table.xlsx", *more: str, into: str = "projects") -> Result:
    return run(root, "import", name, "--into", into, *(more or ALWAYS))


def records(root: Path, name: str = f"{FIRST}/projects.yaml") -> Any:
    return read_file(root / "data", name).value
