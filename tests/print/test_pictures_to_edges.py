"""Pictures on covers, over the beginning of chapters and up to the edges of pages: on screen, in Word and in print."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace
from oracles.ooxml import WP, Package, lint
from PIL import Image, ImageCms
from sample import COVER, EVERYTHING, paragraph, text
from typeset_help import FONTS, THEME

from reportgen.compose import Markup, parse
from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.document.theme import MM, Theme
from reportgen.document.walk import plain_text
from reportgen.docx import write_docx
from reportgen.errors import DocumentError, FindingsError
from reportgen.pdf import write_pdf
from reportgen.print.bleed import bleed_problems
from reportgen.print.cover import cover_layout
from reportgen.print.pages import print_layout
from reportgen.print.press import Pressing
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Box, FigureArea, Layout, Picture
from reportgen.verify import check, compare, read_docx, read_pdf

PRINT = replace(THEME, print=replace(THEME.print, bleed=3, untagged_rgb="srgb"))


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("photos") / "photo.jpg"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = Image.linear_gradient("L").resize((2000, 2800)).convert("RGB")
    image.save(path, quality=60, icc_profile=profile)
    return str(path)


def report(photo: str, **cover: object) -> n.Document:
    credit = text("Foto: eine Stelle")
    pages = (
        n.Section(
            f"c{at}",
            (n.Heading(f"c{at}.h", 1, text(f"Kapitel {at}"), number=str(at)), paragraph(f"c{at}.p", "Ein Satz.")),
            page="new",
            opening=n.Figure(f"c{at}.o", photo, f"Bild {at}", credit=credit),
        )
        for at in (1, 2)
    )
    whole = n.Figure("whole", photo, "Ein ganzes Bild", extent="bleed")
    half = n.Figure("half", photo, "Ein halbes Bild", extent="half")
    last = n.Section("l", (n.Heading("l.h", 1, text("Schluss")), whole, half), page="new")
    first = replace(COVER, picture=n.Figure("cover.picture", photo, "Das Titelbild", credit=credit), **cover)
    return number(n.Document(EVERYTHING.meta, (first, *pages, last)))


def laid_out(document: n.Document, theme: Theme = PRINT) -> Layout:
    return typeset(document, theme, FONTS)


def pictures(boxes: tuple[Box, ...]) -> list[Picture]:
    found: list[Picture] = []
    for box in boxes:
        if isinstance(box, Picture):
            found.append(box)
        elif isinstance(box, FigureArea):
            found += pictures(box.boxes)
    return found


def test_pdf_and_word_say_what_the_document_says(photo: str) -> None:
    document = report(photo)
    blocks = plain_blocks(document)
    order = [block.id for block in blocks if block.id in ("cover.picture", "cover.title", "c1.o", "c1.h")]
    assert order == ["cover.picture", "cover.title", "c1.o", "c1.h"]
    word = write_docx(document, PRINT)
    assert lint(word) == []
    assert len(Package(word).document.findall(f".//{WP}anchor")) == 6
    for reading in (read_pdf(write_pdf(laid_out(document), document.meta, PRINT)), read_docx(word)):
        assert (*compare(blocks, reading, document.meta), *check(reading)) == ()


def test_the_heading_of_a_chapter_stands_below_its_picture(photo: str) -> None:
    layout = laid_out(report(photo))
    area = PRINT.page.height * MM * PRINT.rules.opening_height
    for at in (1, 2):
        place = layout.destinations[f"c{at}.h"]
        assert place.page == layout.destinations[f"c{at}.o"].page
        assert place.y > area
        assert [part.kind for part in layout.pages[place.page].furniture] == ["footer"]
        (picture,) = pictures(layout.pages[place.page].boxes)
        assert picture.y + picture.height == pytest.approx(area)


@pytest.mark.parametrize("sender", [True, False])
def test_the_picture_of_a_cover_takes_the_place_of_its_bars(photo: str, sender: bool) -> None:
    theme = replace(PRINT, rules=replace(PRINT.rules, sender_placeholder=False))
    layout = laid_out(report(photo, **({} if sender else {"sender": ()})), theme)
    (picture,) = pictures(layout.pages[0].boxes)
    ground = theme.colour(theme.band.ground)
    fills = [box.fill for box in layout.pages[0].boxes if getattr(box, "fill", None)]
    assert fills == [ground]
    assert (picture.y > 0) is sender
    assert picture.y + picture.height == pytest.approx(theme.band.top * theme.page.height * MM)


def test_pictures_go_beyond_the_edges_by_the_bleed_on_every_page(photo: str) -> None:
    layout = laid_out(report(photo))
    facing = replace(PRINT, page=replace(PRINT.page, left=30, right=18))
    for theme in (PRINT, facing):
        bound = print_layout(typeset(report(photo), theme, FONTS), theme)
        assert list(bleed_problems(bound, 3 * MM)) == []
        for page in bound.pages:
            for picture in pictures(page.boxes):
                assert picture.x == pytest.approx(-3 * MM)
                assert picture.width == pytest.approx(layout.width + 6 * MM)
    less = replace(THEME, print=replace(THEME.print, bleed=0))
    assert list(bleed_problems(typeset(report(photo), less, FONTS), 3 * MM))


def test_the_picture_of_the_front_ends_at_the_fold(photo: str) -> None:
    layout = laid_out(report(photo))
    sheet = cover_layout(layout, PRINT, 100)
    (picture,) = pictures(sheet.pages[0].boxes)
    assert picture.x == pytest.approx(sheet.width - layout.width)
    assert picture.x + picture.width == pytest.approx(sheet.width + 3 * MM)


@cache
def pressed(photo: str) -> Pressing:
    document = report(photo)
    names = {"print": "print", "cover": "cover", "booklet": "booklet"}
    return Pressing(laid_out(document), document, PRINT, names, _prove, grey=False)  # type: ignore[arg-type]


def _prove(document: n.Document, _name: str, data: bytes) -> None:
    assert compare(plain_blocks(document), read_pdf(data), document.meta) == ()


@pytest.mark.long
def test_the_printing_house_finds_no_fault(photo: str) -> None:
    made = list(pressed(photo).files("print"))
    assert {warning.code for each in made for warning in each.warnings} <= {"stand-in-profile", "low-resolution"}


def test_a_coarse_picture_is_told_at_the_size_it_has_on_its_page(tmp_path: Path) -> None:
    coarse = tmp_path / "coarse.jpg"
    Image.new("RGB", (600, 800), "teal").save(coarse)
    document = report(str(coarse))
    names = {"print": "print", "cover": "cover", "booklet": "booklet"}
    with pytest.raises(DocumentError) as caught:
        Pressing(laid_out(document), document, PRINT, names, _prove, grey=False)  # type: ignore[arg-type]
    found = [problem.text for problem in caught.value.problems if problem.code == "low-resolution"]
    assert any("at 216 × 303 mm" in said for said in found)
    assert all("coarse.jpg is too coarse" in said for said in found)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<section><opening><img src="photo.jpg" alt="x"/></opening><h1>T</h1></section>', "misplaced-element"),
        (
            '<section page="new"><opening><img src="photo.jpg" alt="x" width="5"/></opening><h1>T</h1></section>',
            "picture-width",
        ),
        (
            '<section page="new"><opening><img src="photo.jpg" alt="x"/><figcaption>c</figcaption></opening></section>',
            "misplaced-element",
        ),
        (
            '<section page="new"><h1>T</h1><opening><img src="photo.jpg" alt="x"/></opening></section>',
            "misplaced-element",
        ),
        (
            '<cover><title>T</title><figure width="half"><img src="photo.jpg" alt="x"/></figure></cover>',
            "unknown-attribute",
        ),
        ('<section page="new"><opening><img src="photo.jpg"/></opening><h1>T</h1></section>', "missing-alt"),
    ],
)
def test_what_cannot_be_is_told(body: str, code: str, photo: str) -> None:
    with pytest.raises(FindingsError) as caught:
        parse(Markup(f'<report title="T" lang="en">{body}</report>', words={}, folders=(Path(photo).parent,)))
    assert {finding.code for finding in caught.value.findings} == {code}


def test_markup_becomes_what_it_says(photo: str) -> None:
    image = '<img src="photo.jpg" alt="x"/>'
    body = f'<cover id="k"><title>T</title><figure id="f">{image}</figure></cover>'
    body += f'<section page="new"><opening id="o">{image}<credit>c</credit></opening><h1>H</h1></section>'
    found = parse(Markup(f'<report title="T" lang="en">{body}</report>', words={}, folders=(Path(photo).parent,)))
    cover, section = found.children
    assert isinstance(cover, n.Cover)
    assert cover.picture is not None
    assert (cover.picture.id, cover.picture.alt) == ("f", "x")
    assert isinstance(section, n.Section)
    assert section.opening is not None
    assert plain_text(section.opening.credit) == "c"
