"""Checks of a whole edition: each fault in otherwise good data gives its finding, at its place."""

from __future__ import annotations

import pkgutil
from pathlib import Path

import pytest
from checks_kit import check, told
from strategies import example, write_project

from reportgen import checks
from reportgen.checks.run import load_checked
from reportgen.project.open import open_project

Case = tuple[str, str, str, str, str, str | None]

DEAD: list[Case] = [
    ("sections", "parent: numbers", "parent: number", "dead-id", "traffic.parent", 'did you mean "numbers"?'),
    ("works", "section: quay", "section: kay", "dead-id", "new-quay.section", None),
    ("works", "section: quay", "section: lighthouse", "dead-id", "new-quay.section", '"lighthouse" is one of works'),
    ("works", "status: running", "continues: lighthose", "dead-id", "new-quay.continues", 'did you mean "lighthouse"?'),
    ("works", "status: running", "figures: [cranez]", "dead-id", "new-quay.figures[0]", 'did you mean "cranes"?'),
    ("key-figures", "about: traffic", "about: trafic", "dead-id", "ships.about", 'did you mean "traffic"?'),
    ("key-figures", "source: log", "source: logg", "dead-id", "ships.source", 'did you mean "log"?'),
    ("key-figures", "source: log", "source: log\n  part_of: x9", "dead-id", "ships.part_of", None),
    (
        "key-figures",
        "source: log",
        "source: log\n  same_as: crane",
        "dead-id",
        "ships.same_as",
        'did you mean "cranes"?',
    ),
    ("statements", "source: log", "source: lg", "dead-id", "busier.source", 'did you mean "log"?'),
    ("charts", "[ships]", "[ship]", "dead-id", "by-kind.figures[0]", 'did you mean "ships"?'),
    ("charts", "[ships]", "[ships], total: crans", "dead-id", "by-kind.total", 'did you mean "cranes"?'),
    ("report", "[ships, cranes]", "[ships, crane]", "dead-id", "key_figures[1]", 'did you mean "cranes"?'),
    (
        "reportgen",
        "section: next",
        "section: nxt",
        "dead-id",
        "schema.collections.plans.section",
        'did you mean "next"?',
    ),
    ("institutions", "kind: agency", "kind: agency\n  successors: [harbor]", "dead-id", "tides.successors[0]", None),
]

INSTITUTIONS: list[Case] = [
    (
        "works",
        "institutions: [harbour]",
        "institutions: [harbor]",
        "unknown-institution",
        "new-quay.institutions[0]",
        None,
    ),
    ("works", "institutions: [harbour]", "institutions: [pa]", "unknown-institution", "new-quay.institutions[0]", None),
    (
        *("works", "institutions: [harbour]", "institutions: [PA]"),
        *("unknown-institution", "new-quay.institutions[0]", 'write "harbour"'),
    ),
    ("plans", "[harbour, tides]", "[harbour, retired]", "abbreviation-not-valid", "festival.involved[1]", None),
    (
        "works",
        "lead: harbour",
        "lead: hao",
        "abbreviation-not-valid",
        "new-quay.lead",
        'write the id "harbour"; it prints as "PA"',
    ),
    ("institutions", "2029-12-31", "2030-12-31", "names-overlap", "harbour.names[1]", None),
    ("institutions", "abbreviation: TS", "abbreviation: PA", "names-overlap", "tides.names[0].abbreviation", None),
]

OTHERS: list[Case] = [
    ("works", "title: New quay", 'title: ""', "empty-text", "new-quay.title", None),
    ("institutions", "full: Port Authority", 'full: " "', "empty-text", "harbour.names[1].full", None),
    ("statements", "busier:", "quay:", "duplicate-id", "quay", None),
    ("sections", "title: Numbers,", "title: Numbers, parent: traffic,", "cycle", "", None),
    ("plans", '"2031-05"', '"2031-13"', "bad-date", "festival.due.iso", None),
    ("plans", '"2031-05"', "null", "bad-date", "festival.due.iso", None),
    ("plans", "precision: month", "precision: day", "bad-precision", "festival.due.precision", None),
    ("plans", '"2031-05"', '"2030-05"', "date-passed", "festival.due", None),
    ("key-figures", '"2030-05"', '"2029-05"', "stale", "ships.as_of", None),
    ("key-figures", "  source: log\n", "", "no-source", "ships", None),
    (
        "key-figures",
        "precision: month}",
        "precision: month, year_inferred: true}",
        "year-inferred",
        "ships.as_of.text",
        None,
    ),
    ("reportgen", '"2030-06-30"}', '"2030-06-30", as_of_inferred: true}', "date-inferred", "editions.2030.as_of", None),
    ("key-figures", "value: 120", "value: 120\n  kind: rank", "rank-direction", "ships.kind", None),
    ("key-figures", "value: 120", "value: 0\n  kind: rank\n  lower_is_better: true", "bad-rank", "ships.value", None),
    ("key-figures", "value: 120\n", "text: many\n", "missing-value", "by-kind.figures[0]", None),
    ("charts", "[ships]", "[ships, cranes]", "mixed-units", "by-kind.figures", None),
    ("works", "  status: running\n", "", "no-status", "", None),
    ("works", "  lead: tides\n", "", "no-lead", "", "lighthouse"),
    ("report", "imprint:\n  publishers: [{name: City}]\n", "", "no-imprint", "imprint", None),
    ("report", "publishers: [{name: City}]", "isbn: x", "no-publisher", "imprint", None),
]


