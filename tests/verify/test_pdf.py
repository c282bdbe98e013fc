"""Verify reads PDFs: the good file is good, and every seeded defect is found."""

from __future__ import annotations

import re
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from verify_files import broken_pdf, document, elements, expected, good_pdf, kids, with_id

from reportgen.verify import check_pdf, compare, read_pdf

Change = Callable[[pikepdf.Pdf], object]


def codes(content: bytes) -> set[str]:
    """Codes of everything that the checks and the comparison with the document find."""
    reading = read_pdf(content)
    return {d.code for d in (*check_pdf(reading), *compare(expected(), reading, document().meta))}


@pytest.mark.parametrize("profile", ["screen", "screen-2"])
def test_the_good_file_says_what_the_document_says(profile: str) -> None:
    assert codes(good_pdf(profile)) == set()


def test_properties_and_pages_are_read() -> None:
    reading = read_pdf(good_pdf())
    assert (reading.title, reading.language, reading.inputs) == ("Ein Jahr Strategie", "de", "0" * 64)
    assert reading.claims == ("pdf/ua-1", "pdf/a-2a")
    assert reading.pages is not None
    assert reading.pages > 4


def test_nothing_but_furniture_and_leaders_is_artifact() -> None:
    kinds = {artifact.kind for artifact in read_pdf(good_pdf()).artifacts}
    assert kinds <= {"header", "footer", "artifact"}


def test_text_inside_a_figure_is_kept_apart() -> None:
    chart = next(block for block in read_pdf(good_pdf()).blocks if block.id == "startups")
    assert chart.text == ""
    assert "München 57" in chart.figure_text


def test_a_note_is_a_block_after_the_one_that_bears_its_mark() -> None:
    ids = [block.id for block in read_pdf(good_pdf()).blocks]
    assert ids[ids.index("trainer.p1") + 1] == "trainer.n1"


# ------------------------------------------------------------------------------------------------ seeded defects


def drop_from_tree(pdf: pikepdf.Pdf) -> None:
    card = with_id(pdf, "trainer.p1")
    parent = card.P
    parent.K = pikepdf.Array([kid for kid in kids(parent) if kid.objgen != card.objgen])


def swap_sections(pdf: pikepdf.Pdf) -> None:
    one, other = with_id(pdf, "transfer"), with_id(pdf, "jobs")
    parent = one.P
    order = {one.objgen: other, other.objgen: one}
    parent.K = pikepdf.Array([order.get(kid.objgen, kid) for kid in kids(parent)])


