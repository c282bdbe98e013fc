"""Charts in Word: native, with a workbook that has the same numbers, labelled as the report prints them."""

from __future__ import annotations

import io
import struct
import typing
import zipfile

import pytest
from docx_kit import POINTS
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from oracles import ooxml_documents as docs
from oracles.ooxml import MC, WP, A, C, Package, R, W, val
from oracles.ooxml_text import chart_values, shown

from reportgen.document import nodes as n
from reportgen.docx import write_docx
from reportgen.docx.chartnumbers import number_format
from reportgen.docx.metafile import Metafile
from reportgen.docx.workbook import column_name, workbook
from reportgen.numbers.notation import find, notation


def written(chart: n.Chart) -> Package:
    return Package(write_docx(docs.document(chart), docs.THEME))


KINDS: tuple[typing.Any, ...] = (
    "bars",
    "stacked-bars",
    "columns",
    "stacked-columns",
    "lines",
    "area",
    "small-multiples",
)


@pytest.mark.parametrize("kind", KINDS)
def test_labels_print_numbers_as_the_report_does(kind: typing.Any) -> None:
    chart = written(docs.chart(*POINTS, kind=kind, series=2)).xml("word/charts/chart1.xml")
    assert chart_values(chart, "de") == [text for point in POINTS for text in (point.label, point.text)] * 2


@pytest.mark.parametrize(
    ("text", "value", "language", "code"),
    [
        ("214", 214, "de", "#,##0"),
        ("1.205", 1205, "de", "#,##0"),
        ("1205", 1205, "de", "0"),
        ("1,205", 1205, "en", "#,##0"),
        ("2,50", 2.5, "de", "#,##0.00"),
        ("+ 62 %", 62, "de", '"+ "#,##0" %"'),
        ("über 250", 250, "de", '"über "#,##0'),
        ("zwei", 2, "de", '"zwei"'),
        ("57", 58, "de", '"57"'),
        ("1’234’567", 1234567, "de-CH", '0"’"000"’"000'),
        ("1’234’567.50", 1234567.5, "de-CH", '0"’"000"’"000.00'),
        ("1’234’567,5", 1234567.5, "fr-CH", '0"’"000"’"000.0'),
        ("1\u00a0234\u00a0567", 1234567, "fr", "#,##0"),
        ("31.12.2025", 3, "de", '"31.12.2025"'),
        ("31.12.2025", 3, "en", '"31.12.2025"'),
        ("31.12.2025", 31122025, "de", '"31.12.2025"'),
        ("٣", 3, "de", '"٣"'),
        ("½", 0.5, "de", '"½"'),
        ("", 3, "de", '""'),
        ('"drei"', 3, "de", '\\""drei"\\"'),
        ("−3", -3, "de", '#,##0;"−"#,##0'),
        ("-3", -3, "de", '#,##0;"-"#,##0'),
        ("3", -3, "de", "#,##0;#,##0"),
        ("−3", 3, "de", '"−3"'),
        ("+3", -3, "de", '"+3";"+3"'),
        ("minus drei", -3, "de", '"minus drei";"minus drei"'),
        ("1,2", 1.249, "de", "#,##0.0"),
        ("0,0", -0.04, "de", '"0,0";"0,0"'),
        ("12,34,567", 1234567, "en-IN", '"12,34,567"'),
    ],
)
def test_a_format_keeps_the_label_with_the_number(text: str, value: float, language: str, code: str) -> None:
    assert number_format(text, value, notation(language)) == code


@given(st.floats(-1e6, 1e6), st.integers(0, 2), st.sampled_from(("", "über ", "rund ")), st.sampled_from(("", " %")))
def test_any_printed_number_comes_back(value: float, decimals: int, before: str, after: str) -> None:
    value = round(value, decimals)
    text = f"{value:,.{decimals}f}".replace(",", "\0").replace(".", ",").replace("\0", ".").replace("-", "−")
    code = number_format(f"{before}{text}{after}", value, notation("de"))
    assert shown(value, code, "de") == f"{before}{text}{after}"


@given(st.text(max_size=8), st.floats(-1e9, 1e9))
def test_any_text_at_a_point_is_what_its_label_shows(text: str, value: float) -> None:
    label = shown(value, number_format(text, value, notation("de")), "de")
    assert label == text or find(text, notation("de")) is not None


def test_total_and_rest_have_colours_of_their_own() -> None:
    chart = written(docs.chart(*POINTS)).xml("word/charts/chart1.xml")
    colours = {
        point.find(f"{C}idx").get("val"): point.find(f"{C}spPr")[0][0].get("val") for point in chart.iter(f"{C}dPt")
    }
    assert colours == {"0": "083B45", "3": "C9D0D7"}


def test_axes_are_numbered_as_the_schema_wants() -> None:
    chart = written(docs.chart(*POINTS)).xml("word/charts/chart1.xml")
    ids = [int(axis.get("val")) for axis in chart.iter(f"{C}axId")]
    assert all(number > 0 for number in ids)
    assert set(ids[:2]) == set(ids[2:])


def test_the_sheet_is_named_in_the_language_of_the_report() -> None:
    package = written(docs.chart(*POINTS))
    book = zipfile.ZipFile(io.BytesIO(package.zip.read("word/embeddings/chart1.xlsx")))
    assert etree.fromstring(book.read("xl/workbook.xml"))[0][0].get("name") == "Daten"


