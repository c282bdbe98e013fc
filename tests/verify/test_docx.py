"""Verify reads Word files: the good file is good, and every seeded defect is found."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from verify_files import broken_docx, document, expected, good_docx, good_pdf

from reportgen.document.ids import bookmark_name
from reportgen.verify import check_docx, compare, compare_readings, read_docx, read_pdf

DOCUMENT = "word/document.xml"
Change = Callable[[str], str]


def codes(content: bytes) -> set[str]:
    """Codes of everything that the checks and both comparisons find."""
    reading = read_docx(content)
    found = (
        *check_docx(reading),
        *compare(expected(), reading, document().meta),
        *compare_readings(read_pdf(good_pdf()), reading),
    )
    return {difference.code for difference in found}


def test_the_good_file_says_what_the_document_and_the_pdf_say() -> None:
    assert codes(good_docx()) == set()


def test_numbers_are_worked_out_and_values_read() -> None:
    blocks = {block.id: block for block in read_docx(good_docx()).blocks}
    assert blocks[bookmark_name("transfer.title")].number == "2.3"
    assert blocks[bookmark_name("jobs.title")].number == "2.5"
    assert blocks[bookmark_name("annex.title")].number == "A"
    assert blocks[bookmark_name("startups")].values[:2] == ("insgesamt", "214")


def swap(old: str, new: str) -> Change:
    """Replace the first occurrence."""
    return lambda xml: xml.replace(old, new, 1)


def paragraph_of(block_id: str) -> re.Pattern[str]:
    name = re.escape(bookmark_name(block_id))
    return re.compile(rf'<w:p>(?:(?!</w:p>).)*w:name="{name}".*?</w:p>', re.DOTALL)


def without(block_id: str) -> Change:
    """Drop the paragraph that bears a bookmark."""
    return lambda xml: paragraph_of(block_id).sub("", xml, count=1)


def without_bookmark(block_id: str) -> Change:
    def change(xml: str) -> str:
        match = re.search(rf'<w:bookmarkStart w:id="(\d+)" w:name="{bookmark_name(block_id)}"/>', xml)
        assert match
        return xml.replace(match[0], "").replace(f'<w:bookmarkEnd w:id="{match[1]}"/>', "")

    return change


def change_places(one: str, other: str) -> Change:
    def change(xml: str) -> str:
        first, second = (paragraph_of(block_id).search(xml) for block_id in (one, other))
        assert first
        assert second
        return xml.replace(first[0], "@@").replace(second[0], first[0]).replace("@@", second[0])

    return change


def strike(text: str) -> Change:
    """Mark the run with this text as deleted."""

    def change(xml: str) -> str:
        start = xml.rindex("<w:r>", 0, xml.index(f">{text}<"))
        end = xml.index("</w:r>", start) + len("</w:r>")
        run = xml[start:end].replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return f'{xml[:start]}<w:del w:id="900" w:author="A" w:date="2020-01-01T00:00:00Z">{run}</w:del>{xml[end:]}'

    return change


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
LABEL = "rg_startups_title"

DEFECTS: dict[str, tuple[str, Change, str]] = {
    "paragraph missing": (DOCUMENT, without("hint.p1"), "missing-block"),
    "text edited": (DOCUMENT, swap("vorläufig", "endgültig"), "other-text"),
    "number in a table edited": (DOCUMENT, swap("1.205", "1.206"), "other-text"),
    "key figure edited": (DOCUMENT, swap(">58<", ">59<"), "other-text"),
    "text marked as deleted": (DOCUMENT, strike("Die Angaben sind vorläufig."), "missing-block"),
    "paragraphs in another order": (DOCUMENT, change_places("trainer.marks", "trainer.dates"), "other-order"),
    "bookmark missing": (DOCUMENT, without_bookmark("hint.p1"), "missing-block"),
    "text of no block": (DOCUMENT, without_bookmark("picture"), "text-without-id"),
    "bookmark of a list missing": (DOCUMENT, without_bookmark("list"), "missing-bookmark"),
    "bookmark renamed": (DOCUMENT, swap(bookmark_name("hint.p1"), "rg_other"), "extra-block"),
    "bookmark without end": (DOCUMENT, lambda x: re.sub(r'<w:bookmarkEnd w:id="9"/>', "", x), "bookmark-pair"),
    "bookmark twice": (DOCUMENT, swap(bookmark_name("list.1"), bookmark_name("list.2")), "duplicate-bookmark"),
    "alt changed": (DOCUMENT, swap("Ein graues Quadrat", "Ein rotes Quadrat"), "other-alt"),
    "alt missing": (DOCUMENT, swap('descr="Ein graues Quadrat"', ""), "figure-without-alt"),
    "summary of a table changed": (DOCUMENT, swap("Drei Spalten", "Vier Spalten"), "other-alt"),
    "anchor dead": (DOCUMENT, swap('w:anchor="rg_', 'w:anchor="rg_no_'), "dead-anchor"),
    "field leads nowhere": (DOCUMENT, swap(" PAGEREF rg_", " PAGEREF rg_no_"), "dead-anchor"),
    "field without end": (DOCUMENT, swap(FIELD_END, ""), "field-open"),
    "field without result": (
        DOCUMENT,
        lambda x: re.sub(r'(PAGEREF [^<]*</w:instrText></w:r>.*?"separate"/></w:r>)<w:r>.*?</w:r>', r"\1", x, count=1),
        "field-empty",
    ),
    "number of the page without result": (
        "word/footer1.xml",
        lambda x: re.sub(r'("separate"/></w:r>)<w:r>.*?</w:r>(<w:r>)', r"\1\2", x, count=1),
        "field-empty",
    ),
    "name of a control too long": (DOCUMENT, swap('<w:alias w:val="', '<w:alias w:val="' + "x" * 64), "control-long"),
    "control without number": (
        DOCUMENT,
        lambda x: re.sub(r"(<w:alias [^>]*/>)<w:id [^>]*/>", r"\1", x, count=1),
        "control-unnamed",
    ),
    "control without name": (
        DOCUMENT,
        lambda x: re.sub(r"<w:alias [^>]*/>(<w:id [^>]*/>)", r"\1", x, count=1),
        "control-unnamed",
    ),
    "control twice": (
        DOCUMENT,
        lambda x: re.sub(r'(<w:alias [^>]*/><w:id w:val=")\d+', r"\g<1>7", x),
        "duplicate-control",
    ),
    "cell without paragraph": (DOCUMENT, lambda x: re.sub(r"(</w:tcPr>)<w:p>.*?</w:p>", r"\1", x, count=1), "cell-end"),
    "row with a cell less": (DOCUMENT, lambda x: re.sub(r"<w:tc>.*?</w:tc>", "", x, count=1), "irregular-table"),
    "footnote edited": ("word/footnotes.xml", swap("Weitere Zentren", "Keine Zentren"), "other-text"),
    "footnote missing": (
        DOCUMENT,
        swap('<w:footnoteReference w:id="1"/>', '<w:footnoteReference w:id="7"/>'),
        "note-missing",
    ),
    "heading without number": ("word/numbering.xml", swap('w:val="%1.%2"', 'w:val=""'), "other-number"),
    "heading starts elsewhere": (
        "word/numbering.xml",
        lambda x: x.replace('<w:startOverride w:val="3"/>', '<w:startOverride w:val="4"/>'),
        "other-number",
    ),
    "chart drawn otherwise": ("word/charts/chart1.xml", swap("<c:v>86</c:v>", "<c:v>87</c:v>"), "other-values"),
    "chart not as its workbook": ("word/charts/chart1.xml", swap("<c:v>86</c:v>", "<c:v>87</c:v>"), "chart-workbook"),
    "chart names another place": ("word/charts/chart1.xml", swap("München", "Münster"), "other-values"),
    "chart without workbook": (
        "word/charts/chart1.xml",
        lambda x: re.sub(r"<c:externalData.*?</c:externalData>", "", x, flags=re.DOTALL),
        "chart-without-workbook",
    ),
    "comment without reference": (
        DOCUMENT,
        lambda x: re.sub(r"<w:commentReference [^>]*/>", "", x, count=1),
        "comment-pair",
    ),
    "comment not there": ("word/comments.xml", swap('<w:comment w:id="0"', '<w:comment w:id="9"'), "comment-pair"),
    "no comment at all": (
        "word/comments.xml",
        lambda x: re.sub(r"<w:comment w.*</w:comment>", "", x),
        "comments-empty",
    ),
    "title changed": ("docProps/core.xml", swap("Ein Jahr Strategie", "Zwei Jahre Strategie"), "other-title"),
    "language changed": ("docProps/core.xml", lambda x: re.sub(r">de(-DE)?<", ">en<", x), "other-language"),
    "inputs changed": ("docProps/custom.xml", swap("0" * 64, "1" * 64), "other-inputs"),
    "heading skips a level": (
        DOCUMENT,
        swap('<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="Heading4"/>'),
        "heading-jump",
    ),
    "heading of another level": (
        DOCUMENT,
        swap('<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="Heading2"/><w:outlineLvl w:val="0"/>'),
        "other-level",
    ),
    "relationship missing": (
        "word/_rels/document.xml.rels",
        lambda x: re.sub(r"<Relationship [^>]*hyperlink[^>]*/>", "", x),
        "dead-relation",
    ),
}


@pytest.mark.parametrize(("part", "change", "code"), DEFECTS.values(), ids=list(DEFECTS))
def test_every_seeded_defect_is_found(part: str, change: Change, code: str) -> None:
    assert code in codes(broken_docx(part, change))


def test_an_outline_level_of_the_paragraph_goes_before_that_of_its_style() -> None:
    style = '<w:pStyle w:val="Heading2"/>'
    broken = broken_docx(DOCUMENT, swap(style, f'{style}<w:outlineLvl w:val="3"/>'))
    was, now = ([heading.level for heading in read_docx(content).headings] for content in (good_docx(), broken))
    at = was.index(2)
    assert now == [*was[:at], 4, *was[at + 1 :]]


def test_inserted_text_counts_and_deleted_text_does_not() -> None:
    def change(xml: str) -> str:
        struck = strike("Die Angaben sind vorläufig.")(xml)
        insertion = '</w:del><w:ins w:id="901" w:author="A"><w:r><w:t>Neu.</w:t></w:r></w:ins>'
        return struck.replace("</w:del>", insertion, 1)

    blocks = {block.id: block.text for block in read_docx(broken_docx(DOCUMENT, change)).blocks}
    assert blocks[bookmark_name("hint.p1")] == "Neu."


def test_a_workbook_edited_alone_is_found() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good_docx())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, edited_workbook(content) if name.endswith(".xlsx") else content)
    assert {d.code for d in check_docx(read_docx(out.getvalue()))} == {"chart-workbook"}


def edited_workbook(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>86</v>", b"<v>85</v>"))
    return out.getvalue()
