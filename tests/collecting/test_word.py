"""Forms as Word files: what somebody has changed is in the data or named, and nothing else is changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from climate import SECOND, swap
from docx import Document
from docx.oxml.ns import qn
from oracles import audit
from requests_kit import field, form, run, send
from returns_kit import data, edition, files_but_records, receive, returns
from word_forms import WordEdit, WordForm, rewritten, run_xml, word_form
from word_kit import back, both, text_of, types, writes

from reportgen.collecting.word.write import as_docx
from reportgen.word_changes import track_changes

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


@pytest.mark.long
def test_a_form_is_a_valid_word_file(sent_word: Path) -> None:
    for path in word_form(sent_word, "dms").parent.glob("*-form.docx"):
        assert audit.errors(path) == []


def test_every_question_is_asked_with_its_answer_and_last_year(sent_word: Path) -> None:
    asked = form(sent_word, "transport")
    paper = WordForm(word_form(sent_word, "dms"))
    for key, _, each in asked.fields():
        question = "".join(text.text for text in paper.row(key).iter(qn("w:t")))
        assert each.label.split(":")[0] in question or each.kind == "iso"
        if each.kind == "text":
            assert each.value is None or each.value in question
    text = "".join(each.text for each in paper.row("bus-lanes.text").iter(qn("w:t")))
    assert "The DOT painted twelve of bus lanes." in text  # last year
    assert field(asked, "bus-lanes.text").question in text


def test_a_control_offers_what_can_be_chosen(sent_word: Path) -> None:
    cell = WordForm(word_form(sent_word, "dms")).cell("bus-lanes.status")
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


def test_a_form_that_nobody_touched_changes_no_byte(sent_word: Path) -> None:
    before = files_but_records(sent_word)
    for path in sorted(word_form(sent_word, "dms").parent.glob("*-form.docx")):
        done = receive(sent_word, path)
        assert done.exit_code == 0, done.output
        assert "0 taken" in done.stdout
        assert done.stderr == ""
    assert files_but_records(sent_word) == before


def test_answers_are_in_the_data_and_recorded(sent_word: Path) -> None:
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
    done = receive(sent_word, back(sent_word, edit))
    assert done.exit_code == 0, done.output
    found = edition(sent_word)
    item = found.collections["projects"]["bus-lanes"]
    assert item.text == "The DMS painted {bus-lane-length} of bus lanes.\n\nMore to come."
    assert (item.extra["budget"], item.status, item.partners) == (2.5, "running", ("Police", "Schools"))
    assert item.due is not None
    assert (item.due.text, item.due.iso, item.due.precision) == ("June 2027", "2027-06", "month")
    assert found.figures["bus-lane-length"].value == 14
    assert found.collections["projects"]["cargo-bikes"].title == "Cargo bikes & more <for all>"
    entry = returns(sent_word).received[0]
    assert (entry.from_, entry.file) == ("transport", "dms-back.docx")
    assert "  figures: [bus-lane-length]   # the metres\n" in data(sent_word)
    assert done.stderr == ""


def test_a_form_and_a_workbook_of_the_same_day_are_one_form(city: Path) -> None:
    send(city)
    receive(city, back(city, types("bus-lanes.budget", "3")))
    done = receive(city, word_form(city, "dms").with_suffix(".xlsx"))
    assert done.exit_code == 0
    assert "0 taken" in done.stdout
    assert edition(city).collections["projects"]["bus-lanes"].extra["budget"] == 3


@pytest.mark.parametrize("value", ["Bus lanes ", " Bus lanes", "Bus  lanes", "Bus lanes"])
def test_white_space_or_the_old_text_is_no_change(sent_word: Path, value: str) -> None:
    before = files_but_records(sent_word)
    done = receive(sent_word, back(sent_word, types("bus-lanes.title", value)))
    assert "0 taken" in done.stdout
    assert files_but_records(sent_word) == before


def test_two_forms_of_one_institution_go_on_from_each_other(sent_word: Path) -> None:
    receive(sent_word, back(sent_word, types("bus-lanes.budget", "3"), name="one.docx"))
    done = receive(
        sent_word,
        back(sent_word, both(types("bus-lanes.budget", "4"), types("cargo-bikes.title", "Bikes")), name="two.docx"),
    )
    assert done.exit_code == 0, done.output
    items = edition(sent_word).collections["projects"]
    assert (items["bus-lanes"].extra["budget"], items["cargo-bikes"].title) == (4, "Bikes")
    told = [line for line in done.stdout.splitlines() if line.endswith(", in place of an earlier answer")]
    assert [line.split()[1] for line in told] == ["projects[bus-lanes].budget"]


def test_what_both_have_changed_is_a_proposal(sent_word: Path) -> None:
    path = back(sent_word, types("bus-lanes.budget", "3"))
    swap(sent_word, SECOND, "projects", "budget: 1.2", "budget: 9")
    done = receive(sent_word, path)
    assert 'conflict  projects[bus-lanes].budget ("Bus lanes", Budget) [dms-1]' in done.stdout


# ------------------------------------------------------------------------------------------------------- rich answers


LOW = '<w:vertAlign w:val="subscript"/>'


def test_bold_italic_and_raised_come_back_as_markdown(sent_word: Path) -> None:
    parts = [("We are ", ""), ("very ", "<w:b/>"), ("happy", "<w:b/><w:i/>"), (" about CO", ""), ("2", LOW), (".", "")]
    paragraph = "".join(run_xml(*each) for each in parts)
    assert (
        text_of(sent_word, lambda form: form.write("bus-lanes.text", paragraph))
        == "We are **very *happy*** about CO~2~."
    )


def test_links_and_lists_come_back_as_markdown(sent_word: Path) -> None:
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

    assert text_of(sent_word, edit) == "See [the plan](https://example.org/a):\n\n* one\n   * deeper\n* two"


REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize(
    "typed", ["2*3*4 = 24", "[sic] `x` ^y~", "# 1 is best", "- no list", "1. no list", "a_b_c <b>", "\\"]
)
def test_signs_that_people_type_stay_signs(sent_word: Path, typed: str) -> None:
    from reportgen.collecting.word.rich import Span, TextBlock, parsed_blocks

    found = text_of(sent_word, writes("bus-lanes.text", typed))
    assert found is not None
    assert parsed_blocks(found) == (TextBlock((Span(typed),)),)


def test_a_reference_stays_one_and_an_overwritten_one_is_told(sent_word: Path) -> None:
    def edit(form: Any) -> None:
        link = next(form.cell("bus-lanes.text").iter(qn("w:hyperlink")))
        link.find(f".//{qn('w:t')}").text = "fifteen"
        link.getnext().find(qn("w:t")).text = " of new bus lanes."

    done = receive(sent_word, back(sent_word, edit))
    assert "[reference-overwritten]" in done.stderr
    text = edition(sent_word).collections["projects"]["bus-lanes"].text
    assert text is not None
    assert text.startswith("The DOT painted {bus-lane-length} of new bus lanes.")
    assert '"fifteen" for "[?]"' in str(returns(sent_word).proposals["dms-1"].proposed)


def test_what_is_not_touched_keeps_its_spelling(sent_word: Path) -> None:
    swap(
        sent_word,
        SECOND,
        "projects",
        "text: 'Depots are open.'",
        'text: "Depots \\\\- open.\\n\\n- one\\n- two\\n\\nEnd."',
    )
    send(sent_word, "all", "--to", "docx")

    def edit(form: Any) -> None:
        last = form.cell("cargo-bikes.text").findall(qn("w:p"))[-1]
        last.find(f".//{qn('w:t')}").text = "The end."

    receive(sent_word, back(sent_word, edit))
    assert (
        edition(sent_word).collections["projects"]["cargo-bikes"].text == "Depots \\- open.\n\n- one\n- two\n\nThe end."
    )


# -------------------------------------------------------------------------------------------------- tracked changes


def tracked(root: Path, edit: WordEdit, author: str = "B. Kim") -> Path:
    """A form as Word saves it when somebody has changed it under tracking."""
    sent_, changed = word_form(root, "dms").read_bytes(), back(root, edit).read_bytes()
    path = root / "tracked.docx"
    path.write_bytes(track_changes(sent_, changed, author, "2026-07-10"))
    return path


def test_tracked_changes_are_proposals_with_ids(sent_word: Path) -> None:
    edit = both(
        types("bus-lanes.title", "Lanes for buses"),
        types("bus-lanes.status", "running"),
        types("bus-lanes.due.text", "June 2027"),
        types("bus-lanes.due.iso", "2027-06"),
        writes("cargo-bikes.text", "Depots are closed.", "All of them."),
    )
    before = files_but_records(sent_word)
    done = receive(sent_word, tracked(sent_word, edit))
    assert done.exit_code == 0, done.output
    assert "0 taken, 5 proposed" in done.stdout
    assert files_but_records(sent_word) == before
    found = {each.path: (key, each.kind, each.by, each.proposed) for key, each in returns(sent_word).proposals.items()}
    assert found["projects[bus-lanes].title"] == ("dms-1", "change", "B. Kim", "Lanes for buses")
    _, *rest = found["projects[cargo-bikes].text"]
    assert rest == ["change", "B. Kim", "Depots are closed.\n\nAll of them."]
    keys = [word for each, *_ in found.values() for word in ("--accept", each)]
    assert run(sent_word, "receive", *keys, "--on", "2026-07-21").exit_code == 0
    items = edition(sent_word).collections["projects"]
    assert items["bus-lanes"].title == "Lanes for buses"
    assert items["cargo-bikes"].text == "Depots are closed.\n\nAll of them."
    told = run(sent_word, "log", "bus-lanes").stdout
    assert "change dms-1 of DMS (accepted)" in told
    assert '"Bus lanes" → "Lanes for buses"' in told


def test_a_tracked_change_of_what_has_changed_since_is_a_conflict(sent_word: Path) -> None:
    path = tracked(sent_word, types("bus-lanes.budget", "3"))
    swap(sent_word, SECOND, "projects", "budget: 1.2", "budget: 9")
    assert "conflict  projects[bus-lanes].budget" in receive(sent_word, path).stdout


def test_a_form_that_libreoffice_has_saved_with_tracked_changes_is_refused(sent_word: Path) -> None:
    def say(parts: dict[str, bytes]) -> None:
        words = b"<Properties xmlns='x'><Application>LibreOffice/7.4.7.2</Application></Properties>"
        parts["docProps/app.xml"] = words

    path = rewritten(tracked(sent_word, types("bus-lanes.budget", "3")), sent_word / "office.docx", say)
    done = receive(sent_word, path)
    assert done.exit_code == 1
    assert "[tracked-by-libreoffice]" in done.stderr
    assert "tracking off" in done.stderr
