"""Tables that are printed from CSV files and workbooks: values, faults, origins, and what comes of them in a build."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from reportgen.build.documents import Documents
from reportgen.build.printed import where_printed
from reportgen.checks.run import load_checked
from reportgen.cli import main
from reportgen.document import nodes as n
from reportgen.document.cells import places
from reportgen.document.plain import cell_text
from reportgen.document.walk import find
from reportgen.errors import FindingsError
from reportgen.files.cache import Cache
from reportgen.findings.finding import Finding
from reportgen.project.open import open_project
from reportgen.tabular import files
from reportgen.tabular.read import read_tables

SETTINGS = """
report: bericht
language: de
template: t
schema:
  collections: [plans]
editions:
  "2025": {as_of: "2025-12-31"}
tables:
  spending:
    roles: kind
    columns:
      office: {head: Stelle, required: true}
      budget: {head: Budget, title: Haushalt, type: money, unit: EUR, decimals: 2}
      spent: {head: Ausgaben, type: number}
      since: {head: Seit, type: date}
      done: {head: Fertig, type: bool}
      kind: {head: Art}
"""
TEMPLATE = """<report title="{{ report.title }}"><section id="s"><h1>Titel</h1>
<table id="t" data="spending"><caption>Ausgaben</caption></table></section></report>"""
GOOD = """Stelle;Budget;Ausgaben;Seit;Fertig;Art
Nord;;;;;group
"Amt ""für"" Kultur";1.234.567,50;4,5;2026-03-31;ja;
Büro;12,00 EUR;1000;1.4.2024;nein;
Gesamt;1234579.50;1.004,50;;;total
"""
DATA = {
    "data/institutions.yaml": "a: {kind: agency, names: [{abbreviation: A, full: Amt}]}\n",
    "data/2025/report.yaml": 'title: Bericht\nyear: "2025"\n',
    "data/2025/sections.yaml": "s: {title: Teil}\n",
    "data/2025/plans.yaml": "p: {title: Plan, section: s, institutions: [a]}\n",
    "templates/t/words/de.yaml": '"yes": ja\n"no": nein\ntable: Tabelle {number}\n',
}


def project(folder: Path, table: str | bytes = GOOD, ending: str = ".csv", template: str = TEMPLATE) -> Path:
    given = {**DATA, "reportgen.yaml": SETTINGS, "templates/t/report.xml.j2": template}
    for name, text in given.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    place = folder / "data/2025/tables" / f"spending{ending}"
    place.parent.mkdir()
    place.write_bytes(table.encode() if isinstance(table, str) else table)
    return folder


def document(folder: Path) -> n.Document:
    return Documents(folder, None, Cache(None)).document(None)


def printed(folder: Path) -> list[list[str]]:
    (table,) = find(document(folder), n.Table)
    return [[cell_text(cell) for cell in row.cells] for row in (*table.head, *table.body)]


def faults(folder: Path) -> tuple[Finding, ...]:
    return read_tables(open_project(folder), "2025").findings


ROWS = [
    ["Stelle", "Haushalt (EUR)", "Ausgaben", "Seit", "Fertig"],
    ["Nord", "", "", "", ""],
    ["Amt „für“ Kultur", "1.234.567,50", "4,50", "31.03.2026", "ja"],
    ["Büro", "12,00", "1.000,00", "01.04.2024", "nein"],
    ["Gesamt", "1.234.579,50", "1.004,50", "", ""],
]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_values_are_printed_as_their_types_say(tmp_path: Path, mark: str) -> None:
    assert printed(project(tmp_path, mark + GOOD)) == ROWS


def test_rows_have_roles_and_cells_the_place_that_they_come_from(tmp_path: Path) -> None:
    (table,) = find(document(project(tmp_path)), n.Table)
    assert [row.role for row in table.body] == ["group", None, None, "total"]
    assert [cell.head for cell in table.body[1].cells] == ["row", None, None, None, None]
    assert [column.align for column in table.columns] == ["left", "right", "right", "left", "left"]
    origins = [text.origin for text in find(table.body[1], n.Text)]
    keys = ("office", "budget", "spent", "since", "done")
    assert origins == [f"tables/spending:3:{key}" for key in keys]
    assert all(placed.cell for row in places(table.body) for placed in row)


def workbook(rows: list[list[object]]) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet("Zahlen")
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    return made.getvalue()


def test_a_workbook_says_the_same(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Stelle", "Budget", "Ausgaben", "Seit", "Fertig", "Art"],
        ["Nord", "", "", "", "", "group"],
        ['Amt "für" Kultur', 1234567.5, 4.5, "2026-03-31", True, ""],
        ["Büro", 12, 1000, "1.4.2024", False, ""],
        ["Gesamt", 1234579.5, 1004.5, "", "", "total"],
    ]
    folder = project(tmp_path, workbook(rows), ".xlsx")
    assert [row[:2] for row in printed(folder)] == [row[:2] for row in ROWS]
    assert printed(folder)[2][2:] == ["4,5", "31.03.2026", "ja"]


HEAD = "Stelle;Budget;Ausgaben;Seit;Fertig;Art\n"
FAULTS = {
    "ragged": (HEAD + "A;1;2\nB;1\n", "ragged-row", "row 2 has 3 cells, the head has 6 (and 1 more of the kind)", 2),
    "no head": (
        "Stelle;Ausgaben;Seit;Fertig;Art\nA;1;;;\n", "missing-column", 'row 1: no column is called "Budget"', 1,
    ),
    "two heads": (
        "Stelle;Budget;Budget;Ausgaben;Seit;Fertig;Art\n", "two-columns", 'row 1: 2 columns are called "Budget"', 1,
    ),
    "no number": (
        HEAD + "A;viel;;;;\nB;mehr;;;;\n", "bad-cell", 'row 2, column "Budget": expected a number, got "viel"', 2,
    ),
    "either": (HEAD + "A;1.234;;;;\n", "bad-cell", "expected 1234 or 1.234: write one of them", 2),
    "other unit": (HEAD + "A;5 CHF;;;;\n", "bad-cell", 'expected a number in EUR, got "5 CHF"', 2),
    "no day": (HEAD + "A;;;31.2.2026;;\n", "bad-cell", 'row 2, column "Seit": expected a day', 2),
    "no yes": (HEAD + "A;;;;vielleicht;\n", "bad-cell", 'row 2, column "Fertig": expected yes or no', 2),
    "no role": (HEAD + "A;;;;;summe\n", "bad-cell", 'row 2, column "kind": there is no role "summe"', 2),
    "empty": (HEAD + ";1;;;;\n", "empty-cell", 'row 2, column "Stelle" is empty', 2),
    "quotes": (HEAD + 'A;"so" x;;;;\n', "bad-csv", "line 2: ", 2),
    "nothing": ("\n\n", "empty-table-file", "nothing stands in it", 1),
    "control": (HEAD + "A\x07;;;;;\n", "bad-cell", 'row 2, column "Stelle": expected text without control', 2),
    "rounded": (HEAD + "A;1,239;;;;\n", "bad-cell", "write one of them", 2),
    "wrong sum": (
        HEAD + "A;1;;;;\nB;2;;;;\nS;4;;;;total\n", "wrong-sum", 'column "Budget": the parts add up to 3, not to 4', 4,
    ),
    "wrong part": (
        HEAD + "A;1;;;;\nS;1;;;;subtotal\nB;2;;;;\nS;3;;;;subtotal\n", "wrong-sum", "row 5, column", 5,
    ),
    "error": (HEAD + "#REF!;;;;;\n", "bad-cell", "expected a value, no error of a spreadsheet", 2),
    "digits": (HEAD + "A;1,2394;;;;\n", "rounded", 'row 2, column "Budget": 1.2394 is printed as 1.24', 2),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_told_once_with_row_and_column(tmp_path: Path, name: str) -> None:
    text, code, words, line = FAULTS[name]
    (finding,) = faults(project(tmp_path, text))
    assert (finding.code, finding.file, finding.line) == (code, "data/2025/tables/spending.csv", line)
    assert words in finding.text


def test_a_result_is_the_first_part_less_the_others(tmp_path: Path) -> None:
    account = HEAD + "Ein;9;;;;\nE;9;;;;subtotal\nAus;4;;;;\nA;4;;;;subtotal\nErgebnis;{};;;;total\n"
    assert not faults(project(tmp_path / "result", account.format(5)))
    assert not faults(project(tmp_path / "sum", account.format(13)))
    (finding,) = faults(project(tmp_path / "neither", account.format(6)))
    assert 'column "Budget": the parts add up to 13, not to 6' in finding.text


def test_means_and_rates_are_no_parts_of_a_sum(tmp_path: Path) -> None:
    folder = project(tmp_path, HEAD + "A;1;;;;\nB;2;;;;\nM;1,5;;;;total\n")
    settings = folder / "reportgen.yaml"
    settings.write_text(settings.read_text().replace("unit: EUR, decimals: 2", "unit: EUR, decimals: 2, sums: false"))
    assert not faults(folder)


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    (finding,) = faults(project(tmp_path, (HEAD + "A;;;;;\nBüro;;;;;\n").encode("cp1252")))
    assert (finding.code, finding.line) == ("not-utf8", 3)


def test_too_many_rows_are_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 50)
    (finding,) = faults(project(tmp_path, HEAD + "A;x;;;;\n" * 60))
    assert (finding.code, finding.text) == ("too-many-rows", "it has more than 50 rows")


def test_a_hidden_row_is_told(tmp_path: Path) -> None:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate((["Stelle", "Budget", "Ausgaben", "Seit", "Fertig", "Art"], ["A", 1], ["B", 2])):
        sheet.write_row(at, 0, row)
    sheet.set_row(2, None, None, {"hidden": True})
    book.close()
    (finding,) = faults(project(tmp_path, made.getvalue(), ".xlsx"))
    assert (finding.code, finding.severity, finding.line) == ("hidden-row", "warning", 3)


def test_a_file_that_leads_out_of_the_project_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text(GOOD)
    folder = project(tmp_path / "project")
    table = folder / "data/2025/tables/spending.csv"
    table.unlink()
    table.symlink_to(tmp_path / "outside.csv")
    assert [finding.code for finding in faults(folder)] == ["file-outside"]


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    (finding,) = faults(project(tmp_path, b"PK no zip", ".xlsx"))
    assert finding.code == "bad-table-file"


def test_a_build_stops_at_a_fault_and_check_tells_it(tmp_path: Path) -> None:
    folder = project(tmp_path, HEAD + "A;viel;;;;\n")
    with pytest.raises(FindingsError) as caught:
        document(folder)
    assert [finding.code for finding in caught.value.findings] == ["bad-cell"]
    result = CliRunner().invoke(main, ["-C", str(folder), "check"])
    assert result.exit_code == 1
    assert "[bad-cell]" in result.output


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ('<table data="spendng"/>', "unknown-table"),
        ('<table data="spending" columns="office spend"/>', "unknown-column"),
        ('<table data="spending"><tr><td>x</td></tr></table>', "misplaced-element"),
    ],
)
def test_what_a_template_asks_wrongly_is_told_at_its_line(tmp_path: Path, markup: str, code: str) -> None:
    with pytest.raises(FindingsError) as caught:
        document(project(tmp_path, template=f'<report title="T">\n{markup}</report>'))
    assert [(each.code, each.line) for each in caught.value.findings] == [(code, 2)]


def test_a_template_chooses_columns_and_their_order(tmp_path: Path) -> None:
    text = TEMPLATE.replace('data="spending"', 'data="spending" columns="spent office"')
    assert printed(project(tmp_path, template=text))[2] == ["4,50", "Amt „für“ Kultur"]


@pytest.mark.parametrize("asked", ["tables/spending", "tables/spending:3", "tables/spending:3:budget"])
def test_where_finds_a_cell_its_row_and_the_table(tmp_path: Path, asked: str) -> None:
    folder = project(tmp_path)
    result = CliRunner().invoke(main, ["-C", str(folder), "where", asked])
    line = 3 if ":" in asked else 1
    assert f"data/2025/tables/spending.csv:{line}: {asked}" in result.output
    assert "whole report:\n  page 1   t" in result.output
    loaded = load_checked(open_project(folder), "2025")
    assert {block.block for block in where_printed(loaded, {asked: (asked,)})[asked]} == {"t"}


def test_the_file_is_an_input_like_others(tmp_path: Path) -> None:
    folder = project(tmp_path)
    run = CliRunner()
    built = run.invoke(main, ["-C", str(folder), "build", "--to", "text,archive"])
    assert built.exit_code == 0, built.output
    out = folder / "output/2025"
    manifest = json.loads((out / "manifest.json").read_text())
    assert "data/2025/tables/spending.csv" in [each["path"] for each in manifest["inputs"]]
    assert run.invoke(main, ["-C", str(folder), "verify", str(out), "--rebuild"]).exit_code == 0
    table = folder / "data/2025/tables/spending.csv"
    table.write_text(GOOD.replace("Büro", "Kanzlei"), encoding="utf-8")
    assert run.invoke(main, ["-C", str(folder), "build", "--to", "text"]).exit_code == 0
    assert "Kanzlei" in (out / "bericht-2025.txt").read_text()


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), max_size=6)


@given(st.lists(st.lists(WORDS, min_size=2, max_size=4), min_size=1, max_size=5), st.sampled_from([";", ",", "\t"]))
def test_what_the_csv_module_writes_is_read_as_it_was(rows: list[list[str]], delimiter: str) -> None:
    lines = io.StringIO(newline="")
    csv.writer(lines, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    wanted = [row for row in rows if any(row)]
    if not wanted:
        return
    assert read(lines.getvalue(), delimiter) == wanted
    if not any(sign in "".join(rows[0]) for sign in ";,\t"):
        assert read(lines.getvalue(), None) == wanted


def read(text: str, delimiter: str | None) -> list[list[object]]:
    return [[cell.raw for cell in row.cells] for row in files.read_rows(Path("x.csv"), text.encode(), delimiter, None)]
