"""What pasted and exported tables bring with them: each trap is read as people mean it, or told with its cell."""

from __future__ import annotations

import codecs
import re
import resource
import subprocess
import sys
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from climate import FIRST, tree, write_climate
from importing_kit import ALWAYS, book, records, take
from openpyxl import Workbook
from openpyxl.styles import Font
from requests_kit import run

HEAD = ["Project", "Department", "Budget", "Description"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_climate(tmp_path)


def taken(root: Path, name: str = "table.xlsx", *more: str) -> dict[str, Any]:
    """The new records of a table that is taken."""
    before = set(records(root))
    done = take(root, name, *ALWAYS, *more)
    assert done.exit_code == 0, done.output
    return {key: record for key, record in records(root).items() if key not in before}


def told(root: Path, name: str = "table.xlsx") -> str:
    """What is said of a table of which nothing is taken."""
    before = tree(root)
    done = take(root, name)
    assert (done.exit_code, tree(root)) == (1, before), done.output
    return done.stderr


def text_file(root: Path, text: str, encoding: str = "utf-8", name: str = "table.csv") -> None:
    (root / name).write_bytes(text.encode(encoding))


# ------------------------------------------------------------------------------------------------------------ pasted


def test_spaces_and_leftovers_of_pasting_go(root: Path) -> None:
    book(root, HEAD, ["  A\u00a0 lane \u00a0", "BLD \u202f", " 1\u00a0200,50\u00a0", "One_x000D_\ntwo \t\n\u00a0"])
    assert taken(root)["a-lane"]["text"] == "One\ntwo"
    assert records(root)["a-lane"]["title"] == "A lane"
    assert records(root)["a-lane"]["budget"] == 1200.5


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1'234.50", 1234.5),
        ("Fr. 1’200.–", 1200),
        ("1.234,50", 1234.5),
        ("12 %", 12),
        (0.25, 0.25),
        ("0,125", 0.125),
        ("−5", -5),
        ("2,--", 2),
    ],
)
def test_numbers_as_text_are_numbers(root: Path, typed: Any, number: float) -> None:
    book(root, HEAD, ["A", "BLD", typed, "x"])
    assert taken(root)["a"]["budget"] == number


@pytest.mark.parametrize("typed", ["1.2.3", "(500)", "about 5", "5–7", "1e3", "#REF!", True])
def test_what_is_no_number_is_told(root: Path, typed: Any) -> None:
    book(root, HEAD, ["A", "BLD", 5, "x"], ["B", "BLD", typed, "x"])
    assert "Sheet!C3" in told(root)


def test_a_number_that_can_be_two_is_one_beside_others(root: Path) -> None:
    book(root, HEAD, ["A", "BLD", "8.154", "x"])
    assert '"8.154" is 8154 or 8.154' in told(root)
    book(root, HEAD, ["A", "BLD", "8.154", "x"], ["B", "BLD", "2,5", "x"])
    assert taken(root)["a"]["budget"] == 8154


@pytest.mark.parametrize("nothing", ["-", "–", "n/a", "k. A.", "  ", None])
def test_signs_for_nothing_are_nothing(root: Path, nothing: Any) -> None:
    book(root, HEAD, ["A", "BLD", nothing, "x"], ["B", "BLD", 5, nothing])
    found = taken(root)
    assert "budget" not in found["a"]
    assert "text" not in found["b"]


def test_dates_with_slashes_tell_their_order_together_or_are_asked_for(root: Path) -> None:
    head = ["Project", "Department", "Due"]
    book(root, head, ["A", "BLD", "3/4/2027"], ["B", "BLD", "31/12/2027"])
    assert taken(root)["a"]["due"]["iso"] == "2027-04-03"
    book(root, head, ["C", "BLD", "3/4/2027"], ["D", "BLD", "12/31/2027"])
    assert taken(root)["c"]["due"]["iso"] == "2027-03-04"
    book(root, head, ["E", "BLD", "3/4/2027"])
    assert "with the day or with the month first" in told(root)


@pytest.mark.parametrize("epoch", [1900, 1904])
def test_dates_count_from_where_the_workbook_says(root: Path, epoch: int) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

    made = Workbook()
    made.epoch = CALENDAR_MAC_1904 if epoch == 1904 else CALENDAR_WINDOWS_1900
    assert made.active is not None
    for row in (["Project", "Department", "Due"], ["A", "BLD", date(2027, 6, 1)]):
        made.active.append(row)
    made.save(root / "table.xlsx")
    assert taken(root)["a"]["due"]["iso"] == "2027-06-01"


def test_a_number_shown_as_a_date_is_told(root: Path) -> None:
    made = book(root, ["Project", "Department", "Due"], ["A", "BLD", "2027"], ["B", "BLD", 5])
    made.active["C3"].number_format = "dd.mm.yyyy"
    made.save(root / "table.xlsx")
    assert "1900-01-05 is most likely a number" in told(root)


