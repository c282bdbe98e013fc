"""Every inline feature in every place that takes text: set in both files and proven, or refused at its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image
from typeset_help import FONTS, THEME

from reportgen.compose import Markup, parse
from reportgen.document import nodes as n
from reportgen.document.ids import bookmark_name
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.document.walk import find, rebuild
from reportgen.docx import write_docx
from reportgen.errors import FindingsError
from reportgen.findings.difference import Difference
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset
from reportgen.verify import check, compare, compare_readings, read_docx, read_pdf

FEATURES: Mapping[str, str] = {
    "spaces": "Anteil 58 % am 29. Oktober 2019 – z. B. Nr. 5 und § 7",
    "hyphens": "KI‑Start‑ups der Donau\u00addampf\u00adschiff\u00adfahrt",
    "strong": "ein <strong>starkes</strong> Wort",
    "emphasis": "ein <em>betontes <strong>und starkes</strong></em> Wort",
    "link": 'die <a href="https://www.example.org/a?b=c">Seite</a> dazu',
    "title": 'siehe <ref to="ziel"/> dort',
    "number": 'siehe <ref to="ziel" show="number"/> dort',
    "words": 'siehe <ref to="ziel" show="text">das Ziel</ref> dort',
    "page": 'siehe Seite <page-ref to="ziel"/> dort',
    "note": "ein Wort<note>Am 3. Mai 58 % <em>davon</em>.</note> mehr",
    "last-note": "ein Wort<note>Am Ende.</note>",
    "language": 'der <span lang="en">Artificial Intelligence Act, 58 %</span> gilt',
    "abbreviation": 'die <abbr title="Künstliche Intelligenz" lang="de">KI</abbr> hier',
    "scripts": "H<sub>2</sub>O auf 5 m<sup>2</sup>",
    "code": "mit <code>reportgen check</code> geprüft",
    "break": "eine Zeile<br/>und noch eine",
    "quotes": '"so" und <em>"anders"</em>',
}
"""Inline features, each as words of a line."""

_ROW = "<tr><td>a</td><td>b</td></tr>"
_COVER = "<cover><title>Titel</title>{}</cover>"
_CHART = '<chart alt="x">{}<series><point label="a" value="1"/></series></chart>'
PLACES: Mapping[str, str] = {
    "paragraph": "<p>{}</p>",
    "heading-1": '<h1 number="2">{}</h1>',
    "heading-2": '<h1>T</h1><h2 number="2.1">{}</h2>',
    "heading-3": "<h1>T</h1><h2>U</h2><h3>{}</h3>",
    "heading-unlisted": '<h1 contents="no">{}</h1>',
    "heading-2-unlisted": '<h1>T</h1><h2 contents="no">{}</h2>',
    "card-heading": "<h1>T</h1><card><h2>{}</h2><p>x</p></card>",
    "card-margin": "<h1>T</h1><card><h2>a</h2><margin><p>{}</p></margin><p>x</p></card>",
    "card-body": "<h1>T</h1><card><h2>a</h2><p>{}</p></card>",
    "item": "<ul><li>{}</li><li>a</li></ul>",
    "ordered-item": "<ol><li><p>{}</p></li></ol>",
    "callout": "<callout><p>{}</p></callout>",
    "caption": "<table><caption>{}</caption><tr><th>a</th><td>b</td></tr></table>",
    "head-cell": f"<table><thead><tr><th>{{}}</th><th>b</th></tr></thead>{_ROW}</table>",
    "row-head": "<table><tr><th>{}</th><td>b</td></tr></table>",
    "cell": "<table><tr><th>a</th><td>{}</td></tr></table>",
    "cell-paragraph": "<table><tr><th>a</th><td><p>{}</p><p>x</p></td></tr></table>",
    "decimal-cell": '<table><tr><th>a</th><td align="decimal">{}</td></tr></table>',
    "figcaption": '<figure><img src="a.png" alt="a"/><figcaption>{}</figcaption></figure>',
    "decorative-figcaption": '<figure><img src="a.png" decorative="yes"/><figcaption>{}</figcaption></figure>',
    "term": "<dl><dt>{}</dt><dd>b</dd></dl>",
    "value": "<dl><dt>a</dt><dd>{}</dd></dl>",
    "glossary-term": '<dl role="glossary"><dt>{}</dt><dd>b</dd></dl>',
    "glossary-value": '<dl role="glossary"><dt>a</dt><dd>{}</dd></dl>',
    "imprint-value": '<dl role="imprint"><dt>a</dt><dd>{}</dd></dl>',
    "fact-value": "<facts><fact><fact-value>{}</fact-value><fact-label>b</fact-label></fact></facts>",
    "fact-label": "<facts><fact><fact-value>1</fact-value><fact-label>{}</fact-label></fact></facts>",
    "mark": "<marks><mark>{}</mark><mark>b</mark></marks>",
    "tile-value": "<key-figures><tile><tile-value>{}</tile-value><statement>b</statement></tile></key-figures>",
    "tile-unit": "<key-figures><tile><tile-value>1</tile-value><tile-unit>{}</tile-unit><statement>b</statement></tile>"
    "</key-figures>",
    "statement": "<key-figures><tile><tile-value>1</tile-value><statement>{}</statement></tile></key-figures>",
    "tile-note": "<key-figures><tile><tile-value>1</tile-value><statement>b</statement><tile-note>{}</tile-note></tile>"
    "</key-figures>",
    "chart-title": _CHART.format("<chart-title>{}</chart-title>").replace(' alt="x"', ""),
    "chart-subtitle": _CHART.format("<chart-subtitle>{}</chart-subtitle>").replace(' alt="x"', ""),
    "chart-source": _CHART.format("<chart-source>{}</chart-source>").replace(' alt="x"', ""),
    "chart-alt": _CHART.format("<alt>{}</alt>").replace(' alt="x"', ""),
    "index-term": '<index><index-group><index-term>{}</index-term><index-entry to="ziel">b</index-entry></index-group>'
    "</index>",
    "index-entry": '<index><index-group><index-term>a</index-term><index-entry to="ziel">{}</index-entry></index-group>'
    "</index>",
    "cover-kicker": _COVER.format("<kicker>{}</kicker>"),
    "cover-title": "<cover><title>{}</title></cover>",
    "cover-subtitle": _COVER.format("<subtitle>{}</subtitle>"),
    "cover-notice": _COVER.format("<notice>{}</notice>"),
    "cover-year": _COVER.format("<year>{}</year>"),
    "cover-caption": _COVER.format("<band-caption>{}</band-caption>"),
    "cover-sender": _COVER.format("<sender><p>{}</p></sender>"),
    "section-in-english": '<section lang="en"><p>{}</p></section>',
}
"""Places that take a line of text, each as markup around it."""

_FACTS = frozenset(("fact-value", "fact-label"))
_INDEX = frozenset(("index-term", "index-entry"))
_COVERS = frozenset(place for place in PLACES if place.startswith("cover-"))
_UNREACHED = frozenset(("chart-alt",))
_NOTELESS = _FACTS | _INDEX | _COVERS | _UNREACHED | {"mark"}
REFUSED: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("note", "last-note"), _NOTELESS),
    "break": _FACTS,
    **dict.fromkeys(("link", "title", "number", "words", "page"), _UNREACHED),
}
"""Features that a place cannot show, and therefore refuses."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("pictures")
    Image.new("RGB", (20, 10), "grey").save(found / "a.png")
    return found


