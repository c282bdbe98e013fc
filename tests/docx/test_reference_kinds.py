"""Reference documents of real life: what templates of authorities have that a report must stand."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import pytest
from lxml import etree
from msgspec.structs import replace
from oracles import ooxml_documents as docs
from oracles.ooxml import WP, Package, W, lint, val
from PIL import Image
from reference_kit import changed, english
from sample import EVERYTHING, paragraph, text

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.docx import write_docx
from reportgen.docx.reference import read_reference
from reportgen.verify import check, compare, read_docx

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PAGE = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1134" w:left="1417" {0}/>'
TEXT = 11906 - 2 * 1417


def style(name: str, own: str, ppr: str = "", rpr: str = "", based: str = "", kind: str = "paragraph") -> str:
    default = ' w:default="1"' if name in ("Normal", "Default Paragraph Font", "Normal Table") else ""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{own}"><w:name w:val="{name}"/>{base}'
        f"{f'<w:pPr>{ppr}</w:pPr>' if ppr else ''}{f'<w:rPr>{rpr}</w:rPr>' if rpr else ''}</w:style>"
    )


def reference(
    *styles: str,
    edges: str = 'w:header="708" w:footer="708" w:gutter="0"',
    attached: bool = False,
    nameless: bool = False,
) -> bytes:
    """A Word file of these styles, with a text that is not taken over."""
    names = "".join(styles)
    if 'w:name w:val="Normal"/>' not in names and not nameless:
        names = style("Normal", "Normal") + names
    rows = [("styles", "styles.xml"), ("settings", "settings.xml")]
    outside = 'Target="file:///C:\\Users\\x\\Behoerde.dotx" TargetMode="External"'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{TYPE}.styles+xml"/>'
        f'<Override PartName="/word/settings.xml" ContentType="{TYPE}.settings+xml"/></Types>',
        "_rels/.rels": relations(f'Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"'),
        "word/document.xml": f"<w:document {WORD}><w:body><w:p/><w:sectPr>{PAGE.format(edges)}</w:sectPr></w:body>"
        "</w:document>",
        "word/_rels/document.xml.rels": relations(
            *(f'Id="r{i}" Type="{OFFICE}/{kind}" Target="{target}"' for i, (kind, target) in enumerate(rows)),
            *([f'Id="p" Type="{OFFICE}/image" Target="https://example.org/a.png" TargetMode="External"'] * attached),
        ),
        "word/styles.xml": f"<w:styles {WORD}>{names}</w:styles>",
        "word/settings.xml": f"<w:settings {WORD}/>",
    }
    if attached:
        parts["word/_rels/settings.xml.rels"] = relations(f'Id="t" Type="{OFFICE}/attachedTemplate" {outside}')
        parts["word/_rels/webSettings.xml.rels"] = relations(f'Id="f" Type="{OFFICE}/frame" {outside}')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in parts.items():
            target.writestr(name, HEAD + content)
    return out.getvalue()


def relations(*rows: str) -> str:
    inner = "".join(f"<Relationship {row}/>" for row in rows)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


# ------------------------------------------------------------------------------------------- a report of every kind

RU_NORMAL = style(
    "Normal", "a", '<w:spacing w:line="360" w:lineRule="auto"/><w:ind w:firstLine="709"/><w:jc w:val="both"/>'
)
CN_NORMAL = style("Normal", "a", '<w:ind w:firstLineChars="200" w:firstLine="480"/>', '<w:sz w:val="24"/>')
LOUD = style(
    "Normal",
    "Normal",
    '<w:keepNext/><w:pageBreakBefore/><w:pBdr><w:left w:val="single" w:sz="8" w:space="4" w:color="FF0000"/></w:pBdr>'
    '<w:tabs><w:tab w:val="center" w:pos="4536"/></w:tabs><w:ind w:left="284" w:right="284" w:firstLine="284"/>'
    '<w:jc w:val="center"/>',
    '<w:caps/><w:spacing w:val="20"/><w:u w:val="single"/>',
)
NUMBERED = '<w:numPr><w:ilvl w:val="{0}"/><w:numId w:val="7"/></w:numPr><w:outlineLvl w:val="{0}"/>'
KINDS = {
    "bare": reference(),
    "no default": reference(style("heading 1", "Heading1", '<w:outlineLvl w:val="0"/>'), nameless=True),
    "attached template": reference(attached=True),
    "inherited numbering": reference(
        style("heading 1", "Heading1", NUMBERED.format(0), "<w:b/>", "Normal"),
        style("heading 2", "Heading2", '<w:outlineLvl w:val="1"/>', "", "Heading1"),
        style("heading 3", "Heading3", "", "", "Heading2"),
        style("heading 4", "Heading4", "", "", "Heading3"),
        style("toc heading", "TOCHeading", "", "", "Heading1"),
        style("caption", "Caption", "", "", "Heading3"),
        style("List Bullet", "ListBullet", NUMBERED.format(3), "", "Normal"),
        style("List Continue", "ListContinue", "", "", "ListBullet"),
        style("Abstract", "Abstract", "", "", "Heading1"),
    ),
    "capitals": reference(
        style("heading 1", "Heading1", '<w:outlineLvl w:val="0"/>', '<w:caps/><w:color w:val="1F3864"/>', "Normal")
    ),
    "first line": reference(RU_NORMAL, style("heading 1", "1", '<w:ind w:firstLine="0"/>', "<w:b/>", "a")),
    "first line in characters": reference(CN_NORMAL, style("List Paragraph", "a3", "", "", "a")),
    "loud": reference(LOUD),
    "contents without tabs": reference(
        *(style(f"toc {i}", f"TOC{i}", f'<w:ind w:left="{220 * (i - 1)}"/>', "", "Normal") for i in (1, 2, 3)),
        style("table of figures", "TableofFigures", "", "", "Normal"),
    ),
    "centre tab": reference(
        *(
            style(
                name,
                own,
                '<w:tabs><w:tab w:val="center" w:pos="4536"/><w:tab w:val="right" w:pos="8306"/></w:tabs>'
                '<w:jc w:val="center"/>',
                "",
                "Normal",
            )
            for name, own in (("header", "Kopfzeile"), ("footer", "Fuzeile"))
        )
    ),
    "head at the edge": reference(edges='w:header="0" w:footer="0" w:gutter="0"'),
    "french": reference(
        style("Normal", "Standard1"),
        style("heading 1", "Titre1", '<w:outlineLvl w:val="0"/>', '<w:color w:val="C00000"/>', "Standard1"),
        style("heading 2", "Titre2", '<w:outlineLvl w:val="1"/>', "", "Titre1"),
        style("toc 1", "TM1", "", "", "Standard1"),
        style("header", "En-tte", "", "", "Standard1"),
        style("page number", "Numrodepage", "", "<w:b/>", "", "character"),
        style("Note", "Heading1", "", "", "Standard1"),
        style("Emphase", "Header", "", "<w:i/>", "", "character"),
    ),
    "chinese": reference(
        style("Normal", "a"),
        style("heading 1", "1", '<w:outlineLvl w:val="0"/>', "", "a"),
        style("heading 2", "2", '<w:outlineLvl w:val="1"/>', "", "a"),
        style(
            "header", "a5", '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>', "", "a"
        ),
    ),
}
"""Kinds that were met in public templates; the colours and names are our own."""
DOCUMENT = number(
    replace(
        EVERYTHING,
        children=(
            *EVERYTHING.children,
            *(n.Heading(f"deep{i}", i, text(f"Stufe {i} ohne Nummer")) for i in (2, 3, 4)),
            n.ListBlock("l", (n.ListItem("l1", (paragraph("l1.a", "Listenpunkt"), paragraph("l1.b", "Folgesatz"))),)),
            n.TableOfContents("tables", of="tables"),
        ),
    )
)


@cache
def written(kind: str) -> bytes:
    return write_docx(DOCUMENT, docs.THEME, None, read_reference(KINDS[kind], "vorlage.docx"))


@cache
def package(kind: str) -> Package:
    return Package(written(kind))


def chain(file: Package, own: str | None) -> list[etree._Element]:
    """A style and what it builds on."""
    found = []
    while own:
        found.append(file.styles[own])
        own = val(file.styles[own].find(f"{W}basedOn"))
    return found


def effective(file: Package, paragraph: etree._Element, path: str, *attributes: str) -> str:
    """An attribute of a property (pPr/ind, rPr/caps) as it is in the end, "" where nobody says anything."""
    group, name = path.split("/")
    own = val(paragraph.find(f"{W}pPr/{W}pStyle")) or file.default_style
    direct = [paragraph.find(f"{W}pPr/{W}{name}")] if group == "pPr" else []
    for element in (*direct, *(style.find(f"{W}{group}/{W}{name}") for style in chain(file, own))):
        if element is not None:
            for attribute in attributes or ("val",):
                if element.get(f"{W}{attribute}") is not None:
                    return element.get(f"{W}{attribute}", "")
            if not attributes:
                return "1"
    return ""


def line(file: Package, words: str, story: str = "word/document.xml") -> etree._Element:
    """The first paragraph that has these words and is no entry of contents; one that has no others before any."""
    for exact in (True, False):
        for found in file.xml(story).iter(f"{W}p"):
            own = val(found.find(f"{W}pPr/{W}pStyle")) or file.default_style
            entry = re.fullmatch(r"toc \d", val(file.styles[own].find(f"{W}name")))
            said = "".join(each.text or "" for each in found.iter(f"{W}t"))
            if not entry and (said == words if exact else words in said):
                return found
    raise AssertionError(words)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_a_sound_report_that_says_the_same(kind: str) -> None:
    assert lint(written(kind)) == []
    reading = read_docx(written(kind))
    assert (*compare(plain_blocks(DOCUMENT), reading, DOCUMENT.meta), *check(reading)) == ()


ADDED = (
    "Fällig",
    "Januar 2020",
    "Elf Zahlen zeigen",
    "KI-Start-ups in Deutschland",
    "Quelle: eigene",
    "Zwei von drei sitzen",
)
"""Texts in styles that no reference has: a head and a cell of a table, a lead, a tile, a source, a title of a chart."""


@pytest.mark.parametrize("words", ADDED)
@pytest.mark.parametrize("kind", ["first line", "first line in characters", "loud"])
def test_only_body_text_is_set_in_as_the_reference_does(kind: str, words: str) -> None:
    file = package(kind)
    found = line(file, words)
    assert effective(file, found, "pPr/ind", "firstLine", "hanging") == "0"
    assert effective(file, found, "pPr/ind", "firstLineChars") in ("", "0")
    assert effective(file, found, "pPr/jc") in ("left", "right")
    for off in ("rPr/caps", "pPr/pageBreakBefore"):
        assert effective(file, found, off) in ("", "0")
    assert effective(file, found, "rPr/u") in ("", "none")
    body = line(file, "Trainerinnen und Trainer beraten")
    assert effective(file, body, "pPr/ind", "firstLine") not in ("", "0")


def test_characters_win_over_twips_so_every_indent_of_ours_denies_them() -> None:
    file = package("first line in characters")
    for name in ("word/document.xml", "word/numbering.xml"):
        indents = list(file.xml(name).iter(f"{W}ind"))
        assert indents
        assert all(each.get(f"{W}firstLineChars") == "0" for each in indents)


def test_numbers_are_not_inherited_by_what_builds_on_a_heading() -> None:
    file = package("inherited numbering")
    for words in ("Stufe 4 ohne", "Vorhaben nach Termin", "Folgesatz", "Inhalt"):
        found = line(file, words)
        own = val(found.find(f"{W}pPr/{W}pStyle"))
        numbers = [each.find(f"{W}pPr/{W}numPr/{W}numId") for each in chain(file, own)]
        assert val(next((each for each in numbers if each is not None), None), "0") == "0", words
    assert val(file.styles["Abstract"].find(f"{W}pPr/{W}numPr/{W}numId")) == "0"
    caption = line(file, "Vorhaben nach Termin")
    assert effective(file, caption, "pPr/outlineLvl") == "9"
    assert effective(file, line(file, "Listenpunkt"), "pPr/numPr") == "1"


def test_capitals_are_those_of_headings_and_of_nothing_else() -> None:
    file = package("capitals")
    assert effective(file, line(file, "Ausblick"), "rPr/caps") == "1"
    for words in (*ADDED, "Trainerinnen und Trainer beraten"):
        assert effective(file, line(file, words), "rPr/caps") in ("", "0")


def tabs(paragraph: etree._Element) -> list[tuple[str, str, int]]:
    found = paragraph.findall(f"{W}pPr/{W}tabs/{W}tab")
    return [(each.get(f"{W}val"), each.get(f"{W}leader", ""), int(each.get(f"{W}pos"))) for each in found]


def test_entries_of_contents_have_tabs_of_their_own_where_the_style_has_none() -> None:
    file = package("contents without tabs")
    first = next(each for each in file.document.iter(f"{W}p") if val(each.find(f"{W}pPr/{W}pStyle")) == "TOC1")
    numbered = next(
        each
        for each in file.document.iter(f"{W}p")
        if val(each.find(f"{W}pPr/{W}pStyle")) == "TOC2" and each.findall(f".//{W}tab")
    )
    assert tabs(first)[-1][::2] == ("right", TEXT)
    assert tabs(first)[-1][1] == "dot"
    (left, _, column), (right, _, edge) = tabs(numbered)
    assert (left, right, edge) == ("left", "right", TEXT)
    indent = numbered.find(f"{W}pPr/{W}ind")
    assert column == int(indent.get(f"{W}left")) > 220
    assert int(indent.get(f"{W}hanging")) == column - 220
    entry = [each for each in file.document.iter(f"{W}p") if val(each.find(f"{W}pPr/{W}pStyle")) == "TableofFigures"]
    assert [tabs(each)[-1][::2] for each in entry] == [("right", TEXT)] * len(entry) != []


def test_a_list_of_tables_that_follows_the_contents_of_the_reference_has_their_tabs() -> None:
    data = reference(*(style(f"toc {i}", f"TOC{i}", "", "", "Normal") for i in (1, 2, 3)))
    file = Package(write_docx(DOCUMENT, docs.THEME, None, read_reference(data, "vorlage.docx")))
    entries = [each for each in file.document.iter(f"{W}p") if val(each.find(f"{W}pPr/{W}pStyle")) == "TableofFigures"]
    assert [tabs(each)[-1][::2] for each in entries] == [("right", TEXT)] * len(entries) != []


def test_tabs_of_a_style_that_are_right_stand() -> None:
    full = '<w:tabs><w:tab w:val="left" w:pos="600"/><w:tab w:val="right" w:leader="underscore" w:pos="9062"/></w:tabs>'
    narrow = full.replace("9062", "8000")
    for given, expected in ((full, []), (narrow, ["clear", "clear", "left", "right"])):
        data = reference(*(style(f"toc {i}", f"TOC{i}", given, "", "Normal") for i in (1, 2, 3)))
        file = Package(write_docx(DOCUMENT, docs.THEME, None, read_reference(data, "vorlage.docx")))
        found = [each for each in file.document.iter(f"{W}p") if val(each.find(f"{W}pPr/{W}pStyle")) == "TOC2"]
        assert sorted(kind for kind, _, _ in tabs(found[0])) == expected
        assert not expected or tabs(found[0])[-1][1] == "underscore"


def heads(file: Package) -> list[tuple[str, etree._Element]]:
    return [(name, file.xml(name)) for name in file.names if re.fullmatch(r"word/(header|footer)\d*\.xml", name)]


def test_running_lines_end_at_the_edge_of_their_text_in_every_section() -> None:
    file = package("centre tab")
    widths = {int(each.get(f"{W}w")) for each in file.document.iter(f"{W}pgSz")}
    found = heads(file)
    assert found
    for _, root in found:
        paragraph = root.find(f"{W}p")
        stops = tabs(paragraph)
        assert [place for kind, _, place in stops if kind == "clear"] == [4536, 8306]
        assert next(place + 2 * 1417 for kind, _, place in stops if kind == "right") in widths
        assert effective(file, paragraph, "pPr/jc") == "left"


def test_a_head_at_the_very_edge_of_the_page_is_where_the_theme_has_it() -> None:
    for margins in package("head at the edge").document.iter(f"{W}pgMar"):
        assert int(margins.get(f"{W}header")) >= 200
        assert int(margins.get(f"{W}footer")) >= 200


def test_a_letterhead_at_the_very_edge_stays_there() -> None:
    edges = re.compile(r'w:header="\d+"')
    data = changed(english(), {r"word/document\.xml": lambda text: edges.sub('w:header="0"', text)})
    file = Package(write_docx(DOCUMENT, docs.THEME, None, read_reference(data, "vorlage.docx")))
    assert {each.get(f"{W}header") for each in file.document.iter(f"{W}pgMar")} == {"0"}


@pytest.mark.parametrize(("kind", "ids"), [("french", ("Titre1", "En-tte", "TM1")), ("chinese", ("1", "a5", "TOC1"))])
def test_ids_in_any_language_are_used_in_theirstoo(kind: str, ids: tuple[str, ...]) -> None:
    file = package(kind)
    assert val(line(file, "Ausblick").find(f"{W}pPr/{W}pStyle")) in (ids[0], "Heading1Unnumbered")
    used = {val(each) for _, root in heads(file) for each in root.iter(f"{W}pStyle", f"{W}rStyle")}
    assert ids[1] in used
    assert used <= set(file.styles)
    names = {val(file.styles[each].find(f"{W}name")) for each in used}
    assert {"header", "page number"} <= names


def test_the_number_of_a_heading_looks_as_the_heading_does() -> None:
    for kind, plain in (("french", True), ("capitals", True), ("bare", False)):
        levels = package(kind).xml("word/numbering.xml").iterfind(f"{W}abstractNum[@{W}abstractNumId='0']/{W}lvl")
        first = next(levels).find(f"{W}rPr")
        assert (first is None or len(first) == 0) is plain


def test_what_stays_behind_may_lead_anywhere() -> None:
    assert read_reference(KINDS["attached template"], "vorlage.docx").name == "vorlage.docx"


def test_body_text_can_have_a_style_that_is_not_the_default() -> None:
    data = reference(style("Body Text", "Textkrper", '<w:jc w:val="both"/>', "", "Normal"))
    theme = replace(docs.THEME, word_styles={"body": "body text"})
    file = Package(write_docx(DOCUMENT, theme, None, read_reference(data, "vorlage.docx")))
    assert val(line(file, "Trainerinnen und Trainer beraten").find(f"{W}pPr/{W}pStyle")) == "Textkrper"
    assert lint(file.zip.fp.getvalue()) == []  # type: ignore[union-attr]


def test_drawings_of_a_letterhead_have_numbers_of_their_own() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (8, 4), "red").save(picture, "PNG")
    file = Package(write_docx(DOCUMENT, docs.THEME, None, read_reference(english(picture.getvalue()), "vorlage.docx")))
    numbers = [each.get("id") for story in file.stories.values() for each in story.iter(f"{WP}docPr")]
    theirs = [
        file.xml(name) for name in file.names if name.startswith("word/reference-header") and name.endswith("xml")
    ]
    numbers += [each.get("id") for head in theirs for each in head.iter(f"{WP}docPr")]
    assert any(int(number) > 1_000_000 for number in numbers)
    assert len(numbers) == len(set(numbers))
