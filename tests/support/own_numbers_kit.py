"""A project whose items have numbers in fields of the report's own."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from reportgen.build.documents import Documents
from reportgen.cli import main
from reportgen.document.plain import plain_blocks
from reportgen.files.cache import Cache

SETTINGS = """
report: bericht
language: de
template: t
schema:
  collections:
    measures:
      fields:
        budget: {type: money, unit: EUR, decimals: 2, label: Haushaltsmittel}
        spent: {type: money, unit: EUR, decimals: 2, history: true}
        tonnes: number
        begun: {type: date}
        remark: text
editions:
  "2025": {as_of: "2025-12-31"}
"""
ITEMS = """
m-01:
  title: Radwege
  section: s
  institutions: [a]
  budget: 1.234.567,50 EUR
  spent: {value: 100.5, previous: 80, previous_as_of: {text: "2024", iso: "2024", precision: year}}
  tonnes: 12
  begun: 2025-03-31
m-02:
  title: Busse
  section: s
  institutions: [a]
  budget: 765432.5
  spent: 99.5
"""
DATA = {
    "data/institutions.yaml": "a: {kind: agency, names: [{abbreviation: A, full: Amt}]}\n",
    "data/2025/report.yaml": 'title: Bericht\nyear: "2025"\n',
    "data/2025/sections.yaml": "s: {title: Teil}\n",
}
OFFICES = DATA["data/institutions.yaml"] + "b: {kind: agency, names: [{abbreviation: B, full: Bau}]}\n"
TEMPLATE = """<report title="T"><section id="s"><h1>T</h1>{% for m in measures %}<p id="p-{{ m.id }}">
{{ m.budget }}|{{ m.budget.with_unit }}|{{ m.spent }}|{{ m.spent.change or "" }}|{{ m.spent * 2 }}</p>{% endfor %}
</section></report>"""


def project(folder: Path, items: str = ITEMS, template: str = TEMPLATE, settings: str = SETTINGS) -> Path:
    given = {
        **DATA,
        "reportgen.yaml": settings,
        "data/2025/measures.yaml": items,
        "templates/t/report.xml.j2": template,
    }
    for name, text in given.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "templates/t/words").mkdir()
    (folder / "templates/t/words/de.yaml").write_text("table: Tabelle {number}\n")
    return folder


def said(folder: Path, *, draft: bool = False) -> dict[str, str]:
    document = Documents(folder, None, Cache(None), draft=draft).document(None)
    return {block.id: block.text for block in plain_blocks(document)}


def run(folder: Path, *words: str) -> str:
    result = CliRunner().invoke(main, ["-C", str(folder), *words])
    assert result.exit_code == 0, result.output
    return result.output
