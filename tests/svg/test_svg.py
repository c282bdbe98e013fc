"""SVG files: what is drawn of them, the same in PDF and in pixels, and what is refused by its name."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from oracles import verapdf
from oracles.ooxml import A, Package, lint
from paths import ROOT
from pdf_sample import HEIGHT, META, WIDTH
from pdf_sample import THEME as PLAIN
from PIL import Image, ImageChops, ImageStat
from sample import EVERYTHING, text
from typeset_help import FONTS, THEME

from reportgen.compose import Markup, parse
from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.docx import write_docx
from reportgen.errors import DrawingError, FindingsError
from reportgen.pdf import write_pdf
from reportgen.pdf.profiles.press import press_profile
from reportgen.preflight.model import Limits
from reportgen.preflight.run import preflight
from reportgen.svg.drawing import Gradient, Group, Shape
from reportgen.svg.kind import is_svg
from reportgen.svg.paths import path
from reportgen.svg.raster import png
from reportgen.svg.read import alone, read_svg
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Layout, Picture, PlacedPage
from reportgen.typeset.structure import Element
from reportgen.verify import check, compare, read_docx, read_pdf


def svg(body: str, box: str = "0 0 100 80", more: str = "") -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {names} viewBox="{box}" {more}>{body}</svg>'.encode()


LINEAR = (
    '<linearGradient id="g"><stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>'
)
DRAWINGS = {
    "shapes": '<rect x="5" y="5" width="30" height="20" rx="4" fill="teal"/><circle cx="60" cy="20" r="15"/>'
    '<ellipse cx="85" cy="20" rx="10" ry="15" fill="#c0ffee"/><polygon points="10,70 25,40 40,70" fill="purple"/>'
    '<line x1="50" y1="45" x2="90" y2="70" stroke="black" stroke-width="3"/>',
    "paths": '<path d="M5 40C5 10 45 10 45 40S85 70 95 40V75H5z" fill="navy"/><path d="M10 10q10-10 20 0t20 0" '
    'fill="none" stroke="red" stroke-width="2"/><path d="M60 20a20 10 30 1 0 30-5L60 5z" fill="orange"/>',
    "rules": '<path d="M10 10h60v60h-60zM25 25h30v30h-30z" fill-rule="evenodd" fill="green"/>'
    '<path d="M75 10h20v60h-20zM80 20h10v30h-10z" fill="brown"/>',
    "transforms": '<g transform="translate(50 40) rotate(30) scale(1.5 .5)"><rect x="-20" y="-20" width="40" '
    'height="40" '
    'fill="teal" stroke="black" stroke-width="4"/></g><rect transform="skewX(20)" width="20" height="15" fill="red"/>',
    "strokes": '<g fill="none" stroke="black" stroke-width="6"><path d="M10 20 40 10 70 20" stroke-linejoin="round" '
    'stroke-linecap="round"/><path d="M10 45 40 30 70 45" stroke-linecap="square"/><path d="M10 70 40 55 70 70" '
    'stroke-linejoin="bevel"/><path d="M80 10v60" stroke-dasharray="8 4" stroke-dashoffset="3"/></g>',
    "opacity": '<g opacity=".5"><rect x="5" y="5" width="50" height="40" fill="red"/><rect x="30" y="25" width="50" '
    'height="40" fill="blue"/></g><circle cx="80" cy="20" r="15" fill="green" fill-opacity=".4" stroke="black"/>',
    "clips": '<clipPath id="c"><circle cx="50" cy="40" r="30"/></clipPath><g clip-path="url(#c)"><rect width="100" '
    'height="40" fill="red"/><rect y="40" width="100" height="40" fill="blue"/></g>',
    "linear": f'<defs>{LINEAR}</defs><rect x="10" y="10" width="80" height="60" fill="url(#g)"/>',
    "radial": f'<defs>{LINEAR}<radialGradient id="r" xlink:href="#g"/></defs><circle cx="50" cy="40" r="35" '
    'fill="url(#r)"/>',
    "user": f'<defs>{LINEAR}<linearGradient id="u" href="#g" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="0" '
    'y2="80" gradientTransform="rotate(10)"/></defs><rect width="100" height="80" fill="url(#u)"/>',
    "use": '<defs><path id="s" d="M0 0h20v20z"/><symbol id="y"><use href="#s" x="5"/></symbol></defs>'
    '<use xlink:href="#s" x="10" y="10" fill="red"/><use href="#y" transform="translate(40 40)" fill="blue"/>',
    "style": "<style>rect{fill:red} .a{fill:blue} #i{fill:green}</style>"
    '<rect width="20" height="20"/><rect class="a" x="30" width="20" height="20"/>'
    '<rect id="i" class="a" x="60" width="20" height="20"/><rect style="fill:black" y="40" width="20" height="20"/>',
}


def placed(file: Path, profile: object = "screen") -> bytes:
    """A PDF with the drawing on its page."""
    root = Element("document")
    owner = root.add("figure", id="f", alt="Bild")
    page = PlacedPage("1", (Picture(50, 50, 300, 240, str(file), owner),))
    return write_pdf(Layout(WIDTH, HEIGHT, (page,), root, ()), META, PLAIN, profile)  # type: ignore[arg-type]


def rendered(data: bytes, where: Path) -> Image.Image:
    """The drawing as another program shows it in the PDF, 300 pixels wide."""
    file = where / "a.svg"
    file.write_bytes(data)
    page = pypdfium2.PdfDocument(placed(file))[0].render(scale=1).to_pil().convert("RGB")
    return page.crop((50, 50, 350, 290))


@pytest.mark.parametrize("name", DRAWINGS)
def test_pdf_and_pixels_show_the_same(name: str, tmp_path: Path) -> None:
    data = svg(DRAWINGS[name])
    vectors = rendered(data, tmp_path)
    pixels = Image.open(io.BytesIO(png(read_svg(data), 300)))
    assert pixels.size == (300, 240)
    white = Image.new("RGBA", pixels.size, "white")
    white.alpha_composite(pixels)
    difference = ImageChops.difference(vectors, white.convert("RGB"))
    assert max(ImageStat.Stat(difference).mean) < 2.5
    assert max(ImageStat.Stat(ImageChops.difference(vectors, Image.new("RGB", vectors.size, "white"))).mean) > 5


REFUSED = {
    "<script>alert(1)</script>": "has a script",
    '<rect width="1" height="1" onclick="x()"/>': "has a script (onclick)",
    '<image href="a.png"/>': "something outside of the file",
    '<image href="data:image/png;base64,AAAA"/>': "an embedded picture",
    '<use href="other.svg#a"/>': "something outside of the file",
    '<use href="#nothing"/>': 'uses "nothing", which it does not have',
    '<g id="a"><use href="#a"/></g>': 'uses "a" in itself',
    '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>': "in itself",
    "<text>words</text>": "has text (<text>)",
    '<rect width="1" height="1" filter="url(#f)"/>': 'the property "filter"',
    '<rect width="1" height="1" style="mask:url(#f)"/>': 'the property "mask"',
    '<path d="M0 0L1 1" marker-end="url(#m)"/>': 'the property "marker-end"',
    "<foreignObject/>": "<foreignObject>",
    "<pattern/>": "<pattern>",
    "<svg/>": "<svg>",
    '<animate attributeName="x"/>': "<animate>",
    '<rect width="1" height="1" fill="url(#p)"/>': "no gradient that it has",
    '<rect width="1" height="1" fill="url(http://example.org/#p)"/>': "outside of the file (fill)",
    '<rect width="1" height="1" fill="colourless"/>': "a colour that cannot be read",
    '<rect width="1em" height="1"/>': "no length",
    '<path d="M0 0L1"/>': "a path that cannot be read at character",
    '<path d="L0 0 1 1"/>': "a path that cannot be read at character 1",
    '<path d="M0 0L1e30 1"/>': "out of all proportion",
    '<g transform="spin(3)"/>': "a transform that cannot be read",
    "<style>@import url(x.css);</style>": "has @import",
    "<style>g &gt; rect{fill:red}</style>": "which is not a simple one",
    '<linearGradient id="g" href="#g"/><rect width="1" height="1" fill="url(#g)"/>': "goes back to itself",
    '<linearGradient id="g" spreadMethod="reflect"/><rect width="1" height="1" fill="url(#g)"/>': "that repeats",
    '<clipPath id="c" clip-path="url(#c)"><rect width="1" height="1"/></clipPath>'
    '<rect width="1" height="1" clip-path="url(#c)"/>': 'clips "c" with itself',
    "<g>" * 100 + '<rect width="1" height="1"/>' + "</g>" * 100: "groups in each other",
}


@pytest.mark.parametrize("body", REFUSED)
def test_what_is_not_drawn_is_refused_by_its_name(body: str) -> None:
    with pytest.raises(DrawingError) as caught:
        read_svg(svg(body))
    assert REFUSED[body] in str(caught.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<svg", "is damaged"),
        (b"<html/>", "is no SVG"),
        (b"<svg/>", "is no SVG"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "has no viewBox"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%"/>', "has no viewBox"),
        (svg("", "0 0 0 10"), "a viewBox without an area"),
        (svg("", "0 0 10"), "a viewBox without an area"),
        (b'<?xml-stylesheet href="a.css"?>' + svg(""), "a style sheet outside"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"), "declares entities"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;"), "declares entities"),
    ],
)
def test_files_that_are_no_drawing_are_told(data: bytes, said: str) -> None:
    assert is_svg(data)
    with pytest.raises(DrawingError, match=said):
        read_svg(data)


@pytest.mark.long
def test_a_small_file_cannot_ask_for_much_work() -> None:
    doubled = "".join(f'<g id="g{i}"><use href="#g{i - 1}"/><use href="#g{i - 1}"/></g>' for i in range(1, 40))
    bomb = svg(f'<g id="g0"><rect width="1" height="1"/></g>{doubled}')
    begun = time.process_time()
    with pytest.raises(DrawingError, match="more work than a file of its size"):
        read_svg(bomb)
    many = svg('<path d="M0 0' + "L100 80 0 80 100 0" * 1_000 + '" stroke="red"/>')
    assert png(read_svg(many))
    assert time.process_time() - begun < 10


def test_a_drawing_without_viewbox_is_as_large_as_it_says() -> None:
    data = svg("").replace(b'viewBox="0 0 100 80"', b'width="2in" height="96px"')
    assert read_svg(data).box == (0, 0, 192, 96)


def test_what_programs_keep_for_themselves_is_not_seen() -> None:
    body = '<metadata><x/></metadata><i:grid xmlns:i="urn:i"/><defs><rect/></defs><g display="none"><rect/></g>'
    body += '<rect width="5" height="5" visibility="hidden"/><rect width="5" height="0"/>'
    assert read_svg(svg(body)).children == ()


def test_gradients_and_groups_are_kept() -> None:
    (shape,) = read_svg(svg(DRAWINGS["linear"])).children
    assert isinstance(shape, Shape)
    assert isinstance(shape.fill, Gradient)
    (group, _) = read_svg(svg(DRAWINGS["opacity"])).children
    assert isinstance(group, Group)
    assert (group.opacity, len(group.children)) == (0.5, 2)


@pytest.mark.parametrize(
    ("data", "end"),
    [
        ("m1 2 3 4", (4, 6)),
        ("M1-2.5.5", (0.5, 0)),
        ("M0 0h5v6", (5, 6)),
        ("M1 1l1 1z l2 0", (3, 1)),
        ("M0,0 a1 1 0 01 2 0", (2, 0)),
        ("M0 0A1 1 0 0 0 2 0", (2, 0)),
        ("M0 0c1 1 2 2 3 3s1 1 2 2", (5, 5)),
        ("M0 0q1 1 2 0t2 0", (4, 0)),
    ],
)
def test_path_data_is_read_as_written(data: str, end: tuple[float, float]) -> None:
    if data == "M1-2.5.5":
        with pytest.raises(DrawingError):
            path(data)
        return
    assert path(data)[-1][1][-2:] == pytest.approx(end)


@given(st.text(alphabet="MmLlHhVvCcSsQqTtAaZz0123456789.,-+eE ", max_size=40))
def test_any_path_data_is_read_or_refused(data: str) -> None:
    try:
        found = path(data)
    except DrawingError:
        return
    assert all(letter in "MLCZ" for letter, _ in found)


# ------------------------------------------------------------------------------------------------------ in files


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("svg") / "logo.svg"
    doctype = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
    path.write_bytes(doctype + svg(DRAWINGS["opacity"] + DRAWINGS["clips"] + DRAWINGS["linear"]))
    return path


@pytest.mark.long
def test_pdf_and_word_say_what_the_document_says_and_keep_their_claims(file: Path) -> None:
    figure = n.Figure("logo", str(file), "Ein Zeichen", text("Das Zeichen"), width=50)
    section = n.Section("s", (n.Heading("s.h", 1, text("Titel")), figure), page="new")
    document = number(n.Document(EVERYTHING.meta, (section,)))
    blocks = plain_blocks(document)
    data = write_pdf(typeset(document, THEME, FONTS), document.meta, THEME)
    for reading in (read_pdf(data), read_docx(write_docx(document, THEME))):
        assert (*compare(blocks, reading, document.meta), *check(reading)) == ()
    assert b"/Image" not in data
    if verapdf.missing() is None:
        target = file.with_suffix(".pdf")
        target.write_bytes(data)
        assert verapdf.check([target]) == {target: []}


def test_word_has_the_drawing_and_its_pixels(file: Path) -> None:
    figure = n.Figure("logo", str(file), "Ein Zeichen", width=50)
    content = write_docx(number(n.Document(EVERYTHING.meta, (figure,))), THEME)
    assert lint(content) == []
    package = Package(content)
    (blip,) = package.document.iter(f"{A}blip")
    (vector,) = blip.iter("{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip")
    embed = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
    names = [package.relations("word/document.xml")[each.get(embed)][1] for each in (blip, vector)]
    assert [Path(name).suffix for name in names] == [".png", ".svg"]
    with Image.open(io.BytesIO(package.zip.read(names[0]))) as pixels:
        assert pixels.width / pixels.height == pytest.approx(100 / 80, rel=0.01)
    assert b"DOCTYPE" not in package.zip.read(names[1])
    assert read_svg(package.zip.read(names[1])) == read_svg(file.read_bytes())


def test_what_is_wrong_is_told_where_the_picture_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_bytes(svg("<text>x</text>"))
    markup = '<report title="T" lang="en"><figure><img src="a.svg" alt="x"/></figure></report>'
    with pytest.raises(FindingsError) as caught:
        parse(Markup(markup, words={}, folders=(tmp_path,)))
    (finding,) = caught.value.findings
    assert finding.code == "bad-drawing"
    assert finding.text.startswith('"a.svg" has text (<text>)')
    assert finding.hint is not None


def test_what_stands_alone_is_the_same_drawing() -> None:
    data = (ROOT / "docs" / "pictures" / "way-of-the-data.svg").read_bytes()
    assert b"<!--" not in alone(b"<!-- x -->" + svg("<!-- y -->"))
    assert is_svg(data)


@pytest.mark.long
@pytest.mark.parametrize("standard", ["x-4", "x-1a"])
@pytest.mark.parametrize("transparency", [False, True])
@pytest.mark.parametrize("grey", [False, True])
def test_print_files_have_drawings_in_inks(file: Path, standard: str, transparency: bool, grey: bool) -> None:
    if standard == "x-1a" and transparency:
        return
    theme = replace(PLAIN, print=replace(PLAIN.print, standard=standard, transparency=transparency))
    data = placed(file, press_profile(theme, grey=grey))
    found = {each.code for each in preflight(data, Limits(transparency=transparency, one_plate=grey)).findings}
    assert found <= {"stand-in-profile", "page-count", "not-verified"}, found
    streams = b"".join(stream for stream in drawn(data))
    assert b" rg" not in streams
    assert b"DeviceRGB" not in data


def drawn(data: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            each.read_bytes()
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"
        ]


def test_a_colour_of_the_theme_has_the_inks_of_the_theme(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_bytes(svg('<rect width="9" height="9" fill="#0b5563"/><rect width="5" height="5"/>'))
    (form,) = drawn(placed(tmp_path / "a.svg", press_profile(PLAIN)))
    assert b"0.95 0 0.3 0.58 k" in form
    assert b"/Over gs 0 0 0 1 k" in form