def test_formulas_count_with_what_they_last_gave(root: Path) -> None:
    made = book(root, HEAD, ["A", "BLD", "=1+1", "x"], ["B", "BLD", 3, "x"])
    assert "Sheet!C2: budget: the formula here has no result" in told(root)
    patched(root, r'<c r="C2"><f>1\+1</f><v ?/?>(</v>)?', '<c r="C2"><f>1+1</f><v>2</v>')
    assert taken(root)["a"]["budget"] == 2
    assert made


def patched(root: Path, pattern: str, by: str, part: str = "xl/worksheets/sheet1.xml") -> None:
    path = root / "table.xlsx"
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    new, count = re.subn(pattern, by, parts[part].decode())
    assert count == 1, parts[part]
    with zipfile.ZipFile(path, "w") as package:
        for name, content in (parts | {part: new.encode()}).items():
            package.writestr(name, content)


# ------------------------------------------------------------------------------------------------------------- layout


def test_titles_above_empty_columns_totals_and_notes_are_no_records(root: Path) -> None:
    rows: list[list[Any]] = [
        ["Projects of the city", None, None, None],
        [],
        ["Project", None, "Department", "Budget", "Description"],
        ["A", None, "BLD", 5, "x"],
        ["Buildings"],
        ["B", None, "BLD", 6, "y"],
        ["Project", None, "Department", "Budget", "Description"],
        ["C", None, "BLD", 7, "z"],
        ["Total 2027:", None, None, 18],
        [],
        ["Source: controlling"],
    ]
    made = book(root, *rows)
    made.active["A1"].font = Font(bold=True)
    made.active.merge_cells("A1:E1")
    made.save(root / "table.xlsx")
    assert set(taken(root)) == {"a", "b", "c"}
    said = take(root).stdout
    for row, reason in [(5, "alone"), (7, "headings once more"), (9, "sums"), (11, "below the table")]:
        assert re.search(rf"left out: row {row}: .*{reason}", said), said


def test_hidden_rows_columns_and_sheets_are_left_out_and_named(root: Path) -> None:
    made = book(
        root, [*HEAD, "Note"], ["A", "BLD", 1, "x", "for us"], ["B", "BLD", 2, "y", "too"], ["C", "BLD", 3, "z", ""]
    )
    made.active.row_dimensions[3].hidden = True
    made.active.column_dimensions["E"].hidden = True
    other = made.create_sheet("internal")
    other.append(HEAD)
    other.append(["Secret", "BLD", 1, "x"])
    other.sheet_state = "hidden"
    made.save(root / "table.xlsx")
    done = take(root)
    assert '"internal" (hidden)' in done.stdout
    assert "left out: row 3: hidden" in done.stdout
    assert "(hidden)" in next(line for line in done.stdout.splitlines() if "Note" in line)
    assert {"a", "c"} <= set(records(root))
    assert not {"b", "secret"} & set(records(root))
    assert "for us" not in str(records(root)["a"])


def test_merged_cells_hold_for_all_their_rows(root: Path) -> None:
    made = book(root, HEAD, ["A", "BLD", 1, "x"], ["B", None, 2, "y"], ["C", None, 3, "z"])
    made.active.merge_cells("B2:B4")
    made.save(root / "table.xlsx")
    assert [each["institutions"] for each in taken(root).values()] == [("buildings",)] * 3


def test_a_heading_over_several_columns_goes_before_theirs(root: Path) -> None:
    made = book(
        root, ["Project", "Department", "Dates", None], [None, None, "Start", "End"], ["A", "BLD", "2026", "2028"]
    )
    made.active.merge_cells("C1:D1")
    made.save(root / "table.xlsx")
    assert [each["label"] for each in taken(root)["a"]["dates"]] == ["Dates Start", "Dates End"]
    take(root, "table.xlsx", "--map", "m.yaml", "--always", "section=streets")
    again = run(root, "import", "table.xlsx", "--into", "projects", "--map", "m.yaml", "--yes")
    assert "1 as in the data" in again.stdout


def test_headings_alike_are_kept_apart_by_a_map(root: Path) -> None:
    book(root, ["Project", "Department", "Text", "Text"], ["A", "BLD", "one", "two"])
    take(root, "table.xlsx", "--map", "m.yaml", "--always", "section=streets")
    text = (root / "m.yaml").read_text()
    one, two = "{column: C, head: Text, field: text}", "{column: D, head: Text}"
    assert one in text
    assert two in text
    changed = text.replace(one, "{column: C, head: Text}").replace(two, "{column: D, head: Text, field: text}")
    (root / "m.yaml").write_text(changed)
    assert run(root, "import", "table.xlsx", "--into", "projects", "--map", "m.yaml", "--yes").exit_code == 0
    assert records(root)["a"]["text"] == "two"