def test_an_abbreviation_in_capitals_is_all_that_is_wrong(tmp_path: Path) -> None:
    found = check(tmp_path, "works", ("institutions: [harbour]", "institutions: [PA]"))
    assert [finding.code for finding in found.errors] == ["unknown-institution"]
    assert found.errors[0].column == found.errors[0].source.index("PA") + 1  # type: ignore[union-attr]


@pytest.mark.parametrize("fault", ["\tx: 1", "a: &x b: c", "- a"])
@pytest.mark.parametrize("stem", ["key-figures", "works", "institutions", "sections", "report"])
def test_a_file_that_cannot_be_read_is_all_that_is_told_of_it(stem: str, fault: str, tmp_path: Path) -> None:
    root = write_project(tmp_path, **{stem.replace("-", "_"): fault})
    found = load_checked(open_project(root)).errors
    assert {finding.file.rpartition("/")[2] for finding in found} == {f"{stem}.yaml"}
    assert len(found) == 1


@pytest.mark.parametrize(("stem", "old", "new", "code", "path", "hint"), [*DEAD, *INSTITUTIONS, *OTHERS])
def test_one_fault_one_finding(
    tmp_path: Path, stem: str, old: str, new: str, code: str, path: str, hint: str | None
) -> None:
    found = [finding for finding in check(tmp_path, stem, (old, new)).findings if finding.code == code]
    assert found, "no such finding"
    assert not path or path in [finding.path for finding in found]
    assert hint is None or hint in [finding.hint for finding in found]
    assert all(finding.line for finding in found)


def test_references_in_prose_have_their_place(tmp_path: Path) -> None:
    swaps = (
        ("{cranes}", "{crane} and {cranes.size}"),
        ("{@harbour.genitive}", "{@pa}"),
    )
    result = check(tmp_path, "works", *swaps)
    text = (tmp_path / "data/2030/works.yaml").read_text().splitlines()
    tokens = {
        text[finding.line - 1][finding.column - 1 : finding.column - 1 + finding.length]: finding.hint
        for finding in result.errors
    }
    assert tokens == {
        "{@pa}": 'write "harbour"',
        "{crane}": 'did you mean "cranes"?',
        "{cranes.size}": "there are: value, unit, previous, target",
    }


def test_the_second_of_two_equal_references_is_told_at_its_own_place(tmp_path: Path) -> None:
    result = check(tmp_path, "works", ("holds {cranes}", "holds {x} {x}"))
    first, second = result.errors
    assert second.column == first.column + len("{x} ")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{@harbour.shrt}", "bad-reference"),
        ("{@tides.genitive}", "missing-value"),
        ("{@retired}", "abbreviation-not-valid"),
        ("{HAO x}", "bad-reference"),
        ("{harbour}", "dead-id"),
        ("[words](www.example.org)", "bad-link"),
        ("[words](https://example.org) [more](mailto:a@example.org) \\[no](link)", None),
        ("[words]{lang=fr} \\{plain\\} {@harbour.full}", None),
    ],
)
def test_forms_of_references(tmp_path: Path, text: str, code: str | None) -> None:
    result = check(tmp_path, "works", ("Paid by {@tides}.", f"'{text}'"))
    assert [finding.code for finding in result.findings] == ([code] if code else [])


def test_a_figure_without_value_cannot_be_printed(tmp_path: Path) -> None:
    result = check(tmp_path, "key-figures", ("  value: 4\n", ""))
    assert told(result, "missing-value").path == "new-quay.text"


PARTS = """\
a: {value: 70, unit: ships, statement: s, about: new-quay, part_of: ships}
b: {value: 60, unit: ships, statement: s, about: new-quay, part_of: ships}
"""


def test_parts_that_exceed_the_whole(tmp_path: Path) -> None:
    finding = told(check(tmp_path, "key-figures", extra=PARTS), "parts-exceed-whole")
    assert (finding.path, finding.text) == ("ships.value", "its parts are 130, more than the whole (120)")
    assert check(tmp_path, "key-figures", extra=PARTS.replace("60", "50")).findings == ()
    percent = PARTS.replace("60, unit: ships", '60, unit: "%"')
    assert check(tmp_path, "key-figures", extra=percent).findings == ()


