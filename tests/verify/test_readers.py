"""The parts of the readers: values, CMaps, content streams, numbering."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportgen.document.plain import normalise
from reportgen.numbers.notation import notation
from reportgen.outside.work import Work
from reportgen.verify.compare import _equal, first_difference
from reportgen.verify.numbers import readings, shown
from reportgen.verify.pdf.content import PageText, Resources, read_content
from reportgen.verify.pdf.fonts import UNKNOWN, decoder
from reportgen.verify.pdf.values import IndirectReference, parse, text_string, unescape
from reportgen.verify.word.numbering import letters, read_numbering, roman
from reportgen.verify.word.package import W

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def latin(raw: bytes) -> str:
    return raw.decode("latin-1")


def read(stream: bytes, forms: dict[str, bytes] | None = None) -> PageText:
    resources = Resources({"F1": latin}, {"P0": {"MCID": 7}}, lambda _: None)
    known = {name: (content, resources) for name, content in (forms or {}).items()}
    return read_content(stream, Resources(resources.fonts, resources.properties, known.get), Work(len(stream)))


# -------------------------------------------------------------------------------------------------------- values


def test_objects_become_plain_values() -> None:
    raw = rb"<< /K [ 1 2 0 R <41 4> (a\(b\)\\\101(c)) -.5 true null ] /S /Am#20t >>"
    assert parse(raw) == {"K": [1, IndirectReference(2, 0), b"A@", b"a(b)\\A(c)", -0.5, True, None], "S": "Am t"}


@given(st.binary())
def test_an_escaped_string_comes_back(raw: bytes) -> None:
    escaped = b"".join(b"\\%03o" % byte if byte < 32 or byte in b"()\\" else bytes((byte,)) for byte in raw)
    assert unescape(escaped) == raw
    assert parse(b"(" + escaped + b")") == raw


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_strings_in_every_encoding(text: str) -> None:
    assert text_string(b"\xfe\xff" + text.encode("utf-16-be")) == text
    assert text_string(b"\xef\xbb\xbf" + text.encode()) == text


@given(st.binary())
def test_content_of_any_bytes_never_raises(raw: bytes) -> None:
    read(raw)


# ------------------------------------------------------------------------------------------------------- content


def test_text_goes_to_the_innermost_marked_content() -> None:
    content = read(b"/P <</MCID 0>> BDC BT /F1 9 Tf (ein) Tj /Span <</Lang (en)>> BDC [(z) -20 (wei)] TJ EMC ET EMC")
    assert content.marked == {0: "einzwei"}


def test_actual_text_replaces_what_is_shown() -> None:
    content = read(b"/P <</MCID 3>> BDC /F1 9 Tf (a) Tj /Span <</ActualText (\\302\\255)>> BDC (-) Tj EMC (b) Tj EMC")
    assert content.marked == {3: "a\u00adb"}


def test_artifacts_have_their_kind() -> None:
    content = read(
        b"/F1 9 Tf /Artifact BMC (. . .) Tj EMC /Artifact <</Type /Pagination /Subtype /Footer>> BDC (7) Tj EMC"
        b"/Artifact <</Type /Layout>> BDC (x) Tj EMC (frei) Tj"
    )
    assert content.artifacts == [("artifact", ". . ."), ("footer", "7"), ("layout", "x"), ("untagged", "frei")]


def test_named_properties_and_forms_are_followed() -> None:
    content = read(b"/P /P0 BDC /Fm Do EMC", {"Fm": b"BT /F1 9 Tf (im Formular) Tj ET"})
    assert content.marked == {7: "im Formular"}


def test_operators_in_strings_and_images_are_not_operators() -> None:
    content = read(b"/P <</MCID 0>> BDC /F1 9 Tf (EMC \\) BDC) Tj BI /W 1 ID (EMC) Tj\x00 EI (!) Tj EMC")
    assert content.marked == {0: "EMC ) BDC!"}


# --------------------------------------------------------------------------------------------------------- fonts


def test_a_cmap_maps_codes_ranges_and_lists() -> None:
    cmap = (
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0001> <00660069> endbfchar "
        b"2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<00E4> <00FC>] endbfrange"
    )
    assert decoder(cmap, True)(b"\x00\x01\x00\x12\x00\x21\x00\x99") == "fiCü" + UNKNOWN


def test_a_font_without_cmap_says_nothing() -> None:
    assert decoder(None, False)(b"ab") == UNKNOWN * 2


# ----------------------------------------------------------------------------------------------------- numbering

LEVELS = "".join(
    f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'
    for i, (kind, text, more) in enumerate(
        (("upperLetter", "%1", ""), ("decimal", "%1.%2", '<w:pStyle w:val="H2"/>'), ("lowerRoman", "%3)", ""))
    )
)
NUMBERING = etree.fromstring(
    f'<w:numbering {WORD}><w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>'
    '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="6"/></w:lvlOverride></w:num></w:numbering>'
)
STYLES = etree.fromstring(
    f'<w:styles {WORD}><w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/>'
    '<w:basedOn w:val="B"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="base"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    '<w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>'
)


def properties(num: int | None = None, level: int = 0, style: str = "") -> object:
    numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if num is not None else ""
    return etree.fromstring(f'<w:pPr {WORD}><w:pStyle w:val="{style}"/>{numbers}</w:pPr>')


def test_numbers_run_as_in_word() -> None:
    count = read_numbering(STYLES, NUMBERING).of
    given_ = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (2, 1), (2, 1), (2, 0), (0, 0)]
    numbers = [count(properties(num, level))[1] for num, level in given_]
    assert numbers == ["A", "A.1", "A.2", "i)", "B", "B.1", "C.6", "C.7", "D", None]


def test_a_style_brings_its_list_and_level() -> None:
    numbering = read_numbering(STYLES, NUMBERING)
    style, printed = numbering.of(properties(style="H2"))
    assert (style.level, printed) == (2, "A.1")


def test_letters_and_roman_numerals() -> None:
    assert [letters(number) for number in (1, 26, 27)] == ["a", "z", "aa"]
    assert [roman(number) for number in (4, 9, 1994)] == ["iv", "ix", "mcmxciv"]
    assert W.startswith("{http")


# ------------------------------------------------------------------------------------------------------- compare


def test_a_printed_number_is_compared_with_a_cell() -> None:
    assert _equal("1.205", "1205", "de")
    assert _equal("über 130", "130.0", "de")
    assert _equal("−2,5 %", "-2.5", "de")
    assert _equal("1’234’567.5", "1234567.5", "de-CH")
    assert not _equal("58", "85", "de")
    assert not _equal("1.205", "1.205", "de")
    assert not _equal("1,205", "1205", "de")


@pytest.mark.parametrize(
    ("number", "code", "language", "text"),
    [
        ("1205", "#,##0", "de", "1.205"),
        ("1234567.5", "#,##0.00", "de-CH", "1’234’567.50"),
        ("1234567.5", "#,##0.0", "fr-CH", "1’234’567,5"),
        ("1205", "0", "en", "1205"),
        ("250", '"über "#,##0" %"', "de", "über 250 %"),
        ("3", '"31.12.2025"', "de", "31.12.2025"),
        ("3", '"sogenannte "\\""drei"\\"', "de", 'sogenannte "drei"'),
        ("-3", '#,##0;"−"#,##0', "de", "−3"),
        ("-3", "#,##0", "de", "-3"),
        ("-3", '"minus drei"', "de", "-minus drei"),
        ("-3", '"minus drei";"minus drei"', "de", "minus drei"),
        ("2.5", "0", "de", "3"),
        ("1e-05", "0.00000", "de", "0,00001"),
        ("3", "General", "de", None),
        ("3", "#,##0", "xx", None),
        ("drei", "#,##0", "de", None),
        ("3", '0;0;0;"x"', "de", None),
        ("3", "[Red]0", "de", None),
    ],
)
def test_what_a_number_format_shows(number: str, code: str, language: str, text: str | None) -> None:
    assert shown(number, code, language) == text


@pytest.mark.parametrize("language", ["de", "de-AT", "de-CH", "fr-CH", "it-CH", "en", "fr", "pl", "sv", "lt"])
@given(st.decimals(-(10**12), 10**12, places=3))
def test_what_a_language_writes_is_read_back(language: str, value: Decimal) -> None:
    assert value in list(readings(notation(language).write(value), language))


_NEVER_SET = frozenset({"bgn", "ff", "ks", "nqo", "tok"})
"""Languages with signs of their own; no font of ours has their letters."""


@pytest.mark.long
def test_no_language_is_read_otherwise_than_it_is_written() -> None:
    """Every locale of Babel: what verify knows for sure is what is printed, and what it does not know it can read."""
    for tag in (name.replace("_", "-") for name in locale_identifiers()):
        written = notation(tag).write(1234567.5)
        label = shown("1234567.5", "#,##0.0", tag)
        assert label is None or normalise(label) == normalise(written), tag
        if tag.partition("-")[0] not in _NEVER_SET:
            assert Decimal("1234567.5") in list(readings(written, tag)), tag


@pytest.mark.parametrize("text", ["31.12.2025", "1.2", "12.34", "1,234,567", "1’234’56", "", "٣"])
def test_what_german_does_not_write_is_no_number_in_german(text: str) -> None:
    assert list(readings(text, "de")) == []


def test_the_first_difference_is_shown_with_its_surroundings() -> None:
    text = first_difference("Das ist der alte Satz, der lang ist.", "Das ist der neue Satz, der lang ist.")
    assert text.startswith('says "Das ist der neue Satz')
    assert "(character 13)" in text