def test_each_chart_has_its_own_parts() -> None:
    first, second = docs.chart(*POINTS), n.Chart("other", "bars", docs.chart(*POINTS[:2]).series, "Zweites")
    names = Package(write_docx(docs.document(first, second), docs.THEME)).names
    assert {name for name in names if "chart" in name and not name.endswith(".rels")} == {
        "word/media/chart1.emf",
        "word/media/chart2.emf",
        "word/charts/chart1.xml",
        "word/charts/chart2.xml",
        "word/embeddings/chart1.xlsx",
        "word/embeddings/chart2.xlsx",
    }


def test_a_series_that_is_shorter_leaves_cells_empty() -> None:
    series = (n.Series("a", POINTS), n.Series("b", POINTS[:1]))
    chart = written(n.Chart("c", "columns", series, "Spalten")).xml("word/charts/chart1.xml")
    counts = [int(val_of.get("val")) for val_of in chart.iter(f"{C}ptCount")]
    assert counts == [1, 4, 4, 1, 4, 4]


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_in_a_sheet(index: int, name: str) -> None:
    assert column_name(index) == name


def test_workbooks_of_the_same_numbers_are_the_same_bytes() -> None:
    one, two = (workbook("Daten", "Calibri", ["a"], [("x", [1.5])]) for _ in range(2))
    assert one == two


def test_the_drawing_has_the_text_alternative() -> None:
    package = written(docs.chart(*POINTS))
    assert [e.get("descr") for e in package.document.iter("{*}docPr")] == ["Ein Diagramm"] * 2
    assert val(package.document.find(".//{*}outlineLvl"), "none") == "none"


def test_a_chart_at_the_end_of_a_card_stays_in_one_piece() -> None:
    """Title, measure and drawing hold on to what follows; the source, the card's last line, lets go."""
    lines = {name: n.Paragraph(f"chart.{name}", (n.Text(name),), f"chart-{name}") for name in ("title", "subtitle")}
    source = n.Paragraph("chart.source", (n.Text("source"),), "source")
    drawn = replace(docs.chart(*POINTS), **lines, source=source)
    heading = n.Heading("card.title", 3, (n.Text("Card"),))
    card = n.Card("card", heading, (), (docs.paragraph("card.p1", "Text."), drawn))
    package = Package(write_docx(docs.document(card), docs.THEME))
    held = {}
    for paragraph in package.document.iter(f"{W}p"):
        name = "drawing" if next(paragraph.iter(f"{W}drawing"), None) is not None else "".join(paragraph.itertext())
        own = package.inherited(paragraph, f"{W}keepNext")
        held[name] = own is not None and val(own) != "0"
    assert {name: held[name] for name in ("title", "subtitle", "drawing", "source")} == {
        "title": True,
        "subtitle": True,
        "drawing": True,
        "source": False,
    }


def test_programs_without_charts_find_a_picture_with_the_same_alternative() -> None:
    drawn = Package(
        write_docx(docs.document(*(replace(docs.chart(*POINTS, kind=kind), id=kind) for kind in KINDS)), docs.THEME)
    )
    found = list(drawn.document.iter(f"{MC}AlternateContent"))
    assert len(found) == len(KINDS)
    for each in found:
        choice, fallback = (each.find(f"{MC}{name}") for name in ("Choice", "Fallback"))
        assert choice is not None
        assert fallback is not None
        assert choice.get("Requires") == "wps"
        alts = [way.find(f".//{WP}docPr").get("descr") for way in (choice, fallback)]
        assert alts[0] == alts[1] != ""
        picture = fallback.find(f".//{A}blip").get(f"{R}embed")
        target = drawn.relations("word/document.xml")[picture][1]
        assert drawn.zip.read(target)[40:44] == b" EMF"


def test_a_picture_names_its_series_and_keeps_to_its_edges() -> None:
    """Words of the picture of a chart: EMR_EXTTEXTOUTW records, their text in UTF-16 behind a head of 76 bytes."""
    long = n.Point("ein sehr langer Name am Rand", 3, "3")
    drawn = Package(
        write_docx(docs.document(docs.chart(n.Point("a", 1, "1"), long, kind="columns", series=2)), docs.THEME)
    )
    data, at, words = drawn.zip.read("word/media/chart1.emf"), 0, []
    while at < len(data):
        kind, length = struct.unpack_from("<2L", data, at)
        if kind == 84:
            x, _, count, offset = struct.unpack_from("<2l2L", data, at + 36)
            words.append((data[at + offset : at + offset + 2 * count].decode("utf-16-le"), x))
        at += length
    assert [text for text, _ in words[:2]] == ["Reihe 0", "Reihe 1"]
    wide = struct.unpack_from("<l", data, 16)[0]
    assert all(0 <= x <= wide for _, x in words)


def test_a_metafile_says_how_long_it_is_and_what_is_in_it() -> None:
    file = Metafile(2000, 1000)
    file.rectangle(0, 0, 500, 500, "336699")
    file.line([(0, 0), (10, 10)], "000000", 20)
    file.text("Straße 😀", (100, 100), "centre", ("Calibri", 200, "112233"), bold=True)
    data = file.finish()
    size, records, at, kinds = *struct.unpack_from("<2L", data, 48), 0, []
    while at < len(data):
        kind, length = struct.unpack_from("<2L", data, at)
        kinds.append(kind)
        assert length % 4 == 0
        at += length
    assert (size, records) == (len(data), len(kinds))
    assert (kinds[0], kinds[-1]) == (1, 14)
    assert "Straße 😀".encode("utf-16-le") in data
