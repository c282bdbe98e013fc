"""Forms that come back: filled, returned and read in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from climate import SECOND, tree, write_fresh
from copies import copy_of
from openpyxl import load_workbook
from requests_kit import run, send, with_request

from reportgen.checks.run import load_checked
from reportgen.collecting.returns import read_returns
from reportgen.edition.model import Edition
from reportgen.edition.returned import Returns
from reportgen.project.open import open_project

Edit = Callable[[Any], None]


@pytest.fixture
def sent(city: Path) -> Path:
    return copy_of(_write_sent, city)


def _write_sent(root: Path) -> None:
    assert send(with_request(write_fresh(root))).exit_code == 0


def form_file(root: Path, who: str) -> Path:
    return root / "output" / SECOND / "forms" / f"climate-plan-{SECOND}-{who}-form.xlsx"


def receive(root: Path, *files: Path | str, more: tuple[str, ...] = ("--yes", "--by", "A. Lee")) -> Result:
    return run(root, "receive", *map(str, files), "--on", "2026-07-20", *more)


def filled(root: Path, who: str, edit: Edit, name: str = "") -> Path:
    """A form as somebody sends it back after an edit."""
    path = form_file(root, who)
    book = load_workbook(path)
    edit(book)
    target = root / (name or f"{who}-back.xlsx")
    book.save(target)
    return target


def at(sheet: Any, key: str, field: str) -> Any:
    names = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in range(3, sheet.max_row + 1) if sheet.cell(row, names["#id"]).value == key)
    return sheet.cell(row, names[field])


def put(key: str, field: str, value: Any, table: str = "projects") -> Edit:
    def edit(book: Any) -> None:
        at(book[table], key, field).value = value

    return edit


def all_of(*edits: Edit) -> Edit:
    def edit(book: Any) -> None:
        for each in edits:
            each(book)

    return edit


def edition(root: Path) -> Edition:
    return load_checked(open_project(root), SECOND).partial


def returns(root: Path) -> Returns:
    return read_returns(open_project(root), SECOND)


def data(root: Path, name: str = "projects") -> str:
    return (root / "data" / SECOND / f"{name}.yaml").read_text("utf-8")


def files_but_records(root: Path) -> dict[str, bytes]:
    return {name: content for name, content in tree(root / "data").items() if not name.endswith("returns.yaml")}
