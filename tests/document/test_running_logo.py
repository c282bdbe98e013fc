"""The logo of running heads: furniture in the PDF, a picture of the header in Word, an input like other pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from oracles.ooxml import Package, lint
from PIL import Image
from typeset_help import FONTS, THEME

from reportgen.compose import Markup, parse
from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.document.theme import MM
from reportgen.docx import write_docx
from reportgen.errors import FindingsError
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Line, Picture, PlacedPage
from reportgen.verify import check, compare, read_docx, read_pdf

FACING = replace(THEME, rules=replace(THEME.rules, facing_pages=True))
BODY = "".join(f'<section id="s{i}" page="new"><h1>Chapter {i}</h1><p>x</p></section>' for i in range(2))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Image.new("RGB", (300, 100), "#AA3300").save(tmp_path / "logo.png")
    return tmp_path


def document(folder: Path, logo: str = "logo.png") -> n.Document:
    text = f'<report title="T" lang="en" running-head="Report" running-logo="{logo}">{BODY}</report>'
    return number(parse(Markup(text, folders=(folder,))))


def head(page: PlacedPage) -> tuple[Picture, list[Line]]:
    (found,) = (part for part in page.furniture if part.kind == "header")
    (picture,) = (box for box in found.boxes if isinstance(box, Picture))
    return picture, [box for box in found.boxes if isinstance(box, Line)]


def test_the_logo_stands_at_the_outer_edge_and_the_words_beside_it(folder: Path) -> None:
    first, second = typeset(document(folder), FACING, FONTS).pages
    left, right = THEME.page.left * MM, (THEME.page.width - THEME.page.right) * MM
    picture, lines = head(first)
    assert (picture.x, picture.width, picture.height) == pytest.approx((left, 24 * MM, 8 * MM))
    assert picture.owner is None
    assert min(line.x for line in lines) > picture.x + picture.width
    picture, lines = head(second)
    assert picture.x + picture.width == pytest.approx(right)
    assert max(line.x + sum(run.width for run in line.runs) for line in lines) < picture.x


def test_both_files_have_it_and_say_the_same(folder: Path) -> None:
    made = document(folder)
    docx = write_docx(made, FACING)
    assert lint(docx) == []
    assert any(name.startswith("word/media/") for name in Package(docx).names)
    for reading in (read_pdf(write_pdf(typeset(made, FACING, FONTS), made.meta, FACING)), read_docx(docx)):
        assert (*compare(plain_blocks(made), reading, made.meta), *check(reading)) == ()


def test_the_file_does_not_depend_on_the_folder_that_the_logo_lies_in(folder: Path) -> None:
    other = folder / "other"
    other.mkdir()
    (other / "logo.png").write_bytes((folder / "logo.png").read_bytes())
    one, two = (document(each) for each in (folder, other))
    files = [write_pdf(typeset(made, FACING, FONTS), made.meta, FACING) for made in (one, two)]
    assert files[0] == files[1]
    assert write_docx(one, FACING) == write_docx(two, FACING)


def test_a_drawing_is_vectors_in_the_pdf_and_both_in_word(folder: Path) -> None:
    shape = '<rect width="30" height="10" fill="#AA3300"/>'
    (folder / "logo.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10">{shape}</svg>')
    made = document(folder, "logo.svg")
    picture, _ = head(typeset(made, FACING, FONTS).pages[0])
    assert (picture.width, picture.height) == pytest.approx((24 * MM, 8 * MM))
    pdf = write_pdf(typeset(made, FACING, FONTS), made.meta, FACING)
    assert b"/Image" not in pdf
    docx = write_docx(made, FACING)
    assert lint(docx) == []
    assert {Path(name).suffix for name in Package(docx).names if name.startswith("word/media/")} == {".png", ".svg"}
    for reading in (read_pdf(pdf), read_docx(docx)):
        assert (*compare(plain_blocks(made), reading, made.meta), *check(reading)) == ()


def test_a_logo_is_no_higher_than_there_is_room(folder: Path) -> None:
    theme = replace(THEME, rules=replace(THEME.rules, logo_height=90))
    picture, _ = head(typeset(document(folder), theme, FONTS).pages[0])
    assert picture.y >= 0


@pytest.mark.parametrize(
    ("logo", "code"), [("none.png", "image-missing"), ("../logo.png", "image-outside"), ("a.txt", "bad-image")]
)
def test_a_logo_that_cannot_be_shown_is_told(folder: Path, logo: str, code: str) -> None:
    (folder / "a.txt").write_text("no picture")
    with pytest.raises(FindingsError) as caught:
        document(folder, logo)
    assert [finding.code for finding in caught.value.findings] == [code]


def test_without_a_logo_heads_are_as_before(folder: Path) -> None:
    made = document(folder, "")
    assert made.meta.running_logo == ""
    assert not any("media" in name for name in Package(write_docx(made, THEME)).names)