def _document(body: str, folder: Path) -> n.Document:
    """`body` between lists of all that can be listed, a target of references, and a last paragraph."""
    lists = '<toc id="toc" depth="6"/><toc id="tables" of="tables"/><toc id="figures" of="figures"/>'
    text = (
        f'<report title="T"><section id="front" matter="front"><h1 contents="no">Inhalt</h1>{lists}</section>'
        '<section id="ziel"><h1 number="1">Das Ziel</h1><p>x</p></section>'
        f'<section id="s" page="new">{body}<p>Ende.</p></section></report>'
    )
    return number(parse(Markup(text, "de", folders=(folder,))))


def _wrong(document: n.Document) -> list[Difference]:
    """What the two files say otherwise than the document, than each other, or than files should."""
    pdf = read_pdf(write_pdf(typeset(document, THEME, FONTS), document.meta, THEME))
    docx = read_docx(write_docx(document, THEME))
    return [
        *(
            found
            for each in (pdf, docx)
            for found in (*compare(plain_blocks(document), each, document.meta), *check(each))
        ),
        *compare_readings(pdf, docx),
    ]


@pytest.mark.parametrize("place", PLACES)
def test_every_feature_is_set_in_every_place_that_takes_text(place: str, folder: Path) -> None:
    words = [text for feature, text in FEATURES.items() if place not in REFUSED.get(feature, ())]
    assert _wrong(_document("".join(PLACES[place].format(text) for text in words), folder)) == []


@pytest.mark.parametrize(
    ("feature", "place"), [(each, place) for each, held in REFUSED.items() for place in sorted(held)]
)
def test_what_a_place_cannot_show_is_refused_by_name(feature: str, place: str, folder: Path) -> None:
    with pytest.raises(FindingsError) as caught:
        _document(PLACES[place].format(FEATURES[feature]), folder)
    (finding,) = caught.value.findings
    assert finding.code == "misplaced-element"
    assert finding.hint
    assert finding.line


