"""Whole reports compared: every edit is found, and words say the same as data."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from changed import EVERY_KIND, copy_project, second_edition
from comparison_kit import BASE, item
from compose_kit import edition

from reportgen.checks.run import load_checked
from reportgen.comparison import compare, excerpted
from reportgen.comparison.changes import KINDS, ComparedEdition, Comparison, FigureChanged
from reportgen.comparison.data import as_json
from reportgen.comparison.text import lines
from reportgen.edition import model as m
from reportgen.edition.audience import sole
from reportgen.edition.excerpts import excerpt
from reportgen.edition.loading import load
from reportgen.project.open import open_project

# ------------------------------------------------------------------------------------------------------- whole reports


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[m.Edition, m.Edition]:
    """The example report of 2019 and a successor with changes of every kind."""
    root = second_edition(copy_project(tmp_path_factory.mktemp("real")), EVERY_KIND)
    project = open_project(root)
    return tuple(load(project, name).edition for name in ("2019", "2020"))  # type: ignore[return-value]


def test_every_edit_of_the_real_report_is_found_and_nothing_else(real: tuple[m.Edition, m.Edition]) -> None:
    found = [(each.kind, each.id) for each in compare(*real).changes]
    assert sorted(found) == sorted(
        [
            ("renamed", ""),
            ("renamed", "ausblick"),
            ("date", "kompetenzzentren-ki-forschung"),
            ("renamed", "forschungsfoerderung"),
            ("moved", "ki-leuchttuerme-umwelt"),
            ("text", "ki-leuchttuerme-umwelt"),
            ("new", "neue-massnahme"),
            ("reordered", "fachkraeftemonitoring"),
            ("ended", "ki-landkarte"),
            ("figure", "startups"),
        ]
    )


def test_data_text_and_counts_say_the_same(real: tuple[m.Edition, m.Edition]) -> None:
    comparison = compare(*real)
    data = json.loads(as_json(comparison))
    assert len(data["changes"]) == len(comparison.changes) == sum(data["counts"].values())
    assert {each["kind"] for each in data["changes"]} <= {kind.kind for kind in KINDS}
    text = "\n".join("".join(piece.text for piece in line) for line in lines(comparison))
    assert all(each["id"] in text for each in data["changes"])
    assert "214 → 247 Start-ups (+33, +15.4 %)" in text
    assert "[-Förderinitiative unterstützt-]{+*Initiative* fördert+}" in text
    assert as_json(comparison) == as_json(compare(*real))


def test_an_excerpt_tells_what_came_to_an_institution_and_what_left_it(real: tuple[m.Edition, m.Edition]) -> None:
    old, new = real

    def ids(institution: str) -> set[str]:
        before, after = (excerpt(each, sole(each, institution)) for each in (old, new))
        part: Comparison = excerpted(compare(old, new), before, after)
        return {each.id for each in part.changes if each.area == "measures"}

    assert "ki-leuchttuerme-umwelt" in ids("umwelt") & ids("wirtschaft")
    assert "neue-massnahme" in ids("arbeit")
    assert "neue-massnahme" not in ids("umwelt")


def test_a_report_of_another_kind_is_compared_as_well(tmp_path: Path) -> None:
    write_climate_plan(tmp_path)
    project = open_project(tmp_path)
    old, new = (load_checked(project, name).edition for name in ("2026-q1", "2026-q2"))
    found = {(each.kind, each.area, each.id) for each in compare(old, new).changes}
    assert found == {
        ("moved", "commitments", "bike-lanes"),
        ("date", "commitments", "bike-lanes"),
        ("new", "commitments", "heat-plan"),
        ("figure", "figures", "lanes"),
    }


def write_climate_plan(root: Path) -> None:
    """The quarterly report on a city's climate plan: departments, commitments."""
    (root / "reportgen.yaml").write_text(
        "report: climate-plan\nlanguage: en\ntemplate: letter\nschema:\n  collections: [commitments]\neditions:\n"
        '  2026-q1: {as_of: "2026-03-31"}\n  2026-q2: {as_of: "2026-06-30", previous: 2026-q1}\n',
        encoding="utf-8",
    )
    (root / "data").mkdir()
    names = "".join(
        f"{key}:\n  kind: department\n  names: [{{abbreviation: {key[:2].upper()}, full: {key}}}]\n"
        for key in ("streets", "parks")
    )
    (root / "data" / "institutions.yaml").write_text(names, encoding="utf-8")
    for name, lanes, who, due, more in (
        ("2026-q1", 12, "streets", "2026-06-30", ""),
        (
            "2026-q2",
            15,
            "parks",
            "2026-09-30",
            "heat-plan: {title: Heat plan, section: city, institutions: [parks], text: Shade.}\n",
        ),
    ):
        folder = root / "data" / name
        folder.mkdir()
        progress = ", progress: {state: moved, from: [streets]}" if name == "2026-q2" else ""
        files = {
            "report": 'title: Climate plan\nyear: "2026"\n',
            "sections": "city: {title: City}\n",
            "commitments": f"bike-lanes: {{title: Bike lanes, section: city, institutions: [{who}], text: Lanes, "
            f'figures: [lanes], due: {{text: "{due}", iso: "{due}", precision: day}}{progress}}}\n{more}',
            "key-figures": f"lanes: {{value: {lanes}, unit: km, statement: of lanes, about: bike-lanes, "
            f'as_of: {{text: "{due}", iso: "{due[:4]}", precision: year}}, source: office}}\n',
            "sources": "office: {title: Own count}\n",
        }
        for file, text in files.items():
            (folder / f"{file}.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("field", "said"),
    [("value", "3 → 4 ships (+1); as of May → June"), ("target", "target: 3 → 4 ships (+1)")],
)
def test_only_a_value_is_told_with_the_dates_it_is_of(field: str, said: str) -> None:
    dates = [m.Date(text=text, iso=None, precision="vague") for text in ("May", "June")]
    change = FigureChanged(
        *("figures", "ships", "come in", field, 3, 4, "ships", "ships"),
        absolute=1,
        old_as_of=dates[0],
        new_as_of=dates[1],
    )
    told = lines(
        Comparison(ComparedEdition("1", "2001-01-01", "A"), ComparedEdition("2", "2002-01-01", "B"), (change,))
    )
    assert "".join(piece.text for piece in list(told)[-1]).strip() == said


