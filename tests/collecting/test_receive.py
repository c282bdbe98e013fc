"""Forms back: what somebody has changed is in the data or named, and nothing else is changed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from climate import SECOND, swap, tree
from openpyxl import Workbook
from openpyxl.comments import Comment
from requests_kit import run
from returns_kit import (
    Edit,
    all_of,
    at,
    data,
    edition,
    files_but_records,
    filled,
    form_file,
    put,
    receive,
    returns,
)

# ---------------------------------------------------------------------------------------------------------- round trip


def test_a_form_that_nobody_touched_changes_no_byte(sent: Path) -> None:
    before = files_but_records(sent)
    done = receive(sent, form_file(sent, "dms"))
    assert done.exit_code == 0, done.output
    assert "0 taken" in done.stdout
    assert files_but_records(sent) == before


def test_answers_are_in_the_data_and_recorded(sent: Path) -> None:
    text = data(sent)
    edit = all_of(
        put("bus-lanes", "text", "The DMS painted {bus-lane-length} of bus lanes.\n\nMore to come."),
        put("bus-lanes", "budget", 2.5),
        put("bus-lanes", "status", "running"),
        put("bus-lanes", "progress.state", "reported"),
        put("bus-lanes", "partners", "Police\nSchools"),
        put("bus-lanes", "due.text", "June 2027"),
        put("bus-lanes", "due.iso", "2027-06"),
        put("bus-lane-length", "value", 14, "figures"),
        put("cargo-bikes", "title", "Cargo bikes for all"),
    )
    done = receive(sent, filled(sent, "dms", edit))
    assert done.exit_code == 0, done.output
    found = edition(sent)
    item = found.collections["projects"]["bus-lanes"]
    assert item.text == "The DMS painted {bus-lane-length} of bus lanes.\n\nMore to come."
    assert (item.extra["budget"], item.status, item.partners) == (2.5, "running", ("Police", "Schools"))
    assert item.due is not None
    assert (item.due.text, item.due.iso, item.due.precision) == ("June 2027", "2027-06", "month")
    assert item.progress is not None
    assert item.progress.state == "reported"
    assert found.figures["bus-lane-length"].value == 14
    assert not found.figures["bus-lane-length"].carried
    assert found.collections["projects"]["cargo-bikes"].title == "Cargo bikes for all"
    entry = returns(sent).received[0]
    assert (entry.from_, entry.on, entry.by, entry.file) == ("transport", "2026-07-20", "A. Lee", "dms-back.xlsx")
    assert {each.path for each in entry.taken} >= {"projects[bus-lanes].text", "figures[bus-lane-length].value"}
    assert "  figures: [bus-lane-length]   # the metres\n" in data(sent)
    assert text.split("# ---- parks")[1] == data(sent).split("# ---- parks")[1]


def test_the_same_file_twice_changes_nothing(sent: Path) -> None:
    back = filled(sent, "dms", put("bus-lanes", "budget", 3))
    receive(sent, back)
    before = tree(sent)
    done = receive(sent, back)
    assert done.exit_code == 0
    assert "was read in on 2026-07-20 already" in done.stdout
    assert tree(sent) == before


def test_a_dry_run_and_a_no_change_nothing(sent: Path) -> None:
    back = filled(sent, "dms", put("bus-lanes", "budget", 3))
    before = tree(sent)
    assert "taken     projects[bus-lanes].budget" in receive(sent, back, more=("--dry-run",)).stdout
    refused = receive(sent, back, more=())
    assert refused.exit_code == 2
    assert "--yes" in refused.stderr
    assert tree(sent) == before


def test_a_second_form_of_an_institution_goes_on_from_its_first(sent: Path) -> None:
    receive(sent, filled(sent, "dms", put("bus-lanes", "budget", 3), "first.xlsx"))
    done = receive(sent, filled(sent, "dms", put("bus-lanes", "budget", 4), "second.xlsx"))
    assert done.exit_code == 0, done.output
    assert edition(sent).collections["projects"]["bus-lanes"].extra["budget"] == 4


@pytest.mark.parametrize("value", ["Bus lanes ", " Bus lanes", "Bus  lanes", "Bus lanes_x000D_", "Bus lanes\r\n"])
def test_white_space_alone_is_no_change(sent: Path, value: str) -> None:
    before = files_but_records(sent)
    assert receive(sent, filled(sent, "dms", put("bus-lanes", "title", value))).exit_code == 0
    assert files_but_records(sent) == before


def test_unchanged_is_confirmed_by_who_reads_it_in(sent: Path) -> None:
    back = filled(sent, "bld", put("cargo-bikes", "progress.state", "unchanged"))
    assert "[no-name]" in receive(sent, back, more=("--yes",)).stderr
    assert receive(sent, back).exit_code == 0
    progress = edition(sent).collections["projects"]["cargo-bikes"].progress
    assert progress is not None
    assert (progress.state, progress.confirmed_by, progress.confirmed_on) == ("unchanged", "A. Lee", "2026-07-20")


def test_a_figure_that_still_holds_says_last_years_number_again(sent: Path) -> None:
    edit = put("bus-lane-length", "confirmed", "yes", "figures")
    assert receive(sent, filled(sent, "dms", edit)).exit_code == 0
    figure = edition(sent).figures["bus-lane-length"]
    assert (figure.value, figure.carried) == (12, False)


def test_what_was_confirmed_since_is_confirmed_again_or_a_conflict(sent: Path) -> None:
    confirmed = put("bus-lane-length", "confirmed", "yes", "figures")
    assert receive(sent, filled(sent, "dms", confirmed)).exit_code == 0
    again = receive(sent, filled(sent, "dms", all_of(confirmed, put("bus-lanes", "title", "Lanes")), "again.xlsx"))
    assert "1 taken" in again.stdout
    assert "conflict" not in again.stdout
    denied = receive(sent, filled(sent, "dms", put("bus-lane-length", "confirmed", "no", "figures"), "no.xlsx"))
    assert "it has been confirmed since" in denied.stdout


def test_unchanged_with_another_text_is_refused(sent: Path) -> None:
    edit = all_of(
        put("cargo-bikes", "progress.state", "unchanged"), put("cargo-bikes", "text", "Depots are closed for good.")
    )
    done = receive(sent, filled(sent, "bld", edit))
    assert done.exit_code == 1
    assert "[not-unchanged]" in done.stderr
    assert "2 held back" in done.stdout, "what else it says is seen all the same"
    assert "held back projects[cargo-bikes].text" in done.stdout


# --------------------------------------------------------------------------------------------- conflicts and proposals


def test_what_both_have_changed_is_a_proposal(sent: Path) -> None:
    back = filled(sent, "dms", all_of(put("bus-lanes", "budget", 3), put("bus-lanes", "status", "done")))
    swap(sent, SECOND, "projects", "budget: 1.2", "budget: 9")
    done = receive(sent, back)
    assert done.exit_code == 0
    assert "conflict  projects[bus-lanes].budget" in done.stdout
    for line in ("sent:     1.2", "data now: 9", "returned: 3", "[dms-1]"):
        assert line in done.stdout
    item = edition(sent).collections["projects"]["bus-lanes"]
    assert (item.extra["budget"], item.status) == (9, "done")
    assert run(sent, "receive", "--accept", "dms-1", "--on", "2026-07-21").exit_code == 0
    assert edition(sent).collections["projects"]["bus-lanes"].extra["budget"] == 3
    assert returns(sent).proposals["dms-1"].state == "accepted"
    again = run(sent, "receive", "--reject", "dms-1")
    assert "[unknown-proposal]" in again.stderr


def test_a_rejected_proposal_changes_no_data_and_does_not_come_back(sent: Path) -> None:
    swap(sent, SECOND, "projects", "budget: 1.2", "budget: 9")
    receive(sent, filled(sent, "dms", put("bus-lanes", "budget", 3), "one.xlsx"))
    before = files_but_records(sent)
    assert run(sent, "receive", "--reject", "dms-1").exit_code == 0
    receive(
        sent, filled(sent, "dms", all_of(put("bus-lanes", "budget", 3), put("bus-lanes", "topics", "x")), "two.xlsx")
    )
    assert list(returns(sent).proposals) == ["dms-1"]
    assert "budget: 9" in data(sent)
    assert before["2026-q2/key-figures.yaml"] == files_but_records(sent)["2026-q2/key-figures.yaml"]


def test_comments_are_proposals_and_become_notes(sent: Path) -> None:
    def edit(book: Any) -> None:
        at(book["projects"], "bus-lanes", "text").comment = Comment("Is that so?", "B. Kim")

    done = receive(sent, filled(sent, "dms", edit))
    assert "remark    projects[bus-lanes].text: Is that so? [dms-1]" in done.stdout
    assert run(sent, "receive", "--accept", "dms-1").exit_code == 0
    assert edition(sent).collections["projects"]["bus-lanes"].note == "B. Kim: Is that so?"


def test_a_record_that_is_gone_is_told(sent: Path) -> None:
    back = filled(sent, "dms", put("cargo-bikes", "title", "Other bikes"))
    line = next(line for line in data(sent).splitlines() if line.startswith("cargo-bikes:"))
    swap(sent, SECOND, "projects", line + "\n", "")
    done = receive(sent, back)
    assert "its record is not in the data any more" in done.stdout
    assert returns(sent).proposals["dms-1"].proposed == "Other bikes"


# ------------------------------------------------------------------------------------------------------------ refusals


def swap_cells(book: Any) -> None:
    sheet = book["projects"]
    one, other = at(sheet, "bus-lanes", "title"), at(sheet, "cargo-bikes", "title")
    one.value, other.value = other.value, one.value


def sort_without_ids(book: Any) -> None:
    sheet = book["projects"]
    for column in range(2, sheet.max_column):
        one, other = sheet.cell(3, column), sheet.cell(4, column)
        one.value, other.value = other.value, one.value


def copy_row(book: Any) -> None:
    sheet = book["projects"]
    for column in range(1, sheet.max_column + 1):
        sheet.cell(9, column).value = sheet.cell(3, column).value


def foreign_row(book: Any) -> None:
    book["projects"].cell(9, 1).value = "street-trees"


def tamper(book: Any) -> None:
    book["_reportgen"]["B2"] = '"other"'


def drop_hidden(book: Any) -> None:
    del book["_reportgen"]


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (put("bus-lanes", "budget", "much"), "bad-answer"),
        (put("bus-lanes", "budget", "8,154"), "bad-answer"),
        (put("bus-lanes", "budget", "=1+1"), "formula"),
        (put("bus-lanes", "status", "fine"), "bad-answer"),
        (put("bus-lanes", "title", None), "empty-text"),
        (put("bus-lanes", "due.iso", "soon"), "bad-answer"),
        (put("bus-lanes", "due.iso", "2027"), "half-date"),
        (put("bus-lanes", "text", "{nothing} was painted"), "dead-id"),
        (swap_cells, "rows-parted"),
        (sort_without_ids, "rows-parted"),
        (copy_row, "row-twice"),
        (foreign_row, "not-theirs"),
        (tamper, "damaged-form"),
        (drop_hidden, "no-form"),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_of_the_file_is(sent: Path, edit: Edit, code: str) -> None:
    before = tree(sent / "data")
    back = filled(sent, "dms", all_of(put("cargo-bikes", "topics", "bikes"), edit))
    done = receive(sent, back)
    assert done.exit_code == 1, done.output
    assert f"[{code}]" in done.stderr
    assert tree(sent / "data") == before


def test_a_good_file_beside_a_bad_one_is_taken(sent: Path) -> None:
    bad = filled(sent, "bld", put("cargo-bikes", "status", "fine"))
    good = filled(sent, "dms", put("bus-lanes", "budget", 3))
    assert receive(sent, bad, good).exit_code == 1
    assert "budget: 3" in data(sent)
    assert [each.file for each in returns(sent).received] == ["dms-back.xlsx"]


def test_what_stands_outside_of_fields_is_told(sent: Path) -> None:
    def edit(book: Any) -> None:
        book["projects"].cell(12, 3).value = "A new project?"
        book.create_sheet("More")["A1"] = "Look here"
        at(book["projects"], "bus-lanes", "#before:text").value = "My text in the wrong cell"

    done = receive(sent, filled(sent, "dms", edit))
    assert done.exit_code == 0
    for words in ("A new project?", "Look here", "My text in the wrong cell"):
        assert f'"{words}" stands where nothing is asked' in done.stderr
    assert done.stderr.count("[outside-field]") == 3


def test_a_row_or_column_that_is_taken_out_is_told(sent: Path) -> None:
    def edit(book: Any) -> None:
        book["projects"].delete_rows(4)
        at(book["projects"], "bus-lanes", "status")
        names = {cell.value: cell.column for cell in book["projects"][1]}
        book["projects"].delete_cols(names["status"])

    before = files_but_records(sent)
    done = receive(sent, filled(sent, "dms", edit))
    assert "[row-missing]" in done.stderr
    assert "[column-missing]" in done.stderr
    assert files_but_records(sent) == before


def plain_workbook() -> bytes:
    content = io.BytesIO()
    Workbook().save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("~$form.xlsx", b"x", "lock-file"),
        ("form.xlsx", b"", "empty-form"),
        ("form.csv", b"a;b\n1;2\n", "csv-form"),
        ("form.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old-format"),
        ("form.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("form.xlsx", b"%PDF-1.7", "no-form"),
        ("form.xlsx", b"PK\3\4 and no more", "damaged-form"),
        ("form.xlsx", plain_workbook(), "no-form"),
    ],
)
def test_what_is_no_form_is_refused_by_name(sent: Path, name: str, content: bytes, code: str) -> None:
    (sent / name).write_bytes(content)
    done = receive(sent, sent / name)
    assert done.exit_code == 1
    assert f"[{code}]" in done.stderr
    assert "Traceback" not in done.output


def test_a_form_that_was_never_recorded_is_refused(sent: Path) -> None:
    back = filled(sent, "dms", put("bus-lanes", "budget", 3))
    (sent / "data" / SECOND / "returns.yaml").unlink()
    assert "[unknown-form]" in receive(sent, back).stderr


def test_a_form_of_another_project_is_refused(sent: Path) -> None:
    back = filled(sent, "dms", put("bus-lanes", "budget", 3))
    path = sent / "reportgen.yaml"
    path.write_text(path.read_text("utf-8").replace("report: climate-plan", "report: other-plan"))
    assert "[other-project]" in receive(sent, back).stderr


def test_a_missing_file_is_told(sent: Path) -> None:
    done = receive(sent, sent / "nowhere.xlsx")
    assert done.exit_code == 1
    assert "nowhere.xlsx" in done.stderr
