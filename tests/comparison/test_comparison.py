"""Two editions compared by id: every kind of change, and nothing where nothing has changed."""

from __future__ import annotations

from typing import Any

import pytest
from comparison_kit import BASE, changes, day, figure, item, items, only
from compose_kit import edition
from msgspec.structs import replace

from reportgen.comparison import compare
from reportgen.comparison.changes import Change
from reportgen.comparison.dates import distance
from reportgen.comparison.names import DatedName, dated_name
from reportgen.edition import model as m
from reportgen.project.settings import CollectionSchema


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