@pytest.mark.parametrize(
    ("lower_is_better", "now", "said"),
    [(True, 3, "better by 2"), (True, 7, "worse by 2"), (False, 3, "worse by 2"), (False, 7, "better by 2")],
)
def test_a_rank_is_better_or_worse_whichever_way_it_counts(lower_is_better: bool, now: int, said: str) -> None:
    def ranked(value: int) -> m.Edition:
        figure = m.Figure(
            value=value, unit="place", statement="s", about="feld", kind="rank", lower_is_better=lower_is_better
        )
        return edition(figures={"place": figure}, charts={})

    told = lines(compare(ranked(5), ranked(now)))
    assert said in "".join(piece.text for line in told for piece in line)


def test_words_that_stay_are_shortened_only_where_nothing_changes_beside_them() -> None:
    start, middle, end = (f"{word} " * 30 for word in ("anfang", "mitte", "ende"))
    old, new = f"{start}alt {middle}früher {end}", f"{start}neu {middle}heute {end}"
    found = compare(item(BASE, text=old), item(BASE, text=new))
    (line,) = [said for each in lines(found) if "[-alt" in (said := "".join(piece.text for piece in each))]
    parts = re.split(r"\[-[^]]*-\]|\{\+[^}]*\+\}", line.partition("text: ")[2])
    before, between, after = (part.strip() for part in parts if part.strip())
    assert (before[0], before.endswith("anfang")) == ("…", True)
    assert (between.startswith("mitte"), between.endswith("mitte"), between.count("…")) == (True, True, 1)
    assert (after.startswith("ende"), after[-1]) == (True, "…")
