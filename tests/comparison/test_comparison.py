"""Two editions compared by id: every kind of change, and nothing where nothing has changed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from changed import EVERY_KIND, copy_project, second_edition
from compose_kit import edition
from msgspec.structs import replace

from reportgen.checks.run import load_checked
from reportgen.comparison import compare, excerpted
from reportgen.comparison.changes import KINDS, Change, ComparedEdition, Comparison, FigureChanged
from reportgen.comparison.data import as_json
from reportgen.comparison.dates import distance
from reportgen.comparison.names import DatedName, dated_name
from reportgen.comparison.text import lines
from reportgen.edition import model as m
from reportgen.edition.audience import sole
from reportgen.edition.excerpts import excerpt
from reportgen.edition.loading import load
from reportgen.project.open import open_project
from reportgen.project.settings import CollectionSchema


def changes(old: m.Edition, new: m.Edition, kind: str) -> list[Any]:
    return [change for change in compare(old, new).changes if change.kind == kind]


def only(old: m.Edition, new: m.Edition) -> Any:
    found = compare(old, new).changes
    assert len(found) == 1, found
    return found[0]


def items(base: m.Edition, **more: m.Item | None) -> m.Edition:
    """The edition with other measures; None takes one away."""
    kept = {**base.collections["measures"], **more}
    measures = {key: item for key, item in kept.items() if item is not None}
    return replace(base, collections={**base.collections, "measures": measures})


def item(base: m.Edition, key: str = "eins", **fields: Any) -> m.Edition:
    """The edition with one measure changed."""
    return items(base, **{key: replace(base.collections["measures"][key], **fields)})


def figure(base: m.Edition, key: str = "zahl", **fields: Any) -> m.Edition:
    """The edition with one figure changed."""
    return replace(base, figures={**base.figures, key: replace(base.figures[key], **fields)})


def day(iso: str, precision: Any = "day", **more: Any) -> m.Date:
    return m.Date(text=iso, iso=iso, precision=precision, **more)


BASE = edition()


def test_an_edition_does_not_differ_from_itself() -> None:
    assert compare(BASE, edition()).changes == ()


def test_new_and_ended_items_are_told_by_their_ids() -> None:
    fresh = m.Item(title="Eins", section="feld", institutions=("umwelt",))
    found = compare(BASE, items(BASE, eins=None, drei=fresh)).changes
    assert [(each.kind, each.id) for each in found] == [("new", "drei"), ("ended", "eins")]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"progress": m.Progress(state="ended", note="erfüllt")}, "ended"),
        ({"status": "ended"}, "ended"),
        ({"progress": m.Progress(state="merged", into="zwei")}, "merged"),
        ({"status": "running"}, "state"),
        ({"title": "Anders"}, "renamed"),
        ({"section": "unter"}, "moved"),
        ({"institutions": ("arbeit",)}, "moved"),
        ({"lead": "arbeit"}, "moved"),
        ({"text": "Ein anderer Text."}, "text"),
        ({"partners": ("D",)}, "value"),
        ({"due": m.Date(text="in Kürze", iso=None, precision="vague")}, "date"),
        ({"extra": {"budget": 5}}, "value"),
    ],
)
def test_a_changed_item_gives_one_change_of_its_kind(fields: dict[str, Any], kind: str) -> None:
    found: Change = only(BASE, item(BASE, **fields))
    assert (found.kind, found.path) == (kind, "measures[eins]")


def test_the_end_of_an_item_tells_its_note_and_a_merger_where_it_went() -> None:
    ended = only(BASE, item(BASE, progress=m.Progress(state="ended", note="erfüllt")))
    merged = only(BASE, item(BASE, progress=m.Progress(state="merged", into="zwei")))
    assert (ended.reason, ended.note) == ("progress", "erfüllt")
    assert (merged.into, merged.into_title) == ("zwei", "Zwei")


def test_the_lead_of_a_section_is_a_text_and_that_of_an_item_an_institution() -> None:
    section = replace(BASE.sections["feld"], lead="Zwei Maßnahmen.")
    before = replace(BASE, sections={**BASE.sections, "feld": section})
    after = replace(BASE, sections={**BASE.sections, "feld": replace(section, lead="Drei Maßnahmen.")})
    found = only(before, after)
    assert (found.kind, found.field, found.old, found.new) == ("text", "lead", "Zwei Maßnahmen.", "Drei Maßnahmen.")
    moved = only(item(BASE, lead="arbeit"), item(BASE, lead="umwelt"))
    assert (moved.kind, moved.old_labels, moved.new_labels) == ("moved", ("BMA",), ("BMU",))


def test_what_editors_note_and_what_is_carried_over_is_no_change() -> None:
    carried = replace(item(BASE, note="nachfragen"), report=replace(BASE.report, carried=True, notes=("x",)))
    assert compare(BASE, figure(carried, carried=True)).changes == ()


def test_what_editors_note_on_dates_and_statements_is_no_change() -> None:
    when, noted = day("2020-05-01"), day("2020-05-01", note="nachfragen", iso_from="Vorlage", year_inferred=True)
    before = figure(item(BASE, dates=(when,), due=when), as_of=when, target=2)
    before = replace(before, statements={"satz": m.Statement(about="feld", text="So ist es.")})
    after = figure(item(before, dates=(noted,), due=noted), as_of=noted)
    after = replace(after, statements={"satz": replace(before.statements["satz"], note="woher?")})
    assert compare(before, after).changes == ()
    assert only(before, figure(after, target=3)).field == "target"


def test_the_note_below_a_chart_is_a_text() -> None:
    noted = {"bild": replace(BASE.charts["bild"], note="Ohne Berlin.")}
    found = only(BASE, replace(BASE, charts=noted))
    assert (found.kind, found.field, found.new) == ("text", "note", "Ohne Berlin.")


def test_a_successor_says_how_items_stand_and_that_is_no_change() -> None:
    new = replace(item(BASE, progress=m.Progress(state="reported")), name="2020", previous="2019")
    found = compare(BASE, new)
    assert found.changes == ()
    assert found.standing == {"measures": {"reported": ("eins",), "carried": ("zwei",)}}
    assert [each.field for each in changes(BASE, replace(new, name="2019", previous=None), "state")] == ["progress"]


def test_what_a_new_edition_rolls_forward_is_no_change_of_figures() -> None:
    new = replace(figure(BASE, previous=1205, previous_as_of=day("2019", "year")), name="2020", previous="2019")
    assert compare(BASE, new).changes == ()
    assert [each.field for each in compare(BASE, figure(BASE, previous=1205)).changes] == ["previous"]


def test_an_item_that_was_announced_is_settled_and_not_moved() -> None:
    plan = BASE.collections["measures"]["eins"]
    schemas = {"outlook": CollectionSchema(settled_in="balance"), "balance": CollectionSchema()}
    old = replace(BASE, collections={"outlook": {"plan": plan}, "balance": {}}, collection_schemas=schemas)
    settled = replace(plan, section="unter", outcome=m.Outcome(state="done", date=day("2020-12-02")))
    new = replace(old, collections={"outlook": {}, "balance": {"plan": settled}})
    found = only(old, new)
    assert (found.kind, found.announced_in, found.outcome.state) == ("settled", "outlook", "done")
    elsewhere = replace(new, collection_schemas={})
    assert [each.what for each in changes(replace(old, collection_schemas={}), elsewhere, "moved")] == [
        "collection",
        "section",
    ]


# ------------------------------------------------------------------------------------------------------ numbers, dates


@pytest.mark.parametrize(
    ("before", "after", "absolute", "relative", "better", "points"),
    [
        ({"value": 214}, {"value": 247}, 33, 33 / 214, None, False),
        ({"value": 0.1}, {"value": 0.3}, 0.2, 2.0, None, False),
        ({"value": 0}, {"value": 5}, 5, None, None, False),
        ({"value": -4}, {"value": -2}, 2, 0.5, None, False),
        ({"value": 5, "kind": "rank", "lower_is_better": True}, {"value": 3}, -2, None, True, False),
        ({"value": 5, "kind": "rank"}, {"value": 3}, -2, None, False, False),
        ({"value": 58, "kind": "share", "unit": "%"}, {"value": 61}, 3, 3 / 58, None, True),
        ({"value": 3, "unit": "Mio."}, {"value": 5, "unit": "Mrd."}, None, None, None, False),
        ({"value": 3}, {"value": None}, None, None, None, False),
    ],
)
def test_figures_change_by_so_much(
    before: dict[str, Any],
    after: dict[str, Any],
    absolute: float | None,
    relative: float | None,
    better: bool | None,
    points: bool,
) -> None:
    old = figure(BASE, **before)
    found = only(old, figure(old, **after))
    assert found.absolute == absolute
    assert found.relative == (pytest.approx(relative) if relative is not None else None)
    assert (found.better, found.points) == (better, points)


def test_a_figure_of_a_later_day_is_told_though_its_value_is_the_same() -> None:
    found = only(BASE, figure(BASE, as_of=day("2020-03", "month")))
    assert (found.absolute, found.new_as_of.iso) == (0, "2020-03")
    assert [each.field for each in changes(BASE, figure(BASE, value=1300, upper=1400, target=2000), "figure")] == [
        "value",
        "upper",
        "target",
    ]


@pytest.mark.parametrize(
    ("old", "new", "days", "words"),
    [
        (day("2020-06-01"), day("2020-12-02"), 184, "184 days later"),
        (day("2020-06", "month"), day("2021-03", "month"), 273, "9 months later"),
        (day("2022", "year"), day("2021", "year"), -365, "1 year earlier"),
        (day("2020-03-01"), day("2020-02-29"), -1, "1 day earlier"),
        (day("2020/2022", "span"), day("2020/2023", "span"), 365, "365 days later"),
        (day("P1Y", "duration"), day("2021", "year"), None, ""),
    ],
)
def test_dates_move_by_so_much(old: m.Date, new: m.Date, days: int | None, words: str) -> None:
    found = only(item(BASE, due=old), item(BASE, due=new))
    assert (found.field, found.days) == ("due", days)
    assert distance(old, new) == words


def test_dates_are_the_same_by_label_then_by_day_whatever_their_order() -> None:
    begin, end, meeting = (day(f"2020-0{i}-01", label=label) for i, label in enumerate(("Beginn", "Ende", "Tagung"), 1))
    later, renamed = replace(begin, iso="2020-05-01"), replace(meeting, label="Sitzung")
    found = compare(item(BASE, dates=(begin, end, meeting)), item(BASE, dates=(end, renamed, later))).changes
    assert [(each.old.label, each.new.label, each.days) for each in found] == [  # type: ignore[attr-defined]
        ("Tagung", "Sitzung", None),
        ("Beginn", "Beginn", 121),
    ]


# --------------------------------------------------------------------------------------------------------------- names

HOUSES = {
    "forschung": m.Institution(
        kind="ministry",
        names=(
            m.Name(abbreviation="BMBF", full="Bildung und Forschung", valid_to="2025-05-05"),
            m.Name(abbreviation="BMFTR", full="Forschung, Technologie und Raumfahrt", valid_from="2025-05-06"),
        ),
    ),
    "verkehr": m.Institution(
        kind="ministry",
        names=(m.Name(abbreviation="BMVI", full="Verkehr", valid_to="2021-12-07"),),
        successors=("digital", "bau"),
    ),
    "digital": m.Institution(
        kind="ministry", names=(m.Name(abbreviation="BMDV", full="Digitales", valid_from="2021-12-08"),)
    ),
    "bau": m.Institution(kind="ministry", names=(m.Name(abbreviation="BMWSB", full="Bau", valid_from="2021-12-08"),)),
}


def dated(day: str) -> m.Edition:
    measure = m.Item(title="M", section="feld", institutions=("forschung", "verkehr"))
    return replace(BASE, name=day[:4], as_of=day, institutions=HOUSES, collections={"measures": {"m": measure}})


@pytest.mark.parametrize(
    ("institution", "then", "today", "said"),
    [
        ("forschung", "2018-11-15", "2021-12-31", "BMBF"),
        ("forschung", "2018-11-15", "2025-12-31", "BMBF (heute BMFTR)"),
        ("forschung", "2021-12-31", "2025-12-31", "BMBF (heute BMFTR)"),
        ("verkehr", "2018-11-15", "2021-06-01", "BMVI"),
        ("verkehr", "2018-11-15", "2025-12-31", "BMVI (heute BMDV, BMWSB)"),
        ("digital", "2025-12-31", "2025-12-31", "BMDV"),
        ("fremd", "2018-11-15", "2025-12-31", "fremd"),
    ],
)
def test_institutions_are_called_as_then_and_as_today(institution: str, then: str, today: str, said: str) -> None:
    assert dated_name(dated("2018-11-15"), institution, then, today).said("{old} (heute {new})") == said


def test_successors_that_lead_in_a_circle_end() -> None:
    one = replace(HOUSES["verkehr"], successors=("verkehr",))
    assert dated_name(replace(BASE, institutions={"verkehr": one}), "verkehr", "2018-01-01", "2025-01-01") == DatedName(
        "BMVI"
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2018-11-15", "2021-06-30", {}),
        ("2018-11-15", "2021-12-31", {"verkehr": (None, ["BMDV", "BMWSB"])}),
        ("2021-12-31", "2025-12-31", {"forschung": ("BMFTR", [])}),
        ("2018-11-15", "2025-12-31", {"forschung": ("BMFTR", []), "verkehr": (None, ["BMDV", "BMWSB"])}),
    ],
)
def test_renamed_and_divided_institutions_are_changes_by_date(old: str, new: str, expected: dict[str, Any]) -> None:
    found = changes(dated(old), dated(new), "institution")
    assert {each.id: (each.new, [name for _, name in each.successors]) for each in found} == expected


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
