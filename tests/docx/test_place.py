"""Where a block is written: each place is made from the one around it and changes nothing in it."""

from __future__ import annotations

import pytest

from reportgen.docx.place import Place
from reportgen.docx.ppr import KEEP_LINES, KEEP_NEXT, LOOSE, RunFormat
from reportgen.docx.story import Story

FRAME = {"framePr": "<w:framePr/>"}


def body(**more: object) -> Place:
    return Place(story=Story(), **more)  # type: ignore[arg-type]


def test_a_place_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        body().depth = 3  # type: ignore[misc]


def test_the_body_is_at_the_top_and_nothing_inside_of_it_is() -> None:
    place = body()
    assert place.at_top
    assert not place.in_cell("table-cell", {}).at_top
    assert not place.boxed({"shd": "<w:shd/>"}).at_top
    assert not place.item.at_top


def test_items_are_a_level_deeper_than_their_list_and_the_list_is_where_it_was() -> None:
    place = body()
    assert (place.item.depth, place.item.item.depth, place.depth) == (0, 1, -1)


def test_a_cell_has_a_story_a_role_and_properties_of_its_own_and_the_language_around_it() -> None:
    place = body(box=FRAME, form=RunFormat(lang="en-GB"))
    inside = place.in_cell("table-head", {"jc": '<w:jc w:val="right"/>'})
    assert inside.story is not place.story
    assert inside.story.empty
    assert (inside.cell, inside.role, set(inside.box)) == (True, "table-head", {"jc"})
    assert inside.lang == "en-GB"


def test_a_paragraph_that_introduces_a_table_stays_with_it_unless_it_is_let_go() -> None:
    assert body().introducing().box == {"keepNext": KEEP_NEXT}
    assert body(box={"keepNext": LOOSE}).introducing().box == {"keepNext": LOOSE}


@pytest.mark.parametrize(
    ("onward", "whole", "box"),
    [
        (True, False, {"keepNext": KEEP_NEXT}),
        (False, False, {"keepNext": LOOSE}),
        (True, True, {"keepNext": KEEP_NEXT, "keepLines": KEEP_LINES}),
    ],
)
def test_what_is_kept_says_so_whatever_is_around(onward: bool, whole: bool, box: dict[str, str]) -> None:
    around = body(box={"keepNext": "<other/>", **FRAME})
    assert around.kept(onward=onward, whole=whole).box == {**box, **FRAME}


def test_frames_are_known() -> None:
    assert body(box=FRAME).framed
    assert not body().framed


def test_text_in_another_language_says_so_and_text_in_the_document_s_does_not() -> None:
    place = body()
    english = place.speaking("en-GB", "de-DE")
    assert english.lang == "en-GB"
    assert english.speaking("de-DE", "de-DE").lang is None
    assert english.speaking(None, "de-DE") is english
    assert place.plain(None, "de-DE") == RunFormat()


def test_a_note_speaks_the_language_of_the_text_it_stands_at_and_has_no_other_look_of_it() -> None:
    inside = body(form=RunFormat(bold=True, lang="en-GB")).in_note("en-GB")
    assert inside.note
    assert inside.form == RunFormat(lang="en-GB")


def test_what_is_repeated_stands_in_no_field() -> None:
    place = body(fields=True)
    assert not place.repeated.fields
    assert place.fields
    repeated = place.repeated
    assert repeated.repeated is repeated
