"""Report markup to blocks: every element, white space, ids, and findings with their place."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from compose_kit import edition, misread, read, template, texts
from PIL import Image

from reportgen.compose import Markup, parse, render
from reportgen.document import nodes as n
from reportgen.document.walk import BLOCK_CLASSES, INLINE_CLASSES, descend, plain_text
from reportgen.errors import FindingsError
from reportgen.pictures import USABLE

EVERYTHING = """
<cover id="cover"><sender><p>Absender</p></sender><band><bar weight="4" height="0.5"/></band>
  <kicker>K</kicker><title>Titel</title><subtitle>U</subtitle><notice>N</notice><year>2019</year>
  <band-caption>B</band-caption></cover>
<section id="a" page="recto" matter="front" role="contents">
  <h1 contents="no" number="1">Eins</h1><toc id="t" depth="3"/></section>
<section id="b"><h1>Zwei</h1>
  <p role="lead">Ein <strong>fetter</strong>, <em>betonter</em> Satz<note>Fuß.</note> mit
  <a href="https://example.org">Link</a>,
  <a href="#a">Sprung</a>, <ref to="a" show="number"/>, <page-ref to="a"/>, <abbr title="Lang">K</abbr>,
  <span lang="en">word</span><br/><value path="report.title">Daten</value>.</p>
  <ul><li>a<ol start="3"><li>b</li></ol></li></ul>
  <table id="tab" summary="S" wide="no"><caption>C</caption><colgroup><col width="2"/><col align="right"/></colgroup>
    <thead><tr><th>x</th><th>y</th></tr></thead>
    <tbody><tr id="r"><th scope="row">z</th><td align="decimal"><p>1</p></td></tr>
    <tr><td colspan="2">w</td></tr></tbody></table>
  <chart id="c" kind="columns" unit="%"><chart-title>T</chart-title><chart-subtitle>S</chart-subtitle>
    <series name="n"><point label="l" value="1.5" text="1,5" emphasis="total" path="figures[x].value"/></series>
    <chart-source>Q</chart-source></chart>
  <key-figures id="k"><tile id="k1"><tile-value>5</tile-value><tile-unit>%</tile-unit><statement>s</statement>
    <tile-note>n</tile-note></tile></key-figures>
  <card id="item"><h2>Titel</h2><margin><marks><mark>A</mark></marks><dl><dt>Beginn</dt><dd>2019</dd></dl></margin>
    <p>Text</p><facts><fact><fact-value>33</fact-value> <fact-label>Dinge</fact-label></fact></facts></card>
  <callout kind="warning"><p>Achtung</p></callout><page-break/>
  <columns><p>Links</p></columns><progress value="1" target="2">Halb</progress>
  <timeline><event><when>2019</when>Beginn</event></timeline>
  <h depth="2">Klein</h><blockquote><p>H<sub>2</sub>O, m<sup>2</sup> in <code>a--b</code></p></blockquote>
  <pre><value path="report.title">a
  b</value></pre>
  <qr id="q" href="https://example.org/bericht"/>
  <index id="i"><index-group id="g">
  <index-term>T</index-term><index-entry to="item">E</index-entry></index-group></index>
