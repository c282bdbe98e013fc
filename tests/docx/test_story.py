"""A text while it is written: what can still change in its last paragraph, and what cannot any more."""

from __future__ import annotations

import io
import zipfile

import pytest
from msgspec.structs import replace
from oracles import ooxml_documents as docs
from sample import EVERYTHING, cell

from reportgen.document import nodes as n
from reportgen.docx import write_docx
from reportgen.docx.comments import Comments
from reportgen.docx.fallback import Fallback
from reportgen.docx.geometry import geometry
from reportgen.docx.marks import Marks
from reportgen.docx.package import Package
from reportgen.docx.place import Place
from reportgen.docx.ppr import KEEP_NEXT, Spacing
from reportgen.docx.story import Body, Paragraph, Story
from reportgen.docx.styles import StyleBook
from reportgen.docx.targets import Targets
from reportgen.ooxml.archive import Archive
from reportgen.ooxml.package import DOCUMENT

META = EVERYTHING.meta
WORDS = {"comment-author": "Redaktion", "comment-initials": "R"}
SECTION = "<w:sectPr/>"
TEXT = "<w:r><w:t>Text</w:t></w:r>"


def paragraph(words: str = "Text", style: str = "Normal") -> Paragraph:
    return Paragraph(style, {}, f"<w:r><w:t>{words}</w:t></w:r>")


def marks(**comments: tuple[str, ...]) -> tuple[Marks, Package]:
    package = Package()
    document = n.Document(META, ())
    targets = Targets(document)
    texts = {targets.own(block_id): each for block_id, each in comments.items()}
    fallback = Fallback(docs.THEME, StyleBook(docs.THEME, geometry(docs.THEME), "en"))
    return Marks(targets, package, Comments(texts, META, WORDS, fallback)), package


def written(marks_: Marks, place: Place, words: str) -> None:
    made = paragraph(words)
    marks_.enter(place, made)
    place.story.add(made)


# ---------------------------------------------------------------------------------------------------------- paragraphs


def test_a_paragraph_has_its_properties_in_the_order_of_the_schema() -> None:
    made = Paragraph("Caption", {"spacing": Spacing(before=280), "keepNext": KEEP_NEXT}, TEXT, section=SECTION)
    properties = f'<w:pStyle w:val="Caption"/>{KEEP_NEXT}<w:spacing w:before="280"/>{SECTION}'
    assert made.xml() == f"<w:p><w:pPr>{properties}</w:pPr>{TEXT}</w:p>"


def test_what_opens_and_closes_a_paragraph_stands_around_all_that_comes_into_it() -> None:
    story = Story()
    story.add(Paragraph("Normal", {}, TEXT, "<open/>", "<close/>"))
    story.into_last("<before/>")
    story.end_mark("<end/>")
    assert story.xml() == f"<w:p><w:pPr></w:pPr><open/><before/>{TEXT}<end/><close/></w:p>"


@pytest.mark.parametrize(
    ("spacing", "said"),
    [
        (Spacing(), "<w:spacing/>"),
        (Spacing(before=0, after=40), '<w:spacing w:before="0" w:after="40"/>'),
        (Spacing(line=20, rule="exact"), '<w:spacing w:line="20" w:lineRule="exact"/>'),
    ],
)
def test_room_says_what_is_known_of_it(spacing: Spacing, said: str) -> None:
    assert spacing.xml() == said


# ---------------------------------------------------------------------------------------------------- what stands last


def test_a_section_ends_in_the_last_paragraph_also_behind_the_end_of_a_bookmark() -> None:
    story = Story()
    story.add(paragraph())
    story.mark("<w:bookmarkEnd/>")
    assert story.end_section(SECTION)
    assert story.xml() == f"<w:p><w:pPr>{SECTION}</w:pPr>{TEXT}</w:p><w:bookmarkEnd/>"