def body_into_artifact(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        content = page.Contents.read_bytes()
        changed = re.sub(rb"/P\s*<</MCID \d+>>\s*BDC", b"/Artifact BMC", content, count=1)
        if changed != content:
            page.Contents.write(changed)
            return


def body_into_furniture(pdf: pikepdf.Pdf) -> None:
    paragraph = with_id(pdf, "hint.p1")
    mark = re.compile(rb"/\w+\s*<</MCID %d>>\s*BDC" % kids(paragraph)[0])
    content = paragraph.Pg.Contents.read_bytes()
    paragraph.Pg.Contents.write(mark.sub(b"/Artifact <</Type /Pagination>> BDC", content))


def footer_into_content(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[2]
    content = page.Contents.read_bytes()
    changed = re.sub(rb"/Artifact\s*<<[^>]*/Footer[^>]*>>\s*BDC", b"/P BMC", content)
    assert changed != content
    page.Contents.write(changed)


def untagged_text(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[2].Resources.Font.keys()))
    pdf.pages[2].contents_add(f"BT {font} 9 Tf 100 100 Td (AB) Tj ET".encode())


def other_heading_number(pdf: pikepdf.Pdf) -> None:
    label = next(kid for kid in kids(with_id(pdf, "transfer.title")) if isinstance(kid, Dictionary) and kid.S == "/Lbl")
    label.ActualText = "2.4"


def other_text(pdf: pikepdf.Pdf) -> None:
    with_id(pdf, "hint.p1").ActualText = "Die Angaben sind endgültig."


def other_tile(pdf: pikepdf.Pdf) -> None:
    with_id(pdf, "tile-0").ActualText = "213 KI-Start-ups in Deutschland Juni 2019 · Zählung"


def other_alt(pdf: pikepdf.Pdf) -> None:
    with_id(pdf, "picture").Alt = "Ein blaues Quadrat"


def heading_jump(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H2")[0].S = Name.H3


def hole_in_parent_tree(pdf: pikepdf.Pdf) -> None:
    entries = parent_arrays(pdf)
    entry = next(entry for entry in entries if len({item.objgen for item in entry}) > 1)
    entry[0] = next(item for item in entry if item.objgen != entry[0].objgen)


def missing_page_in_parent_tree(pdf: pikepdf.Pdf) -> None:
    nums = first_nums(pdf)
    at = next(i for i in range(1, len(nums), 2) if isinstance(nums[i], pikepdf.Array))
    nums[at] = pikepdf.Array()


def first_nums(pdf: pikepdf.Pdf) -> pikepdf.Array:
    node = pdf.Root.StructTreeRoot.ParentTree
    while "/Nums" not in node:
        node = node.Kids[0]
    return node.Nums


def parent_arrays(pdf: pikepdf.Pdf) -> list[pikepdf.Array]:
    return [item for item in first_nums(pdf) if isinstance(item, pikepdf.Array)]


def cell_gone(pdf: pikepdf.Pdf) -> None:
    row = elements(pdf, "TR")[1]
    row.K = pikepdf.Array(kids(row)[:-1])


def links(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [a for page in pdf.pages for a in page.obj.get("/Annots", []) if a.get("/Subtype") == "/Link"]


def internal_link(pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
    return next(link for link in links(pdf) if "/Dest" in link or "/D" in link.get("/A", {}))


def dead_link(pdf: pikepdf.Pdf) -> None:
    link = internal_link(pdf)
    if "/A" in link:
        del link["/A"]
    link.Dest = pikepdf.String("nowhere")


def notes(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return elements(pdf, "Note") + elements(pdf, "FENote")


def no_title(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        del xmp["dc:title"]


DEFECTS: dict[str, tuple[Change, str]] = {
    "paragraph dropped from the tree": (drop_from_tree, "unclaimed-text"),
    "paragraph missing": (drop_from_tree, "missing-block"),
    "sections in another order": (swap_sections, "other-order"),
    "body text as artifact": (body_into_artifact, "text-in-artifact"),
    "body text as furniture": (body_into_furniture, "missing-block"),
    "foot as content": (footer_into_content, "untagged-text"),
    "text without marked content": (untagged_text, "untagged-text"),
    "changed heading number": (other_heading_number, "other-number"),
    "changed text": (other_text, "other-text"),
    "changed key figure": (other_tile, "other-text"),
    "changed alt": (other_alt, "other-alt"),
    "missing alt": (lambda pdf: pdf_del(with_id(pdf, "picture"), "/Alt"), "figure-without-alt"),
    "empty alt": (lambda pdf: setattr(with_id(pdf, "picture"), "Alt", ""), "figure-without-alt"),
    "heading skips a level": (heading_jump, "heading-jump"),
    "no language": (lambda pdf: pdf_del(pdf.Root, "/Lang"), "no-language"),
    "other language": (lambda pdf: setattr(pdf.Root, "Lang", "en"), "other-language"),
    "no title": (no_title, "no-title"),
    "other element in the parent tree": (hole_in_parent_tree, "parent-tree"),
    "page missing in the parent tree": (missing_page_in_parent_tree, "parent-tree"),
    "head cell without scope": (lambda pdf: pdf_del(elements(pdf, "TH")[0], "/A"), "head-without-scope"),
    "row with a cell less": (cell_gone, "irregular-table"),
    "list item as paragraph": (lambda pdf: setattr(elements(pdf, "LI")[0], "S", Name.P), "structure-nesting"),
    "note without id": (
        lambda pdf: pdf_del(notes(pdf)[0], "/ID"),
        "note-without-id",
    ),
    "link without contents": (lambda pdf: pdf_del(links(pdf)[0], "/Contents"), "link-without-contents"),
    "link without parent": (lambda pdf: pdf_del(links(pdf)[0], "/StructParent"), "link-parent"),
    "link to nowhere": (dead_link, "dead-link"),
    "no tab order": (lambda pdf: pdf_del(pdf.pages[0].obj, "/Tabs"), "tab-order"),
    "file name instead of title": (lambda pdf: pdf_del(pdf.Root, "/ViewerPreferences"), "title-not-shown"),
    "not marked as tagged": (lambda pdf: pdf_del(pdf.Root, "/MarkInfo"), "not-marked"),
    "no structure": (lambda pdf: pdf_del(pdf.Root, "/StructTreeRoot"), "untagged-pdf"),
    "same id twice": (lambda pdf: setattr(with_id(pdf, "list.1"), "ID", pikepdf.String("list.2")), "duplicate-id"),
    "block under another id": (lambda pdf: setattr(with_id(pdf, "hint.p1"), "ID", b"hint.p2"), "extra-block"),
}


def pdf_del(item: pikepdf.Object, key: str) -> None:
    del item[key]


def repeated_head(pdf: pikepdf.Pdf) -> None:
    """Show the head row of the table once more on another page, as a table that is split does."""
    row = next(row for row in elements(pdf, "TR") if kids(row)[0].S == "/TH" and kids(row)[-1].S == "/TH")
    shown = [font_before(page, mcid) + mcid_operators(page, mcid) for page, mcid in marked(row)]
    pdf.pages[-1].Resources = marked(row)[0][0].Resources
    pdf.pages[-1].contents_add(b"\n/Artifact BMC\n" + b"\n".join(shown) + b"\nEMC")


def marked(element: pikepdf.Dictionary) -> list[tuple[pikepdf.Dictionary, int]]:
    """Every page and MCID below an element."""
    return [m for kid in kids(element) for m in ([(element.Pg, kid)] if isinstance(kid, int) else marked(kid))]


def mcid_operators(page: pikepdf.Dictionary, mcid: int) -> bytes:
    match = re.search(rb"<</MCID %d>>\s*BDC(.*?)EMC" % mcid, page.Contents.read_bytes(), re.DOTALL)
    assert match
    return match[1]


def font_before(page: pikepdf.Dictionary, mcid: int) -> bytes:
    """The operator that set the font which marked content begins with."""
    before = page.Contents.read_bytes().partition(b"<</MCID %d>>" % mcid)[0]
    return re.findall(rb"/\S+ [\d.]+ Tf\s", before)[-1]


def test_a_repeated_head_row_may_be_an_artifact() -> None:
    assert "text-in-artifact" not in codes(broken_pdf(repeated_head))


@pytest.mark.parametrize("profile", ["screen", "screen-2"])
@pytest.mark.parametrize(("change", "code"), DEFECTS.values(), ids=list(DEFECTS))
def test_every_seeded_defect_is_found(change: Change, code: str, profile: str) -> None:
    assert code in codes(broken_pdf(change, profile))


def test_a_difference_of_text_names_block_and_place() -> None:
    difference = next(d for d in compare(expected(), read_pdf(broken_pdf(other_text))) if d.code == "other-text")
    assert difference.block == "hint.p1"
    assert "endgültig" in difference.text
    assert "vorläufig" in difference.text


def test_only_what_moved_is_reported() -> None:
    moved = {d.block for d in compare(expected(), read_pdf(broken_pdf(swap_sections))) if d.code == "other-order"}
    assert moved == {"jobs.title", "list.1.p1", "list.2.p1", "list.2.1.p1"}
