"""Reference documents: what a report takes from them, and which it refuses."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import needs
import pytest
from click.testing import CliRunner
from lxml import etree
from msgspec.structs import replace
from oracles import audit
from oracles import ooxml_documents as docs
from oracles.ooxml import Package, W, lint, val
from paths import ROOT
from PIL import Image
from reference_kit import _OFFICE, changed, english
from sample import EVERYTHING

from reportgen.cli import main
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.document.theme import Theme
from reportgen.docx import write_docx
from reportgen.docx.reference import read_reference, stand_ins
from reportgen.docx.reference.look import restyled
from reportgen.docx.reference.merge import merge
from reportgen.docx.reference.names import key
from reportgen.errors import DocumentError
from reportgen.programs.run import run
from reportgen.programs.table import SOFFICE
from reportgen.verify import check, compare, read_docx

DOCUMENT = number(EVERYTHING)
CONTENT_TYPES = "[Content_Types].xml"


def german() -> bytes:
    """The same from a German Word: ids in German, names in English, the default style called otherwise."""

    def ids(text: str) -> str:
        text = re.sub(r'((?:styleId|basedOn w:val|next w:val|pStyle w:val)=")Heading(\d)"', r'\1berschrift\2"', text)
        return re.sub(r'((?:styleId|basedOn w:val|next w:val|pStyle w:val)=")Normal"', r'\1Standard"', text)

    return changed(english(), {r"word/(styles|document|header\d|numbering)\.xml": ids})


def retyped() -> bytes:
    """The same from a program that writes the German names themselves."""
    names = {
        "heading 1": "Überschrift 1",
        "Heading 1": "Überschrift 1",
        "Normal": "Standard",
        "Caption": "Beschriftung",
    }
    pattern = re.compile(rf'<w:name w:val="({"|".join(names)})"/>')
    return changed(
        english(), {"word/styles.xml": lambda text: pattern.sub(lambda m: f'<w:name w:val="{names[m[1]]}"/>', text)}
    )


def capitals() -> bytes:
    """The same with names as pandoc writes them, no running heads, and a style that builds on nothing."""

    def restyle(text: str) -> str:
        text = text.replace('<w:name w:val="heading 1"/>', '<w:name w:val="Heading 1"/>')
        return text.replace('<w:basedOn w:val="TableNormal"/>', '<w:basedOn w:val="Nothing"/>')

    section = lambda text: re.sub(r"<w:(header|footer)Reference [^>]*/>", "", text)  # noqa: E731
    return changed(english(), {"word/styles.xml": restyle, "word/document.xml": section})


KINDS = {"english": english, "german": german, "retyped": retyped, "capitals": capitals}


def styled(data: bytes, text: str) -> str:
    """The id of the style of the first paragraph with this text."""
    for paragraph in Package(data).document.iter(f"{W}p"):
        if "".join(element.text or "" for element in paragraph.iter(f"{W}t")) == text:
            return val(paragraph.find(f"{W}pPr/{W}pStyle"))
    raise AssertionError(text)


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_a_report_in_the_looks_of_a_reference_is_sound_and_says_the_same(kind: str, tmp_path: Path) -> None:
    data = write_docx(DOCUMENT, docs.THEME, None, read_reference(KINDS[kind](), "reference.docx"))
    (tmp_path / "file.docx").write_bytes(data)
    assert lint(data) == []
    assert audit.errors(tmp_path / "file.docx") == []
    reading = read_docx(data)
    assert (*compare(plain_blocks(DOCUMENT), reading, DOCUMENT.meta), *check(reading)) == ()
    assert docx.Document(str(tmp_path / "file.docx")).sections


@pytest.mark.parametrize(
    ("kind", "style"), [("english", "Heading1"), ("german", "berschrift1"), ("retyped", "Heading1")]
)
def test_styles_are_found_by_name_in_any_language(kind: str, style: str) -> None:
    data = write_docx(DOCUMENT, docs.THEME, None, read_reference(KINDS[kind](), "reference.docx"))
    assert styled(data, "Ausblick") == style
    size = Package(data).styles[style].find(f"{W}rPr/{W}sz")
    assert val(size) == "38"


def test_page_and_running_head_are_those_of_the_reference() -> None:
    data = write_docx(DOCUMENT, docs.THEME, None, read_reference(english(), "reference.docx"))
    package = Package(data)
    margins = package.document.findall(f".//{W}pgMar")[-1]
    assert abs(int(margins.get(f"{W}left")) - 1984) <= 2
    heads = [package.zip.read(name).decode() for name in package.names if "header" in name and name.endswith(".xml")]
    assert heads
    assert all("Das Ministerium" in head for head in heads)
    assert "nicht übernommen" not in package.zip.read("word/document.xml").decode()


@pytest.mark.parametrize(
    ("fonts", "typeface"),
    [
        ('<w:rFonts w:ascii="Arial" w:hAnsi="Georgia"/>', "Arial"),
        ('<w:rFonts w:hAnsi="Georgia" w:asciiTheme="minorHAnsi"/>', "Georgia"),
        ('<w:rFonts w:asciiTheme="minorHAnsi"/>', "Minor"),
        ('<w:rFonts w:asciiTheme="majorHAnsi"/>', "Major"),
        ("<w:rFonts/>", None),
        ("", None),
    ],
)
def test_the_typeface_is_that_of_text_which_names_none(fonts: str, typeface: str | None) -> None:
    def faces(text: str) -> str:
        for kind in ("major", "minor"):
            text = re.sub(rf'(<a:{kind}Font>\s*<a:latin typeface=")[^"]*', rf"\1{kind.title()}", text)
        return text

    styles = {"word/styles.xml": lambda text: re.sub(r"<w:rFonts [^>]*/>", fonts, text, count=1)}
    data = changed(english(), {**styles, r"word/theme/theme1\.xml": faces})
    family = restyled(Theme(fonts={}), read_reference(data, "r.docx")).fonts.get("text")
    assert (family.word if family else None) == typeface


@pytest.mark.long
def test_the_picture_of_a_letterhead_comes_along_and_a_draft_has_its_watermark(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (8, 4), "red").save(picture, "PNG")
    draft = replace(DOCUMENT, meta=replace(DOCUMENT.meta, draft="ENTWURF · heute"))
    data = write_docx(draft, docs.THEME, None, read_reference(english(picture.getvalue()), "reference.docx"))
    (tmp_path / "file.docx").write_bytes(data)
    package = Package(data)
    head = next(name for name in package.names if name.startswith("word/reference-header"))
    assert [kind for kind, _, _ in package.relations(head).values()] == ["image"]
    assert b'string="ENTWURF"' in package.zip.read(head)
    assert lint(data) == []
    assert audit.errors(tmp_path / "file.docx") == []


def test_headings_of_a_reference_stay_with_their_text_and_their_numbers_have_room() -> None:
    """A template may say nothing of the one, and set headings larger than the report's."""

    def large(text: str) -> str:
        text = re.sub(r"<w:keepNext ?/>", "", text)
        return re.sub(r'(w:styleId="Heading2">.*?<w:sz w:val=")\d+', r"\g<1>60", text, flags=re.S)

    data = write_docx(
        DOCUMENT, docs.THEME, None, read_reference(changed(english(), {"word/styles.xml": large}), "r.docx")
    )
    package = Package(data)
    headings = [each for each in package.document.iter(f"{W}p") if val(each.find(f"{W}pPr/{W}pStyle")) == "Heading2"]
    assert headings
    assert all(each.find(f"{W}pPr/{W}keepNext") is not None for each in headings)
    rooms = {int(found.get(f"{W}hanging")) for each in headings if (found := each.find(f"{W}pPr/{W}ind")) is not None}
    assert max(rooms) > 1200