def test_no_section_ends_twice_nor_in_a_table_nor_where_a_control_stands() -> None:
    story = Story()
    assert not story.end_section(SECTION)
    story.add(paragraph())
    assert story.end_section(SECTION)
    assert not story.end_section(SECTION)
    story.put("<w:tbl/>")
    assert not story.end_section(SECTION)
    story.add(Paragraph("Normal", {}, "<w:sdt></w:sdt>"))
    assert not story.end_section(SECTION)
    assert story.xml().count(SECTION) == 1


def test_a_bookmark_ends_in_the_last_paragraph_only_where_nothing_stands_behind_it() -> None:
    story = Story()
    story.add(paragraph())
    story.end_mark("<a/>")
    story.mark("<b/>")
    story.end_mark("<c/>")
    story.put("<w:tbl/>")
    story.end_mark("<d/>")
    assert story.xml() == f"<w:p><w:pPr></w:pPr>{TEXT}<a/></w:p><b/><c/><w:tbl/><d/>"


def test_a_story_knows_whether_anything_stands_in_it() -> None:
    story = Story()
    assert story.empty
    story.mark("<a/>")
    assert not story.empty
    assert story.blocks == 0
    story.add(paragraph())
    story.put("<w:tbl/>")
    assert story.blocks == 2
    assert story.last is None


# ------------------------------------------------------------------------------------------------------------- bodies


def text_of(archive: Archive) -> str:
    with zipfile.ZipFile(io.BytesIO(archive.finish())) as package:
        return package.read(DOCUMENT).decode()


def test_a_body_puts_away_what_is_finished_and_keeps_the_last_paragraph() -> None:
    with Archive() as archive:
        body = Body(archive)
        for number in range(600):
            body.add(paragraph(str(number)))
        body.settle()
        assert body.pieces == []
        assert body.end_section(SECTION)
        body.finish("<w:sectPr><w:cols/></w:sectPr>")
        text = text_of(archive)
    assert text.startswith("<?xml")
    assert text.count("<w:p>") == 600
    assert text.index("<w:t>599<") > text.index(SECTION) > text.index("<w:t>598<")
    assert text.endswith("<w:sectPr><w:cols/></w:sectPr></w:body></w:document>")


def test_a_long_text_waits_nowhere() -> None:
    with Archive() as archive:
        body = Body(archive)
        for number in range(5_000):
            body.add(paragraph(str(number)))
            body.mark("<w:bookmarkEnd/>")
            body.settle()
            assert len(body.pieces) < 1_000
        body.finish("")
        assert text_of(archive).count("</w:p><w:bookmarkEnd/>") == body.blocks == 5_000


def test_what_has_to_be_seen_as_a_whole_waits_until_the_end() -> None:
    with Archive() as archive:
        body = Body(archive, whole=True)
        for _ in range(600):
            body.add(paragraph("alt"))
        body.settle()
        assert body.pieces
        body.finish("", lambda text: text.replace("alt", "neu").encode())
        assert "alt" not in text_of(archive)


# -------------------------------------------------------------------------------------------- bookmarks and comments


def test_a_bookmark_with_text_stands_in_its_first_and_last_paragraph() -> None:
    made, _ = marks()
    place = Place(story=Story())
    with made.block(place, "terms"):
        written(made, place, "eins")
        written(made, place, "zwei")
    xml = place.story.xml()
    assert xml.index("<w:bookmarkStart") < xml.index("eins") < xml.index("zwei") < xml.index("<w:bookmarkEnd")
    assert xml.endswith('<w:bookmarkEnd w:id="1"/></w:p>')


def test_a_bookmark_of_blocks_stands_around_them() -> None:
    made, _ = marks()
    place = Place(story=Story())
    with made.container(place, "part"):
        written(made, place, "eins")
    xml = place.story.xml()
    assert xml.startswith("<w:bookmarkStart")
    assert xml.endswith('</w:p><w:bookmarkEnd w:id="1"/>')


