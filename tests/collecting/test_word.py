"""Forms as Word files: what somebody has changed is in the data or named, and nothing else is changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from climate import SECOND, swap, tree, write_fresh
from copies import copy_of
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.text.run import Run
from lxml import etree
from oracles import audit
from requests_kit import field, form, run, send, with_request
from returns_kit import data, edition, files_but_records, receive, returns
from word_forms import W, WordEdit, WordForm, filled, rewritten, run_xml, stored, word_form

from reportgen.collecting.word.write import as_docx
from reportgen.word_changes import track_changes


@pytest.fixture
def sent(city: Path) -> Path:
    return copy_of(_write_sent, city)


def _write_sent(root: Path) -> None:
    assert send(with_request(write_fresh(root)), "all", "--to", "docx").exit_code == 0


def back(root: Path, edit: WordEdit, who: str = "dms", name: str = "") -> Path:
    return filled(word_form(root, who), edit, root / (name or f"{who}-back.docx"))


def types(key: str, text: str) -> WordEdit:
    return lambda form: form.type(key, text)


def writes(key: str, *paragraphs: str) -> WordEdit:
    return lambda form: form.write(key, *(run_xml(each) for each in paragraphs))


def both(*edits: WordEdit) -> WordEdit:
    def edit(form: Any) -> None:
        for each in edits:
            each(form)

    return edit


# --------------------------------------------------------------------------------------------------------------- sent


def test_a_form_and_a_workbook_are_sent_where_nobody_says_otherwise(city: Path) -> None:
    assert send(city, "dms").exit_code == 0
    names = {path.name for path in word_form(city, "dms").parent.iterdir()}
    stem = f"climate-plan-{SECOND}-dms"
    assert names == {f"{stem}-form.docx", f"{stem}-form.xlsx", f"{stem}-letter.docx"}
    letter = "\n".join(
        each.text for each in Document(str(word_form(city, "dms").parent / f"{stem}-letter.docx")).paragraphs
    )
    assert f"{stem}-form.docx, {stem}-form.xlsx" in letter


def test_the_same_form_gives_the_same_bytes(city: Path) -> None:
    made = as_docx(form(city, "transport"))
    assert made == as_docx(form(city, "transport"))


def test_a_form_is_a_valid_word_file(sent: Path) -> None:
    for path in word_form(sent, "dms").parent.glob("*-form.docx"):
        assert audit.errors(path) == []


def test_every_question_is_asked_with_its_answer_and_last_year(sent: Path) -> None:
    asked = form(sent, "transport")
    paper = WordForm(word_form(sent, "dms"))
    for key, _, each in asked.fields():
        question = "".join(text.text for text in paper.row(key).iter(qn("w:t")))
        assert each.label.split(":")[0] in question or each.kind == "iso"
        if each.kind == "text":
            assert each.value is None or each.value in question
    text = "".join(each.text for each in paper.row("bus-lanes.text").iter(qn("w:t")))
    assert "The DOT painted twelve of bus lanes." in text  # last year
    assert field(asked, "bus-lanes.text").question in text


def test_a_control_offers_what_can_be_chosen(sent: Path) -> None:
    cell = WordForm(word_form(sent, "dms")).cell("bus-lanes.status")
    shown = [each.get(qn("w:displayText")) for each in cell.iter(qn("w:listItem"))]
    assert shown[1:] == ["planned", "in preparation", "running", "done", "delayed", "ended"]
    assert cell.find(f".//{qn('w:dataBinding')}") is not None
    assert cell.find(f".//{qn('w:alias')}").get(qn("w:val")) == "projects[bus-lanes].status"


def test_a_form_too_large_for_paper_is_a_workbook_alone(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.collecting.send.MOST_ON_PAPER", 10)
    done = send(city, "all")
    assert done.exit_code == 0
    assert "the form of DMS asks for more than a Word file can hold" in done.stderr
    assert not word_form(city, "dms").exists()
    assert word_form(city, "dms").with_suffix(".xlsx").exists()
    assert "[form-too-large]" in send(city, "dms", "--to", "docx").stderr


# --------------------------------------------------------------------------------------------------------- round trip


def test_a_form_that_nobody_touched_changes_no_byte(sent: Path) -> None:
    before = files_but_records(sent)
    for path in sorted(word_form(sent, "dms").parent.glob("*-form.docx")):
        done = receive(sent, path)
        assert done.exit_code == 0, done.output
        assert "0 taken" in done.stdout
        assert done.stderr == ""
    assert files_but_records(sent) == before


def test_answers_are_in_the_data_and_recorded(sent: Path) -> None:
    edit = both(
        writes("bus-lanes.text", "The DMS painted {bus-lane-length} of bus lanes.", "More to come."),
        types("bus-lanes.budget", "2.5"),
        types("bus-lanes.status", "running"),
        types("bus-lanes.progress.state", "reported"),
        writes("bus-lanes.partners", "Police", "Schools"),
        types("bus-lanes.due.text", "June 2027"),
        types("bus-lanes.due.iso", "2027-06"),
        types("bus-lane-length.value", "14"),
        types("cargo-bikes.title", "Cargo bikes & more <for all>"),
    )
    done = receive(sent, back(sent, edit))
    assert done.exit_code == 0, done.output
    found = edition(sent)
    item = found.collections["projects"]["bus-lanes"]
    assert item.text == "The DMS painted {bus-lane-length} of bus lanes.\n\nMore to come."
    assert (item.extra["budget"], item.status, item.partners) == (2.5, "running", ("Police", "Schools"))
    assert item.due is not None
    assert (item.due.text, item.due.iso, item.due.precision) == ("June 2027", "2027-06", "month")
    assert found.figures["bus-lane-length"].value == 14
    assert found.collections["projects"]["cargo-bikes"].title == "Cargo bikes & more <for all>"
    entry = returns(sent).received[0]
    assert (entry.from_, entry.file) == ("transport", "dms-back.docx")
    assert "  figures: [bus-lane-length]   # the metres\n" in data(sent)
    assert done.stderr == ""


def test_a_form_and_a_workbook_of_the_same_day_are_one_form(city: Path) -> None:
    send(city)
    receive(city, back(city, types("bus-lanes.budget", "3")))
    done = receive(city, word_form(city, "dms").with_suffix(".xlsx"))
    assert done.exit_code == 0
    assert "0 taken" in done.stdout
    assert edition(city).collections["projects"]["bus-lanes"].extra["budget"] == 3


@pytest.mark.parametrize("value", ["Bus lanes ", " Bus lanes", "Bus  lanes", "Bus lanes"])
def test_white_space_or_the_old_text_is_no_change(sent: Path, value: str) -> None:
    before = files_but_records(sent)
    done = receive(sent, back(sent, types("bus-lanes.title", value)))
    assert "0 taken" in done.stdout
    assert files_but_records(sent) == before


def test_two_forms_of_one_institution_go_on_from_each_other(sent: Path) -> None:
    receive(sent, back(sent, types("bus-lanes.budget", "3"), name="one.docx"))
    done = receive(
        sent, back(sent, both(types("bus-lanes.budget", "4"), types("cargo-bikes.title", "Bikes")), name="two.docx")
    )
    assert done.exit_code == 0, done.output
    items = edition(sent).collections["projects"]
    assert (items["bus-lanes"].extra["budget"], items["cargo-bikes"].title) == (4, "Bikes")
    told = [line for line in done.stdout.splitlines() if line.endswith(", in place of an earlier answer")]
    assert [line.split()[1] for line in told] == ["projects[bus-lanes].budget"]


def test_what_both_have_changed_is_a_proposal(sent: Path) -> None:
    path = back(sent, types("bus-lanes.budget", "3"))
    swap(sent, SECOND, "projects", "budget: 1.2", "budget: 9")
    done = receive(sent, path)
    assert 'conflict  projects[bus-lanes].budget ("Bus lanes", Budget) [dms-1]' in done.stdout


# ------------------------------------------------------------------------------------------------------- rich answers


def text_of(root: Path, edit: WordEdit) -> str | None:
    done = receive(root, back(root, edit))
    assert done.exit_code == 0, done.output
    return edition(root).collections["projects"]["bus-lanes"].text


LOW = '<w:vertAlign w:val="subscript"/>'


def test_bold_italic_and_raised_come_back_as_markdown(sent: Path) -> None:
    parts = [("We are ", ""), ("very ", "<w:b/>"), ("happy", "<w:b/><w:i/>"), (" about CO", ""), ("2", LOW), (".", "")]
    paragraph = "".join(run_xml(*each) for each in parts)
    assert text_of(sent, lambda form: form.write("bus-lanes.text", paragraph)) == "We are **very *happy*** about CO~2~."


def test_links_and_lists_come_back_as_markdown(sent: Path) -> None:
    def edit(form: Any) -> None:
        number = form.document.part.relate_to("https://example.org/a", f"{REL}/hyperlink", is_external=True)
        link = f'<w:hyperlink xmlns:r="{REL}" r:id="{number}">{run_xml("the plan")}</w:hyperlink>'
        item = '<w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        form.write(
            "bus-lanes.text",
            f"{run_xml('See ')}{link}{run_xml(':')}",
            item.format(0) + run_xml("one"),
            item.format(1) + run_xml("deeper"),
            item.format(0) + run_xml("two"),
        )

    assert text_of(sent, edit) == "See [the plan](https://example.org/a):\n\n* one\n   * deeper\n* two"


REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize(
    "typed", ["2*3*4 = 24", "[sic] `x` ^y~", "# 1 is best", "- no list", "1. no list", "a_b_c <b>", "\\"]
)
def test_signs_that_people_type_stay_signs(sent: Path, typed: str) -> None:
    from reportgen.collecting.word.rich import Span, TextBlock, parsed_blocks

    found = text_of(sent, writes("bus-lanes.text", typed))
    assert found is not None
    assert parsed_blocks(found) == (TextBlock((Span(typed),)),)


def test_a_reference_stays_one_and_an_overwritten_one_is_told(sent: Path) -> None:
    def edit(form: Any) -> None:
        link = next(form.cell("bus-lanes.text").iter(qn("w:hyperlink")))
        link.find(f".//{qn('w:t')}").text = "fifteen"
        link.getnext().find(qn("w:t")).text = " of new bus lanes."

    done = receive(sent, back(sent, edit))
    assert "[reference-overwritten]" in done.stderr
    text = edition(sent).collections["projects"]["bus-lanes"].text
    assert text is not None
    assert text.startswith("The DOT painted {bus-lane-length} of new bus lanes.")
    assert '"fifteen" for "[?]"' in str(returns(sent).proposals["dms-1"].proposed)


def test_what_is_not_touched_keeps_its_spelling(sent: Path) -> None:
    swap(
        sent, SECOND, "projects", "text: 'Depots are open.'", 'text: "Depots \\\\- open.\\n\\n- one\\n- two\\n\\nEnd."'
    )
    send(sent, "all", "--to", "docx")

    def edit(form: Any) -> None:
        last = form.cell("cargo-bikes.text").findall(qn("w:p"))[-1]
        last.find(f".//{qn('w:t')}").text = "The end."

    receive(sent, back(sent, edit))
    assert edition(sent).collections["projects"]["cargo-bikes"].text == "Depots \\- open.\n\n- one\n- two\n\nThe end."


# ---------------------------------------------------------------------------------------------------- outside, refused


def test_an_edit_outside_of_a_field_is_told_with_its_place(sent: Path) -> None:
    def edit(form: Any) -> None:
        form.body.insert(3, parse_xml(f'<w:p xmlns:w="{W}">{run_xml("Please call me.")}</w:p>'))
        for at, words in ((0, "My own question?"), (-1, "Last year was better.")):
            cell = form.row("bus-lanes.title").findall(qn("w:tc"))[at]
            cell.append(parse_xml(f'<w:p xmlns:w="{W}">{run_xml(words)}</w:p>'))

    before = files_but_records(sent)
    done = receive(sent, back(sent, edit))
    assert done.exit_code == 0
    assert '"Please call me." stands where nothing is asked' in done.stderr
    assert '"Bus lanes", Title, in the question: "My own question?"' in done.stderr
    assert '"Bus lanes", Title, in the column of last year: "Last year was better."' in done.stderr
    assert done.stderr.count("[outside-field]") == 3
    assert files_but_records(sent) == before


def test_formulas_and_furigana_are_not_lost(sent: Path) -> None:
    def edit(form: Any) -> None:
        names = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
        formula = f"<m:oMath {names}><m:r><m:t>a=b</m:t></m:r></m:oMath>"
        ruby = f"<w:r><w:ruby><w:rt>{run_xml('above')}</w:rt><w:rubyBase>{run_xml('base')}</w:rubyBase></w:ruby></w:r>"
        form.write("bus-lanes#remark", formula, ruby)

    done = receive(sent, back(sent, edit))
    assert "a picture or formula stands here" in done.stderr
    assert returns(sent).proposals["dms-1"].proposed == "abovebase"


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
def test_a_field_that_was_deleted_is_told_and_not_taken_as_empty(sent: Path, edit: WordEdit, told: str) -> None:
    before = files_but_records(sent)
    done = receive(sent, back(sent, edit))
    assert done.exit_code == 0
    assert told in done.stderr
    assert files_but_records(sent) == before


def test_a_field_that_held_nothing_may_be_gone(sent: Path) -> None:
    done = receive(sent, back(sent, lambda form: form.write("bus-lanes.short_title", "")))
    assert (done.exit_code, done.stderr) == (0, "")


def test_a_line_that_has_lost_its_name_is_known_by_its_label(sent: Path) -> None:
    def edit(form: Any) -> None:
        form.write("bus-lanes.text", run_xml("New words."))
        for mark in list(form.row("bus-lanes.text").iter(qn("w:bookmarkStart"))):
            mark.getparent().remove(mark)

    assert text_of(sent, edit) == "New words."


def test_an_emptied_field_takes_the_value_away(sent: Path) -> None:
    receive(sent, back(sent, types("bus-lanes.budget", "")))
    assert "budget" not in edition(sent).collections["projects"]["bus-lanes"].extra


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
def test_what_cannot_be_taken_is_named_and_nothing_of_the_file_is(sent: Path, edit: WordEdit, code: str) -> None:
    before = tree(sent / "data")
    done = receive(sent, back(sent, both(writes("cargo-bikes.topics", "bikes"), edit)))
    assert done.exit_code == 1, done.output
    assert f"[{code}]" in done.stderr
    assert tree(sent / "data") == before


def test_a_table_or_a_picture_in_an_answer_is_not_lost(sent: Path) -> None:
    def edit(form: Any) -> None:
        cell = form.cell("bus-lanes.text")
        rows = "".join(
            f"<w:tr>{''.join(f'<w:tc><w:p>{run_xml(words)}</w:p></w:tc>' for words in row)}</w:tr>"
            for row in (("a", "b"), ("c", "d"))
        )
        cell.insert(1, parse_xml(f'<w:tbl xmlns:w="{W}"><w:tblPr/><w:tblGrid/>{rows}</w:tbl>'))
        cell[-1].append(parse_xml(f'<w:r xmlns:w="{W}"><w:drawing/></w:r>'))

    before = files_but_records(sent)
    done = receive(sent, back(sent, edit))
    assert "[table-in-answer]" in done.stderr
    assert "[picture-in-form]" in done.stderr
    assert returns(sent).proposals["dms-1"].proposed == "a | b\nc | d"
    assert files_but_records(sent) == before


def test_the_line_for_remarks_and_comments_become_proposals(sent: Path) -> None:
    def edit(form: Any) -> None:
        form.write("bus-lanes#remark", run_xml("We do not know yet."))
        runs = [Run(each, form.document) for each in form.cell("bus-lanes.text").iter(qn("w:r"))]
        form.document.add_comment(runs, text="Is that so?", author="B. Kim", initials="BK")

    receive(sent, back(sent, edit))
    found = {each.path: (each.kind, each.by, each.proposed) for each in returns(sent).proposals.values()}
    assert found == {
        "projects[bus-lanes]": ("remark", None, "We do not know yet."),
        "projects[bus-lanes].text": ("remark", "B. Kim", "Is that so?"),
    }


def test_a_word_file_that_is_no_form_is_refused(sent: Path) -> None:
    path = sent / "letter.docx"
    Document().save(str(path))
    assert "[no-form]" in receive(sent, path).stderr


def test_a_form_whose_hidden_properties_were_changed_is_refused(sent: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        properties = parts["docProps/custom.xml"]
        at = properties.index(b"reportgen-form-2") + 60
        parts["docProps/custom.xml"] = properties[:at] + bytes([properties[at] ^ 1]) + properties[at + 1 :]

    assert "[damaged-form]" in receive(sent, rewritten(word_form(sent, "dms"), sent / "x.docx", change)).stderr


def test_a_form_of_the_edition_before_goes_into_that_edition(sent: Path) -> None:
    path = back(sent, types("bus-lanes.budget", "3"))
    assert run(sent, "new-edition", "2026-q3").exit_code == 0
    done = receive(sent, path)
    assert done.exit_code == 0, done.output
    assert edition(sent).collections["projects"]["bus-lanes"].extra["budget"] == 3
    assert stored(path)["edition"] == SECOND


def test_an_item_that_moved_or_is_gone_since(sent: Path) -> None:
    path = back(sent, both(types("cargo-bikes.title", "Other bikes"), types("bus-lanes.title", "Lanes")))
    line = next(line for line in data(sent).splitlines() if line.startswith("cargo-bikes:"))
    swap(sent, SECOND, "projects", line + "\n", "")
    plans = sent / "data" / SECOND / "plans.yaml"
    moved = data(sent).split("bus-lanes:")[1].split("\n\n# ---- parks")[0]
    swap(sent, SECOND, "projects", "bus-lanes:" + moved, "")
    plans.write_text("bus-lanes:" + moved.replace("  budget: 1.2\n", "") + "\n", "utf-8")
    done = receive(sent, path)
    assert done.exit_code == 0, done.output
    assert "its record is not in the data any more" in done.stdout
    assert edition(sent).collections["plans"]["bus-lanes"].title == "Lanes"


def test_an_institution_that_was_renamed_since_is_still_the_same(sent: Path) -> None:
    path = back(sent, types("bus-lanes.budget", "3"))
    names = sent / "data" / "institutions.yaml"
    names.write_text(names.read_text("utf-8").replace("DMS", "DMX"), "utf-8")
    swap(sent, SECOND, "projects", "budget: 1.2", "budget: 9")
    assert "[dmx-1]" in receive(sent, path).stdout


# -------------------------------------------------------------------------------------------------- tracked changes


def tracked(root: Path, edit: WordEdit, author: str = "B. Kim") -> Path:
    """A form as Word saves it when somebody has changed it under tracking."""
    sent_, changed = word_form(root, "dms").read_bytes(), back(root, edit).read_bytes()
    path = root / "tracked.docx"
    path.write_bytes(track_changes(sent_, changed, author, "2026-07-10"))
    return path


def test_tracked_changes_are_proposals_with_ids(sent: Path) -> None:
    edit = both(
        types("bus-lanes.title", "Lanes for buses"),
        types("bus-lanes.status", "running"),
        types("bus-lanes.due.text", "June 2027"),
        types("bus-lanes.due.iso", "2027-06"),
        writes("cargo-bikes.text", "Depots are closed.", "All of them."),
    )
    before = files_but_records(sent)
    done = receive(sent, tracked(sent, edit))
    assert done.exit_code == 0, done.output
    assert "0 taken, 5 proposed" in done.stdout
    assert files_but_records(sent) == before
    found = {each.path: (key, each.kind, each.by, each.proposed) for key, each in returns(sent).proposals.items()}
    assert found["projects[bus-lanes].title"] == ("dms-1", "change", "B. Kim", "Lanes for buses")
    _, *rest = found["projects[cargo-bikes].text"]
    assert rest == ["change", "B. Kim", "Depots are closed.\n\nAll of them."]
    keys = [word for each, *_ in found.values() for word in ("--accept", each)]
    assert run(sent, "receive", *keys, "--on", "2026-07-21").exit_code == 0
    items = edition(sent).collections["projects"]
    assert items["bus-lanes"].title == "Lanes for buses"
    assert items["cargo-bikes"].text == "Depots are closed.\n\nAll of them."
    told = run(sent, "log", "bus-lanes").stdout
    assert "change dms-1 of DMS (accepted)" in told
    assert '"Bus lanes" → "Lanes for buses"' in told


def test_a_tracked_change_of_what_has_changed_since_is_a_conflict(sent: Path) -> None:
    path = tracked(sent, types("bus-lanes.budget", "3"))
    swap(sent, SECOND, "projects", "budget: 1.2", "budget: 9")
    assert "conflict  projects[bus-lanes].budget" in receive(sent, path).stdout


def test_a_form_that_libreoffice_has_saved_with_tracked_changes_is_refused(sent: Path) -> None:
    def say(parts: dict[str, bytes]) -> None:
        words = b"<Properties xmlns='x'><Application>LibreOffice/7.4.7.2</Application></Properties>"
        parts["docProps/app.xml"] = words

    path = rewritten(tracked(sent, types("bus-lanes.budget", "3")), sent / "office.docx", say)
    done = receive(sent, path)
    assert done.exit_code == 1
    assert "[tracked-by-libreoffice]" in done.stderr
    assert "tracking off" in done.stderr