@pytest.mark.parametrize("divided", [False, True])
def test_fields_of_heads_and_feet_that_show_nothing_show_something(divided: bool) -> None:
    """As Word leaves them that was never asked to lay out the page."""
    mark = lambda kind: f'<w:r><w:rPr><w:b/></w:rPr><w:fldChar w:fldCharType="{kind}"/></w:r>'  # noqa: E731
    code = lambda name: f"<w:r><w:instrText> {name} </w:instrText></w:r>"  # noqa: E731
    middle = mark("separate") if divided else ""
    empty = "".join(mark("begin") + code(name) + middle + mark("end") for name in ("PAGE", "STYLEREF 1"))
    head = lambda text: text.replace("</w:p>", f"{empty}</w:p>", 1)  # noqa: E731
    given = changed(english(), {r"word/header\d\.xml": head})
    data = write_docx(DOCUMENT, docs.THEME, None, read_reference(given, "reference.docx"))
    package = Package(data)
    heads = [package.xml(name) for name in package.names if name.startswith("word/reference-header")]
    shown = ["".join(each.text or "" for each in head.iter(f"{W}t")) for head in heads]
    assert any(each.endswith("1–") for each in shown)
    assert all(len(list(head.iter(f"{W}fldChar"))) % 3 == 0 for head in heads)
    assert not [flaw for flaw in read_docx(data).flaws if flaw.code == "field-empty"]


