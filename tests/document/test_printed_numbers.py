"""Numbers from the data file to the finished files: the same digits and signs in prose, tiles, charts and tables."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree
from msgspec.structs import replace
from oracles.ooxml import C, Package
from oracles.ooxml_documents import THEME

from reportgen.cli import main
from reportgen.print.delivery import Copies, Order, delivery_sheet
from reportgen.verify import read_docx, read_pdf
from reportgen.verify.reading import Reading

TEMPLATE = """\
<report title="{{ report.title }}" running-head="R" running-foot="F">
<section id="all"><h1 id="head" number="1">Zahlen</h1>
<p id="prose">{{ figures.sum }}; {{ figures.sum.value }}; {{ figures.sum.previous }}; {{ figures.sum.change }};
{{ figures.sum.history[0].value }}; {{ figures.sum.target | number }}; {{ figures.sum.value | number(0) }}</p>
<p id="rounding">{{ 0.5 | number(0) }} {{ 2.5 | number(0) }} {{ 12.5 | number(0) }} {{ 0.125 | number(2) }}
{{ 0.25 | number(1) }} {{ 0.45 | number(1) }} {{ -0.04 | number(1) }}</p>
<p id="calculated">{{ figures.big.value / 2 }} {{ 54321.5 | number }}</p>
{{ items.one.text }}
<key-figures id="tiles"><tile id="tile"><tile-value>{{ figures.sum.number }}</tile-value>
<tile-unit>{{ figures.sum.unit }}</tile-unit>
<statement>x</statement></tile></key-figures>
<chart id="years" kind="columns" table="yes"><series>
{% for p in charts.years.points %}<point label="{{ p.label }}" value="{{ p.value }}" text="{{ p.text }}"/>{% endfor %}
</series></chart>
<chart id="odd" kind="bars"><series><point label="Tag" value="3" text="31.12.2025"/>
<point label="Wert" value="1234567.5"/>
<point label="Minus" value="-1234567" text="{{ -1234567 | number }}"/></series></chart>
</section></report>
"""
FILES = {
    "reportgen.yaml": """\
report: r
language: LANGUAGE
template: t
schema: {collections: [items]}
editions: {"2025": {as_of: "2025-12-31"}}
""",
    "data/institutions.yaml": """\
office: {kind: agency, names: [{abbreviation: OFF, full: Office, valid_from: "2000-01-01"}]}
""",
    "data/2025/report.yaml": 'title: Jahresbericht\nyear: "2025"\n',
    "data/2025/sections.yaml": 'chapter: {number: "1", title: Zahlen}\n',
    "data/2025/items.yaml": """\
one:
  title: Eins
  section: chapter
  institutions: [office]
  text: Es sind {sum}, {sum.unit} und {big} (zuvor {sum.previous}).
""",
    "data/2025/charts.yaml": """\
years: {about: chapter, title: Jahre, measure: EUR, figures: [sum], over_time: true, kind: columns}
""",
    "data/2025/key-figures.yaml": """\
sum:
  value: 4680291.70
  unit: EUR
  statement: Mittel
  about: chapter
  kind: amount
  as_of: {text: "2025", iso: "2025", precision: year}
  previous: 4,000,000.50
  previous_as_of: {text: "2024", iso: "2024", precision: year}
  history: [{value: 3999999, as_of: {text: "2023", iso: "2023", precision: year}}]
  target: 5000000
