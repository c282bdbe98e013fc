"""Characters that the font of a text lacks: taken from its fall-back fonts, never a box, never in silence."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from string import ascii_letters, digits

import pytest
import sample
from msgspec.structs import replace
from oracles import audit
from oracles.ooxml import Package, lint
from oracles.structure import read
from typeset_help import LATO, THEME
from wide_font import wide_family

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import normalise
from reportgen.document.theme import SIGN_FAMILIES, SIGNS, Family, Theme
from reportgen.docx import write_docx
from reportgen.errors import DocumentError
from reportgen.fonts.book import FontBook
from reportgen.fonts.find import resolve
from reportgen.hyphenation.ideographs import places
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Layout, Line, Run
from reportgen.typeset.setting import TypeArea

ASKED = "✓ ✔ ✗ ☐ ☑ ■ ▲ ▼ ★ ⇒ ∅ ₽ ‱ CO₂ 10⁻³"
VERA = f"{Path(__import__('reportlab').__file__).parent}/fonts/Vera"
OF_VERA = Family(
    regular=f"{VERA}.ttf", bold=f"{VERA}Bd.ttf", italic=f"{VERA}It.ttf", bold_italic=f"{VERA}BI.ttf", word="Verdana"
)


def document(*blocks: n.Block) -> n.Document:
    return number(n.Document(sample.EVERYTHING.meta, blocks))


def laid_out(text: str, theme: Theme = THEME) -> Layout:
    return typeset(document(n.Paragraph("p", (n.Text(text),))), theme, FontBook(theme.fonts))


def lines(layout: Layout) -> list[Line]:
    return [box for box in layout.pages[0].boxes if isinstance(box, Line)]


def runs(text: str, theme: Theme = THEME) -> list[Run]:
    return [run for line in lines(laid_out(text, theme)) for run in line.runs]


@pytest.mark.parametrize("family", [LATO, OF_VERA], ids=["Lato", "Vera"])
def test_signs_that_text_fonts_lack_are_printed_and_read_back(family: Family) -> None:
    theme = replace(THEME, fonts={"text": family})
    data = write_pdf(laid_out(ASKED, theme), sample.EVERYTHING.meta, theme)
    assert read(data).tag("p").text == ASKED


def test_only_what_the_font_lacks_is_taken_from_another_and_spaces_stay_its_own() -> None:
    found = [(run.face, run.text) for run in runs("Stand: ✓ fertig, ☐☑ offen")]
    assert found == [
        ("text/regular", "Stand: "),
        ("signs-symbols2/regular", "✓"),
        ("text/regular", " fertig, "),
        ("signs-symbols2/regular", "☐☑"),
        ("text/regular", " offen"),
    ]


def test_the_place_of_each_line_is_that_of_the_style() -> None:
    plain, signed = (lines(laid_out(text)) for text in ("Wort " * 60, "Wort ✓ " * 60))
    assert [line.y for line in plain] == [line.y for line in signed][: len(plain)]


def test_what_is_measured_is_what_is_drawn() -> None:
    from io import BytesIO

    import pypdfium2

    layout = laid_out("Stand ✓ fertig ☐|")
    page = pypdfium2.PdfDocument(BytesIO(write_pdf(layout, sample.EVERYTHING.meta, THEME)))[0].get_textpage()
    at = page.get_text_range().index("|")
    line = lines(layout)[0]
    widths = sum(run.width for run in line.runs) - FontBook(THEME.fonts)["text/regular"].width("|", line.runs[0].size)
    assert page.get_charbox(at, loose=True)[0] == pytest.approx(line.x + widths, abs=0.3)


def test_a_family_names_what_steps_in_before_the_signs() -> None:
    fonts = {"text": replace(LATO, fallback=("other",)), "other": OF_VERA}
    book = FontBook(fonts)
    lato = book["text/bold"]
    assert book.having(lato, "a") is lato
    assert {(book.having(lato, each) or lato).key for each in "◊☐"} <= {
        "text/bold",
        "other/bold",
        "signs-symbols2/bold",
    }
    assert book.having(lato, "中") is None


def test_a_family_of_the_theme_takes_the_place_of_the_signs() -> None:
    book = FontBook({"text": LATO, SIGNS: OF_VERA})
    assert book.lacking(book["text/regular"], "✓") == ["✓"]


def without(folder: Path, characters: str) -> Family:
    """Lato without some characters."""
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(str(resolve(LATO.regular))))
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(code for code in face.unicodes if chr(code) not in characters)
    path = folder / "poor.ttf"
    path.write_bytes(hb.subset(face, wanted).blob.data)
    return Family(**dict.fromkeys(("regular", "bold", "italic", "bold_italic"), str(path)), word="Poor")


def test_what_the_program_puts_in_is_there_in_every_font(tmp_path: Path) -> None:
    theme = replace(THEME, fonts={"text": without(tmp_path, "\u00a0\u2009\u202f\u2010\u2011–„“…•€")})
    text = "§\u00a01, 58\u00a0% – „so“ …\u00a05\u00a0€, 10\u202f000 KI\u2011Strategie"
    layout = laid_out(text, theme)
    assert {run.face for line in lines(layout) for run in line.runs} == {"text/regular", "signs/regular"}
    data = write_pdf(layout, sample.EVERYTHING.meta, theme)
    assert normalise(read(data).tag("p").text) == normalise(text)
    assert runs("§\u00a01", theme)[0].width == pytest.approx(runs("§ 1", theme)[0].width)


def test_a_division_that_the_text_asks_for_with_a_zero_width_space_has_no_hyphen() -> None:
    found = [line.runs[-1].text for line in lines(laid_out("Wort\u200b" * 60))]
    assert len(found) > 1
    assert all(set(text) == set("Wort") for text in found)


def test_a_sign_of_word_s_own_fonts_is_refused_with_what_to_write() -> None:
    with pytest.raises(DocumentError) as caught:
        laid_out("\uf0b7 Punkt")
    problem = caught.value.problems[0]
    assert (problem.code, problem.hint, problem.token) == ("missing-glyph", 'write "•"', "\uf0b7")
    assert "U+F0B7" in problem.text


@pytest.mark.parametrize("role", ["running_head", "running_foot"])
def test_running_lines_have_fall_back_fonts_too(role: str) -> None:
    meta = replace(sample.EVERYTHING.meta, **{role: "Stand ✓"})
    made = number(n.Document(meta, (sample.paragraph("p", "Text"),)))
    write_pdf(typeset(made, THEME, FontBook(THEME.fonts)), meta, THEME)


def test_what_no_font_has_is_told_of_running_lines_too() -> None:
    meta = replace(sample.EVERYTHING.meta, running_head="中")
    made = number(n.Document(meta, (sample.paragraph("p", "Text"),)))
    with pytest.raises(DocumentError, match=r"U\+4E2D"):
        typeset(made, THEME, FontBook(THEME.fonts))


# ---------------------------------------------------------------------------------------------------------------- Word


def word(text: str, theme: Theme, *more: n.Block) -> Package:
    data = write_docx(document(n.Paragraph("p", (n.Text(text),)), *more), theme)
    assert lint(data) == []
    return Package(data)


def named(package: Package, part: str = "word/document.xml") -> list[tuple[str | None, str]]:
    """The font that each run names, and what it says."""
    text = package.zip.read(part).decode()
    found = re.findall(r'<w:r>(?:<w:rPr>(.*?)</w:rPr>)?<w:t xml:space="preserve">([^<]*)</w:t></w:r>', text)
    return [((re.findall(r'w:ascii="([^"]+)"', look) or [None])[0], said) for look, said in found]


def test_word_names_the_font_that_has_a_sign() -> None:
    package = word("Stand: ✓ fertig & ☐ offen", THEME)
    assert named(package) == [
        (None, "Stand: "),
        ("Segoe UI Symbol", "✓"),
        (None, " fertig &amp; "),
        ("Segoe UI Symbol", "☐"),
        (None, " offen"),
    ]
    table = package.zip.read("word/fontTable.xml").decode()
    assert 'w:name="Segoe UI Symbol"' in table
    assert "odttf" not in "".join(package.names)


def test_word_keeps_the_look_of_a_run_that_is_parted() -> None:
    strong = n.Paragraph("q", (n.Strong((n.Text("gut ✓"),)),))
    text = word("Text", THEME, strong).zip.read("word/document.xml").decode()
    assert text.count("<w:b/><w:bCs/></w:rPr>") == 2
    assert '<w:rPr><w:rFonts w:ascii="Segoe UI Symbol"' in text


@pytest.mark.long
def test_signs_are_embedded_where_the_text_font_is(tmp_path: Path) -> None:
    theme = replace(THEME, fonts={"text": replace(LATO, word_embed=True)})
    data = write_docx(document(n.Paragraph("p", (n.Text("✓"),))), theme)
    (tmp_path / "file.docx").write_bytes(data)
    package = Package(data)
    table = package.zip.read("word/fontTable.xml").decode()
    assert re.search(r'w:name="Noto Sans Symbols2">.*?<w:embedRegular', table)
    assert ("Noto Sans Symbols2", "✓") in named(package)
    assert audit.errors(tmp_path / "file.docx") == []


def test_word_names_the_theme_s_own_fall_back_in_notes_and_running_lines_too() -> None:
    other = replace(OF_VERA, word="Other")
    theme = replace(
        THEME,
        fonts={
            "text": replace(LATO, fallback=("signs",)),
            SIGNS: replace(other, regular=SIGN_FAMILIES["signs-symbols2"].regular),
        },
    )
    meta = replace(sample.EVERYTHING.meta, running_head="Stand ✓")
    noted = n.Paragraph("p", (n.Text("Text"), n.Note("note", (n.Text("Mit ✓"),))))
    package = Package(write_docx(number(n.Document(meta, (noted,))), theme))
    assert ("Other", "✓") in named(package, "word/footnotes.xml")
    heads = [name for name in package.names if "header" in name and name.endswith(".xml")]
    assert any(("Other", "✓") in named(package, name) for name in heads)


def test_word_opens_no_font_for_letters_that_every_font_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FontBook, "_open", lambda *_: pytest.fail("opened"))
    word("Größe – „Maß“ … 5 €, Łódź", THEME)


# --------------------------------------------------------------------------------------- Chinese, Japanese and Korean

CHINESE = "人工智能战略的中期报告，说明各部门在本年度采取的措施。" * 6


def test_chinese_is_set_in_a_font_that_the_theme_names(tmp_path: Path) -> None:
    fonts = {"text": replace(LATO, fallback=("chinese",)), "chinese": wide_family(tmp_path, CHINESE)}
    theme = replace(THEME, fonts=fonts)
    text = f"Der Bericht {CHINESE} ist fertig."
    layout = laid_out(text, theme)
    found = ["".join(run.text for run in line.runs) for line in lines(layout)]
    assert len(found) > 3
    assert "".join(found) == text
    assert not [line for line in found if line[0] in "，。"]
    room = TypeArea.of(theme.page)
    assert all(sum(run.width for run in line.runs) < room.column + 0.1 for line in lines(layout))
    assert read(write_pdf(layout, sample.EVERYTHING.meta, theme)).tag("p").text == text
    package = word(text, theme)
    assert ("Wide", CHINESE) in named(package)
    assert 'w:eastAsia="Wide"' in package.zip.read("word/document.xml").decode()


def test_chinese_is_set_in_the_text_s_own_font_too(tmp_path: Path) -> None:
    theme = replace(THEME, fonts={"text": wide_family(tmp_path, CHINESE + ascii_letters + digits + ":()")})
    for style in ("left", "justify"):
        body = replace(theme.style("body"), align=style)
        made = laid_out(CHINESE, replace(theme, styles={**theme.styles, "body": body}))
        assert len(lines(made)) > 3
        assert "".join(run.text for line in lines(made) for run in line.runs) == CHINESE


@pytest.mark.parametrize(
    ("word", "divided"),
    [
        ("中文，字", "中|文，|字"),
        ("（中文）字", "（中|文）|字"),
        ("「カッター」", "「カッ|ター」"),
        ("人々は", "人々|は"),
        ("AI战略2025年", "AI|战|略|2025|年"),
        ("한국어", "한|국|어"),
        ("中!字", "中!|字"),
        ("Wort", "Wort"),
    ],
)
def test_where_lines_end_between_wide_characters(word: str, divided: str) -> None:
    at = [0, *places(word), len(word)]
    assert "|".join(word[start:end] for start, end in pairwise(at)) == divided


def test_a_font_that_no_fall_back_has_is_told_with_the_way_out() -> None:
    with pytest.raises(DocumentError) as caught:
        laid_out("中")
    assert "fallback: of fonts: text" in (caught.value.problems[0].hint or "")