HEADINGS: Mapping[str, str] = {
    "second-behind-first": '<h1 contents="no">Anhang</h1><h2 contents="no">Tabellen</h2><p>x</p>',
    "listed-behind-unlisted": '<h1 contents="no">Anhang</h1><h2>Tabellen</h2><h3 contents="no">Eins</h3>',
    "numbered": '<h1 number="2">A</h1><h2 number="2.1" contents="no">B</h2><h2 number="2.2">C</h2>'
    '<h3 contents="no">D</h3>',
    "numbered-first": '<h1 number="2" contents="no">A</h1><h2 number="2.1">B</h2>',
    "look-of-another": '<h1 role="heading-2" contents="no">A</h1><h2 number="2.1" role="heading-3">B</h2>',
    "look-of-a-higher": '<h1 number="2">A</h1><h2 role="heading-1">B</h2><h2 role="heading-1" number="2.1">C</h2>',
    "own-look": '<h1 contents="no" role="lead">A</h1><h2 contents="no" role="lead">B</h2><h3>C</h3>',
    "paragraphs": '<h1 number="2">A</h1><p role="heading-1">B</p><p role="heading-2">C</p><h2 number="2.1">D</h2>',
    "cards": '<h1>A</h1><card><h2 contents="no">B</h2><p>x</p></card><card><h2>C</h2><p>x</p></card>',
}
"""Headings in and out of the contents, each as it can stand in a report and in an excerpt that has little else."""


@pytest.mark.parametrize(
    "numbered", ["", '<h1 number="1">Eins</h1><h2 number="1.1">Zwei</h2><h3 number="1.1.1">Drei</h3>']
)
@pytest.mark.parametrize("case", HEADINGS)
def test_headings_stand_in_or_out_of_the_contents_at_every_level(case: str, numbered: str, folder: Path) -> None:
    document = _document(numbered + HEADINGS[case], folder)
    assert _wrong(document) == []
    content = write_docx(document, THEME)
    listed = [entry.target for entry in next(find(document, n.TableOfContents)).entries]
    outline = [heading.id for heading in read_docx(content).headings if heading.level]
    assert outline == [bookmark_name(target) for target in listed]


WORDS = "Anteil\u00a058\u202f% – KI‑X Do\u00adnau &quot;so&quot;"
_SERIES = (
    f'<series name="{WORDS}"><point label="{WORDS}" value="58" text="58\u00a0%"/><point label="b" value="3"/></series>'
)
_OTHER = _SERIES.replace('name="Anteil', 'name="Zahl')
ATTRIBUTES: Mapping[str, str] = {
    "img-alt": f'<figure><img src="a.png" alt="{WORDS}"/></figure>',
    "table-summary": f'<table summary="{WORDS}"><tr><th>a</th><td>b</td></tr></table>',
    "qr-alt": f'<qr href="https://www.example.org" alt="{WORDS}"/>',
    "chart-table": f'<chart table="yes">{_SERIES}</chart>',
    "expansion": f'<p>die <abbr title="{WORDS}">KI</abbr></p>',
    **{
        f"chart-{kind}": f'<chart kind="{kind}">{_SERIES}{_OTHER}</chart>'
        for kind in ("stacked-bars", "columns", "lines", "small-multiples")
    },
}
"""Places that take plain words in an attribute."""


@pytest.mark.parametrize("place", ATTRIBUTES)
def test_words_in_attributes_are_the_same_in_both_files(place: str, folder: Path) -> None:
    assert _wrong(_document(ATTRIBUTES[place], folder)) == []


def test_notes_count_in_the_order_in_which_they_are_printed(folder: Path) -> None:
    note = "<note>{}</note>"
    body = (
        f'<h1 number="2">Titel{note.format("eins")}</h1><p>Text{note.format("zwei")}.</p>'
        f"<table><caption>Tabelle{note.format('drei')}</caption><thead><tr><th>a{note.format('vier')}</th><th>b</th></tr>"
        f"</thead><tr><td>c</td><td>d{note.format('fünf')}</td></tr></table>"
        f'<figure><img src="a.png" alt="a"/><figcaption>Bild{note.format("sechs")}</figcaption></figure>'
        f"<dl><dt>e{note.format('sieben')}</dt><dd>f{note.format('acht')}</dd></dl>"
        f"<key-figures><tile><tile-value>1{note.format('neun')}</tile-value><statement>g{note.format('zehn')}</statement>"
        f"</tile></key-figures><p>Ende{note.format('elf')}.</p>"
    )
    document = _document(body, folder)
    assert _wrong(document) == []
    words = ["eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf"]
    numbered = [(block.text, block.number) for block in plain_blocks(document) if block.kind == "note"]
    assert numbered == [(word, str(index)) for index, word in enumerate(words, 1)]


def test_verify_tells_notes_with_other_numbers(folder: Path) -> None:
    document = _document("<p>a<note>eins</note> b<note>zwei</note></p>", folder)
    turned = rebuild(document, {n.Note: lambda note: replace(note, number=3 - note.number)})
    pdf = read_pdf(write_pdf(typeset(turned, THEME, FONTS), document.meta, THEME))
    docx = read_docx(write_docx(document, THEME))
    assert {found.code for found in check(pdf)} == set()  # numbers of a whole report need not rise in an excerpt of it
    assert {found.code for found in compare(plain_blocks(document), pdf)} == {"other-number"}
    assert {found.code for found in compare_readings(pdf, docx)} == {"other-number"}
