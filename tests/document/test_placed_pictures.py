"""Pictures over the type area, half a page, a whole one, with text beside them and credits; in PDF and Word alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace
from oracles.ooxml import WP, A, Package, W, lint
from paths import ROOT
from PIL import Image
from sample import EVERYTHING, paragraph, text
from typeset_help import FONTS, THEME

from reportgen.compose import Markup, parse
from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.document.theme import MM
from reportgen.docx import write_docx
from reportgen.errors import FindingsError
from reportgen.pdf import write_pdf
from reportgen.pdf.images import ImageObject
from reportgen.pdf.page import _covering
from reportgen.typeset import typeset
from reportgen.typeset.boxes import FigureArea, Layout, Line, PlacedPage
from reportgen.verify import check, compare, read_docx, read_pdf

PICTURE = ROOT / "docs" / "pictures" / "pages.png"
LONG = "Neben dem Bild steht ein Absatz, der mehrere Zeilen braucht, weil er viel zu sagen hat. " * 4


def figure(own: str, extent: str = "text", **more: object) -> n.Figure:
    return n.Figure(own, str(PICTURE), f"Bild {own}", extent=extent, **more)  # type: ignore[arg-type]


@cache
def document() -> n.Document:
    credit = (n.Text("Bild: "), n.Link("https://www.example.org", text("Eine Stelle")))
    blocks = (
        n.Heading("s.h", 1, text("Titel")),
        figure("text", caption=text("Im Text"), credit=credit),
        figure("page", "page", credit=text("Bild: eine Stelle")),
        n.Beside("left", figure("l", width=40), (paragraph("l.p", LONG), paragraph("l.q", LONG))),
        n.Beside("right", figure("r", credit=text("Bild: sie")), (paragraph("r.p", "Kurz."),), "right"),
        paragraph("p", "Davor."),
        figure("half", "half", caption=text("Eine halbe Seite"), credit=text("Bild: er")),
        paragraph("q", "Darunter."),
        figure("bleed", "bleed", caption=text("Eine ganze Seite")),
        paragraph("e", "Danach."),
        figure("bare", "bleed", decorative=True, credit=text("Bild: es")),
    )
    return number(n.Document(EVERYTHING.meta, (n.Section("s", blocks, page="new"),)))


@cache
def layout() -> Layout:
    return typeset(document(), THEME, FONTS)


def page_of(block: str) -> PlacedPage:
    return layout().pages[layout().destinations[block].page]


def area(block: str) -> FigureArea:
    (found,) = (box for box in page_of(block).boxes if isinstance(box, FigureArea) and box.owner.id == block)
    return found


def test_pdf_and_word_say_what_the_document_says() -> None:
    blocks = plain_blocks(document())
    said = {block.id: (block.text, block.alt) for block in blocks}
    assert said["text"] == ("Abbildung 1: Im Text Bild: Eine Stelle", "Bild text")
    assert said["bare"] == ("Bild: es", None)
    pdf = read_pdf(write_pdf(layout(), document().meta, THEME))
    assert (*compare(blocks, pdf, document().meta), *check(pdf)) == ()
    content = write_docx(document(), THEME)
    word = read_docx(content)
    assert (*compare(blocks, word, document().meta), *check(word)) == ()
    assert lint(content) == []


def test_each_width_is_as_wide_as_it_says() -> None:
    page = THEME.page
    assert area("page").x == pytest.approx(page.left * MM)
    assert area("page").width == pytest.approx((page.width - page.left - page.right) * MM)
    assert area("text").x == pytest.approx((page.left + page.margin_column) * MM)
    half, bleed = area("half"), area("bleed")
    assert (half.x, half.y) == pytest.approx((0, 0))
    assert (half.width, half.height) == pytest.approx((page.width * MM, page.height * MM / 2))
    assert (bleed.x, bleed.y, bleed.width) == pytest.approx((0, 0, page.width * MM))
    (picture,) = bleed.boxes
    out = THEME.print.bleed * MM
    assert (picture.x, picture.y) == pytest.approx((-out, -out))  # type: ignore[union-attr]
    assert picture.width == pytest.approx(page.width * MM + 2 * out)  # type: ignore[union-attr]


def test_a_page_that_is_a_picture_has_neither_head_nor_foot() -> None:
    assert page_of("bleed").furniture == ()
    assert [part.kind for part in page_of("half").furniture] == ["footer"]
    assert layout().destinations["e"].page == layout().destinations["bleed"].page + 1
    assert layout().destinations["q"].page == layout().destinations["half"].page


def test_half_a_page_is_not_left_alone_by_the_chapter_that_it_opens() -> None:
    fills = tuple(paragraph(f"p{number}", LONG) for number in range(7))
    title = n.Section("t", (n.Heading("t.h", 1, text("Titel")), *fills))
    blocks = (figure("opener", "half", credit=text("Bild: er")), title)
    made = typeset(number(n.Document(EVERYTHING.meta, (paragraph("before", LONG), *blocks))), THEME, FONTS)
    assert made.destinations["t.h"].page == made.destinations["opener"].page


def test_text_stands_beside_its_picture_and_not_on_it() -> None:
    for block, first in (("l", "l.p"), ("r", "r.p")):
        picture = area(block)
        top = layout().destinations[first].y
        lines = [box for box in page_of(block).boxes if isinstance(box, Line) and box.runs and box.runs[0].owner]
        beside = [
            line for line in lines if top <= line.y <= picture.y + picture.height and line.runs[0].owner.id == first
        ]
        assert beside
        for line in beside:
            right = line.x + sum(run.width for run in line.runs)
            assert line.x > picture.x + picture.width if block == "l" else right < picture.x
        assert abs(picture.y - top) < 8
    assert layout().destinations["p"].y > area("r").y + area("r").height


@pytest.mark.parametrize(("size", "place"), [((400, 100), (-150, 0, 400, 100)), ((100, 400), (0, -150, 100, 400))])
def test_a_picture_that_fills_keeps_its_shape_and_its_middle(size: tuple[int, int], place: tuple[int, ...]) -> None:
    assert _covering(ImageObject("/I", 1, *size), 0, 0, 100, 100) == pytest.approx(place)


def test_word_cuts_pictures_that_fill_to_the_same_shape() -> None:
    anchors = Package(write_docx(document(), THEME)).document.findall(f".//{WP}anchor")
    with Image.open(PICTURE) as image:
        own = image.width / image.height
    assert len(anchors) == 3
    for anchor in anchors:
        extent, cut = anchor.find(f"{WP}extent"), anchor.find(f".//{A}srcRect")
        width, height = int(extent.get("cx")), int(extent.get("cy"))
        left, top = (int(cut.get(side)) / 100_000 for side in "lt")
        assert own * (1 - 2 * left) / (1 - 2 * top) == pytest.approx(width / height, rel=0.001)


def misread(body: str, folder: Path) -> list[str]:
    text = f'<report title="T" lang="en"><section id="s" page="new">{body}</section></report>'
    with pytest.raises(FindingsError) as caught:
        parse(Markup(text, words={}, folders=(folder,)))
    return [finding.code for finding in caught.value.findings]


IMG = '<img src="pages.png" alt="x"/>'


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (f'<callout><figure width="half">{IMG}</figure></callout>', "picture-width"),
        (f'<beside><figure width="bleed">{IMG}</figure><p>x</p></beside>', "picture-width"),
        ('<figure width="page"><img src="pages.png" alt="x" width="60"/></figure>', "picture-width"),
        (
            f'<figure width="bleed">{IMG}<figcaption>x<note>y</note></figcaption></figure>',
            "picture-width",
        ),
        (f'<figure width="wide">{IMG}</figure>', "bad-attribute"),
        ("<beside><p>x</p></beside>", "missing-element"),
        (f"<beside><figure>{IMG}</figure></beside>", "missing-element"),
    ],
)
def test_what_cannot_be_is_told(body: str, code: str) -> None:
    assert misread(body, PICTURE.parent) == [code]


def test_markup_becomes_what_it_says() -> None:
    body = f'<figure width="half">{IMG}<credit lang="en">Photo: x</credit></figure>'
    body += f'<beside side="right"><figure>{IMG}</figure>words</beside>'.replace("words", "<p>words</p>")
    text = f'<report title="T" lang="de"><section id="s" page="new">{body}</section></report>'
    found = parse(Markup(text, words={}, folders=(PICTURE.parent,)))
    (section,) = found.children
    assert isinstance(section, n.Section)
    first, second = section.children
    assert isinstance(first, n.Figure)
    assert first.extent == "half"
    assert first.credit == (n.Span((n.Text("Photo: x"),), "en"),)
    assert isinstance(second, n.Beside)
    assert (second.side, len(second.children)) == ("right", 1)


def test_in_a_draft_for_word_the_text_stands_below_its_picture() -> None:
    draft = replace(document(), meta=replace(document().meta, draft="Entwurf"))
    content = write_docx(draft, THEME)
    assert lint(content) == []
    for made, framed in ((write_docx(document(), THEME), True), (content, False)):
        assert (Package(made).document.find(f".//{W}framePr") is not None) is framed
