"""Institutions are called by their names of the day: renamed, new, split and merged ones, in 2018, 2021 and 2025."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace
from strategies import EXAMPLE, example, write_project
from templates_help import ROOT, template

from reportgen.checks.run import load_checked
from reportgen.compose import parse, render
from reportgen.document import nodes as n
from reportgen.document.walk import descend
from reportgen.edition.audience import audiences, resolve_institution
from reportgen.edition.model import Edition
from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding
from reportgen.project.open import open_project

DAYS = ("2018-06-30", "2021-12-08", "2025-05-06")
TABLE: dict[str, tuple[str | None, str | None, str | None]] = {
    "wirtschaft": ("BMWi", "BMWK", "BMWE"),
    "forschung": ("BMBF", "BMBF", "BMFTR"),
    "arbeit": ("BMAS", "BMAS", "BMAS"),
    "umwelt": ("BMU", "BMUV", "BMUKN"),
    "landwirtschaft": ("BMEL", "BMEL", "BMLEH"),
    "inneres": ("BMI", "BMI", "BMI"),
    "justiz": ("BMJV", "BMJ", "BMJV"),
    "verkehr": ("BMVI", "BMDV", "BMV"),
    "familie": ("BMFSFJ", "BMFSFJ", "BMBFSFJ"),
    "digitales": (None, None, "BMDS"),
    "bauen": (None, "BMWSB", "BMWSB"),
    "gesundheit": ("BMG", "BMG", "BMG"),
    "entwicklung": ("BMZ", "BMZ", "BMZ"),
    "finanzen": ("BMF", "BMF", "BMF"),
    "verteidigung": ("BMVg", "BMVg", "BMVg"),
    "auswaertiges": ("AA", "AA", "AA"),
    "kultur": ("BKM", "BKM", "BKM"),
}
"""Id -> abbreviation on each of the days: the organisation of the Federal Government."""


def dated(day: str) -> Edition:
    """The report of 2019 as if it were of another day."""
    return replace(load_checked(open_project(ROOT), "2019").edition, as_of=day)


@pytest.mark.parametrize(("day", "column"), [(day, i) for i, day in enumerate(DAYS)])
def test_the_table_of_ministries(day: str, column: int) -> None:
    found = {}
    for key, institution in dated(day).institutions.items():
        name = institution.name_on(day)
        found[key] = name.abbreviation if name else None
    assert {key: found[key] for key in TABLE} == {key: names[column] for key, names in TABLE.items()}


@pytest.mark.parametrize("key", TABLE)
def test_a_name_follows_the_one_before_on_the_next_day(key: str) -> None:
    names = dated(DAYS[0]).institutions[key].names
    for before, after in pairwise(names):
        assert before.valid_to is not None
        assert after.valid_from is not None
        assert date.fromisoformat(after.valid_from) - date.fromisoformat(before.valid_to) == timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "said", "unsaid"),
    [
        ("2018-06-30", {"BMWi", "BMBF", "BMU", "BMJV", "BMEL"}, {"BMWK", "BMFTR", "BMUV"}),
        ("2021-12-08", {"BMWK", "BMBF", "BMUV", "BMJ", "BMEL"}, {"BMWi", "BMU", "BMJV"}),
        ("2025-05-06", {"BMWE", "BMFTR", "BMUKN", "BMJV", "BMLEH"}, {"BMWi", "BMWK", "BMBF", "BMEL"}),
    ],
)
def test_pages_print_the_names_of_the_day(day: str, said: set[str], unsaid: set[str]) -> None:
    document = parse(render(dated(day), template(), ROOT))
    marks = {
        text.text
        for block in descend(document)
        if isinstance(block, n.Marks)
        for text in descend(block)
        if isinstance(text, n.Text)
    }
    assert said <= marks
    assert not unsaid & marks
    words = {text.text for text in descend(document) if isinstance(text, n.Text)}
    assert not [word for word in unsaid if any(f" {word} " in text for text in words)]


@pytest.mark.parametrize(
    ("day", "name", "key"),
    [
        ("2018-06-30", "bmwi", "wirtschaft"),
        ("2021-12-08", "BMWK", "wirtschaft"),
        ("2025-05-06", "bmwe", "wirtschaft"),
        ("2025-05-06", "BMFTR", "forschung"),
        ("2025-05-06", "bmjv", "justiz"),
        ("2025-05-06", "justiz", "justiz"),
    ],
)
def test_audiences_go_by_the_names_of_the_day(day: str, name: str, key: str) -> None:
    assert resolve_institution(dated(day), name) == key
    assert len(audiences(dated(day))) == 10


@pytest.mark.parametrize(
    ("day", "name", "now"),
    [("2018-06-30", "bmwk", "BMWi"), ("2021-12-08", "bmwi", "BMWK"), ("2025-05-06", "bmbf", "BMFTR")],
)
def test_a_name_of_another_day_is_no_audience(day: str, name: str, now: str) -> None:
    with pytest.raises(FindingsError) as caught:
        resolve_institution(dated(day), name)
    (finding,) = caught.value.findings
    assert finding.code == "abbreviation-not-valid"
    assert now in f"{finding.text} {finding.hint}"


# ------------------------------------------------------------------------------------------------------ split and merge

SPLIT = """\
harbour:
  kind: ministry
  names: [{abbreviation: HAO, full: Harbour Office, valid_to: "2029-12-31"}]
  successors: [port, coast]