def test_missing_styles_are_named_and_a_role_can_name_its_style() -> None:
    reference = read_reference(english(), "reference.docx")
    assert {"Lead", "Small Text", "Callout"} <= set(stand_ins(reference, docs.THEME))
    assert "heading 1" not in stand_ins(reference, docs.THEME)
    theme = replace(docs.THEME, word_styles={"lead": "intense quote", "table": "Light Shading"})
    assert "Lead" not in stand_ins(reference, theme)
    data = write_docx(DOCUMENT, theme, None, reference)
    assert styled(data, "Elf Zahlen zeigen den Stand.") == "IntenseQuote"
    assert val(Package(data).document.find(f".//{W}tblStyle")) == "LightShading"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Überschrift 1", "heading 1"), ("HEADING  1", "heading 1"), ("Fussnotentext", "footnote text"), ("x", "X")],
)
def test_names_are_compared_as_people_read_them(one: str, other: str) -> None:
    assert key(one) == key(other)


@needs.writer
def test_a_file_of_libreoffice_will_do(tmp_path: Path) -> None:
    (tmp_path / "in.docx").write_bytes(english())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = [profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "out")]
    ended = run(SOFFICE, str(needs.OFFICE), [*words, str(tmp_path / "in.docx")], seconds=120)
    assert (tmp_path / "out" / "in.docx").is_file(), ended.said
    data = write_docx(
        DOCUMENT, docs.THEME, None, read_reference((tmp_path / "out" / "in.docx").read_bytes(), "lo.docx")
    )
    assert lint(data) == []
    assert styled(data, "Ausblick") == "Heading1"


# ----------------------------------------------------------------------------------------------------------- refused


def external(part: str, kind: str) -> bytes:
    relation = (
        f'<Relationship Id="rIdX" Type="{_OFFICE}/{kind}" Target="https://evil.example/x" TargetMode="External"/>'
    )
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
    name = f"word/_rels/{part}.xml.rels"
    data = english()
    if name in zipfile.ZipFile(io.BytesIO(data)).namelist():
        return changed(
            data, {re.escape(name): lambda text: text.replace("</Relationships>", f"{relation}</Relationships>")}
        )
    return changed(data, {}, {name: rels.encode()})


def protected() -> bytes:
    lock = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
    return changed(english(), {"word/settings.xml": lambda text: re.sub(r"(<w:zoom[^>]*/>)", rf"\1{lock}", text)})


def with_macros() -> bytes:
    override = '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    types = lambda text: text.replace("</Types>", override)  # noqa: E731
    return changed(english(), {re.escape(CONTENT_TYPES): types}, {"word/vbaProject.bin": b"\0"})


def macro_document() -> bytes:
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    pattern = r"application/vnd\.openxmlformats-officedocument\.wordprocessingml\.document\.main\+xml"
    return changed(english(), {re.escape(CONTENT_TYPES): lambda text: re.sub(pattern, kind, text)})


def without_styles() -> bytes:
    return changed(
        english(), {r"word/_rels/document\.xml\.rels": lambda t: re.sub(r'<Relationship [^>]*/styles"[^>]*/>', "", t)}
    )


