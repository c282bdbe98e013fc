"""Texts stay texts in every table that is written: no spreadsheet takes one for a formula."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from decimal import Decimal
from pathlib import Path

import needs
import pytest
from climate import write_fresh
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from paths import ROOT
from requests_kit import form, with_request

from reportgen.build.archive import points_of
from reportgen.checks.run import load_checked
from reportgen.collecting.workbook.write import as_xlsx as form_xlsx
from reportgen.document import nodes as n
from reportgen.ledger.csvfile import as_csv
from reportgen.ledger.entries import entries
from reportgen.ledger.workbook import as_xlsx
from reportgen.project.open import open_project
from reportgen.text.tables import as_text, begins_formula, csv_file

FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1,1)", "\t=1+1", "\r=1+1", "\n=1+1", "\uff1d1+1", "x;=1+1", "x\n=1+1", 'x;"=1+1',
    '"=1+1', "x\t=1+1", ";=1+1;y", "-x", "+49 30 1234", "=",
)  # fmt: skip
TEXTS = ("a = b", "1+1", "a-b", "x; y", "office@example.org", "–2", "−2 %", "", " ", "a\nb", "'=1", "#1", "100 %")
NUMBERS = ("-2", "+15 %", "-1,205.5", "+0,4\u00a0%", "-1'205", "-2%")


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_become_texts(text: str) -> None:
    made = as_text(text)
    assert made.replace("'", "") == text
    for part in re.split("[;\t\r\n]", made):
        assert not re.match('"*[=+@\uff1d-]', part), made


@pytest.mark.parametrize("text", [*TEXTS, *NUMBERS])
def test_other_texts_and_numbers_stay(text: str) -> None:
    assert as_text(text) == text
    assert not begins_formula(text)


@given(st.text(alphabet="=+-@;\t\r\n\"',x1 ", max_size=12))
def test_no_part_of_any_text_begins_a_formula(text: str) -> None:
    made = as_text(text)
    assert made.replace("'", "") == text.replace("'", "")
    assert made == text or all(part.lstrip('"')[:1] not in tuple("=+-@") for part in re.split("[;\t\r\n]", made))
    (row,) = csv.reader(io.StringIO(csv_file([(text, 1)]).decode(), newline=""))
    assert row == [made, "1"]


def test_numbers_are_written_as_they_are() -> None:
    assert csv_file([(Decimal("-2.50"), -3, Decimal("1E+3"), None)]) == b"-2.50,-3,1000,\r\n"


CHECKED = re.compile(r"csv\.writer\(|csv\.DictWriter\(|\.write_formula\(|\.write_array_formula\(|\.write_string\(")


def test_there_is_one_way_to_write_a_table() -> None:
    found = {path.name for path in (ROOT / "reportgen").rglob("*.py") if CHECKED.search(path.read_text("utf-8"))}
    assert found == {"tables.py"}


# -------------------------------------------------------------------------------------------------- as others read it

_EVALUATED = "CSV:44/59/9,34,76,1,,0,false,true,false,false,false,0,true"
"""LibreOffice's filter for text: commas, semicolons and tabulators divide, and formulas are worked out."""
_FORMULA = re.compile(r'table:formula="([^"]*)"')
_NUMBER = re.compile(r'office:value-type="float" office:value="([^"]*)"')


def _opened(folder: Path, files: dict[str, bytes], *options: str) -> dict[str, str]:
    """Each file as LibreOffice reads it."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    words = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", *options]
    words += ["--convert-to", "fods", "--outdir", str(folder / "read"), *files]
    subprocess.run(words, cwd=folder, check=True, capture_output=True, timeout=240)
    return {name: (folder / "read" / f"{Path(name).stem}.fods").read_text(encoding="utf-8") for name in files}


@pytest.mark.slow
@needs.calc
def test_libreoffice_finds_no_formula_in_any_table(tmp_path: Path) -> None:
    (figure, *_) = entries(load_checked(open_project(ROOT), "2020").edition)
    of_figures = [replace(figure, statement=text, caveat=text, unit=text, value=-2, places=1) for text in FORMULAS]
    points = tuple(n.Point(text, -2.5, text) for text in FORMULAS)
    chart = n.Chart("c", "bars", (n.Series("=1+1", points),), "=1+1")
    root = with_request(write_fresh(tmp_path / "project"))
    asked = form(root, "transport")
    fields = [tuple(replace(each, value="=1+1") for each in row.fields) for row in asked.rows]
    rows = tuple(replace(row, title="=1+1", fields=each) for row, each in zip(asked.rows, fields, strict=True))
    raw = b'"=1+1"\nx;=1+1\n-2\n'
    read = _opened(
        tmp_path,
        {"raw.csv": raw, "ledger.csv": as_csv(of_figures), "chart.csv": points_of(chart)},
        f"--infilter={_EVALUATED}",
    )
    assert len(_FORMULA.findall(read["raw.csv"])) == 2, "the filter works formulas out"
    assert _FORMULA.findall(read["ledger.csv"]) == _FORMULA.findall(read["chart.csv"]) == []
    assert _NUMBER.findall(read["ledger.csv"]).count("-2") == len(FORMULAS)
    assert _NUMBER.findall(read["chart.csv"]).count("-2.5") == len(FORMULAS)
    books = {
        "ledger.xlsx": as_xlsx(of_figures, "=1+1", "2020-01-01"),
        "form.xlsx": form_xlsx(replace(asked, rows=rows)),
    }
    read = _opened(tmp_path, books)
    for name in books:
        assert _FORMULA.findall(read[name]) == [], name
        assert "=1+1" in read[name]
    assert _NUMBER.findall(read["ledger.xlsx"]).count("-2") == len(FORMULAS)
