"""Links of PDF 2.0 files lead to the elements they name, and verify finds every one that does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from pdf2_files import PROFILE, Change, bookmarks, entry_names_none, internal, named, opened, walk
from pikepdf import Array, Dictionary, Name, String
from verify_files import broken_pdf, document, elements, good_pdf, kids, with_id

from reportgen.document.targets import link_targets
from reportgen.verify import check_pdf, compare_targets, read_pdf


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    with opened(good_pdf(PROFILE)) as found:
        yield found


def test_links_and_bookmarks_lead_to_the_element_of_the_block_they_name(pdf: pikepdf.Pdf) -> None:
    known = {element.objgen: str(element.get("/ID", "")) for element in walk(pdf)}
    leads = [*(link.A for link in internal(pdf)), *(item.A for item in bookmarks(pdf))]
    assert len(internal(pdf)) > 5
    assert {action.S for action in leads} == {"/GoTo"}
    for action in leads:
        assert known[action.SD[0].objgen] == str(action.D)
    assert not any("/Dest" in item for item in (*internal(pdf), *bookmarks(pdf)))


def test_names_have_a_page_and_an_element(pdf: pikepdf.Pdf) -> None:
    pages = {page.objgen for page in pdf.pages}
    assert named(pdf).keys() >= {str(link.A.D) for link in internal(pdf)}
    for name, place in named(pdf).items():
        assert place.D[0].objgen in pages
        assert str(place.SD[0].ID) == name


def test_entries_of_the_contents_name_their_headings(pdf: pikepdf.Pdf) -> None:
    entries = elements(pdf, "TOCI")
    assert entries
    for entry in entries:
        link = next(kid for kid in kids(kids(kids(entry)[0])[0]) if isinstance(kid, Dictionary) and "/Obj" in kid).Obj
        assert [each.objgen for each in entry.Ref] == [link.A.SD[0].objgen]


def test_marks_and_notes_name_each_other(pdf: pikepdf.Pdf) -> None:
    notes = elements(pdf, "FENote")
    assert notes
    for note in notes:
        (mark,) = note.Ref
        assert mark.S == "/Lbl"
        assert [each.objgen for each in mark.Ref] == [note.objgen]


# -------------------------------------------------------------------------------------------------- seeded defects


def other_element(pdf: pikepdf.Pdf) -> None:
    internal(pdf)[0].A.SD[0] = with_id(pdf, "hint.p1")


def other_element_of_a_bookmark(pdf: pikepdf.Pdf) -> None:
    bookmarks(pdf)[0].A.SD[0] = with_id(pdf, "hint.p1")


def other_element_of_a_name(pdf: pikepdf.Pdf) -> None:
    place = named(pdf)["jobs.title"]
    place.SD = Array([with_id(pdf, "hint.p1"), *list(place.SD)[1:]])


def other_page(pdf: pikepdf.Pdf) -> None:
    place = named(pdf)["jobs.title"]
    place.D[0] = next(page.obj for page in pdf.pages if page.objgen != place.D[0].objgen)


def foreign_element(pdf: pikepdf.Pdf) -> None:
    internal(pdf)[0].A.SD = Array([pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P)), Name.Fit])


def page_only(holder: Any) -> None:
    """Lead to the page alone, as PDF 1.7 does."""
    page = holder.A.D
    del holder["/A"]
    holder.Dest = page


def places_without_elements(pdf: pikepdf.Pdf) -> None:
    for place in named(pdf).values():
        del place["/SD"]
    page_only(internal(pdf)[0])


def dead_bookmark(pdf: pikepdf.Pdf) -> None:
    bookmarks(pdf)[1].A.D = String("nowhere")


def entry_names_another(pdf: pikepdf.Pdf) -> None:
    first, second = elements(pdf, "TOCI")[:2]
    first.Ref = second.Ref


def note_names_none(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "FENote")[0]["/Ref"]


def mark_names_another(pdf: pikepdf.Pdf) -> None:
    note = elements(pdf, "FENote")[0]
    note.Ref[0].Ref = Array([with_id(pdf, "hint.p1")])


def mark_names_none(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "FENote")[0].Ref[0]["/Ref"]


DEFECTS: dict[str, tuple[Change, str]] = {
    "link to another element than it names": (other_element, "other-destination"),
    "bookmark to another element than it names": (other_element_of_a_bookmark, "other-destination"),
    "name of another element": (other_element_of_a_name, "other-destination"),
    "name on another page": (other_page, "other-destination"),
    "link to an element outside of the structure": (foreign_element, "no-structure-destination"),
    "link to a page alone": (places_without_elements, "no-structure-destination"),
    "bookmark to nowhere": (dead_bookmark, "dead-link"),
    "entry of the contents that names another heading": (entry_names_another, "other-reference"),
    "entry of the contents that names none": (entry_names_none, "other-reference"),
    "note that names no mark": (note_names_none, "other-reference"),
    "mark that names another element": (mark_names_another, "other-reference"),
    "mark that names no note": (mark_names_none, "other-reference"),
}


@pytest.mark.parametrize(("change", "code"), DEFECTS.values(), ids=list(DEFECTS))
def test_every_seeded_defect_is_found(change: Change, code: str) -> None:
    assert code in {flaw.code for flaw in check_pdf(read_pdf(broken_pdf(change, PROFILE)))}


def elsewhere(pdf: pikepdf.Pdf) -> None:
    """A link that leads to another block in every way, name, page and element."""
    one, other = (next(link for link in internal(pdf) if str(link.A.D) == to) for to in ("jobs.title", "trainer.n1"))
    one.A = other.A


@pytest.mark.parametrize("profile", ["screen", PROFILE])
def test_links_lead_where_those_of_the_document_do(profile: str) -> None:
    wanted = sorted(link_targets(document()))
    assert len(wanted) > 5
    assert sorted(read_pdf(good_pdf(profile)).targets) == wanted


def test_a_link_that_leads_elsewhere_is_found() -> None:
    reading = read_pdf(broken_pdf(elsewhere, PROFILE))
    assert "other-destination" not in {flaw.code for flaw in check_pdf(reading)}
    found = {each.block: each.text for each in compare_targets(link_targets(document()), reading)}
    assert found.keys() == {"jobs.title", "trainer.n1"}
    assert "2 times instead of 1" in found["trainer.n1"]


def test_pages_alone_are_enough_for_pdf_1() -> None:
    assert {flaw.code for flaw in check_pdf(read_pdf(good_pdf()))} == set()
