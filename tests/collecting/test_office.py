"""Forms as LibreOffice saves them, and sheets as another reader reads them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import needs
import pytest
from climate import write_fresh
from openpyxl.comments import Comment
from python_calamine import CalamineWorkbook
from requests_kit import send, with_request
from returns_kit import all_of, at, edition, filled, form_file, put, receive, returns

from reportgen.collecting.package import opened
from reportgen.collecting.workbook import ods, xlsx
from reportgen.collecting.workbook.grid import GridSheet


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = with_request(write_fresh(tmp_path))
    assert send(root).exit_code == 0
    return root


def saved_by_office(path: Path, ending: str) -> Path:
    """The file as LibreOffice Calc saves it."""
    folder = path.parent / "office"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    words = ["soffice", profile, "--headless", "--norestore", "--convert-to", ending, "--outdir", os.fspath(folder)]
    subprocess.run([*words, os.fspath(path)], check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.{ending}"


def grids(path: Path) -> Iterator[GridSheet]:
    with opened(path, path.read_bytes()) as (kind, package):
        yield from (xlsx if kind == "xlsx" else ods).sheets(package)


def comment(book: Any) -> None:
    at(book["projects"], "bus-lanes", "text").comment = Comment("Is that so?", "B. Kim")


EDITS = all_of(
    put("bus-lanes", "budget", 2.5),
    put("bus-lanes", "title", "2.10"),
    put("bus-lanes", "text", "One  two <three> & „four“.\n\nFive – {bus-lane-length}."),
    put("bus-lanes", "dates[0].text", "June"),
    put("bus-lanes", "dates[0].iso", date(2027, 6, 1)),
    put("bus-lanes", "partners", "A, B\nC"),
    put("cargo-bikes", "status", "done"),
    put("bus-lane-length", "value", 14, "figures"),
    comment,
)


@needs.calc
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_what_libreoffice_saves_says_the_same(project: Path, ending: str) -> None:
    plain = receive(project, saved_by_office(form_file(project, "dms"), ending))
    assert plain.exit_code == 0, plain.output
    assert "0 taken" in plain.stdout
    assert "[" not in plain.stderr
    back = saved_by_office(filled(project, "dms", EDITS), ending)
    done = receive(project, back)
    assert done.exit_code == 0, done.output
    found = edition(project)
    item = found.collections["projects"]["bus-lanes"]
    assert (item.title, item.extra["budget"], item.partners) == ("2.10", 2.5, ("A, B", "C"))
    assert item.text == "One  two <three> & „four“.\n\nFive – {bus-lane-length}."
    assert [(each.text, each.iso, each.precision) for each in item.dates] == [("June", "2027-06-01", "day")]
    assert found.collections["projects"]["cargo-bikes"].status == "done"
    assert found.figures["bus-lane-length"].value == 14
    assert [each.proposed for each in returns(project).proposals.values()] == ["Is that so?"]
    assert not [each for each in done.stderr.splitlines() if "outside-field" in each]


def plain(value: Any) -> Any:
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date()
    return int(value) if isinstance(value, float) and value.is_integer() else value


@needs.calc
@pytest.mark.parametrize("ending", ["", "xlsx", "ods"])
def test_another_reader_finds_the_same_in_every_cell(project: Path, ending: str) -> None:
    path = filled(project, "dms", EDITS)
    path = saved_by_office(path, ending) if ending else path
    book = CalamineWorkbook.from_path(path)
    for sheet in grids(path):
        rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        theirs = {(r, c): plain(value) for r, row in enumerate(rows) for c, value in enumerate(row) if value != ""}
        ours = {place: plain(cell.raw) for place, cell in sheet.cells.items()}
        assert ours == theirs


@needs.calc
def test_a_form_sorted_in_parts_is_refused_also_when_saved_by_libreoffice(project: Path) -> None:
    def sort(book: Any) -> None:
        sheet = book["projects"]
        for column in range(3, sheet.max_column + 1):
            one, other = sheet.cell(3, column), sheet.cell(4, column)
            one.value, other.value = other.value, one.value

    done = receive(project, saved_by_office(filled(project, "dms", sort), "ods"))
    assert done.exit_code == 1
    assert "[rows-parted]" in done.stderr
    assert not edition(project).collections["projects"]["bus-lanes"].status
