"""From files to an Edition, with every fault of a record as a finding in plain words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from strategies import EXAMPLE, example, write_project

from reportgen.checks.run import load_checked
from reportgen.cli import main
from reportgen.edition.loading import Loaded
from reportgen.errors import FindingsError, ProjectError
from reportgen.findings.finding import Finding
from reportgen.project.open import open_project


def loaded(root: Path, **changes: str | None) -> Loaded:
    return load_checked(open_project(write_project(root, **changes)))


def told(result: Loaded, code: str) -> Finding:
    (finding,) = [finding for finding in result.findings if finding.code == code]
    return finding


def test_the_example_has_no_findings(tmp_path: Path) -> None:
    result = loaded(tmp_path)
    assert result.findings == ()
    assert result.edition.collections["works"]["new-quay"].extra == {
        "budget": 3.5,
        "remark": "Paid by {@tides}.",
        "sites": ("north",),
        "public": True,
    }
    assert result.edition.collections["plans"]["festival"].section == "next"
    assert result.edition.sections["quay"].number == "2.10"
    assert list(result.edition.sections)[:3] == ["numbers", "traffic", "works-chapter"]


def test_every_file_that_was_read_is_an_input(tmp_path: Path) -> None:
    assert {path.relative_to(tmp_path).as_posix() for path in loaded(tmp_path).inputs} == set(EXAMPLE)


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "text", "hint"),
    [
        ("value: 120", "value: zwei", "bad-type", (2, 10), 'expected a number, got "zwei"', None),
        (
            "value: 120",
            "value: 8,154",
            "ambiguous-number",
            (2, 10),
            '"8,154" is 8154 or 8.154',
            "write 8154, or 8.154",
        ),
        (
            "value: 120",
            "value: 1.200",
            "ambiguous-number",
            (2, 10),
            '"1.200" is 1200 or 1.200',
            "write 1200, or 1.2 and decimals: 3",
        ),
        (
            "value: 120",
            "value: 1.205,50 EUR",
            "bad-type",
            (2, 10),
            'expected a number, got "1.205,50 EUR"',
            "write 1205.5, without the unit",
        ),
        (
            "value: 120",
            "value: 31.12.2025",
            "bad-type",
            (2, 10),
            'expected a number, got "31.12.2025"',
            "write the digits alone, with a point before decimals",
        ),
        (
            "value: 120",
            "value: 12345678901234567.89",
            "bad-type",
            (2, 10),
            'expected a number, got "12345678901234567.89"',
            "a number keeps 15 digits; give it in thousands or millions",
        ),
        ("value: 120", "value: 120\n  decimals: 21", "bad-value", (3, 13), None, None),
        ("value: 120", 'value: 120\n  decimals: "2"', "bad-type", (3, 13), None, "write it without quotes: 2"),
        ("value: 120", "value: true", "bad-type", (2, 10), "expected a number, got true", None),
        ("unit: ships", "unit: 5", "bad-type", (3, 9), "expected text, got 5", 'put it in quotes: "5"'),
        ("unit: ships", "unit:", "bad-type", (3, 8), "expected text, got nothing", None),
        ("  unit: ships\n", "", "missing-field", (1, 1), '"unit" is missing', None),
        (
            "unit: ships",
            "unit: ships\n  sorce: log",
            "unknown-key",
            (4, 3),
            '"sorce" is not known here',
            'did you mean "source"?',
        ),
        ('iso: "2030-05"', "iso: May", "bad-date", (7, 32), None, None),
        ("precision: month", "precision: moth", "bad-choice", (7, 54), None, 'did you mean "month"?'),
        ("precision: month", "precison: month", "unknown-key", (7, 43), None, 'did you mean "precision"?'),
        ("ships:\n", "Big Ships:\n", "bad-id", (1, 1), '"Big Ships" is not an id', None),
    ],
)
def test_faults_of_a_record(
    tmp_path: Path, old: str, new: str, code: str, place: tuple[int, int], text: str | None, hint: str | None
) -> None:
    content = example("key-figures").replace(old, new, 1)
    assert content != example("key-figures")
    finding = told(loaded(tmp_path, key_figures=content), code)
    assert (finding.line, finding.column) == place
    assert finding.file == "data/2030/key-figures.yaml"
    assert text is None or finding.text == text
    assert hint is None or finding.hint == hint


@pytest.mark.parametrize(
    ("typed", "unit", "value", "decimals"),
    [
        ("4680291.70", "EUR", 4680291.7, 2),
        ("8,154,074.65", "EUR", 8154074.65, None),
        ("8.154.074,65 EUR", "Euro", 8154074.65, None),
        ('"8.154.074,60 €"', "EUR", 8154074.6, 2),
        ("8154074,65", "EUR", 8154074.65, None),
        ("1'234.50", "CHF", 1234.5, 2),
        ('"120"', "ships", 120, None),
        ("1,5", "ships", 1.5, None),
        ("5.0", "ships", 5.0, None),
        ("0.00001", "g", 0.00001, None),
        ("12.50 %", "Prozent", 12.5, 2),
    ],
)
def test_numbers_are_read_as_people_type_them(
    tmp_path: Path, typed: str, unit: str, value: float, decimals: int | None
) -> None:
    content = example("key-figures").replace("value: 120\n  unit: ships", f"value: {typed}\n  unit: {unit}", 1)
    figure = loaded(tmp_path, key_figures=content).edition.figures["ships"]
    assert (figure.value, figure.decimals) == (value, decimals)


def test_closing_zeros_of_one_number_hold_for_all_numbers_of_a_figure(tmp_path: Path) -> None:
    past = 'history: [{value: 1.125, as_of: {text: "2028", iso: "2028", precision: year}}]'
    content = example("key-figures").replace("value: 120", f"value: 120.50\n  previous: 80\n  {past}", 1)
    assert loaded(tmp_path, key_figures=content).edition.figures["ships"].decimals == 3
    given = content.replace("value: 120.50", "value: 120.50\n  decimals: 1", 1)
    assert loaded(tmp_path / "given", key_figures=given).edition.figures["ships"].decimals == 1


def test_numbers_of_own_fields_are_read_too_and_what_is_not_kept_is_told(tmp_path: Path) -> None:
    works = example("works").replace("budget: 3.5", "budget: 4,680,291.70", 1)
    result = loaded(tmp_path, works=works)
    assert result.edition.collections["works"]["new-quay"].extra["budget"] == 4680291.7
    finding = told(result, "closing-zeros")
    assert (finding.severity, finding.path) == ("note", "new-quay.budget")
    assert finding.hint == "give the field decimals: 2, or print it with | number(2)"
    unit = example("works").replace("budget: 3.5", "budget: 4,680,291.70 EUR", 1)
    assert told(loaded(tmp_path / "unit", works=unit), "bad-type").hint == "write 4680291.7, without the unit"


def test_the_path_is_relative_to_the_file(tmp_path: Path) -> None:
    content = example("key-figures").replace('iso: "2030-05"', "iso: 2030")
    assert told(loaded(tmp_path, key_figures=content), "bad-type").path == "ships.as_of.iso"


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("budget: 3.5", "budget: much", "bad-type", "new-quay.budget"),
        ("budget: 3.5", "budget: true", "bad-type", "new-quay.budget"),
        ("budget: 3.5", "budget: 8,154", "ambiguous-number", "new-quay.budget"),
        ("sites: [north]", "sites: north", "bad-type", "new-quay.sites"),
        ("sites: [north]", "sites: [1]", "bad-type", "new-quay.sites[0]"),
        ("budget: 3.5", "bugdet: 3.5", "unknown-key", "new-quay.bugdet"),
        ("budget: 3.5", "extra: {budget: 3.5}", "unknown-key", "new-quay.extra"),
    ],
)
def test_own_fields_are_checked_too(tmp_path: Path, old: str, new: str, code: str, path: str) -> None:
    finding = told(loaded(tmp_path, works=example("works").replace(old, new)), code)
    assert finding.path == path
    if "bugdet" in new:
        assert finding.hint == 'did you mean "budget"?'


def test_all_faults_of_a_run_at_once_and_sorted(tmp_path: Path) -> None:
    result = loaded(tmp_path, key_figures=example("key-figures").replace("unit", "untis"), sections="a: [", works=None)
    assert {finding.file for finding in result.errors} == {
        "data/2030/key-figures.yaml",
        "data/2030/sections.yaml",
        "data/2030/works.yaml",
    } | {finding.file for finding in result.errors if finding.code == "dead-id"}
    places = [(finding.file, finding.line, finding.column) for finding in result.findings]
    assert places == sorted(places)
    with pytest.raises(FindingsError):
        _ = result.edition


def test_an_unusable_record_is_not_also_a_dead_id(tmp_path: Path) -> None:
    result = loaded(tmp_path, key_figures=example("key-figures").replace("value: 120", "value: x"))
    assert [finding.code for finding in result.errors] == ["bad-type"]


def test_a_file_that_nothing_reads_is_a_warning(tmp_path: Path) -> None:
    write_project(tmp_path)
    (tmp_path / "data/2030/keyfigures.yaml").write_text("a: 1\n")
    finding = told(load_checked(open_project(tmp_path)), "unknown-file")
    assert finding.severity == "warning"
    assert finding.hint == 'did you mean "key-figures.yaml"?'


def test_files_that_need_not_exist(tmp_path: Path) -> None:
    works = example("works").replace("{cranes}", "cranes")
    report = example("report").replace("{ships}", "many").replace("[ships, cranes]", "[]")
    result = loaded(tmp_path, works=works, report=report, key_figures=None, charts=None, statements=None, sources=None)
    assert result.errors == ()


def test_a_list_where_a_mapping_belongs(tmp_path: Path) -> None:
    assert (
        told(loaded(tmp_path, sources="- a\n- b\n"), "bad-type").text == "expected a mapping (id: record), got a list"
    )


def test_locating_data_paths(tmp_path: Path) -> None:
    result = loaded(tmp_path)
    place = result.locate("works[new-quay].extra.budget")
    assert (place.file, place.line, place.column) == ("data/2030/works.yaml", 11, 11)
    assert result.locate("report.title").line == 1
    assert result.locate("institutions[harbour].names[1].abbreviation").line == 5
    assert result.locate("edition.as_of").file == "reportgen.yaml"


def test_unknown_edition(tmp_path: Path) -> None:
    with pytest.raises(FindingsError) as caught:
        load_checked(open_project(write_project(tmp_path)), "2031")
    assert caught.value.findings[0].code == "unknown-edition"
    assert caught.value.findings[0].hint == 'did you mean "2030"?'


def test_a_project_is_found_from_below(tmp_path: Path) -> None:
    write_project(tmp_path)
    project = open_project(tmp_path / "data" / "2030")
    assert project.root == tmp_path
    assert project.template == tmp_path / "templates" / "plain"
    assert project.output("2030") == tmp_path / "output" / "2030"


def test_no_project(tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as caught:
        open_project(tmp_path)
    assert caught.value.findings[0].code == "no-project"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("language: en", "langauge: en", "unknown-key"),
        ("report: harbour-report\n", "", "missing-field"),
        ('as_of: "2030-06-30"', 'as_of: "2030-06-31"', "bad-date"),
        ('as_of: "2030-06-30"', 'as_of: "2030-06-30", previous: "2029"', "unknown-edition"),
        ("works:", "figures:", "reserved-name"),
        ("budget: number", "budget: price", "bad-choice"),
        ("fresh_for: 12", "fresh_for: [", "yaml-syntax"),
        ("template: plain", "template: ../plain", "bad-name"),
        ("editions:", 'editions:\n  A: {as_of: "2029-01-01"}\n  a: {as_of: "2028-01-01"}', "bad-name"),
    ],
)
def test_faults_of_the_settings(tmp_path: Path, old: str, new: str, code: str) -> None:
    with pytest.raises(ProjectError) as caught:
        open_project(write_project(tmp_path, reportgen=example("reportgen").replace(old, new)))
    assert code in [finding.code for finding in caught.value.findings]
    assert all(finding.line and finding.file == "reportgen.yaml" for finding in caught.value.findings)


@pytest.mark.parametrize(
    "words",
    [
        *("check", "build", "compose", "status", "ledger", "schema", "where quay", "new-edition 2031"),
        *("diff 2030 2030", "sign --for harbour --by A.Name"),
    ],
)
def test_no_command_takes_a_field_that_every_item_has(tmp_path: Path, words: str) -> None:
    write_project(tmp_path, reportgen=example("reportgen").replace("budget: number", "title: text"))
    result = CliRunner().invoke(main, ["-C", str(tmp_path), *words.split()])
    assert result.exit_code == 2
    told = 'reportgen.yaml:9:16: schema.collections.works.fields.title: every item has a field "title" already'
    assert f"{told} [reserved-name]" in result.stderr


def test_collections_may_be_a_list_of_names(tmp_path: Path) -> None:
    text = "report: r\nlanguage: en\ntemplate: t\nschema: {collections: [works, plans]}\n"
    text += 'editions: {"1": {as_of: "2030-01-01"}}\n'
    project = open_project(write_project(tmp_path, reportgen=text))
    assert list(project.settings.collections) == ["works", "plans"]


def test_the_newest_edition_is_that_of_the_latest_date(tmp_path: Path) -> None:
    more = example("reportgen") + '  "draft": {as_of: "2031-01-01"}\n  "2029": {as_of: "2029-01-01"}\n'
    assert open_project(write_project(tmp_path, reportgen=more)).settings.newest == "draft"


def test_checking_imports_no_library_of_the_writers() -> None:
    script = "import sys, reportgen.project.open, reportgen.checks.run, reportgen.findings.report; print(*sys.modules)"
    output = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    heavy = {"reportlab", "docx", "jinja2", "lxml", "markdown_it", "babel", "uharfbuzz", "pikepdf", "jsonschema"}
    assert heavy & set(output.split()) == set()