big: {value: 1234567891, unit: Stück, statement: s, about: chapter}
small: {value: 0.0004, unit: g, statement: s, about: chapter}
""",
    "templates/t/report.xml.j2": TEMPLATE,
    "templates/t/theme.yaml": "page: {margin_column: 0}\n",
    "templates/t/words/de.yaml": "contents: Inhalt\n",
    "templates/t/words/en.yaml": "contents: Contents\n",
}


def project(root: Path, language: str, **changes: str) -> Path:
    for name, content in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = changes.get(path.stem.replace("-", "_"), content)
        path.write_text(text.replace("LANGUAGE", language), encoding="utf-8")
    return root


def run(root: Path, *words: str, status: int = 0) -> str:
    result = CliRunner().invoke(main, ["-C", str(root), *words])
    assert result.exit_code == status, result.output
    return result.output


def built(root: Path) -> tuple[Reading, Reading, Package]:
    run(root, "build", "--no-page-numbers", "--no-claims", "--no-cache")
    folder = root / "output" / "2025"
    word = (folder / "r-2025.docx").read_bytes()
    return read_pdf((folder / "r-2025.pdf").read_bytes()), read_docx(word), Package(word)


def said(reading: Reading, block: str) -> str:
    found = {each.id: each for each in reading.blocks}
    return found[reading.key(block)].text


@pytest.mark.parametrize(
    ("language", "decimal", "group", "separator"),
    [("de", ",", ".", ";"), ("de-CH", ".", "’", ";"), ("en", ".", ",", ",")],
)
def test_numbers_are_the_same_everywhere(
    tmp_path: Path, language: str, decimal: str, group: str, separator: str
) -> None:
    def local(text: str) -> str:
        signs = {".": decimal, ",": group}
        return re.sub(r"(?<=[0-9])[.,](?=[0-9])", lambda match: signs[match[0]], text)

    pdf, word, package = built(project(tmp_path, language))
    numbers = "4,680,291.70; 4,680,291.70; 4,000,000.50; +680,291.20; 3,999,999.00; 5,000,000.00; 4,680,292"
    text = "Es sind 4,680,291.70, 4,680,291.70 EUR und 1,234,567,891 (zuvor 4,000,000.50)."
    for reading in (pdf, word):
        assert said(reading, "prose") == local(numbers)
        assert said(reading, "rounding") == local("1 3 13 0.13 0.3 0.5 0.0")
        assert said(reading, "calculated") == local("617,283,945.5 54,321.5")
        assert said(reading, "tile").startswith(local("4,680,291.70"))
        assert local(text) in [block.text for block in reading.blocks]
    drawn = " ".join(block.figure_text for block in pdf.blocks)
    for number in ("4,680,291.70", "4,000,000.50", "3,999,999.00", "1,234,567.5", "−1,234,567"):
        assert local(number) in drawn
    assert "31.12.2025" in drawn
    settings = package.xml("word/settings.xml")
    assert [settings.find(f"{{*}}{name}").values()[0] for name in ("decimalSymbol", "listSeparator")] == [
        decimal,
        separator,
    ]


SWISS = '0"\N{RIGHT SINGLE QUOTATION MARK}"000"\N{RIGHT SINGLE QUOTATION MARK}"000.00'
"""Millions in Swiss groups, which stand in the format itself."""


def test_native_charts_keep_decimals_in_labels_caches_and_workbook(tmp_path: Path) -> None:
    _, word, package = built(project(tmp_path, "de-CH"))
    chart = package.xml("word/charts/chart1.xml")
    assert [each.text for each in chart.iter(f"{C}formatCode")] == ["0.00"]
    assert {each.get("formatCode") for each in chart.find(f".//{C}dLbls").iter(f"{C}numFmt")} == {SWISS}
    book = zipfile.ZipFile(io.BytesIO(package.zip.read("word/embeddings/chart1.xlsx")))
    styles, sheet = (etree.fromstring(book.read(f"xl/{name}.xml")) for name in ("styles", "worksheets/sheet1"))
    formats = {each.get("numFmtId"): each.get("formatCode") for each in styles.iter("{*}numFmt")}
    cells = [style.get("numFmtId") for style in styles.find("{*}cellXfs")]
    assert {formats[cells[int(each.get("s"))]] for each in sheet.iter("{*}c") if each.get("t") is None} == {"0.00"}
    odd = package.xml("word/charts/chart2.xml")
    codes = {each.get("formatCode") for each in odd.find(f".//{C}dLbls").iter(f"{C}numFmt")}
    whole = SWISS.removesuffix(".00")
    assert codes == {'"31.12.2025"', f"{whole}.0", f'{whole};"−"{whole}'}
    assert next(block.formats for block in word.blocks if block.formats) == (SWISS,) * 3


def test_ledger_diff_and_worklist_keep_decimals(tmp_path: Path) -> None:
    root = project(tmp_path, "de")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(run(root, "ledger", "--to", "csv")))}
    numbers = [rows["sum"][name] for name in ("value_printed", "value", "previous", "history", "change", "target")]
    assert numbers == ["4.680.291,70", "4680291.70", "4000000.50", "3999999.00 (2023)", "680291.20", "5000000.00"]
    assert rows["small"]["value"] == "0.0004"
    assert "change +680291.20 (+17.01 %)" in run(root, "ledger")
    run(root, "new-edition", "2026", "--from", "2025", "--as-of", "2026-12-31")
    figures = (root / "data/2026/key-figures.yaml").read_text(encoding="utf-8")
    assert "previous: 4680291.70" in figures
    assert "decimals: 2" in figures
    assert "4.680.291,70 EUR" in (root / "data/2026/worklist.md").read_text(encoding="utf-8")
    newer = figures.replace("previous: 4680291.70", "value: 5680291.7\n  previous: 4680291.70")
    (root / "data/2026/key-figures.yaml").write_text(newer, encoding="utf-8")
    assert "4,680,291.70 → 5,680,291.70 EUR (+1,000,000.00, +21.4 %)" in run(root, "diff", "2025", "2026")


def test_digits_that_are_left_out_are_told(tmp_path: Path) -> None:
    content = FILES["data/2025/key-figures.yaml"].replace("value: 0.0004", "value: 0.0004, decimals: 2")
    content = content.replace("value: 4680291.70", "value: 4680291.75\n  decimals: 1")
    told = run(project(tmp_path, "de", key_figures=content), "check")
    assert re.search(r"small\.value: 0\.0004 is printed as 0\.00 \[rounded\]", told)
    assert re.search(r"sum\.value: 4680291\.75 is printed as 4680291\.8 \[rounded\]", told)
    assert told.count("[rounded]") == 2


def test_a_constant_is_printed_in_the_language_of_each_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen.compose.compiled import compiled

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    compiled.cache_clear()
    try:
        shown = {
            language: said(built(project(tmp_path / language, language))[0], "calculated").split()[1]
            for language in ("de", "en", "de-CH")
        }
    finally:
        compiled.cache_clear()
    assert shown == {"de": "54.321,5", "en": "54,321.5", "de-CH": "54’321.5"}
    assert any((tmp_path / "cache").rglob("*.bin"))


def test_the_delivery_sheet_has_the_numbers_of_its_language() -> None:
    copies = (Copies("Archiv", 12500, None), Copies("Amt", 1, None))
    theme = replace(THEME, page=replace(THEME.page, width=215.9))
    order = Order("T", "2025", "2025-12-31", "de-CH", theme, {}, {}, copies, ())
    sheet = delivery_sheet(order)
    assert "| 215.9 × 297 mm |" in sheet
    assert "(31. Dezember 2025)" in sheet
    assert "| **2** | **12’501** |" in sheet
    assert "12’500" in sheet
    assert "31. Dezember 2025" in delivery_sheet(replace(order, language="de-XX"))