def test_a_bookmark_without_any_paragraph_stands_between_blocks() -> None:
    made, _ = marks()
    place = Place(story=Story())
    with made.block(place, "nothing"):
        pass
    written(made, place, "danach")
    assert place.story.xml().index("<w:bookmarkEnd") < place.story.xml().index("<w:p>")


def test_blocks_in_cells_have_no_bookmarks() -> None:
    made, package = marks()
    place = Place(story=Story(), cell=True)
    with made.block(place, "a"), made.container(place, "b"):
        written(made, place, "Zelle")
    assert "bookmark" not in place.story.xml()
    assert package.bookmark("c")[1] == '<w:bookmarkEnd w:id="1"/>'


def test_a_row_begins_its_bookmark_in_the_first_paragraph_that_comes_though_that_stands_in_a_cell() -> None:
    made, _ = marks()
    table = Place(story=Story())
    end = made.begin(table, "row", inside=True)
    cell = table.in_cell("table-cell", {})
    written(made, cell, "Zelle")
    cell.story.end_mark(end)
    assert cell.story.xml().count("bookmark") == 2
    assert table.story.xml() == ""


def test_a_comment_stands_around_the_text_of_the_paragraph_in_which_its_block_begins() -> None:
    made, package = marks(a=("Frage", "Bitte"))
    place = Place(story=Story())
    with made.block(place, "a"):
        written(made, place, "eins")
        written(made, place, "zwei")
    first = place.story.xml().partition("</w:p>")[0]
    order = ["bookmarkStart", 'RangeStart w:id="0"', 'RangeStart w:id="1"', "eins", 'RangeEnd w:id="0"']
    assert sorted(order, key=first.index) == order
    assert place.story.xml().count("commentReference") == 2
    made.comments.attach(package)
    assert len(package.comments) == 2


def test_comments_on_blocks_around_a_paragraph_nest() -> None:
    made, _ = marks(outer=("außen",), inner=("innen",))
    place = Place(story=Story())
    with made.container(place, "outer"), made.container(place, "inner"):
        written(made, place, "Text")
    xml = place.story.xml()
    order = ['RangeStart w:id="1"', 'RangeStart w:id="0"', "Text", 'RangeEnd w:id="0"', 'RangeEnd w:id="1"']
    assert sorted(order, key=xml.index) == order


def test_a_comment_on_what_stands_in_a_frame_waits_for_text_that_does_not() -> None:
    made, _ = marks(a=("Frage",))
    story = Story()
    framed = Place(story=story, box={"framePr": "<w:framePr/>"})
    with made.block(framed, "a"):
        written(made, framed, "im Rand")
    assert made.comments.waiting
    written(made, Place(story=story), "daneben")
    xml = story.xml()
    assert xml.index("im Rand") < xml.index("commentRangeStart") < xml.index("daneben")


def test_a_comment_behind_which_nothing_comes_is_not_in_the_file() -> None:
    made, package = marks(a=("Frage",), b=("verloren",))
    place = Place(story=Story())
    with made.block(place, "a"):
        written(made, place, "eins")
    with made.container(place, "b"):
        pass
    made.comments.attach(package)
    assert len(package.comments) == 1
    assert "Frage" in package.comments[0]


def test_a_file_without_comments_has_no_part_for_them() -> None:
    made, package = marks()
    made.comments.attach(package)
    assert not package.relations.known


def test_all_comments_on_one_row_are_in_the_file() -> None:
    row = n.Row((cell("left", "links"), cell("right", "rechts")), "row")
    table = n.Table("table", (n.Column(), n.Column()), (), (row,))
    document = replace(docs.document(table), comments={"left": ("eine Frage",), "right": ("noch eine",)})
    with zipfile.ZipFile(io.BytesIO(write_docx(document, docs.THEME))) as package:
        said = package.read("word/comments.xml").decode()
        body = package.read(DOCUMENT).decode()
    assert "eine Frage" in said
    assert "noch eine" in said
    assert body.count("commentRangeStart") == body.count("commentRangeEnd") == 2
