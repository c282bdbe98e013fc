"""Excerpts for several institutions together and by the value of a field: who gets what, its name, and the proof."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import editions, example, write_project
from templates_help import LETTER

from reportgen.build.jobs import Job, file_name, plan
from reportgen.build.rebuild import verify_rebuilt
from reportgen.checks.run import load_checked
from reportgen.cli import main
from reportgen.compose import load_template, render
from reportgen.edition.audience import audiences_of, narrowed, parse_selection, sole
from reportgen.edition.coverage import prove_coverage
from reportgen.edition.cut import Audience, Condition
from reportgen.edition.excerpts import excerpt
from reportgen.edition.model import Edition
from reportgen.errors import FindingsError
from reportgen.project.open import open_project

TEMPLATE = """\
<report title="T">
{% if audience %}<p id="for">{{ audience.abbreviation }} | {{ audience.full }} | {{ audience.genitive }} |
{{ audience.institutions | length }} | {{ audience.where | join(";") }}</p>{% endif %}
{% for chapter in chapters %}<section id="{{ chapter.id }}"><h1 number="{{ chapter.number }}">{{ chapter.title }}</h1>
{% for section in [chapter] + chapter.children | list %}{% for item in section.items() %}
<card id="{{ item.id }}"><h2>{{ item.title }}</h2>{{ item.text or "" }}</card>{% endfor %}{% endfor %}
</section>{% endfor %}
</report>
"""
"""A template that prints all items and whom an excerpt is for."""
THEME = (LETTER / "theme.yaml").read_text()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_project(tmp_path)
    folder = tmp_path / "templates" / "plain"
    (folder / "words").mkdir(parents=True)
    (folder / "report.xml.j2").write_text(TEMPLATE)
    (folder / "theme.yaml").write_text(THEME)
    (folder / "words" / "en.yaml").write_text('where-sites: "Site {value}"\nwhere-status-done: finished\n')
    return tmp_path


@pytest.fixture
def edition(project: Path) -> Edition:
    return load_checked(open_project(project)).edition


def chosen(edition: Edition, names: str = "", *where: str) -> tuple[Audience, ...]:
    selection = parse_selection(names, where)
    return (
        narrowed(edition, audiences_of(edition).resolve(selection), selection)
        if where
        else audiences_of(edition).resolve(selection)
    )


def kept(edition: Edition, names: str = "", *where: str) -> list[str]:
    (audience,) = chosen(edition, names, *where)
    return [key for items in excerpt(edition, audience).collections.values() for key in items]


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(project), *arguments], catch_exceptions=False)


# ------------------------------------------------------------------------------------------------------- who gets what


def test_several_institutions_get_the_items_of_any(edition: Edition) -> None:
    assert kept(edition, "pa+ts") == ["new-quay", "lighthouse", "buoys", "festival"]
    (audience,) = chosen(edition, "TS + harbour")
    assert audience == Audience("harbour+tides", "PA+TS", ("harbour", "tides"))
    assert chosen(edition, "ts+ts") == (sole(edition, "tides"),)


@pytest.mark.parametrize(
    ("condition", "items"),
    [
        ("sites=north", ["new-quay"]),
        ("public=true", ["new-quay"]),
        ("budget=3.5", ["new-quay"]),
        ("status=done", ["lighthouse", "buoys"]),
        ("section=lights", ["lighthouse", "buoys"]),
        ("lead=council", ["festival"]),
        ("involved = tides", ["festival"]),
        ("title=Lighthouse", ["lighthouse"]),
    ],
)
def test_a_condition_holds_for_the_value_of_a_field_or_one_of_its_list(
    edition: Edition, condition: str, items: list[str]
) -> None:
    assert kept(edition, "", condition) == items


def test_conditions_are_anded_with_each_other_and_with_institutions(edition: Edition) -> None:
    assert kept(edition, "", "status=done", "lead=tides") == ["lighthouse"]
    assert kept(edition, "pa", "status=done") == ["lighthouse"]
    assert kept(edition, "pa+ts", "status=done") == ["lighthouse", "buoys"]


def test_a_field_without_a_value_asks_for_each_of_its_values(edition: Edition) -> None:
    assert [each.id for each in chosen(edition, "", "status")] == ["status=running", "status=done", "status=planned"]
    assert [each.id for each in chosen(edition, "pa", "status")] == [
        "harbour&status=running",
        "harbour&status=done",
        "harbour&status=planned",
    ]
    assert [each.id for each in chosen(edition, "all", "status=running")] == ["harbour&status=running"]


@pytest.mark.parametrize(
    ("names", "where", "code", "hint"),
    [
        ("", "site=north", "unknown-field", 'did you mean "sites"?'),
        ("", "text=x", "unknown-field", None),
        ("", "remark=x", "unknown-field", None),
        ("", "note=x", "unknown-field", None),
        ("", "=north", "unknown-field", None),
        ("", "status=dome", "no-items", 'did you mean "done"?'),
        ("", "sites=xyz", "no-items", "there are: north"),
        ("", "topics", "no-items", None),
        ("ts", "sites=north", "no-items", None),
        ("pa+nobody", "", "unknown-audience", None),
        ("pa+", "", "unknown-audience", None),
        ("pa+council", "", "no-items", "there are: PA, TS"),
        ("pa+hao", "", "abbreviation-not-valid", None),
    ],
)
def test_what_cannot_be_excerpted(edition: Edition, names: str, where: str, code: str, hint: str | None) -> None:
    with pytest.raises(FindingsError) as caught:
        chosen(edition, names, *([where] if where else []))
    (finding,) = caught.value.findings
    assert finding.code == code
    assert hint is None or finding.hint == hint


def test_an_abbreviation_with_a_plus_is_one_institution(tmp_path: Path) -> None:
    institutions = example("institutions").replace("abbreviation: TS", "abbreviation: T+S")
    edition = load_checked(open_project(write_project(tmp_path, institutions=institutions))).edition
    assert chosen(edition, "t+s") == (sole(edition, "tides"),)


# ---------------------------------------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("audience", "name"),
    [
        (Audience("a", "BMAS", ("a",)), "r-2030-bmas.pdf"),
        (Audience("a+b", "BMAS+BMI", ("a", "b")), "r-2030-bmas-bmi.pdf"),
        (Audience("land=NW", "land=NW", (), (Condition("land", "NW"),)), "r-2030-land-nw.pdf"),
        (Audience("a&land=NW", "BMAS&land=NW", ("a",), (Condition("land", "NW"),)), "r-2030-bmas-land-nw.pdf"),
        (Audience("x=../é: ?", "x=../é: ?", (), (Condition("x", "../é: ?"),)), "r-2030-x----é.pdf"),
    ],
)
def test_names_of_files(audience: Audience, name: str) -> None:
    assert file_name("r", "2030", audience, "pdf") == name


def test_long_names_are_cut_and_stay_different() -> None:
    first, second = (Audience(v, f"topics={v}", (), (Condition("topics", v),)) for v in ("x" * 300 + "a", "x" * 300))
    names = {file_name("r", "2030", each, "pdf") for each in (first, second)}
    assert len(names) == 2
    assert all(len(name) < 100 for name in names)


def test_excerpts_whose_files_would_have_one_name_are_refused() -> None:
    first, second = (Audience(f"x={v}", f"x={v}", (), (Condition("x", v),)) for v in ("a b", "a-b"))
    with pytest.raises(FindingsError) as caught:
        plan(False, (first, second), ("pdf",))
    assert caught.value.findings[0].code == "same-file-name"
    assert plan(False, (first, first), ("pdf",)) == (Job(first, ("pdf",)),)


# ------------------------------------------------------------------------------------------------------------- printed


def test_a_template_names_all_of_them(edition: Edition, project: Path) -> None:
    template = load_template(project / "templates" / "plain", "en")

    def printed(names: str, *where: str) -> str:
        (audience,) = chosen(edition, names, *where)
        text = render(excerpt(edition, audience), template, project, edition).text
        return " ".join(text.partition('<p id="for">')[2].partition("</p>")[0].split())

    assert printed("pa+ts") == (
        "PA and TS | Port Authority and Tide Service | the Port Authority&#39;s and Tide Service | 2 |"
    )
    assert printed("pa", "sites=north", "status=running") == (
        "PA, Site north, status: running | Port Authority, Site north, status: running | the Port Authority&#39;s "
        "| 1 | Site north;status: running"
    )
    assert printed("", "status=done") == "finished | finished | | 0 | finished"
    assert printed("ts").endswith("| 1 |")


# ------------------------------------------------------------------------------------------------------------- proven


@settings(max_examples=60, deadline=None)
@given(editions(), st.data())
def test_any_choice_is_an_ordered_part_with_all_that_belongs_to_it(edition: Edition, data: st.DataObject) -> None:
    there = audiences_of(edition).excerpted
    if not there:
        return
    names = data.draw(st.lists(st.sampled_from(there), min_size=1, unique=True))
    found = [*chosen(edition, "+".join(each.id for each in names)), *chosen(edition, "", "section")]
    parts = [excerpt(edition, each) for each in found]
    proof = prove_coverage(edition, found, parts)
    assert (proof.findings, proof.uncovered) == ((), ())
    for part in parts:
        assert part.audience is not None
        assert excerpt(part, part.audience) == part
        lost = replace(part, collections={name: {} for name in part.collections})
        assert {each.code for each in prove_coverage(edition, [part.audience], [lost]).findings} == {"not-covered"}


@pytest.mark.long
def test_they_are_built_listed_and_verified(project: Path) -> None:
    built = run(
        project, "build", "--for", "pa+ts,pa", "--where", "status=done", "--to", "pdf,docx,archive", "--no-claims"
    )
    assert built.exit_code == 0, built.output
    folder = project / "output" / "2030"
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert manifest["excerpts"] is None
    assert {file["path"]: file["audience"] for file in manifest["files"] if file["format"] == "pdf"} == {
        "harbour-report-2030-pa-status-done.pdf": {
            "id": "harbour&status=done",
            "abbreviation": "PA&status=done",
            "institutions": ["harbour"],
            "where": [{"field": "status", "value": "done"}],
        },
        "harbour-report-2030-pa-ts-status-done.pdf": {
            "id": "harbour+tides&status=done",
            "abbreviation": "PA+TS&status=done",
            "institutions": ["harbour", "tides"],
            "where": [{"field": "status", "value": "done"}],
        },
    }
    assert run(project, "build", "--to", "pdf", "--no-claims").exit_code == 0
    verified = run(project, "verify", str(folder))
    assert verified.exit_code == 0, verified.output
    for archive in sorted(folder.glob("*-archive.pdf")):
        assert verify_rebuilt(archive).problems == ()


def test_the_excerpts_for_all_values_of_a_field_are_the_whole_where_every_item_has_one(project: Path) -> None:
    built = run(project, "build", "--where", "status", "--to", "docx", "--no-claims", "--no-page-numbers")
    assert built.exit_code == 0, built.output
    proof = json.loads((project / "output" / "2030" / "manifest.json").read_bytes())["excerpts"]
    assert proof["excerpts"] == {
        "status=running": {"works": 1, "plans": 0},
        "status=done": {"works": 2, "plans": 0},
        "status=planned": {"works": 0, "plans": 1},
    }
    assert proof["joint"] == {"works": 0, "plans": 0}
    assert "in none of these excerpts" not in built.output


def test_what_no_value_covers_is_told_and_not_claimed(project: Path) -> None:
    built = run(project, "build", "--where", "sites", "--to", "docx", "--no-claims", "--no-page-numbers")
    assert built.exit_code == 0, built.output
    assert "3 items are in none of these excerpts" in built.output
    assert json.loads((project / "output" / "2030" / "manifest.json").read_bytes())["excerpts"] is None


def test_markup_of_them_is_printed_one_at_a_time(project: Path) -> None:
    assert "PA and TS, finished" in run(project, "compose", "--for", "pa+ts", "--where", "status=done").output
    assert run(project, "compose", "--where", "status").exit_code == 2
    assert run(project, "compose", "--for", "pa,ts").exit_code == 2


def test_nobody_signs_for_several(project: Path) -> None:
    signed = run(project, "sign", "--for", "pa+ts", "--by", "A")
    assert signed.exit_code == 2
    assert "[unknown-audience]" in signed.output