</section>
"""


def test_every_element_becomes_its_node() -> None:
    found = {type(node) for node in descend(read(EVERYTHING))}
    assert set(BLOCK_CLASSES) - found == {n.Figure, n.Beside}
    assert set(INLINE_CLASSES) <= found


def test_details_of_a_document() -> None:
    nodes = {node.id: node for node in descend(read(EVERYTHING)) if getattr(node, "id", None)}
    assert nodes["a"].page == "recto"
    assert nodes["a.title"].in_contents is False
    assert nodes["tab"].body[0].cells[0].head == "row"
    assert nodes["tab"].wide is False
    assert nodes["c"].alt == "T. Column chart – l: 1,5 (%)."
    assert nodes["c"].series[0].points[0].origin == "figures[x].value"
    assert nodes["item"].heading.id == "item.title"
    assert nodes["item.p1"].role == "body"
    assert nodes["cover.sender.p1"].role == "sender"
    assert nodes["b.list1.item1"].children[1].start == 3


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>  a \n b  </p>", "a b"),
        ("<p>a <strong> b </strong> c</p>", "a b c"),
        ("<p> a <br/> b </p>", "a\nb"),
        ("<p>a\u00a0 b</p>", "a\u00a0 b"),
        ("<p><value path='x'> a </value> b</p>", "a b"),
    ],
)
def test_white_space_as_in_html(markup: str, expected: str) -> None:
    assert plain_text(read(markup).children[0].children) == expected  # type: ignore[union-attr,arg-type]


def test_typography_looks_across_elements_and_keeps_origins() -> None:
    paragraph = read(
        '<p>"<value path="a">58</value> <value path="b">%</value>" <span lang="en">"x"</span></p>'
    ).children[0]
    assert [(t.text, t.origin) for t in texts(paragraph)] == [
        ("„", None),
        ("58", "a"),
        ("\u00a0", None),
        ("%", "b"),
        ("“ ", None),
        ("“x”", None),
    ]


def test_a_language_on_any_element_reaches_the_text() -> None:
    table, heading, section = read(
        '<table lang="en"><tr><th>"a"</th></tr></table><h1>x <em lang="en">y</em></h1>'
        '<section lang="fr"><p>z</p></section>'
    ).children
    assert isinstance(table, n.Table)
    cell = table.body[0].cells[0].children[0]
    assert isinstance(cell, n.Paragraph)
    assert (cell.lang, texts(cell)[0].text) == ("en", "“a”")
    assert [node.lang for node in descend(heading) if isinstance(node, n.Span)] == ["en"]
    assert section.lang == "fr"  # type: ignore[union-attr]


def test_ids_are_made_from_the_nearest_id() -> None:
    section = read(
        "<section id='s'><h1>x</h1><h2>y</h2><p>a</p><p>b</p><callout><p>c</p></callout></section>"
    ).children[0]
    ids = [node.id for node in descend(section) if hasattr(node, "id")]
    assert ids == ["s", "s.title", "s.title2", "s.p1", "s.p2", "s.callout1", "s.callout1.p1"]


WRONG = {
    "<pp>x</pp>": ("unknown-element", 'did you mean "p"?'),
    "<p><p>x</p></p>": ("misplaced-element", None),
    "<li>x</li>": ("misplaced-element", None),
    "<h2>x</h2>": ("heading-jump", '<h1> comes next; role="heading-2" keeps the look'),
    "<h1>x</h1><card><h3>y</h3></card>": ("heading-jump", '<h2> comes next; role="heading-3" keeps the look'),
    '<p rol="x">a</p>': ("unknown-attribute", 'did you mean "role"?'),
    '<section page="never"/>': ("bad-attribute", None),
    '<p><a href="javascript:x">a</a></p>': ("bad-attribute", None),
    "<p><ref>a</ref></p>": ("missing-attribute", None),
    "<section>words</section>": ("stray-text", "put it into a <p>"),
    "<p id='a'/><p id='a'/>": ("duplicate-id", None),
    "<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>": ("table-width", None),
    "<table><tr><td rowspan='2'>a</td></tr></table>": ("table-width", None),
    "<table/>": ("empty-table", None),
    "<table><tr><td>a</td></tr></table>": ("table-without-head", "in <thead> they head columns, elsewhere rows"),
    "<h1> <em> </em></h1>": ("empty-heading", "print it only where there are words: {% if … %}"),
    "<chart><series/></chart>": ("empty-chart", None),
    "<card id='x'><p>a</p></card>": ("missing-element", None),
    "<cover/>": ("missing-element", None),
    "<dl><dt>a</dt></dl>": ("missing-element", None),
    "<p>a<note>b<note>c</note></note></p>": ("note-in-note", None),
    "<p>a": ("not-well-formed", None),
    "<p>&nbsp;</p>": ("not-well-formed", None),
}


@pytest.mark.parametrize(("markup", "expected"), WRONG.items())
def test_wrong_markup(markup: str, expected: tuple[str, str | None]) -> None:
    code, hint = expected
    found = misread(markup)
    assert code in [finding.code for finding in found]
    if hint:
        assert hint in [finding.hint for finding in found]


def test_all_findings_at_once_with_their_places() -> None:
    found = misread('\n<p>\n<!-- <xx> --> <xx/></p><q/>\n<p id="a"\n  rol="b"/>')
    assert [(f.code, f.line, f.column) for f in found] == [
        ("unknown-element", 3, 15),
        ("unknown-element", 3, 24),
        ("unknown-attribute", 4, 1),
    ]


def test_role_must_be_a_style_of_the_theme() -> None:
    found = misread('<p role="leat">a</p>', roles=frozenset({"lead", "body"}))
    assert (found[0].code, found[0].hint) == ("unknown-role", 'did you mean "lead"?')


BOMB = """<!DOCTYPE report [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><report title="T"><p>&b;</p></report>"""
OUTSIDE = """<!DOCTYPE report [<!ENTITY a SYSTEM "file:///etc/passwd">]><report title="T"><p>&a;</p></report>"""


@pytest.mark.parametrize("text", [BOMB, OUTSIDE, "", "words", "<p/>", '<report title="T"><p>\x01</p></report>'])
def test_what_is_no_report_markup_is_refused(text: str) -> None:
    with pytest.raises(FindingsError):
        parse(Markup(text))


def test_pictures_are_found_and_confined(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    Image.new("L", (2, 2)).save(tmp_path / "in" / "a.png")
    (tmp_path / "out.png").write_bytes(b"x")
    folders = (tmp_path / "in",)
    figure = read(
        '<figure id="f"><img src="a.png" alt="Bild" width="60"/><figcaption>C</figcaption></figure>', folders=folders
    )
    assert figure.children == (
        n.Figure("f", str((tmp_path / "in" / "a.png").resolve()), "Bild", (n.Text("C"),), None, 60),
    )
    for source, code in [("../out.png", "image-outside"), ("b.png", "image-missing"), ("/etc/passwd", "image-outside")]:
        assert misread(f'<figure><img src="{source}" alt="x"/></figure>', folders=folders)[0].code == code
    assert misread('<figure><img src="a.png"/></figure>', folders=folders)[0].code == "missing-alt"
    assert read('<figure><img src="a.png" decorative="yes"/></figure>', folders=folders).children[0].alt == ""  # type: ignore[union-attr]


def _png() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((40, 40), 60).save(out, "PNG")
    return out.getvalue()


def _vast_png() -> bytes:
    """A good header that speaks of 65,536 pixels each way."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 65_536, 65_536, 1, 0, 0, 0, 0)
    chunks = (
        struct.pack(">I", len(each) - 4) + each + struct.pack(">I", zlib.crc32(each)) for each in (header, b"IDAT")
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _cut_jpeg() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 80).save(out, "JPEG")
    return out.getvalue()[:-400]


def _webp() -> bytes:
    out = io.BytesIO()
    Image.new("L", (2, 2)).save(out, "WEBP")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", '"a.png" is no picture'),
        (b"words", '"a.png" is no picture'),
        (_webp(), '"a.png" is a WEBP picture'),
        (_png()[:300], '"a.png" is damaged: '),
        (_cut_jpeg(), '"a.png" is damaged: '),
        (_vast_png(), '"a.png" has more than 50 million pixels'),
    ],
    ids=["empty", "text", "WebP", "cut", "cut JPEG", "vast"],
)
def test_what_is_no_picture_is_told_where_the_template_names_it(content: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(content)
    (found,) = misread('<figure><img src="a.png" alt="x"/></figure>', folders=(tmp_path,))
    assert (found.code, found.text[: len(says)], found.line) == ("bad-image", says, 1)
    assert found.hint == ("save it anew, or fetch it again" if "damaged" in says else USABLE)


def test_what_a_loop_prints_wrong_is_told_once(tmp_path: Path) -> None:
    made = template(tmp_path, "{% for each in range(5) %}\n<p klass='x'>{{ each }}</p>\n{% endfor %}")
    with pytest.raises(FindingsError) as caught:
        parse(render(edition(), made, tmp_path))
    assert [(finding.code, finding.line) for finding in caught.value.findings] == [("unknown-attribute", 3)]


def test_the_space_before_a_reference_that_has_no_words_yet_stays() -> None:
    (paragraph,) = read('<p>Siehe <ref to="a"/> auf Seite <page-ref to="a"/>.</p>').children
    assert [text.text for text in texts(paragraph)] == ["Siehe ", " auf Seite ", "."]


def test_head_cells_have_the_style_of_heads() -> None:
    (table,) = read("<table><thead><tr><th>a</th></tr></thead><tbody><tr><th>b</th></tr></tbody></table>").children
    assert table.head[0].cells[0].children[0].role == "table-head"
    assert table.body[0].cells[0].children[0].role == "table-cell"


ALIGNED = """<table>{columns}<thead><tr><th rowspan="2">a</th><th>b</th><th>c</th></tr>
<tr><th>b</th><th>c</th></tr></thead>
<tbody><tr><th scope="row">x</th><td align="right">1</td><td align="right">2</td></tr>
<tr><th scope="row">y</th><td align="right">3</td><td>4</td></tr>
<tr><th scope="row">z</th><td/><td/></tr></tbody></table>"""


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ("", ["left", "right", "left"]),
        ('<colgroup><col width="2"/><col width="1"/><col width="1"/></colgroup>', ["left", "right", "left"]),
        ('<colgroup><col/><col align="centre"/><col align="right"/></colgroup>', ["left", "centre", "right"]),
    ],
)
def test_heads_stand_over_a_column_whose_cells_are_all_aligned_alike(columns: str, expected: list[str]) -> None:
    (table,) = read(ALIGNED.format(columns=columns)).children
    assert [column.align for column in table.columns] == expected
