"""Work lists: all that is open stands in the list of each who answers for it, in every format the same."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from climate import SECOND, write_climate, write_fresh
from docx import Document
from openpyxl import load_workbook
from requests_kit import run, with_request

from reportgen.checks.run import load_checked
from reportgen.collecting.returns import read_returns
from reportgen.collecting.send import before_of
from reportgen.collecting.worklist.files import FORMATS, files_of
from reportgen.collecting.worklist.lines import cells
from reportgen.collecting.worklist.open import EDITORS, OpenList, open_lists
from reportgen.project.open import open_project


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return with_request(write_fresh(tmp_path))


def lists(root: Path) -> tuple[OpenList, ...]:
    loaded = load_checked(open_project(root), SECOND)
    settings = loaded.project.settings
    returns = read_returns(loaded.project, SECOND)
    request = settings.editions[SECOND].request
    return open_lists(loaded.partial, before_of(loaded), returns, settings.report, request)


def test_the_lists_together_are_all_that_is_open(root: Path) -> None:
    edition = load_checked(open_project(root), SECOND).partial
    assert {record.path for each in lists(root) for record in each.records} == edition.unconfirmed
    bikes = {each.institution: record for each in lists(root) for record in each.records if "cargo" in record.path}
    assert {key: record.jointly for key, record in bikes.items()} == {"transport": ("BLD",), "buildings": ("DMS",)}


def test_numbers_are_written_as_the_language_writes_them(root: Path) -> None:
    path = root / "data" / SECOND / "key-figures.yaml"
    path.write_text(path.read_text().replace("previous: 1200", "previous: 1200300.5"))
    was = {record.path: record.was for each in lists(root) for record in each.records}
    assert was["figures[trees]"] == "1,200–1,300 trees (March 2026)"
    assert was["figures[emissions]"] == "about 41 % (March 2026)"


def test_every_format_says_the_same(root: Path) -> None:
    work = lists(root)[0]
    told = [cells(work, record) for record in work.records]
    made = {name: write(work) for name, write in FORMATS.items()}
    table = Document(io.BytesIO(made["docx"])).tables[0]
    assert [tuple(cell.text for cell in row.cells)[1:] for row in table.rows][1:] == told
    sheet: Any = load_workbook(io.BytesIO(made["xlsx"])).active
    rows = [tuple(value or "" for value in row[:6]) for row in sheet.iter_rows(values_only=True)]
    assert rows[-len(told) :] == told
    text = made["md"].decode()
    assert all(f"**{title.replace('#', chr(92) + '#')}**" in text for _, _, title, *_ in told)
    assert text.count("- [ ] ") == len(told)
    assert made == {name: write(work) for name, write in FORMATS.items()}


@pytest.mark.long
def test_the_command_writes_them_beside_the_forms(root: Path) -> None:
    done = run(root, "status", SECOND, "--for", "all", "--to", "md,docx")
    names = {path.name for path in (root / "output" / SECOND / "forms").iterdir()}
    assert done.exit_code == 0, done.output
    assert {f"climate-plan-{SECOND}-dms-worklist.{name}" for name in ("md", "docx")} <= names
    assert f"climate-plan-{SECOND}-editors-worklist.md" in names
    assert lists(root)[-1].institution == EDITORS
    one = run(root, "status", SECOND, "--for", "DMS", "-o", "lists")
    assert [path.name for path in (root / "lists").iterdir()] == [f"climate-plan-{SECOND}-dms-worklist.docx"]
    assert one.exit_code == 0


def test_where_nothing_is_open_nothing_is_written(tmp_path: Path) -> None:
    root = write_climate(tmp_path)
    assert run(root, "status", "--for", "dot").stderr.startswith("nothing is open")
    assert not (root / "output").exists()


@pytest.mark.parametrize("more", [("--to", "md"), ("-o", "x")])
def test_formats_without_whose_list_are_wrong_usage(root: Path, more: tuple[str, str]) -> None:
    assert run(root, "status", SECOND, *more).exit_code == 2


def test_unknown_formats_and_strangers_are_refused(root: Path) -> None:
    assert "[unknown-format]" in run(root, "status", SECOND, "--for", "all", "--to", "odt").stderr
    assert run(root, "status", SECOND, "--for", "navy").exit_code == 2
    assert files_of((), ["md"]) == {}
