"""Finished files as a whole: conformance, metadata, determinism, fonts, pictures."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import needs
import page
import pikepdf
import pypdfium2
import pytest
import sample
import typeset_help
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from oracles import verapdf
from oracles.structure import read
from paths import TESTS
from pdf_sample import HEIGHT, LATO, META, THEME, WIDTH, Sheet, every_box, run, simple
from PIL import Image

from reportgen.document.numbering import number
from reportgen.document.theme import Family, Theme
from reportgen.errors import DocumentError
from reportgen.fonts.book import FontBook
from reportgen.pdf import write_pdf
from reportgen.pdf.reportlab_compat import PdfFile
from reportgen.pdf.syntax import text_string
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Layout, Picture
from reportgen.typeset.structure import Element
from reportgen.verify.pdf.values import text_string as read_text_string


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("bilder") / "bild.png"
    image = Image.new("RGBA", (60, 40), (200, 30, 30, 128))
    image.paste((0, 0, 255, 255), (10, 10, 30, 30))
    image.save(path)
    return os.fspath(path)


@pytest.fixture(scope="module")
def data(picture: str) -> bytes:
    return write_pdf(every_box(picture), META, THEME)


# --------------------------------------------------------------------------------------------------- conformance


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_page_validation_finds_nothing(data: bytes, profile: str) -> None:
    report = page.validate_pdf_bytes(data, profile=profile)
    assert [f"{failure.rule_id}: {failure.message}" for failure in report.failures] == []
    assert report.is_compliant


@needs.pdf_validator
def test_verapdf_finds_nothing_but_a_planted_defect(data: bytes, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(data)
    with opened(data) as pdf:
        del pdf.pages[0].obj.Tabs
        pdf.Root.MarkInfo.Marked = False
        pdf.save(bad)
    found = verapdf.check([good, bad])
    assert found[good] == []
    assert {failure.flavour for failure in found[bad]} == {"ua1", "2a"}


def test_syntax_is_sound(data: bytes) -> None:
    with opened(data) as pdf:
        assert pdf.check_pdf_syntax() == []
    assert data.count(b"endstream") == data.count(b"\r\nendstream")


@pytest.mark.parametrize("last", [b"\r", b"\n", b"x"])
def test_length_of_a_stream_is_told_whatever_byte_it_ends_in(last: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = PdfFile.add_stream

    def with_comment(file: PdfFile, data: bytes, entries: bytes = b"", *, compress: bool = True) -> int:
        return (
            plain(file, data + b" %" + last, entries, compress=False)
            if not entries
            else plain(file, data, entries, compress=compress)
        )

    monkeypatch.setattr(PdfFile, "add_stream", with_comment)
    report = page.validate_pdf_bytes(write_pdf(simple(), META, THEME), profile="2a")
    assert [failure.rule_id for failure in report.failures] == []


# --------------------------------------------------------------------------------------------------- determinism

_BUILD = """
import hashlib, sys
from msgspec.structs import replace
from pdf_sample import META, THEME, every_box
from reportgen.pdf import write_pdf
print(hashlib.sha256(write_pdf(every_box(sys.argv[1]), META, THEME)).hexdigest())
"""


@pytest.mark.long
def test_same_bytes_in_every_process(data: bytes, picture: str, tmp_path: Path) -> None:
    copy = tmp_path / "anderswo.png"
    copy.write_bytes(Path(picture).read_bytes())
    root = TESTS / "support"
    for seed, epoch in (("0", ""), ("77", "1000000000")):
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONHASHSEED": seed,
            "SOURCE_DATE_EPOCH": epoch,
            "PYTHONPATH": os.pathsep.join((os.fspath(root), os.fspath(root.parent))),
        }
        command = [sys.executable, "-c", _BUILD, os.fspath(copy)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == hashlib.sha256(data).hexdigest()


def test_files_say_nothing_about_machine_and_time(data: bytes, picture: str) -> None:
    with opened(data) as pdf:
        pdf.save(plain := io.BytesIO(), compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    for word in (os.fspath(LATO), picture, str(Path.home())):
        assert word.encode() not in plain.getvalue()


def test_other_content_is_another_file_by_its_id() -> None:
    first, second = (opened(write_pdf(simple(text), META, THEME)) for text in ("eins", "zwei"))
    assert bytes(first.trailer.ID[0]) != bytes(second.trailer.ID[0])
    assert bytes(first.trailer.ID[1]) != bytes(second.trailer.ID[1])


# ------------------------------------------------------------------------------------------------------ metadata


def test_properties_agree_in_both_places(data: bytes) -> None:
    with opened(data) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == str(pdf.docinfo.Title) == META.title
        assert xmp["dc:creator"] == [META.author]
        assert xmp["dc:description"] == str(pdf.docinfo.Subject) == "Eine Probe"
        assert xmp["pdf:Keywords"] == str(pdf.docinfo.Keywords) == "Probe, Übung"
        assert xmp["xmp:CreateDate"] == "2019-11-15T00:00:00Z"
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20191115000000Z"
        assert xmp["{https://reportgen.example/ns/1.0/}inputs"] == META.inputs
        assert xmp["{https://reportgen.example/ns/1.0/}edition"] == "2019"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("2", "A", "1")


def test_properties_agree_whatever_they_say() -> None:
    meta = replace(META, title='A & B <c> "d"\x0b', author="e > f\x00", keywords=("g\ufffe", "'h'"))
    with opened(write_pdf(simple(), meta, THEME)) as pdf, pdf.open_metadata(strict=True) as xmp:
        assert xmp["dc:title"] == str(pdf.docinfo.Title) == 'A & B <c> "d"'
        assert xmp["dc:creator"] == [str(pdf.docinfo.Author)] == ["e > f"]
        assert xmp["pdf:Keywords"] == str(pdf.docinfo.Keywords) == "g, 'h'"


def test_catalogue_opens_the_file_well(data: bytes) -> None:
    with opened(data) as pdf:
        assert str(pdf.Root.Lang) == "de-DE"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.PageMode == "/UseOutlines"
        assert bytes(pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes())[36:40] == b"acsp"
        assert all(page_.Tabs == "/S" and "/Trans" not in page_ for page_ in pdf.pages)


def test_empty_properties_stay_out() -> None:
    bare = replace(META, author="", subtitle="", keywords=())
    data = write_pdf(simple(), bare, THEME)
    with opened(data) as pdf:
        assert {"/Author", "/Subject", "/Keywords"}.isdisjoint(pdf.docinfo.keys())
    assert page.validate_pdf_bytes(data, profile="2a").is_compliant


def test_outline_nests_even_where_a_level_is_left_out(data: bytes) -> None:
    with opened(data) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Übersicht"]
        assert [item.title for item in outline.root[0].children] == ["1.1 Teil (α)"]


def test_page_labels_are_those_printed() -> None:
    labels = ("", "", "iii", "iv", "1", "2", "4", "A-1", "A-2")
    root = Element("document")
    sheets = [Sheet() for _ in labels]
    for sheet in sheets:
        sheet.text("x", root.add("paragraph"))
    pages = tuple(sheet.page(label) for sheet, label in zip(sheets, labels, strict=True))
    data = write_pdf(Layout(WIDTH, HEIGHT, pages, root, ()), META, THEME)
    viewer = pypdfium2.PdfDocument(data)
    assert tuple(viewer.get_page_label(index) for index in range(len(labels))) == labels


def test_a_cover_is_called_by_its_number_though_it_prints_none() -> None:
    layout = typeset(number(sample.EVERYTHING), THEME, typeset_help.FONTS)
    assert layout.pages[0].label == ""
    viewer = pypdfium2.PdfDocument(write_pdf(layout, META, THEME))
    assert [viewer.get_page_label(index) for index in range(2)] == ["1", "2"]


@pytest.mark.parametrize("title", ["Förderung – „KI“ (5 €)", "Σ (x\\y)", "þÿ", "Ã¤", "a\u202fb", "München"])
def test_text_outside_of_pages_is_read_as_it_was_meant(title: str) -> None:
    written = text_string(title)
    raw = pikepdf.Object.parse(written)
    assert (str(raw), read_text_string(bytes(raw))) == (title, title)


def test_text_outside_of_pages_is_readable_in_the_file() -> None:
    assert text_string("Förderung") == b"(F\xf6rderung)"


# --------------------------------------------------------------------------------------------------------- fonts


def test_only_embedded_subsets(data: bytes) -> None:
    with opened(data) as pdf:
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"]
        assert len(fonts) == 4
        for font in fonts:
            assert "/FontFile2" in font.FontDescriptor
            assert b"<0000>" not in font.ToUnicode.read_bytes()


def test_faces_of_one_file_are_embedded_once() -> None:
    regular = os.fspath(LATO / "Lato-Regular.ttf")
    family = Family(regular=regular, bold=regular, italic=regular, bold_italic=regular, word="Lato")
    sheet, root = Sheet(), Element("document")
    owner = root.add("paragraph")
    for face in ("text/regular", "text/bold", "text/light"):
        sheet.text("abc", owner, face=face)
    data = write_pdf(Layout(WIDTH, HEIGHT, (sheet.page(""),), root, ()), META, Theme(fonts={"text": family}))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert sum(isinstance(each, pikepdf.Stream) and "/Length1" in each for each in pdf.objects) == 1


def many_characters(count: int) -> str:
    known = sorted(map(ord, FontBook(THEME.fonts)["text/regular"].covered))
    wanted = [code for code in known if 33 <= code < 0xE000 and not 0x300 <= code < 0x370 and code not in (0x7F, 0xAD)]
    return "".join(map(chr, wanted[:count]))


def test_more_characters_than_one_subset_holds() -> None:
    text = many_characters(700)
    assert len(text) == 700
    root, sheet = Element("document"), Sheet()
    paragraph = root.add("paragraph", id="p")
    for start in range(0, 700, 70):
        sheet.text(f"{text[start : start + 70]} und {text[:3]} ", paragraph, size=6)
    data = write_pdf(Layout(WIDTH, HEIGHT, (sheet.page("1"),), root, ()), META, THEME)
    expected = "".join(f"{text[start : start + 70]} und {text[:3]} " for start in range(0, 700, 70))
    assert read(data).tag("p").text == expected
    assert page.validate_pdf_bytes(data, profile="2a").is_compliant
    assert page.validate_pdf_bytes(data, profile="ua1").is_compliant


@settings(max_examples=25, deadline=None)
@given(st.text(st.sampled_from(many_characters(400) + " \u00a0\u00ad()\\"), min_size=1, max_size=60))
def test_kerned_text_comes_back_as_it_went_in(text: str) -> None:
    said = read(write_pdf(simple(text), META, THEME)).tag("p").text
    assert said.replace("\u2010", "-") == text.replace("\u2010", "-")


@pytest.mark.parametrize("text", ["AVATAR Tal", "Wort\u00ad", "Te\u00a0VA 10\u00a0%"])
def test_what_is_drawn_is_as_wide_as_what_was_measured(text: str) -> None:
    root, sheet = Element("document"), Sheet()
    paragraph = root.add("paragraph")
    sheet.line(run(text, paragraph, size=100), run("|", paragraph, size=100))
    pages = pypdfium2.PdfDocument(write_pdf(Layout(WIDTH, HEIGHT, (sheet.page(""),), root, ()), META, THEME))
    drawn = pages[0].get_textpage()
    first, last = (drawn.get_charbox(index, loose=True)[0] for index in (0, drawn.count_chars() - 1))
    measured = FontBook(THEME.fonts)["text/regular"].width(text.replace("\u00ad", "-"), 100)
    assert last - first == pytest.approx(measured, abs=0.3)


def test_divided_words_end_in_one_hyphen_to_the_eye() -> None:
    added, own, plain, beside = (
        pypdfium2.PdfDocument(write_pdf(simple(text, size=40), META, THEME))[0].render(scale=1).to_pil().tobytes()
        for text in ("Wort\u00ad", "Wort-\u00ad", "Wort-", "Wort- \u00a0")
    )
    assert added == own == plain == beside


def test_character_without_glyph_is_named_with_its_place() -> None:
    with pytest.raises(DocumentError, match=r"Lato-Regular has no glyph for U\+4E2D '中', in 'Das 中 fehlt'") as caught:
        write_pdf(simple("Das 中 fehlt"), META, THEME)
    assert caught.value.problems[0].block == "p"
    assert caught.value.problems[0].code == "missing-glyph"


def test_unusable_fonts_are_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    family = THEME.fonts["text"]
    for path, reason in ((broken, "broken.ttf"), (tmp_path / "none.ttf", "none.ttf")):
        theme = Theme(fonts={"text": replace(family, regular=os.fspath(path))})
        with pytest.raises(DocumentError, match=reason):
            write_pdf(simple(), META, theme)
    with pytest.raises(DocumentError, match='no font family "other"'):
        write_pdf(simple(face="other/bold"), META, THEME)


# ------------------------------------------------------------------------------------------------------ pictures


def with_picture(path: Path) -> bytes:
    root, sheet = Element("document"), Sheet()
    sheet.boxes.append(Picture(100, 100, 120, 80, os.fspath(path), root.add("figure", id="b", alt="Bild")))
    return write_pdf(Layout(WIDTH, HEIGHT, (sheet.page(""),), root, ()), META, THEME)


def centre(data: bytes) -> tuple[int, ...]:
    image = pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil().convert("RGB")
    found: tuple[int, ...] = image.getpixel((160, 140))
    return found


@pytest.mark.parametrize(
    ("mode", "colour", "suffix", "seen"),
    [
        ("RGB", (10, 200, 40), "png", (10, 200, 40)),
        ("RGB", (10, 200, 40), "jpg", (10, 200, 40)),
        ("RGBA", (0, 0, 255, 0), "png", (255, 255, 255)),
        ("LA", (0, 255), "png", (0, 0, 0)),
        ("L", 90, "png", (90, 90, 90)),
        ("L", 90, "jpg", (90, 90, 90)),
        ("P", 0, "png", (0, 0, 0)),
        ("1", 1, "png", (255, 255, 255)),
        ("I;16", 0x8000, "png", (128, 128, 128)),
        ("CMYK", (255, 0, 0, 0), "jpg", (0, 255, 255)),
    ],
)
def test_pictures_of_every_kind(mode: str, colour: object, suffix: str, seen: tuple[int, ...], tmp_path: Path) -> None:
    path = tmp_path / f"bild.{suffix}"
    Image.new(mode, (24, 16), colour).save(path)  # type: ignore[arg-type]
    data = with_picture(path)
    assert centre(data) == pytest.approx(seen, abs=3)
    assert page.validate_pdf_bytes(data, profile="2a").is_compliant
    assert page.validate_pdf_bytes(data, profile="ua1").is_compliant


def test_pictures_of_same_content_are_stored_once(tmp_path: Path) -> None:
    root, sheet = Element("document"), Sheet()
    for name in ("a.png", "b.png"):
        Image.new("RGB", (8, 8), (1, 2, 3)).save(tmp_path / name)
        sheet.boxes.append(Picture(0, 0, 9, 9, os.fspath(tmp_path / name), root.add("figure", alt=name)))
    assert write_pdf(Layout(WIDTH, HEIGHT, (sheet.page(""),), root, ()), META, THEME).count(b"/Subtype/Image") == 1


def test_unreadable_pictures_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("kein Bild")
    with pytest.raises(DocumentError, match=r"text\.png"):
        with_picture(tmp_path / "text.png")
    with pytest.raises(DocumentError, match="No such file"):
        with_picture(tmp_path / "keins.png")


# ------------------------------------------------------------------------------------------------------- drawing


def test_drawing_lands_where_the_layout_says() -> None:
    image = pypdfium2.PdfDocument(write_pdf(every_box(), META, THEME))[0].render(scale=1).to_pil().convert("RGB")
    assert image.getpixel((300, 700)) == (8, 59, 69)
    assert image.getpixel((300, 490)) == (255, 255, 255)
    assert image.getpixel((110, 330)) == (207, 227, 230)
    assert image.getpixel((60, 300)) == (255, 255, 255), "the corner is round"


def test_word_space_widens_every_space() -> None:
    def right_edge(space: float) -> float:
        root, sheet = Element("document"), Sheet()
        paragraph = root.add("paragraph")
        sheet.line(run("a b ", paragraph), run("c d", paragraph, "text/bold"), word_space=space)
        viewer = pypdfium2.PdfDocument(write_pdf(Layout(WIDTH, HEIGHT, (sheet.page(""),), root, ()), META, THEME))
        text = viewer[0].get_textpage()
        return max(text.get_charbox(index)[2] for index in range(text.count_chars()))

    assert right_edge(10) - right_edge(0) == pytest.approx(30, abs=0.2)


def test_unknown_profile_names_those_there_are() -> None:
    with pytest.raises(ValueError, match="unknown profile 'draft'; there are: archive, archive-2, screen, screen-2"):
        write_pdf(simple(), META, THEME, "draft")
