"""Forms out: what is asked of whom, how it lies in a workbook, and what is recorded of it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from climate import SECOND, swap, tree, write_fresh
from docx import Document
from openpyxl import load_workbook
from requests_kit import field, form, run, send

from reportgen.checks.run import load_checked
from reportgen.project.open import open_project


def test_an_institution_is_asked_for_what_it_answers_for_with_last_year_beside(city: Path) -> None:
    asked = form(city, "transport")
    assert {row.table: [each.id for each in rows] for row in asked.rows for rows in [asked.tables[row.table]]} == {
        "projects": ["bus-lanes", "cargo-bikes"],
        "figures": ["bus-lane-length"],
    }
    text = field(asked, "bus-lanes.text")
    assert (text.kind, text.before) == ("rich", text.value)
    assert field(asked, "bus-lanes.budget").kind == "number"
    assert field(asked, "bus-lanes.progress.state").value is None
    assert field(asked, "bus-lanes.status").choices[0].value == "planned"
    length = field(asked, "bus-lane-length.value")
    assert (length.value, length.before, length.unit) == (None, 12, "km")
    assert field(asked, "bus-lane-length.confirmed").kind == "bool"


def test_files_are_named_as_the_contract_says_and_recorded(city: Path) -> None:
    done = send(city, "dms")
    assert done.exit_code == 0, done.output
    stem = f"climate-plan-{SECOND}-dms"
    folder = city / "output" / SECOND / "forms"
    assert sorted(path.name for path in folder.iterdir()) == [
        f"{stem}-form.docx",
        f"{stem}-form.xlsx",
        f"{stem}-letter.docx",
    ]
    text = (city / "data" / SECOND / "returns.yaml").read_text("utf-8")
    assert "to: transport\n" in text
    assert f"{stem}-form.xlsx: " in text
    assert not [each for each in load_checked(open_project(city), SECOND).findings if each.code == "unknown-file"]


@pytest.mark.long
def test_sending_again_the_same_day_changes_no_byte(city: Path) -> None:
    send(city)
    before = tree(city)
    assert send(city).exit_code == 0
    assert tree(city) == before


def test_the_letter_says_by_when_and_to_whom(city: Path) -> None:
    send(city, "dms")
    path = city / "output" / SECOND / "forms" / f"climate-plan-{SECOND}-dms-letter.docx"
    text = "\n".join(each.text for each in Document(str(path)).paragraphs)
    for words in ("Department of Mobility and Streets (DMS)", "August 1, 2026", "a.lee@example.org", "Thank you."):
        assert words in text
    assert "3 records, of which 3 are not confirmed" in text


def test_a_workbook_is_protected_but_for_its_answers(city: Path) -> None:
    send(city, "dms")
    book = load_workbook(city / "output" / SECOND / "forms" / f"climate-plan-{SECOND}-dms-form.xlsx")
    sheet = book["projects"]
    names = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.protection.sheet
    assert sheet.protection.sort is True  # what is true here is forbidden
    assert sheet.auto_filter.ref.startswith("A2:")
    assert sheet.cell(3, names["#id"]).value == "bus-lanes"
    assert sheet.cell(3, names["#id"]).protection.locked
    assert not sheet.cell(3, names["text"]).protection.locked
    assert sheet.cell(2, names["status"]).comment is not None
    assert "planned" in {
        words for each in sheet.data_validations.dataValidation for words in each.formula1.strip('"').split(",")
    }
    assert book["_reportgen"].sheet_state == "veryHidden"


def test_the_same_form_gives_the_same_bytes(city: Path) -> None:
    from reportgen.collecting.workbook.write import as_xlsx

    made = as_xlsx(form(city, "transport"))
    assert made == as_xlsx(form(city, "transport"))
    assert load_workbook(io.BytesIO(made)).properties.creator in (None, "")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--for", "nobody"], "unknown-audience"),
        (["--for", "all", "--to", "csv"], "unknown-format"),
        (["--for", "all", "--on", "soon"], "bad-date"),
    ],
)
def test_what_cannot_be_sent_is_refused(city: Path, words: list[str], code: str) -> None:
    before = tree(city)
    done = run(city, "send", SECOND, *words)
    assert f"[{code}]" in done.stderr
    assert done.exit_code in (1, 2)
    assert tree(city) == before


def test_an_edition_without_a_request_sends_nothing(tmp_path: Path) -> None:
    done = send(write_fresh(tmp_path))
    assert "[no-request]" in done.stderr
    assert "request: {due:" in done.stderr


def test_the_report_asks_in_its_own_language_and_words(city: Path) -> None:
    path = city / "reportgen.yaml"
    text = path.read_text("utf-8").replace("language: en", "language: de")
    path.write_text(
        text.replace("fields: {budget: number}", "fields: {budget: number}, questions: {budget: Wie viel?}")
    )
    asked = form(city, "transport")
    assert field(asked, "bus-lanes.title").label == "Titel"
    assert (field(asked, "bus-lanes.budget").label, field(asked, "bus-lanes.budget").question) == (
        "Budget",
        "Wie viel?",
    )


def test_a_long_statement_is_called_by_its_first_words(city: Path) -> None:
    swap(city, SECOND, "statements", "It is getting hotter.", f"{'Heat again. ' * 9}")
    told = run(city, "status", SECOND, "--for", "all", "--to", "md", "-o", "lists")
    assert told.exit_code == 0, told.output
    lists = "".join(path.read_text(encoding="utf-8") for path in (city / "lists").iterdir())
    assert f"**{'Heat again. ' * 6}Heat …**" in lists, "no word is cut"
