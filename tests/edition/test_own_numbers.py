"""Numbers in fields of a report's own: read, printed, listed, found, compared, asked for, and carried over."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from own_numbers_kit import ITEMS, OFFICES, SETTINGS, TEMPLATE, project, run, said

from reportgen.build.documents import Documents
from reportgen.checks.run import load_checked
from reportgen.cli import main
from reportgen.collecting.asked import rows_of
from reportgen.comparison.changes import FigureChanged
from reportgen.comparison.compare import compare
from reportgen.document.plain import plain_blocks
from reportgen.edition.audience import parse_selection
from reportgen.edition.own import own_figures
from reportgen.errors import FindingsError
from reportgen.files.cache import Cache
from reportgen.ledger.entries import entries
from reportgen.project.open import open_project


def test_numbers_are_printed_with_their_decimals_and_know_what_figures_know(tmp_path: Path) -> None:
    found = said(project(tmp_path))
    assert found["p-m-01"] == "1.234.567,50|1.234.567,50 EUR|100,50|+20,50|201"
    assert found["p-m-02"] == "765.432,50|765.432,50 EUR|99,50||199"


def test_items_are_sorted_by_a_day_or_a_date_of_their_own(tmp_path: Path) -> None:
    season = "  begun: {text: summer 2024, iso: 2024-06, precision: season}\n"
    template = (
        '<report title="T"><p id="order">{% for m in measures | by_date("begun") %}{{ m.id }} {% endfor %}</p></report>'
    )
    assert said(project(tmp_path, ITEMS + season, template))["order"] == "m-02 m-01"


def test_each_is_a_figure_with_an_id_of_its_own(tmp_path: Path) -> None:
    edition = load_checked(open_project(project(tmp_path)), "2025").edition
    found = {each.id: each.figure for each in own_figures(edition)}
    assert list(found) == [
        *("measures.m-01.budget", "measures.m-01.spent", "measures.m-01.tonnes"),
        *("measures.m-02.budget", "measures.m-02.spent"),
    ]
    budget = found["measures.m-01.budget"]
    assert (budget.statement, budget.unit, budget.about) == ("Radwege: Haushaltsmittel", "EUR", "m-01")
    lines = {entry.id: entry for entry in entries(edition)}
    assert lines["measures.m-01.spent"].value_printed == "100,50"
    assert (lines["measures.m-01.spent"].change, lines["measures.m-01.spent"].previous) == (20.5, 80)


def test_where_and_ledger_find_them(tmp_path: Path) -> None:
    folder = project(tmp_path)
    found = run(folder, "where", "measures.m-01.budget")
    assert "data/2025/measures.yaml:6: measures[m-01].extra.budget" in found
    assert "page 1   p-m-01" in found
    ledger = run(folder, "ledger", "--to", "text")
    paragraph = ledger[ledger.index("measures.m-01.budget") :].partition("\n\n")[0]
    assert "1.234.567,50 EUR (amount): Radwege: Haushaltsmittel" in paragraph
    assert "printed: p. 1 p-m-01" in paragraph


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("budget: viel", "bad-type"),
        ("budget: 5 CHF", "bad-type"),
        ("budget: 1.234", None),
        ('budget: "1,234"', "ambiguous-number"),
        ("budget: {value: viel}", "bad-type"),
        ("budget: {valeu: 5}", "unknown-key"),
        ("begun: 2025-02-30", "bad-date"),
        ("begun: {text: Frühling, iso: 2025-04, precision: month}", None),
        ("remark: 5", "bad-type"),
    ],
)
def test_what_does_not_fit_its_type_is_told_at_its_place(tmp_path: Path, typed: str, code: str | None) -> None:
    items = f"m-01:\n  title: R\n  section: s\n  institutions: [a]\n  {typed}\n"
    findings = load_checked(open_project(project(tmp_path, items)), "2025").errors
    assert [(each.code, each.line) for each in findings] == ([(code, 5)] if code else [])


def test_changes_are_told_as_those_of_figures(tmp_path: Path) -> None:
    old = load_checked(open_project(project(tmp_path / "a")), "2025").edition
    changed = ITEMS.replace("1.234.567,50 EUR", "2.000.000 EUR")
    new = load_checked(open_project(project(tmp_path / "b", changed)), "2025").edition
    (change,) = compare(old, new).changes
    assert isinstance(change, FigureChanged)
    assert (change.id, change.field, change.title) == ("m-01", "budget", "Radwege")
    assert (change.old, change.new, change.unit, change.absolute) == (1234567.5, 2000000, "EUR", 765432.5)


def test_a_new_edition_asks_for_numbers_with_a_history_and_keeps_those_before(tmp_path: Path) -> None:
    folder = project(tmp_path)
    run(folder, "new-edition", "2026", "--from", "2025", "--as-of", "2026-12-31")
    text = (folder / "data/2026/measures.yaml").read_text()
    assert "budget: 1.234.567,50 EUR" in text
    assert "spent: {previous: 99.5, previous_as_of: {text: " in text
    assert "31. Dezember 2025" in text
    loaded = load_checked(open_project(folder), "2026")
    spent = {each.id: each.figure for each in own_figures(loaded.edition)}["measures.m-01.spent"]
    assert (spent.value, spent.previous, spent.carried) == (None, 100.5, True)
    assert [past.value for past in spent.history] == [80]
    waiting = [each.path for each in loaded.findings if each.code == "unconfirmed"]
    assert "m-01.spent" in waiting
    built = CliRunner().invoke(main, ["-C", str(folder), "build", "2026", "--to", "text"])
    assert built.exit_code == 1
    assert "[unconfirmed]" in built.output
    template = TEMPLATE.replace("|{{ m.spent * 2 }}", "")
    (folder / "templates/t/report.xml.j2").write_text(template)
    assert said(folder, draft=True)["p-m-01"].startswith("1.234.567,50|1.234.567,50 EUR|[?]")
    newest = re.sub(r"spent: \{", "spent: {value: 7, ", text)
    (folder / "data/2026/measures.yaml").write_text(newest)
    again = load_checked(open_project(folder), "2026")
    assert not [each for each in again.findings if each.code == "unconfirmed" and ".spent" in each.path]


def test_a_long_history_keeps_its_layout(tmp_path: Path) -> None:
    past = "".join(f"\n      - value: {at}\n        as_of: {year(at)}" for at in (2021, 2022))
    when = year(2023)
    items = ITEMS.replace(
        "spent: 99.5", f"spent:\n    value: 5\n    previous: 4\n    previous_as_of: {when}\n    history:{past}"
    )
    folder = project(tmp_path, items)
    run(folder, "new-edition", "2026", "--from", "2025", "--as-of", "2026-12-31")
    text = (folder / "data/2026/measures.yaml").read_text()
    assert "      - value: 2022\n        as_of: {text: '2022'" in text
    figures = {each.id: each.figure for each in own_figures(load_checked(open_project(folder), "2026").edition)}
    found = figures["measures.m-02.spent"]
    assert (found.previous, [each.value for each in found.history]) == (5, [2021, 2022, 4])


@pytest.mark.parametrize("path", ["measures.m-01.spent", "measures[m-01].spent", "measures[m-01].extra.spent.value"])
def test_a_number_that_is_set_keeps_what_is_known_about_it(tmp_path: Path, path: str) -> None:
    folder = project(tmp_path)
    run(folder, "set", path, "120,5")
    text = (folder / "data/2025/measures.yaml").read_text()
    assert 'spent: {value: 120.5, previous: 80, previous_as_of: {text: "2024"' in text
    run(folder, "set", "measures.m-02.spent", "7 EUR")
    assert "spent: 7\n" in (folder / "data/2025/measures.yaml").read_text()


def test_a_form_that_comes_back_changes_the_number_alone(tmp_path: Path) -> None:
    settings = SETTINGS.replace('"2025-12-31"}', '"2025-12-31", request: {due: "2026-02-01", contact: Stelle}}')
    folder = project(tmp_path, settings=settings)
    run(folder, "send", "--for", "a")
    (form,) = (folder / "output/2025/forms").glob("*.xlsx")
    book = openpyxl.load_workbook(form)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == 100.5]
    cells[-1].value = 130
    book.save(form)
    run(folder, "receive", str(form), "--by", "A. Amt", "--yes")
    assert "spent: {value: 130, previous: 80," in (folder / "data/2025/measures.yaml").read_text()


def test_forms_ask_for_them_with_their_unit(tmp_path: Path) -> None:
    edition = load_checked(open_project(project(tmp_path)), "2025").edition
    asked = {field.path: field for row in rows_of(edition, None) for field in row.fields}
    budget, spent, begun = (asked[f"measures[m-01].{name}"] for name in ("budget", "spent.value", "begun"))
    assert (budget.kind, budget.unit, budget.label, budget.value) == ("number", "EUR", "Haushaltsmittel", 1234567.5)
    assert (spent.kind, spent.value) == ("number", 100.5)
    assert (begun.kind, begun.value) == ("iso", "2025-03-31")


SUMS = """<report title="T"><section id="s"><h1>T</h1>
<p id="all">{{ measures | sum("budget") }}</p><p id="unit">{{ (measures | sum("spent")).with_unit }}</p>
<p id="share">{{ measures["m-01"].budget | share(measures | sum("budget"), 1) }}</p>
<p id="rest">{{ measures["m-01"].budget | difference(measures["m-01"].spent) }}</p></section></report>"""


def test_sums_shares_and_differences_are_exact_and_printed_like_their_parts(tmp_path: Path) -> None:
    found = said(project(tmp_path, template=SUMS))
    assert found["all"] == "2.000.000,00"
    assert found["unit"] == "200,00 EUR"
    assert found["share"] == "61,7 %"
    assert found["rest"] == "1.234.467,00"


TWO = ITEMS.replace("institutions: [a]", "institutions: [b]", 1)


def test_in_an_excerpt_a_sum_says_what_it_is_a_part_of_and_a_share_is_that_of_the_whole(tmp_path: Path) -> None:
    folder = project(tmp_path, TWO, SUMS)
    (folder / "data/institutions.yaml").write_text(OFFICES)
    documents = Documents(folder, None, Cache(None))
    (audience,) = documents.select_audiences(parse_selection("b"))
    found = {block.id: block.text for block in plain_blocks(documents.document(audience))}
    assert found["all"] == "1.234.567,50 (von 2.000.000,00 im vollständigen Bericht)"
    assert found["share"] == "61,7 %"


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ('{{ measures["m-02"].budget | share([measures["m-01"]] | sum("budget")) }}', "not-a-part"),
        ('{{ measures["m-01"].budget | share(measures["m-02"].budget) }}', "part-exceeds-whole"),
        ('{{ measures["m-01"].budget | difference(measures["m-01"].weight) }}', "mixed-units"),
        ('{{ [measures["m-01"].budget, measures["m-01"].weight] | sum }}', "mixed-units"),
        ('{{ measures["m-01"].title | share(5) }}', "not-a-number"),
    ],
)
def test_what_is_no_part_of_a_whole_is_an_error_at_its_line(tmp_path: Path, printed: str, code: str) -> None:
    settings = SETTINGS.replace("tonnes: number", "weight: {type: quantity, unit: t}")
    items = ITEMS.replace("tonnes: 12", "weight: 12 t")
    template = f'<report title="T">\n<p>{printed}</p></report>'
    with pytest.raises(FindingsError) as caught:
        said(project(tmp_path, items, template, settings))
    assert [(each.code, each.line) for each in caught.value.findings] == [(code, 2)]


def year(at: int) -> str:
    return f"{{text: '{at}', iso: '{at}', precision: year}}"
