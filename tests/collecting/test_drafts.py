"""Drafts back: tracked changes and comments are proposals, and nothing of a draft is taken by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from climate import SECOND, swap, write_second
from docx import Document
from docx.oxml.ns import qn
from docx.text.run import Run
from hypothesis import given
from hypothesis import strategies as st
from requests_kit import run
from returns_kit import edition, files_but_records, receive, returns

from reportgen.collecting.drafts import patched
from reportgen.word_changes import track_changes


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return built(write_second(tmp_path))


def built(root: Path) -> Path:
    done = run(root, "build", SECOND, "--draft", "--to", "docx", "--no-page-numbers")
    assert done.exit_code == 0, done.output
    return root


def draft(root: Path) -> Path:
    return root / "output" / SECOND / f"climate-plan-{SECOND}-draft.docx"


def controls(document: Any, name: str) -> list[Any]:
    aliases = document.element.body.iter(qn("w:alias"))
    return [each.getparent().getparent() for each in aliases if each.get(qn("w:val")) == name]


def retype(document: Any, name: str, old: str, new: str) -> None:
    """Other words in a field."""
    for control in controls(document, name):
        for text in control.iter(qn("w:t")):
            if old in text.text:
                text.text = text.text.replace(old, new)
                return
    raise AssertionError((name, old))


def changed(root: Path, *edits: tuple[str, str, str], tracked: bool = True) -> Path:
    document = Document(str(draft(root)))
    for each in edits:
        retype(document, *each)
    path = root / "back.docx"
    document.save(str(path))
    if tracked:
        path.write_bytes(track_changes(draft(root).read_bytes(), path.read_bytes(), "B. Kim", "2026-07-10"))
    return path


@pytest.mark.long
def test_tracked_changes_of_a_draft_are_proposals(project: Path) -> None:
    path = changed(
        project,
        ("projects[bus-lanes].title", "Bus lanes", "Lanes for buses"),
        ("projects[street-trees].text", "in every district", "in each district"),
        ("projects[street-trees].text", " planted ", " has planted "),
    )
    before = files_but_records(project)
    done = receive(project, path)
    assert done.exit_code == 0, done.output
    assert files_but_records(project) == before
    found = {each.path: (key, each.kind, each.by, each.proposed) for key, each in returns(project).proposals.items()}
    assert found == {
        "projects[bus-lanes].title": ("dms-1", "change", "B. Kim", "Lanes for buses"),
        "projects[street-trees].text": (
            "grn-1", "change", "B. Kim", "{@green} has planted {trees} in each district.",
        ),
    }  # fmt: skip
    assert run(project, "receive", "--accept", "grn-1", "--on", "2026-07-21").exit_code == 0
    text = edition(project).collections["projects"]["street-trees"].text
    assert text == "{@green} has planted {trees} in each district."
    assert "change grn-1 of GRN (accepted)" in run(project, "log", "street-trees").stdout


def test_the_same_draft_twice_changes_nothing(project: Path) -> None:
    path = changed(project, ("projects[bus-lanes].title", "Bus lanes", "Lanes for buses"))
    receive(project, path)
    assert "was read in on 2026-07-20 already" in receive(project, path).stdout


def test_comments_of_a_draft_are_remarks_and_ours_are_passed_over(project: Path) -> None:
    document = Document(str(draft(project)))
    runs = [Run(each, document) for each in controls(document, "projects[bus-lanes].title")[0].iter(qn("w:r"))]
    document.add_comment(runs, text="Is that its name?", author="B. Kim", initials="BK")
    path = project / "back.docx"
    document.save(str(path))
    assert receive(project, path).exit_code == 0
    found = [(each.kind, each.path, each.by, each.proposed) for each in returns(project).proposals.values()]
    assert found == [("remark", "projects[bus-lanes].title", "B. Kim", "Is that its name?")]


def test_a_change_that_was_not_tracked_is_told(project: Path) -> None:
    path = changed(project, ("projects[bus-lanes].title", "Bus lanes", "Lanes for buses"), tracked=False)
    done = receive(project, path)
    assert "[untracked-change]" in done.stderr
    assert '"Lanes for buses" stands here' in done.stderr
    assert returns(project).proposals == {}


def test_links_languages_and_notes_are_no_change_but_other_words_are(project: Path) -> None:
    rich = "'See the [bus lanes](#bus-lanes), [normas]{lang=es}, open.^[Since *May*.] {@green} has them.'"
    swap(project, SECOND, "projects", "'Depots are open.'", rich)
    assert "untracked-change" not in receive(built(project), draft(project)).stderr
    document = Document(str(draft(project)))
    words = next(each for each in document.element.body.iter(qn("w:t")) if each.text.startswith("See the"))
    words.text = words.text.replace("See", "Look at")
    document.save(str(project / "back.docx"))
    assert '"Look at the bus lanes' in receive(project, project / "back.docx").stderr


def test_a_change_outside_of_what_is_asked_is_a_remark(project: Path) -> None:
    path = changed(project, ("sections[summary].title", "Where we stand", "Where we are"))
    receive(project, path)
    found = [(each.kind, each.path, each.from_, each.proposed) for each in returns(project).proposals.values()]
    assert ("remark", "report", "report", '"Where we are" for "Where we stand"') in found


def test_a_draft_nobody_touched_suggests_nothing(project: Path) -> None:
    done = receive(project, draft(project))
    assert "0 proposed" in done.stdout
    assert done.stderr == ""


def test_a_draft_of_an_edition_that_is_not_here_is_refused(project: Path) -> None:
    path = changed(project, ("projects[bus-lanes].title", "Bus lanes", "Lanes"))
    settings = project / "reportgen.yaml"
    settings.write_text(settings.read_text("utf-8").replace(SECOND, "2026-q9"), "utf-8")
    (project / "data" / SECOND).rename(project / "data" / "2026-q9")
    assert "[other-project]" in receive(project, path).stderr


# ------------------------------------------------------------------------------------------------------------ patching


@pytest.mark.parametrize(
    ("value", "was", "text", "wanted"),
    [
        ("Bus lanes", "Bus\u00a0lanes", "Bus lines", "Bus lines"),
        ("The DMS painted {x} of lanes.", "The DMS painted ", "The DMS laid ", "The DMS laid {x} of lanes."),
        ("a b a b", "a b", "a c", None),
        ("one *two* three", "one two three", "one two four", "one *two* four"),
        ("words", "other", "new", None),
    ],
)
def test_a_change_of_what_is_printed_is_made_in_the_data(value: str, was: str, text: str, wanted: str | None) -> None:
    assert patched(value, was, text) == wanted


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "{x}", "*e*"]), min_size=1, max_size=8).map(" ".join)


@pytest.mark.long
@given(WORDS, WORDS)
def test_a_whole_text_is_changed_into_any_other(was: str, text: str) -> None:
    found = patched(was, was, text)
    assert found is None or found == text