def test_a_map_finds_its_columns_where_they_have_moved(root: Path) -> None:
    book(root, HEAD, ["A", "BLD", 1, "x"])
    take(root, "table.xlsx", "--map", "m.yaml", "--always", "section=streets")
    book(root, ["No.", *reversed(HEAD)], [1, "x", 1, "BLD", "A"])
    assert run(root, "import", "table.xlsx", "--into", "projects", "--map", "m.yaml", "--yes").exit_code == 0
    assert records(root)["a"]["budget"] == 1


def test_rows_copied_are_told_and_rows_of_one_title_are_two(root: Path) -> None:
    book(root, HEAD, ["A", "BLD", 1, "x"], ["A", "BLD", 1, "x"])
    assert '"A" stands in Sheet!A2 already [row-twice]' in told(root)
    book(root, HEAD, ["A", "BLD", 1, "x"], ["A", "BLD", 2, "x"])
    assert [each["budget"] for each in taken(root).values()] == [1, 2]
    assert "2 as in the data" in take(root).stdout


# --------------------------------------------------------------------------------------------------------------- text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_text_in_any_encoding_and_parted_by_any_sign(root: Path, encoding: str, sign: str) -> None:
    rows = [HEAD, ["Straße – „Übergang“", "BLD", '"1.234,50"', '"one\r\ntwo; three, four"']]
    text_file(root, "\r\n".join(sign.join(row) for row in rows), encoding)
    found = taken(root, "table.csv")["strasse-uebergang"]
    assert (found["title"], found["budget"]) == ("Straße – „Übergang“", 1234.5)
    assert found["text"] == "one\ntwo; three, four"


def test_what_excel_does_to_text(root: Path) -> None:
    text_file(root, 'sep=;\r\nProject;Department;Note\r\nA;BLD;="007"\r\n\r\n;;\r\n')
    assert taken(root, "table.csv")["a"]["note"] == "007"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-form"),
        (b'a;b\n"x;y\n' * 60_000, "damaged-table"),
        ("Project;Department\nStraÃŸe;BLD".encode(), "mixed-encoding"),
        (b"Project;Department\n\x81\x8d;BLD", "damaged-table"),
        (codecs.BOM_UTF16_LE + b"\0\xd8", "damaged-table"),
        (b"a;b\n" * 20_001, "form-too-large"),
        (b";" * 30_000, "form-too-large"),
        (b"no table\n", "no-table"),
    ],
    ids=["empty", "quote", "twice", "cp1252", "utf-16", "rows", "columns", "none"],
)
def test_text_that_cannot_be_read_is_refused(root: Path, content: bytes, code: str) -> None:
    (root / "table.csv").write_bytes(content)
    assert f"[{code}]" in told(root, "table.csv")


def test_what_is_no_table_is_refused_by_name(root: Path) -> None:
    for name, content, code in [
        ("~$table.xlsx", b"x", "lock-file"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old-format"),
        ("zero.xlsx", b"", "empty-form"),
        ("picture.xlsx", b"GIF89a", "no-form"),
        ("broken.xlsx", b"PK\x03\x04 broken", "damaged-form"),
    ]:
        (root / name).write_bytes(content)
        assert f"[{code}]" in told(root, name)
    assert "[system]" in take(root, "nowhere.xlsx").stderr


def test_a_form_is_no_table(root: Path) -> None:
    made = book(root, HEAD, ["A", "BLD", 1, "x"])
    made.create_sheet("_reportgen")
    made.save(root / "table.xlsx")
    assert "[is-a-form]" in told(root)


@pytest.mark.long
def test_a_million_rows_take_no_time(root: Path) -> None:
    row = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>x</t></is></c></row>'
    book(root, HEAD, ["A", "BLD", 1, "x"])
    patched(
        root,
        "<sheetData>.*</sheetData>",
        f"<sheetData>{''.join(row.format(at) for at in range(1, 200_001))}</sheetData>",
    )
    start, memory = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "[form-too-large]" in told(root)
    assert time.process_time() - start < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 300_000


def test_nothing_but_the_command_line_is_loaded_for_help() -> None:
    code = "import sys, reportgen.cli.import_; print([m for m in ('lxml', 'babel', 'docx') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_an_edition_before_can_be_given(root: Path) -> None:
    book(root, HEAD, ["A", "BLD", 1, "x"])
    assert run(root, "import", "table.xlsx", FIRST, "--into", "projects", *ALWAYS).exit_code == 0
    assert "[unknown-edition]" in run(root, "import", "table.xlsx", "1999", "--into", "projects", *ALWAYS).stderr
