"""Comments of drafts: what is open about records, beside the blocks that print them, in both formats alike."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from pathlib import Path

import needs
import pytest
from click.testing import CliRunner, Result
from climate import FIRST, SECOND, write_climate, write_fresh
from docx import Document as open_docx
from msgspec.structs import replace
from oracles import audit, libreoffice, microsoft
from oracles.ooxml import Package, W, lint
from pdf_sample import THEME
from sample import EVERYTHING, paragraph
from templates_help import ROOT

from reportgen.build.comments import Open, _texts
from reportgen.build.documents import Documents
from reportgen.cli import main
from reportgen.document import nodes as n
from reportgen.document.ids import bookmark_name
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.document.wording import DEFAULTS
from reportgen.docx import write_docx
from reportgen.docx.writer import write_measuring_copy
from reportgen.edition.loading import load
from reportgen.errors import DocumentError
from reportgen.files.cache import Cache
from reportgen.fonts.book import FontBook
from reportgen.pdf.write import write_pdf
from reportgen.project.open import open_project
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Layout, Line, Rect
from reportgen.typeset.comments import COLUMN
from reportgen.verify import check, compare, read_docx, read_pdf

FINAL = number(EVERYTHING)
EVERYWHERE = {
    block.id: (f"Zu {block.id}: stimmt das?", "Und noch etwas.")
    for block in plain_blocks(FINAL)
    if block.kind not in ("note", "contents", "index")
}
DRAFT = n.Document(replace(FINAL.meta, draft="ENTWURF · Stand 15.11.2019"), FINAL.children, EVERYWHERE)


def letters(text: str) -> str:
    return "".join(text.split()).replace("\u00ad", "").replace("-", "")


def beside(pdf: bytes) -> str:
    """All that stands in the column for comments."""
    return letters("".join(artifact.text for artifact in read_pdf(pdf).artifacts if artifact.kind == "comments"))


def places(package: Package) -> tuple[dict[str, int], dict[str, int]]:
    """The number of the paragraph in which each bookmark begins, or at once behind it, and of that of each comment.

    Frames give their comments to the text beside them, so paragraphs in frames count as the next one.
    """
    texts = {c.get(f"{W}id"): "".join(c.itertext()) for c in package.xml("word/comments.xml")}
    marks, comments, number = {}, {}, 0
    for each in package.document.iter(f"{W}p", f"{W}bookmarkStart", f"{W}commentRangeStart"):
        inside = next(each.iterancestors(f"{W}p"), None)
        if each.tag == f"{W}p":
            number += each.find(f"{W}pPr/{W}framePr") is None
        elif each.tag == f"{W}commentRangeStart":
            comments[texts[each.get(f"{W}id")]] = number
        else:
            framed = inside is not None and inside.find(f"{W}pPr/{W}framePr") is not None
            marks[each.get(f"{W}name")] = number + (inside is None or framed)
    return marks, comments


# ---------------------------------------------------------------------------------------------------------------- Word


@pytest.fixture(scope="module")
def docx() -> bytes:
    return write_docx(DRAFT, THEME)


def test_every_block_can_have_comments_and_they_stand_at_its_first_paragraph(docx: bytes) -> None:
    marks, found = places(Package(docx))
    for block_id, texts in EVERYWHERE.items():
        assert found[texts[0]] == marks[bookmark_name(block_id)], block_id
    assert sorted(text for texts in EVERYWHERE.values() for text in texts) == sorted(
        comment.text for comment in open_docx(io.BytesIO(docx)).comments
    )


def test_comments_stand_in_long_documents_too() -> None:
    many = tuple(paragraph(f"p{i}", f"Absatz {i}.") for i in range(2000))
    long = replace(DRAFT, children=many, comments={"p3": ("Stimmt das?",), "p1990": ("Und das?",)})
    marks, found = places(Package(write_docx(long, THEME)))
    assert found == {"Stimmt das?": marks[bookmark_name("p3")], "Und das?": marks[bookmark_name("p1990")]}


def test_comments_have_author_initials_and_the_date_of_the_edition(docx: bytes) -> None:
    comments = Package(docx).xml("word/comments.xml")
    assert {c.get(f"{W}author") for c in comments} == {DEFAULTS["comment-author"]}
    assert {c.get(f"{W}initials") for c in comments} == {DEFAULTS["comment-initials"]}
    assert {c.get(f"{W}date") for c in comments} == {f"{FINAL.meta.as_of}T00:00:00Z"}
    assert write_docx(DRAFT, THEME) == docx


@pytest.mark.long
def test_a_file_with_comments_is_sound_and_says_the_same(docx: bytes, tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(docx)
    assert lint(docx) == []
    assert audit.errors(tmp_path / "draft.docx") == []
    reading = read_docx(docx)
    assert (*compare(plain_blocks(DRAFT), reading, DRAFT.meta), *check(reading)) == ()


@needs.word_validator
def test_microsofts_validator_finds_nothing(docx: bytes, tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(docx)
    assert microsoft.errors(tmp_path / "draft.docx") == []


def test_without_comments_there_is_no_part_and_no_style_for_them() -> None:
    for document in (replace(DRAFT, comments={}), replace(DRAFT, comments={"nowhere": ("Was?",)})):
        package = Package(write_docx(document, THEME))
        assert not [name for name in package.names if "comment" in name]
        assert "CommentText" not in package.styles
        assert b"comments" not in package.zip.read("[Content_Types].xml")


def test_the_copy_for_measuring_has_no_comments() -> None:
    assert "word/comments.xml" not in Package(write_measuring_copy(DRAFT, THEME, "00")).names


def test_words_that_xml_cannot_hold_are_no_danger() -> None:
    odd = replace(DRAFT, comments={"trainer.p1": ('a < b & "c" \x01 ]]>',)})
    (comment,) = open_docx(io.BytesIO(write_docx(odd, THEME))).comments
    assert comment.text == 'a < b & "c"  ]]>'


# ----------------------------------------------------------------------------------------------------------------- PDF


def drafted(document: n.Document) -> Layout:
    return typeset(document, THEME, FontBook(THEME.fonts))


def test_the_pdf_has_the_same_comments_in_its_column_as_artifacts() -> None:
    few = dict(list(EVERYWHERE.items())[::4])
    document = replace(DRAFT, comments=few)
    pdf = write_pdf(drafted(document), document.meta, THEME)
    said = beside(pdf)
    for texts in few.values():
        for text in texts:
            assert letters(text) in said
    reading = read_pdf(pdf)
    assert (*compare(plain_blocks(document), reading, document.meta), *check(reading)) == ()


def test_the_pages_beside_the_comments_are_those_of_the_final_document() -> None:
    draft, final = drafted(DRAFT), drafted(FINAL)
    assert [len(page.boxes) for page in draft.pages] == [len(page.boxes) for page in final.pages]
    assert draft.destinations == final.destinations


def column(layout: Layout, page: int) -> tuple[list[Line], list[Rect]]:
    boxes = next(f for f in layout.pages[page].furniture if f.kind == "comments").boxes
    bars = [box for box in boxes if isinstance(box, Rect) and box.width < COLUMN / 2]
    return [box for box in boxes if isinstance(box, Line)], bars


def test_comments_stand_beside_their_blocks_and_out_of_each_others_way() -> None:
    layout = drafted(DRAFT)
    bottom = (THEME.page.height - THEME.page.bottom) * 72 / 25.4
    for page in range(len(layout.pages)):
        lines, bars = column(layout, page)
        for above, below in pairwise(bars):
            assert above.y + above.height < below.y
        assert all(bar.y + bar.height <= bottom + 0.01 for bar in bars)
        assert all(line.y <= bottom + 0.01 for line in lines)
        edge = layout.width
        assert all(line.x + sum(run.width for run in line.runs) <= edge for line in lines)
    single = drafted(replace(DRAFT, comments={"trainer.p1": ("Ist das so?",)}))
    place = single.destinations["trainer.p1"]
    assert [bar.y for bar in column(single, place.page)[1]] == [pytest.approx(place.y)]


def test_comments_without_room_are_counted() -> None:
    many = {"trainer.p1": ("Erstens.",), "trainer.title": ("Wort " * 3000,), "hint.p1": ("Letztens.",)}
    layout = drafted(replace(DRAFT, comments=many))
    counts = []
    for page in range(len(layout.pages)):
        for line in column(layout, page)[0]:
            text = "".join(run.text for run in line.runs)
            counts += [int(found[1]) for found in [re.match(r"(\d+) more on this page", text)] if found]
    assert sum(counts) >= 1
    assert all(count <= len(many) for count in counts)


def test_a_character_without_glyph_in_a_comment_is_told() -> None:
    with pytest.raises(DocumentError, match="U\\+4E2D"):
        drafted(replace(DRAFT, comments={"trainer.p1": ("中",)}))


# ------------------------------------------------------------------------------------------------------- what is open


def composed(root: Path, edition: str, institution: str | None = None, *, draft: bool = True) -> n.Document:
    documents = Documents(root, edition, Cache(None), draft=draft)
    return documents.document(documents.header.audiences.find(institution) if institution else None)


def comments(root: Path, edition: str, institution: str | None = None) -> dict[str, tuple[str, ...]]:
    return dict(composed(root, edition, institution).comments)


@pytest.mark.long
def test_the_report_asks_for_what_its_data_leaves_open() -> None:
    found = comments(ROOT, "2019")
    assert any("Das Jahr ist erschlossen" in text for text in found["ki-trainer.terms1"])
    assert composed(ROOT, "2019", draft=False).comments == {}


@pytest.mark.long
def test_an_edition_that_is_signed_asks_for_signatures_at_cards_and_rows() -> None:
    found = comments(ROOT, "2020")
    assert "Noch zu zeichnen: BMWi, BMBF." in found["gaia-x.title"]
    assert "Noch zu zeichnen: BMAS." in found["civic-technology"], "a row of a table"
    excerpt = comments(ROOT, "2020", "arbeit")
    assert {key for key in excerpt if key.endswith(".title")} < set(found)
    assert {text for texts in excerpt.values() for text in texts if text.startswith("Noch zu")} == {
        "Noch zu zeichnen: BMAS."
    }


@pytest.mark.long
def test_what_the_report_counts_itself_is_not_asked_for_its_source() -> None:
    found = [said for texts in comments(ROOT, "2020").values() for said in texts if "Woher stammt die Zahl" in said]
    assert found == ["publikationen-europa-mehr: Woher stammt die Zahl, und welchen Stand hat sie?"]


def test_the_signatures_of_a_record_are_one_comment() -> None:
    void = [Open("signoff-void", "measures[m]", "", (name,)) for name in ("BMBF", "BMWi", "BMBF")]
    more = [Open("unsigned", "measures[m]", "", ("BMAS",)), Open("sunday", "measures[m]", "", ())]
    edition = load(open_project(ROOT), "2020").partial
    said = list(_texts([*void, *more], edition, DEFAULTS))
    assert said[1:] == [
        ("measures[m]", "Has changed since BMBF, BMWi signed it; to be signed again. To be signed by BMAS.")
    ]


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words])


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    return write_fresh(tmp_path)


@pytest.mark.long
def test_both_files_of_a_draft_have_the_comments_and_final_ones_have_none(fresh: Path) -> None:
    result = run(fresh, "build", SECOND, "--no-claims", "-j", "1", "--draft", "--no-page-numbers")
    assert result.exit_code == 0, result.output
    stem = fresh / "output" / SECOND / f"climate-plan-{SECOND}-draft"
    texts = [comment.text for comment in open_docx(str(stem.with_suffix(".docx"))).comments]
    assert any(text == f"Bus lanes: carried over from the edition {FIRST}, not confirmed yet." for text in texts)
    said = beside(stem.with_suffix(".pdf").read_bytes())
    more = sum(map(int, re.findall(r"(\d+)moreonthispage", said)))
    missing = [text for text in texts if letters(text) not in said]
    assert len(missing) <= more
    result = run(write_climate(fresh / "final"), "build", FIRST, "--no-claims", "-j", "1", "--no-page-numbers")
    assert result.exit_code == 0, result.output
    final = fresh / "final" / "output" / FIRST / f"climate-plan-{FIRST}.docx"
    assert "word/comments.xml" not in Package(final.read_bytes()).names


def test_an_excerpt_has_comments_on_what_it_prints_alone(fresh: Path) -> None:
    whole, part = comments(fresh, SECOND), comments(fresh, SECOND, "buildings")
    there = {block.id for block in plain_blocks(composed(fresh, SECOND, "buildings"))}
    assert part
    assert set(part) <= there
    assert {text for texts in part.values() for text in texts} <= {text for texts in whole.values() for text in texts}


@needs.writer
def test_comments_survive_libreoffice(docx: bytes, tmp_path: Path) -> None:
    again = Package(libreoffice.saved_again(docx, tmp_path))
    texts = ["".join(comment.itertext()) for comment in again.xml("word/comments.xml")]
    assert sorted(texts) == sorted(text for both in EVERYWHERE.values() for text in both)
