"""Forms as Word files: what stands outside of their fields, was deleted or cannot be taken is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from climate import SECOND, swap, tree
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.text.run import Run
from lxml import etree
from requests_kit import run
from returns_kit import data, edition, files_but_records, receive, returns
from word_forms import W, WordEdit, rewritten, run_xml, stored, word_form
from word_kit import back, both, text_of, types, writes

# ---------------------------------------------------------------------------------------------------- outside, refused


def test_an_edit_outside_of_a_field_is_told_with_its_place(sent_word: Path) -> None:
    def edit(form: Any) -> None:
        form.body.insert(3, parse_xml(f'<w:p xmlns:w="{W}">{run_xml("Please call me.")}</w:p>'))
        for at, words in ((0, "My own question?"), (-1, "Last year was better.")):
            cell = form.row("bus-lanes.title").findall(qn("w:tc"))[at]
            cell.append(parse_xml(f'<w:p xmlns:w="{W}">{run_xml(words)}</w:p>'))

    before = files_but_records(sent_word)
    done = receive(sent_word, back(sent_word, edit))
    assert done.exit_code == 0
    assert '"Please call me." stands where nothing is asked' in done.stderr
    assert '"Bus lanes", Title, in the question: "My own question?"' in done.stderr
    assert '"Bus lanes", Title, in the column of last year: "Last year was better."' in done.stderr
    assert done.stderr.count("[outside-field]") == 3
    assert files_but_records(sent_word) == before


def test_formulas_and_furigana_are_not_lost(sent_word: Path) -> None:
    def edit(form: Any) -> None:
        names = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
        formula = f"<m:oMath {names}><m:r><m:t>a=b</m:t></m:r></m:oMath>"
        ruby = f"<w:r><w:ruby><w:rt>{run_xml('above')}</w:rt><w:rubyBase>{run_xml('base')}</w:rubyBase></w:ruby></w:r>"
        form.write("bus-lanes#remark", formula, ruby)

    done = receive(sent_word, back(sent_word, edit))
    assert "a picture or formula stands here" in done.stderr
    assert returns(sent_word).proposals["dms-1"].proposed == "abovebase"


def drop_row(form: Any) -> None:
    row = form.row("bus-lanes.status")
    row.getparent().remove(row)


def drop_table(form: Any) -> None:
    table = form.row("bus-lanes.status").getparent()
    table.getparent().remove(table)


def drop_control(form: Any) -> None:
    form.write("bus-lanes.status", "")
    form.write("bus-lanes.title", "")


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (drop_row, '"Bus lanes", Status: the line is not there any more'),
        (drop_table, 'the table of "Bus lanes" is not there any more'),
        (drop_control, '"Bus lanes", Title: the field is not there any more'),
    ],
)
def test_a_field_that_was_deleted_is_told_and_not_taken_as_empty(sent_word: Path, edit: WordEdit, told: str) -> None:
    before = files_but_records(sent_word)
    done = receive(sent_word, back(sent_word, edit))
    assert done.exit_code == 0
    assert told in done.stderr
    assert files_but_records(sent_word) == before


def test_a_field_that_held_nothing_may_be_gone(sent_word: Path) -> None:
    done = receive(sent_word, back(sent_word, lambda form: form.write("bus-lanes.short_title", "")))
    assert (done.exit_code, done.stderr) == (0, "")


def test_a_line_that_has_lost_its_name_is_known_by_its_label(sent_word: Path) -> None:
    def edit(form: Any) -> None:
        form.write("bus-lanes.text", run_xml("New words."))
        for mark in list(form.row("bus-lanes.text").iter(qn("w:bookmarkStart"))):
            mark.getparent().remove(mark)

    assert text_of(sent_word, edit) == "New words."


def test_an_emptied_field_takes_the_value_away(sent_word: Path) -> None:
    receive(sent_word, back(sent_word, types("bus-lanes.budget", "")))
    assert "budget" not in edition(sent_word).collections["projects"]["bus-lanes"].extra


def twice(form: Any) -> None:
    row = form.row("bus-lanes.budget")
    row.addnext(parse_xml(etree.tostring(row)))


def swapped(form: Any) -> None:
    one, other = form.cell("bus-lanes.title"), form.cell("cargo-bikes.title")
    place = other.getnext()
    one.addnext(other)
    place.addprevious(one)


def joined(form: Any) -> None:
    cell = form.cell("bus-lanes.due.iso")
    cell.getparent().remove(cell)


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (types("bus-lanes.budget", "much"), "bad-answer"),
        (types("bus-lanes.status", "fine"), "bad-answer"),
        (types("bus-lanes.title", ""), "empty-text"),
        (types("bus-lanes.due.iso", "soon"), "bad-answer"),
        (writes("bus-lanes.text", "{nothing} was painted"), "dead-id"),
        (twice, "row-twice"),
        (swapped, "rows-parted"),
        (joined, "row-damaged"),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_of_the_file_is(sent_word: Path, edit: WordEdit, code: str) -> None:
    before = tree(sent_word / "data")
    done = receive(sent_word, back(sent_word, both(writes("cargo-bikes.topics", "bikes"), edit)))
    assert done.exit_code == 1, done.output
    assert f"[{code}]" in done.stderr
    assert tree(sent_word / "data") == before


def test_a_table_or_a_picture_in_an_answer_is_not_lost(sent_word: Path) -> None:
    def edit(form: Any) -> None:
        cell = form.cell("bus-lanes.text")
        rows = "".join(
            f"<w:tr>{''.join(f'<w:tc><w:p>{run_xml(words)}</w:p></w:tc>' for words in row)}</w:tr>"
            for row in (("a", "b"), ("c", "d"))
        )
        cell.insert(1, parse_xml(f'<w:tbl xmlns:w="{W}"><w:tblPr/><w:tblGrid/>{rows}</w:tbl>'))
        cell[-1].append(parse_xml(f'<w:r xmlns:w="{W}"><w:drawing/></w:r>'))

    before = files_but_records(sent_word)
    done = receive(sent_word, back(sent_word, edit))
    assert "[table-in-answer]" in done.stderr
    assert "[picture-in-form]" in done.stderr
    assert returns(sent_word).proposals["dms-1"].proposed == "a | b\nc | d"
    assert files_but_records(sent_word) == before


def test_the_line_for_remarks_and_comments_become_proposals(sent_word: Path) -> None:
    def edit(form: Any) -> None:
        form.write("bus-lanes#remark", run_xml("We do not know yet."))
        runs = [Run(each, form.document) for each in form.cell("bus-lanes.text").iter(qn("w:r"))]
        form.document.add_comment(runs, text="Is that so?", author="B. Kim", initials="BK")

    receive(sent_word, back(sent_word, edit))
    found = {each.path: (each.kind, each.by, each.proposed) for each in returns(sent_word).proposals.values()}
    assert found == {
        "projects[bus-lanes]": ("remark", None, "We do not know yet."),
        "projects[bus-lanes].text": ("remark", "B. Kim", "Is that so?"),
    }


def test_a_word_file_that_is_no_form_is_refused(sent_word: Path) -> None:
    path = sent_word / "letter.docx"
    Document().save(str(path))
    assert "[no-form]" in receive(sent_word, path).stderr


def test_a_form_whose_hidden_properties_were_changed_is_refused(sent_word: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        properties = parts["docProps/custom.xml"]
        at = properties.index(b"reportgen-form-2") + 60
        parts["docProps/custom.xml"] = properties[:at] + bytes([properties[at] ^ 1]) + properties[at + 1 :]

    assert (
        "[damaged-form]"
        in receive(sent_word, rewritten(word_form(sent_word, "dms"), sent_word / "x.docx", change)).stderr
    )


def test_a_form_of_the_edition_before_goes_into_that_edition(sent_word: Path) -> None:
    path = back(sent_word, types("bus-lanes.budget", "3"))
    assert run(sent_word, "new-edition", "2026-q3").exit_code == 0
    done = receive(sent_word, path)
    assert done.exit_code == 0, done.output
    assert edition(sent_word).collections["projects"]["bus-lanes"].extra["budget"] == 3
    assert stored(path)["edition"] == SECOND


def test_an_item_that_moved_or_is_gone_since(sent_word: Path) -> None:
    path = back(sent_word, both(types("cargo-bikes.title", "Other bikes"), types("bus-lanes.title", "Lanes")))
    line = next(line for line in data(sent_word).splitlines() if line.startswith("cargo-bikes:"))
    swap(sent_word, SECOND, "projects", line + "\n", "")
    plans = sent_word / "data" / SECOND / "plans.yaml"
    moved = data(sent_word).split("bus-lanes:")[1].split("\n\n# ---- parks")[0]
    swap(sent_word, SECOND, "projects", "bus-lanes:" + moved, "")
    plans.write_text("bus-lanes:" + moved.replace("  budget: 1.2\n", "") + "\n", "utf-8")
    done = receive(sent_word, path)
    assert done.exit_code == 0, done.output
    assert "its record is not in the data any more" in done.stdout
    assert edition(sent_word).collections["plans"]["bus-lanes"].title == "Lanes"


def test_an_institution_that_was_renamed_since_is_still_the_same(sent_word: Path) -> None:
    path = back(sent_word, types("bus-lanes.budget", "3"))
    names = sent_word / "data" / "institutions.yaml"
    names.write_text(names.read_text("utf-8").replace("DMS", "DMX"), "utf-8")
    swap(sent_word, SECOND, "projects", "budget: 1.2", "budget: 9")
    assert "[dmx-1]" in receive(sent_word, path).stdout
