"""Excerpts: what stays, whom they are for, and the proof that together they are the whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from strategies import editions, example, write_project

from reportgen.checks.run import load_checked
from reportgen.edition.audience import abbreviation, audiences, audiences_of, parse_selection, resolve_institution, sole
from reportgen.edition.coverage import Proof, prove_coverage
from reportgen.edition.excerpts import excerpt
from reportgen.edition.model import Edition
from reportgen.edition.references import scan
from reportgen.edition.texts import rich_texts
from reportgen.errors import FindingsError
from reportgen.project.open import open_project


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    return load_checked(open_project(write_project(tmp_path))).edition


def parts_of(edition: Edition) -> list[Edition]:
    """The excerpts for all institutions."""
    return [excerpt(edition, each) for each in audiences_of(edition).excerpted]


def proven(edition: Edition, *parts: Edition) -> Proof:
    """The proof for these excerpts, or for all."""
    return prove_coverage(edition, audiences_of(edition).excerpted, parts or parts_of(edition))


def test_own_joint_and_involved_items_stay(edition: Edition) -> None:
    part = excerpt(edition, sole(edition, "harbour"))
    assert {name: list(items) for name, items in part.collections.items()} == {
        "works": ["new-quay", "lighthouse"],
        "plans": ["festival"],
    }
    assert part.audience == sole(edition, "harbour")


def test_sections_stay_with_their_chapter_and_number(edition: Edition) -> None:
    part = excerpt(edition, sole(edition, "tides"))
    assert list(part.sections) == ["works-chapter", "lights", "next"]
    assert part.sections["lights"].number == "2.11"


def test_the_introduction_keeps_its_figures_but_brings_no_chapter(edition: Edition) -> None:
    part = excerpt(edition, sole(edition, "harbour"))
    assert list(part.figures) == ["ships", "cranes"]
    assert part.report.key_figures == ("cranes",)
    assert "traffic" not in part.sections
    assert not part.statements
    assert not part.charts


def test_a_figure_that_an_item_mentions_brings_its_section(tmp_path: Path) -> None:
    works = example("works").replace("New SAR lamps.", 'For {ships}."').replace("text: For", 'text: "For')
    edition = load_checked(open_project(write_project(tmp_path, works=works))).edition
    part = excerpt(edition, sole(edition, "tides"))
    assert list(part.sections) == ["numbers", "traffic", "works-chapter", "lights", "next"]
    assert (list(part.statements), list(part.charts), list(part.sources)) == (["busier"], ["by-kind"], ["log"])
    assert part.report.key_figures == ("ships",)


def test_only_abbreviations_and_institutions_in_use_stay(edition: Edition) -> None:
    assert list(excerpt(edition, sole(edition, "tides")).abbreviations) == ["SAR"]
    assert list(excerpt(edition, sole(edition, "harbour")).abbreviations) == []
    assert list(excerpt(edition, sole(edition, "harbour")).institutions) == ["harbour", "tides", "council"]


def test_audiences_are_all_with_items_but_the_government(edition: Edition) -> None:
    assert audiences(edition) == ("harbour", "tides")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("harbour", ("harbour",)),
        ("pa", ("harbour",)),
        ("Pa,ts,PA", ("harbour", "tides")),
        ("all", ("harbour", "tides")),
        ("ts, All", ("tides", "harbour")),
        ("", ()),
    ],
)
def test_resolving_audiences(edition: Edition, wanted: str, found: tuple[str, ...]) -> None:
    assert tuple(each.id for each in audiences_of(edition).resolve(parse_selection(wanted))) == found


@pytest.mark.parametrize(
    ("wanted", "whole"), [("", True), ("all", True), ("ALL", True), ("pa, all", True), ("pa", False), (",", False)]
)
def test_the_whole_report_comes_with_all_and_where_nobody_is_named(wanted: str, whole: bool) -> None:
    assert parse_selection(wanted).whole == whole


@pytest.mark.parametrize(
    ("wanted", "code", "hint"),
    [
        ("hao", "abbreviation-not-valid", 'there it is called "PA"; its id is "harbour"'),
        ("harbor", "unknown-audience", 'did you mean "harbour"?'),
        ("council", "no-items", "there are: PA, TS"),
        ("retired", "no-items", "there are: PA, TS"),
        (" , ", "unknown-audience", None),
    ],
)
def test_audiences_that_do_not_exist(edition: Edition, wanted: str, code: str, hint: str | None) -> None:
    with pytest.raises(FindingsError) as caught:
        audiences_of(edition).resolve(parse_selection(wanted))
    (finding,) = caught.value.findings
    assert (finding.code, finding.hint) == (code, hint)


def test_the_abbreviation_is_that_of_the_date(edition: Edition) -> None:
    assert abbreviation(edition, "harbour") == "PA"
    assert abbreviation(replace(edition, as_of="2029-06-01"), "harbour") == "HAO"
    assert resolve_institution(replace(edition, as_of="2029-06-01"), "hao") == "harbour"


def test_the_proof_counts(edition: Edition) -> None:
    proof = proven(edition)
    assert (proof.findings, proof.uncovered) == ((), ())
    assert proof.data["whole"] == {"works": 3, "plans": 1}
    assert proof.data["joint"] == {"works": 1, "plans": 1}
    assert proof.data["excerpts"] == {"harbour": {"works": 2, "plans": 1}, "tides": {"works": 2, "plans": 1}}


def test_the_proof_sees_what_is_lost_changed_and_moved(edition: Edition) -> None:
    whole = parts_of(edition)
    assert {f.code for f in proven(edition, *whole[:1]).findings} == {"not-covered"}
    works = whole[0].collections["works"]
    moved = {**whole[0].collections, "works": dict(reversed(works.items()))}
    changed = {**whole[0].collections, "works": {**works, "new-quay": works["lighthouse"]}}
    for collections in (moved, changed):
        part = replace(whole[0], collections=collections)
        assert {f.code for f in proven(edition, part, whole[1]).findings} == {"not-a-part"}
    other = replace(edition.collections["works"]["new-quay"], institutions=("harbour",))
    strange = {**whole[1].collections, "works": {"new-quay": other, **whole[1].collections["works"]}}
    found = proven(edition, whole[0], replace(whole[1], collections=strange)).findings
    assert [(f.code, f.text) for f in found] == [
        ("not-a-part", '"new-quay" does not belong in the excerpt for "tides"')
    ]


def test_an_item_of_the_government_alone_is_in_no_excerpt(tmp_path: Path) -> None:
    plans = example("plans").replace("  involved: [harbour, tides]\n", "")
    edition = load_checked(open_project(write_project(tmp_path, plans=plans))).edition
    (finding,) = proven(edition).uncovered
    assert (finding.code, finding.path) == ("not-covered", "plans[festival]")


@settings(max_examples=100, deadline=None)
@given(editions())
def test_excerpts_cover_the_whole_and_stand_alone(edition: Edition) -> None:
    parts = parts_of(edition)
    assert proven(edition, *parts).findings == proven(edition).uncovered == ()
    for part in parts:
        for items in part.collections.values():
            assert all(item.section in part.sections for item in items.values())
            assert all(set(item.institutions) <= part.institutions.keys() for item in items.values())
        assert all(section.parent is None or section.parent in part.sections for section in part.sections.values())
        assert all(figure.part_of is None or figure.part_of in part.figures for figure in part.figures.values())
        named = {ref.id for _, text in rich_texts(part) for ref in scan(text) if ref.kind == "figure"}
        assert named <= part.figures.keys()
        assert part.audience is not None
        assert excerpt(part, part.audience) == part