port:
  kind: ministry
  names: [{abbreviation: PA, full: Port Authority, valid_from: "2030-01-01"}]
coast:
  kind: ministry
  names: [{abbreviation: CG, full: Coast Guard, valid_from: "2030-01-01", valid_to: "2030-03-31"}]
  successors: [tides]
tides:
  kind: agency
  names: [{abbreviation: TS, full: Tide Service}]
council:
  kind: government
  names: [{abbreviation: CC, full: City Council}]
"""
"""The Harbour Office was split into two; one half was merged into the Tide Service."""


def findings(root: Path, **changes: str) -> tuple[Finding, ...]:
    return load_checked(open_project(write_project(root, **changes))).findings


def test_an_institution_that_was_split_names_who_took_over(tmp_path: Path) -> None:
    found = [each for each in findings(tmp_path, institutions=SPLIT) if each.code == "abbreviation-not-valid"]
    assert found
    assert {each.hint for each in found} == {
        "its names: HAO … to 2029-12-31; taken over by port (PA), tides (TS)",
    }
    assert all(each.file.startswith("data/2030/") and each.line for each in found)


def test_an_abbreviation_of_yesterday_is_told_what_to_write(tmp_path: Path) -> None:
    works = example("works").replace("institutions: [harbour]", "institutions: [hao]")
    (found,) = [each for each in findings(tmp_path, works=works) if each.code == "abbreviation-not-valid"]
    assert found.text == 'the abbreviation "HAO" is not valid on 2030-06-30'
    assert found.hint == 'write the id "harbour"; it prints as "PA"'
    assert found.path == "new-quay.institutions[0]"


def test_items_pass_to_the_heirs_in_the_next_edition(tmp_path: Path) -> None:
    """Merged: the older edition keeps the old name, the newer one names the heir and where the item came from."""
    write_project(tmp_path)
    settings = EXAMPLE["reportgen.yaml"].replace(
        '  "2030": {as_of: "2030-06-30"}\n',
        '  "2030": {as_of: "2030-06-30"}\n  "2031": {as_of: "2031-06-30", previous: "2030"}\n',
    )
    (tmp_path / "reportgen.yaml").write_text(settings, encoding="utf-8")
    merged = example("institutions").replace(
        'valid_from: "2030-01-01"}', 'valid_from: "2030-01-01", valid_to: "2030-12-31"}\n  successors: [tides]'
    )
    (tmp_path / "data/institutions.yaml").write_text(merged, encoding="utf-8")
    folder = tmp_path / "data/2031"
    folder.mkdir()
    for name, content in EXAMPLE.items():
        if "/2030/" in name:
            (folder / Path(name).name).write_text(content, encoding="utf-8")
    old = load_checked(open_project(tmp_path), "2030")
    new = load_checked(open_project(tmp_path), "2031")
    assert not old.errors
    assert any("taken over by tides (TS)" in (each.hint or "") for each in new.errors)
    works = example("works").replace("[harbour]", "[tides]\n  progress: {state: moved, from: [harbour]}", 1)
    works = works.replace("lead: harbour", "lead: tides").replace("{@harbour.genitive} quay", "The quay")
    works = works.replace("[tides, harbour]", "[tides]\n  progress: {state: moved, from: [harbour]}")
    plans = example("plans").replace("[harbour, tides]", "[tides]").replace("May 2031", "May 2032")
    (folder / "works.yaml").write_text(works, encoding="utf-8")
    (folder / "plans.yaml").write_text(plans.replace('"2031-05"', '"2032-05"'), encoding="utf-8")
    assert load_checked(open_project(tmp_path), "2031").errors == ()
