"""Tables that exist, made the records of an edition: mapped by their headings, all of a table or nothing."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from climate import FIRST, tree
from importing_kit import ALWAYS, book, records, take
from requests_kit import run

HEAD = ["Project", "Department", "Start date", "Due", "Budget (EUR)", "Status", "Description"]
ROW = ["Trees for every street", "Parks", date(2026, 5, 1), "30 June 2027", 125000, "in progress", "A thousand trees."]


def test_a_row_becomes_a_record(root: Path) -> None:
    book(root, HEAD, ROW)
    before = (root / f"data/{FIRST}/projects.yaml").read_text()
    done = take(root)
    assert done.exit_code == 0, done.output
    assert records(root)["trees-for-every-street"] == {
        "title": "Trees for every street",
        "section": "streets",
        "institutions": ("parks",),
        "text": "A thousand trees.",
        "dates": ({"label": "Start date", "text": "May 1, 2026", "iso": "2026-05-01", "precision": "day"},),
        "due": {"text": "30 June 2027", "iso": "2027-06-30", "precision": "day"},
        "status": "running",
        "budget": 125000,
    }
    assert (root / f"data/{FIRST}/projects.yaml").read_text().startswith(before)
    assert run(root, "check", FIRST).exit_code == 0
    assert "imported from table.xlsx" in run(root, "log", "trees-for-every-street").stdout


def test_the_same_file_twice_changes_nothing(root: Path) -> None:
    book(root, HEAD, ROW)
    take(root)
    before = tree(root / "data")
    again = take(root)
    assert (again.exit_code, tree(root / "data")) == (0, before)
    assert "0 new, 0 changed, 1 as in the data" in again.stdout


def test_a_dry_run_and_a_no_write_nothing(root: Path) -> None:
    book(root, HEAD, ROW)
    before = tree(root)
    assert take(root, "table.xlsx", "--always", "section=streets", "--dry-run").exit_code == 0
    assert tree(root) == before
    assert take(root, "table.xlsx", "--always", "section=streets").exit_code == 2
    assert tree(root) == before


def test_a_record_that_says_otherwise_is_changed_only_when_that_is_asked_for(root: Path) -> None:
    book(root, HEAD, ROW)
    take(root)
    book(root, HEAD, [*ROW[:4], 130000, "completed", None], name="later.xlsx")
    before = tree(root / "data")
    refused = take(root, "later.xlsx")
    assert (refused.exit_code, tree(root / "data")) == (1, before)
    assert "later.xlsx: Sheet!A2:" in refused.stderr
    assert "says otherwise: status, budget [record-exists]" in refused.stderr
    assert take(root, "later.xlsx", *ALWAYS, "--update", "--by", "A. Lee").exit_code == 0
    found = records(root)["trees-for-every-street"]
    assert (found["budget"], found["status"], found["text"]) == (130000, "done", "A thousand trees.")
    assert "changed from later.xlsx by A. Lee" in run(root, "log", "trees-for-every-street").stdout


def test_every_cell_that_does_not_fit_is_told_with_its_place_and_nothing_is_taken(root: Path) -> None:
    wrong = ["Benches", "Navy", "31.2.2027", "2027", "12 CHF", "finisched", "A bench."]
    book(root, HEAD, ROW, wrong, [None, *ROW[1:]])
    before = tree(root)
    done = take(root)
    assert (done.exit_code, tree(root)) == (1, before)
    for place, word in [
        ("B3", 'no institution called "Navy"'),
        ("C3", "not in the calendar"),
        ("E3", 'expected a number, got "12 CHF"'),
        ("F3", "is none of planned"),
        ("A4", "title is empty"),
    ]:
        assert any(f"Sheet!{place}:" in line and word in line for line in done.stderr.splitlines()), (
            place,
            done.stderr,
        )


def test_a_map_is_written_and_read_and_may_be_changed(root: Path) -> None:
    book(root, HEAD, ROW)
    first = take(root, "table.xlsx", "--map", "map.yaml", "--always", "section=streets")
    assert first.exit_code == 0
    assert "trees-for-every-street" not in records(root)
    text = (root / "map.yaml").read_text()
    assert "field: due" in text
    (root / "map.yaml").write_text(text.replace("field: due", "field: note"))
    assert take(root, "table.xlsx", "--map", "map.yaml", "--yes").exit_code == 0
    assert records(root)["trees-for-every-street"]["note"] == "30 June 2027"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("field: due", "field: dew", "unknown-field"),
        ("into: projects", "into: plans", "bad-map"),
        ("field: due", "field: title", "bad-map"),
        ("head: Due", "head: Deadline of the year", "unknown-column"),
        ("columns:", "colums:", "unknown-key"),
        ("sheet: Sheet", "sheet: Tabelle\nwithout: 3", "bad-type"),
        ("head: 1", "head: 99", "no-table"),
    ],
)
def test_a_map_with_a_fault_is_refused_by_name(root: Path, old: str, new: str, code: str) -> None:
    book(root, HEAD, ROW)
    take(root, "table.xlsx", "--map", "map.yaml", "--always", "section=streets")
    text = (root / "map.yaml").read_text()
    assert old in text
    (root / "map.yaml").write_text(text.replace(old, new))
    before = tree(root)
    done = take(root, "table.xlsx", "--map", "map.yaml", "--yes")
    assert (done.exit_code, tree(root)) == (1, before)
    assert f"[{code}]" in done.stderr


def test_what_no_column_fills_is_asked_for(root: Path) -> None:
    book(root, HEAD, ROW)
    done = take(root, "table.xlsx", "--yes")
    assert done.exit_code == 1
    assert "no column fills section, which every record needs [no-column]" in done.stderr


def test_ids_are_of_the_title_and_never_those_of_others(root: Path) -> None:
    rows = [
        ["Straße für Bürger*innen", *ROW[1:]],
        ["streets", *ROW[1:]],
        ["日本", *ROW[1:]],
        ["x" * 60 + " y", *ROW[1:]],
    ]
    book(root, HEAD, *rows)
    before = set(records(root))
    assert take(root).exit_code == 0
    assert set(records(root)) - before == {"strasse-fuer-buergerinnen", "streets-2", "record", "x" * 48}


def test_key_figures_take_their_years_from_the_headings(root: Path) -> None:
    book(
        root,
        ["Indicator", "Unit", "Chapter", "2023", 2024, "2025", "2030"],
        ["Trips by bicycle", "%", "streets", "11,5 %", 12, "13.25 %", "20 %"],
        ["Cost", "Fr.", "streets", "Fr. 1'200.–", "1'300.50", 1400, 9],
    )
    done = take(root, "table.xlsx", "--yes", into="figures")
    assert done.exit_code == 0, done.output
    found = records(root, f"{FIRST}/key-figures.yaml")
    year = {year: {"text": year, "iso": year, "precision": "year"} for year in ("2023", "2024", "2025")}
    assert found["trips-by-bicycle"] == {
        "value": 13.25, "unit": "%", "statement": "Trips by bicycle", "about": "streets", "as_of": year["2025"],
        "previous": 12, "previous_as_of": year["2024"], "history": ({"value": 11.5, "as_of": year["2023"]},),
    }  # fmt: skip
    cost = found["cost"]
    assert (cost["value"], cost["previous"], cost["history"][0]["value"]) == (1400, 1300.5, 1200)
    assert "2030" not in str(found["cost"])


def test_columns_that_have_no_field_are_named_with_the_way_to_one(root: Path) -> None:
    book(root, [*HEAD, "Contact"], [*ROW, "a@example.org"])
    assert "fields of projects: contact: text" in take(root).stdout


def test_institutions_are_shared_by_all_editions(root: Path) -> None:
    (root / "who.csv").write_text("Abbreviation;Name;Kind\nHLT;Department of Health;department\n")
    done = take(root, "who.csv", "--yes", "--on", "2026-07-20", into="institutions")
    assert done.exit_code == 0, done.output
    assert records(root, "institutions.yaml")["department-of-health"]["names"] == (
        {"abbreviation": "HLT", "full": "Department of Health"},
    )
    assert not (root / f"data/{FIRST}/institutions.yaml").exists()


def test_a_file_that_is_in_braces_cannot_take_records(root: Path) -> None:
    path = root / f"data/{FIRST}/sources.yaml"
    path.write_text("{a: {title: A}}\n")
    (root / "s.csv").write_text("title\nB\n")
    assert "[cannot-edit]" in take(root, "s.csv", "--yes", into="sources").stderr
    path.write_text("{}\n")
    assert take(root, "s.csv", "--yes", into="sources").exit_code == 0
    assert path.read_text() == "b:\n  title: B\n"


@pytest.mark.parametrize("into", ["report", "signoff", "projekts", "charts"])
def test_what_no_table_can_be_is_refused(root: Path, into: str) -> None:
    book(root, HEAD, ROW)
    assert "[unknown-collection]" in take(root, "table.xlsx", "--yes", into=into).stderr


def test_fields_and_days_that_there_are_not_are_refused(root: Path) -> None:
    book(root, HEAD, ROW)
    assert "[unknown-field]" in take(root, "table.xlsx", "--always", "sektion=x").stderr
    assert "[bad-always]" in take(root, "table.xlsx", "--always", "section=nowhere").stderr
    assert "[bad-date]" in take(root, "table.xlsx", *ALWAYS, "--on", "1.1.2027").stderr
    assert take(root, "table.xlsx", "--always", "section").exit_code == 2


def test_what_the_data_would_say_wrong_is_told_at_its_cell(root: Path) -> None:
    book(root, [*HEAD, "Continues"], [*ROW, None])
    (root / "s.csv").write_text("title,url\nA,ftp://example\n")
    done = take(root, "s.csv", "--yes", into="sources")
    assert done.exit_code == 1
    assert "s.csv: s!B2: url:" in done.stderr


@pytest.mark.parametrize(
    "cell",
    ["BLD, Department of Mobility and Streets", "Department of Mobility and Streets and BLD", "DMS/BLD", "DMS,, BLD,"],
)
def test_names_with_and_are_found_among_others(root: Path, cell: str) -> None:
    book(root, HEAD, ["A lane", cell, *ROW[2:]])
    assert take(root, "table.xlsx", *ALWAYS, "--yes").exit_code == 0
    assert sorted(records(root)["a-lane"]["institutions"]) == ["buildings", "transport"]


def test_word_tables_are_read(root: Path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("List of projects")
    table = document.add_table(rows=3, cols=3)
    for row, texts in enumerate(
        [["Project", "Department", "Description"], ["A lane", "BLD", "One\ntwo"], ["B", "", ""]]
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    merged = table.cell(1, 1).merge(table.cell(2, 1))
    merged.text = "BLD"
    table.cell(2, 2).text = "Second"
    content = io.BytesIO()
    document.save(content)
    (root / "list.docx").write_bytes(content.getvalue())
    done = take(root, "list.docx")
    assert done.exit_code == 0, done.output
    assert records(root)["a-lane"]["text"] == "One\ntwo"
    assert records(root)["b"]["institutions"] == ("buildings",)


def test_dates_of_cells_and_texts() -> None:
    from reportgen.importing.dates import read_date

    def iso(raw: Any, language: str = "de", order: Any = "day-first") -> Any:
        found = read_date(raw, language, order)
        return (found["text"], found["iso"], found["precision"]) if isinstance(found, dict) else None

    assert iso(datetime(2024, 6, 1)) == ("1. Juni 2024", "2024-06-01", "day")
    assert iso("01.06.24") == ("1. Juni 2024", "2024-06-01", "day")
    assert iso("3/4/2024", "en-GB") == ("3 April 2024", "2024-04-03", "day")
    assert iso("3/4/2024", "en-US", "month-first") == ("March 4, 2024", "2024-03-04", "day")
    assert iso("01-Jun-24", "en-GB") == ("1 June 2024", "2024-06-01", "day")
    assert iso("June 2024") == ("Juni 2024", "2024-06", "month")
    assert iso("Mitte 2024") == ("Mitte 2024", "2024", "year")
    assert iso("2. Quartal 2024") == ("2. Quartal 2024", "2024-04/2024-06", "quarter")
    assert iso("2020–2023") == ("2020–2023", "2020/2023", "span")
    assert iso(2024) == ("2024", "2024", "year")
    assert iso("in Kürze") == ("in Kürze", None, "vague")
    for wrong in (45000, date(1900, 1, 5), "31.02.2024", "30 February 2025", True, "12 Äpfel 7"):
        assert iso(wrong) is None, wrong