def spreadsheet() -> bytes:
    pattern, kind = r"wordprocessingml\.document\.main", "spreadsheetml.sheet.main"
    return changed(english(), {re.escape(CONTENT_TYPES): lambda text: re.sub(pattern, kind, text)})


REFUSED = {
    "text": (b"no package", "reference-not-docx"),
    "empty": (b"", "reference-not-docx"),
    "zip without document": (None, "reference-not-docx"),
    "spreadsheet": (spreadsheet, "reference-not-docx"),
    "password or old format": (b"\xd0\xcf\x11\xe0" + bytes(600), "reference-protected"),
    "protected": (protected, "reference-protected"),
    "cut off": (lambda: english()[:9000], "reference-damaged"),
    "styles cut off": (lambda: changed(english(), {"word/styles.xml": lambda text: text[:4000]}), "reference-damaged"),
    "macros": (with_macros, "reference-macros"),
    "macro document": (macro_document, "reference-macros"),
    "linked picture": (lambda: external("header1", "image"), "reference-external"),
    "link in the head": (lambda: external("header1", "hyperlink"), "reference-external"),
    "no styles": (without_styles, "reference-without-styles"),
}


def refused(name: str) -> bytes:
    made = REFUSED[name][0]
    if made is None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            target.writestr(
                CONTENT_TYPES, '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
            )
        return out.getvalue()
    return made if isinstance(made, bytes) else made()  # type: ignore[operator]


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_sound_reference_is_refused_by_name(name: str) -> None:
    with pytest.raises(DocumentError, match=r"^letterhead\.docx: ") as caught:
        read_reference(refused(name), "letterhead.docx")
    assert caught.value.problems[0].code == REFUSED[name][1]


def test_a_refused_reference_is_a_message_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "letterhead.docx").write_bytes(with_macros())
    words = ["-C", str(ROOT), "build", "2019", "--to", "docx", "--reference-doc", str(tmp_path / "letterhead.docx")]
    result = CliRunner().invoke(main, [*words, "-o", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert "contains macros [reference-macros]" in result.output
    assert not (tmp_path / "out").exists()


def test_a_build_names_the_missing_styles_and_counts_the_reference_among_its_inputs(tmp_path: Path) -> None:
    (tmp_path / "letterhead.docx").write_bytes(english())
    words = ["-C", str(ROOT), "build", "2019", "--to", "docx", "--reference-doc", str(tmp_path / "letterhead.docx")]
    result = CliRunner().invoke(main, [*words, "-o", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert "styles are missing" in result.output
    assert '"path": "letterhead.docx"' in (tmp_path / "out/2019/manifest.json").read_text(encoding="utf-8")


STYLES = """<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{defaults}
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="A"><w:name w:val="Memo"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="B"><w:name w:val="MEMO"/><w:basedOn w:val="Nothing"/></w:style>
<w:style w:type="character" w:styleId="C"><w:name w:val="memo"/></w:style>
<w:style w:type="paragraph" w:styleId="D"><w:name w:val="memo (2)"/></w:style></w:styles>"""
DEFAULTS = "<w:docDefaults><w:rPrDefault><w:rPr>{lang}</w:rPr></w:rPrDefault></w:docDefaults>"


@pytest.mark.parametrize(
    ("defaults", "language"),
    [
        ("", None),
        ("<w:docDefaults/>", None),
        (DEFAULTS.format(lang=""), "de-DE"),
        (DEFAULTS.format(lang='<w:lang w:val="en-US"/>'), "de-DE"),
    ],
)
def test_styles_of_a_reference_get_names_of_their_own_and_the_language(defaults: str, language: str | None) -> None:
    reference = replace(read_reference(english(), "reference.docx"), styles=STYLES.format(defaults=defaults).encode())
    merged = etree.fromstring(merge(reference, STYLES.format(defaults=""), {}, "de-DE").styles)
    names = [name.get(f"{W}val") for name in merged.iter(f"{W}name")]
    assert names == ["Normal", "Memo", "MEMO (2)", "memo (3)", "memo (2) (2)"]
    assert [based.get(f"{W}val") for based in merged.iter(f"{W}basedOn")] == ["Normal"]
    assert [lang.get(f"{W}val") for lang in merged.iter(f"{W}lang")] == ([language] if language else [])