def test_parts_that_exceed_the_whole_in_other_words(tmp_path: Path) -> None:
    other = PARTS.replace("60, unit: ships", "60, unit: big ships")
    assert (
        "their units have other words: big ships"
        in told(check(tmp_path, "key-figures", extra=other), "parts-exceed-whole").text
    )


@pytest.mark.parametrize(("part", "whole", "exceeds"), [(500, 2, False), (2500, 2, True), (2000, 2, False)])
def test_parts_in_millions_of_a_whole_in_billions(tmp_path: Path, part: int, whole: int, exceeds: bool) -> None:
    figures = f"""\
whole: {{value: {whole}, unit: billion Euros, statement: s, about: new-quay}}
part: {{value: {part}, unit: million Euros, statement: s, about: new-quay, part_of: whole}}
"""
    codes = [each.code for each in check(tmp_path, "key-figures", extra=figures).findings]
    assert codes == ["parts-exceed-whole"] * exceeds


def test_a_chart_whose_bars_are_more_than_its_total(tmp_path: Path) -> None:
    swap = ("[ships]", "[ships], total: cranes")
    finding = told(check(tmp_path, "charts", swap), "parts-exceed-whole")
    assert (finding.path, finding.text) == ("by-kind.total", "the figures are 120 together, more than the total (4)")


def test_a_total_on_another_scale_than_its_parts(tmp_path: Path) -> None:
    swap = ("[ships]", "[part], total: whole")
    figures = """\
whole: {value: 2, unit: billion Euros, statement: s, about: new-quay}
part: {value: 1, unit: million Euros, statement: s, about: new-quay}
"""
    content = {"charts": example("charts").replace(*swap), "key_figures": example("key-figures") + figures}
    for replaced, codes in ((("", ""), ["mixed-units"]), (("million Euros", "billion Euros of aid"), [])):
        content["key_figures"] = content["key_figures"].replace(*replaced)
        root = tmp_path / str(len(codes))
        found = load_checked(open_project(write_project(root, **content))).findings
        assert [each.code for each in found if each.severity == "warning"] == codes


def test_a_rest_of_less_than_nothing_is_not_drawn(tmp_path: Path) -> None:
    finding = told(check(tmp_path, "charts", ("[ships]", "[ships], total: cranes, rest: others")), "negative-rest")
    assert (finding.path, finding.severity) == ("by-kind.rest", "error")


@pytest.mark.parametrize(
    ("value", "unit", "kind", "right"),
    [
        ("62", "per cent", "change", True),
        ("62.1", "per cent", "change", True),
        ("62.2", "per cent", "change", False),
        ("61", "per cent", "change", False),
        ("82", "ships", "change", True),
        ("80", "ships", "change", False),
        ("1.6", "times", "factor", True),
        ("2", "times", "factor", True),
        ("3", "times", "factor", False),
    ],
)
def test_changes_follow_from_their_values(tmp_path: Path, value: str, unit: str, kind: str, right: bool) -> None:
    growth = (
        f"growth: {{value: {value}, unit: {unit}, statement: s, about: new-quay, kind: {kind}, change_of: ships}}\n"
    )
    swaps = ("value: 120", "value: 214\n  previous: 132")
    codes = [finding.code for finding in check(tmp_path, "key-figures", swaps, extra=growth).findings]
    assert codes == ([] if right else ["wrong-change"])


def test_the_same_fact_with_two_values(tmp_path: Path) -> None:
    twin = "twin: {value: 5, unit: cranes, statement: s, about: new-quay, same_as: cranes}\n"
    assert told(check(tmp_path, "key-figures", extra=twin), "two-values").path == "twin.value"
    assert check(tmp_path, "key-figures", extra=twin.replace("value: 5", "value: 4")).findings == ()


def test_a_missed_target(tmp_path: Path) -> None:
    target = 'target: 9\n  target_date: {text: "2029", iso: "2029", precision: year}\n  unit: cranes'
    assert told(check(tmp_path, "key-figures", ("unit: cranes", target)), "target-missed").severity == "warning"


@pytest.mark.parametrize(("note", "severity"), [("", "warning"), (", note: so it was", "note")])
def test_a_sunday_is_a_warning_until_it_is_noted(tmp_path: Path, note: str, severity: str) -> None:
    dates = f'status: running\n  dates: [{{text: 2 June 2030, iso: "2030-06-02", precision: day{note}}}]'
    assert told(check(tmp_path, "works", ("status: running", dates)), "sunday").severity == severity


def test_an_empty_collection(tmp_path: Path) -> None:
    result = load_checked(open_project(write_project(tmp_path, plans="{}\n")))
    assert told(result, "empty-collection").file == "data/2030/plans.yaml"


def test_every_module_of_the_checks_is_in_the_table() -> None:
    others = {"context", "languages", "overview", "plugins", "run"}
    modules = {module.name for module in pkgutil.iter_modules(checks.__path__)} - others
    assert {check.__module__.rpartition(".")[2] for check in checks.CHECKS} == modules
