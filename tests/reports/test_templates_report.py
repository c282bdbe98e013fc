"""The interim report: what it prints, in which order, and what an excerpt says of itself."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from templates_help import ROOT, document, edition, printed, template, tree, words_of

from reportgen.compose import parse, render
from reportgen.document import nodes as n
from reportgen.document import numbering
from reportgen.document.walk import descend, plain_text
from reportgen.edition.audience import sole
from reportgen.edition.excerpts import excerpt


def texts(markup_audience: str | None, path: str) -> list[str]:
    return [words_of(found) for found in tree(printed(markup_audience)).findall(path)]


def test_parts_stand_in_the_order_of_a_report() -> None:
    sections = [block.id for block in document().children if isinstance(block, n.Section)]
    chapters = [key for key, section in edition().sections.items() if section.parent is None]
    assert isinstance(document().children[0], n.Cover)
    assert sections == ["contents", "at-a-glance", *chapters, "annex-items", "annex-register", "annex-sources"]


def test_an_imprint_is_printed_only_with_what_it_says() -> None:
    assert not tree(printed()).findall(".//section[@id='imprint']")
    assert "aus dem Inhalt erschlossen" in words_of(tree(printed()).find(".//section[@id='contents']"))


def test_every_item_has_its_place_once() -> None:
    cards = [block.id for block in descend(document()) if isinstance(block, n.Card)]
    rows = [row.id for block in descend(document()) if isinstance(block, n.Table) for row in block.body if row.id]
    assert cards == list(edition().collections["measures"])
    assert sorted(rows) == sorted(edition().collections["outlook"])


def test_the_outlook_is_sorted_by_date_with_undated_plans_last() -> None:
    root = tree(printed())
    dues = [words_of(row.find("th")) for row in root.findall(".//table[@id='ausblick-table']/tbody/tr")]
    assert dues[:4] == ["Januar 2020", "März 2020", "April 2020", "Frühsommer 2020"]
    assert dues[4:] == ["ohne Termin"] * 5


def test_the_band_shows_the_fields_by_their_items() -> None:
    bars = [float(bar.get("weight")) for bar in tree(printed()).findall(".//bar")]
    assert len(bars) == 12
    assert sum(bars) == 35
    heights = [float(bar.get("height")) for bar in tree(printed()).findall(".//bar")]
    assert max(heights) == 1


def test_every_word_of_an_item_is_printed() -> None:
    done = printed().printed
    expected = set()
    for name, items in edition().collections.items():
        for key, item in items.items():
            path = f"{name}[{key}]"
            expected |= {f"{path}.title"} | ({f"{path}.text"} if item.text else set())
            expected |= {f"{path}.dates[{i}].text" for i in range(len(item.dates))}
            expected |= {f"{path}.dates[{i}].place" for i, date in enumerate(item.dates) if date.place}
            expected |= {f"{path}.links[{i}].url" for i in range(len(item.links))}
            expected |= {f"figures[{figure}].value" for figure in item.figures}
    expected |= {f"statements[{key}].text" for key in edition().statements}
    expected |= {f"sources[{key}].title" for key in edition().sources}
    assert expected - done == set()


def test_the_annex_table_refers_to_every_measure_with_its_page() -> None:
    root = tree(printed())
    rows = root.findall(".//table[@id='annex-items-table']/tbody/tr[td]")
    assert [row.find(".//ref").get("to") for row in rows] == list(edition().collections["measures"])
    assert [row.find(".//page-ref").get("to") for row in rows] == list(edition().collections["measures"])


def test_the_chart_counts_joint_measures_for_each_institution() -> None:
    points = tree(printed()).findall(".//chart[@id='items-by-institution']//point")
    counted = {point.get("label"): int(point.get("value")) for point in points}
    assert list(counted.items())[:5] == [("BMBF", 14), ("BMWi", 14), ("BMAS", 8), ("BMI", 3), ("BMJV", 2)]
    assert sum(counted.values()) == 46


@pytest.mark.parametrize(
    ("audience", "measures", "plans"), [("forschung", 14, 5), ("wirtschaft", 14, 4), ("arbeit", 8, 3), ("kultur", 1, 0)]
)
def test_an_excerpt_says_how_much_of_the_whole_it_holds(audience: str, measures: int, plans: int) -> None:
    found = document(audience)
    assert sum(isinstance(block, n.Card) for block in descend(found)) == measures
    said = [plain_text(block.children) for block in descend(found) if isinstance(block, n.Paragraph)]
    assert any(f"{measures} von 35 Maßnahmen" in " ".join(text.split()) for text in said)
    assert any(f"{plans} von 9 Vorhaben" in " ".join(text.split()) for text in said) == bool(plans)


def test_an_excerpt_names_itself_on_cover_and_foot() -> None:
    found = document("arbeit")
    cover = found.children[0]
    assert isinstance(cover, n.Cover)
    assert cover.notice is not None
    notice = " ".join(plain_text(cover.notice.children).split())
    assert "Auszug aus dem Bericht „Ein Jahr KI-Strategie“ (2019)" in notice
    assert "die Maßnahmen und die Vorhaben des Bundesministeriums für Arbeit und Soziales" in notice
    assert found.meta.running_foot == "Stand: November 2019 · Auszug BMAS"
    assert "Auszug BMAS" in found.meta.title


def test_an_excerpt_speaks_of_one_measure_in_the_singular() -> None:
    cover = document("kultur").children[0]
    assert isinstance(cover, n.Cover)
    assert cover.notice is not None
    assert "Er enthält die Maßnahme der Beauftragten" in plain_text(cover.notice.children)
    assert texts("kultur", ".//tile-unit") == ["Maßnahme"]


def test_numbers_of_fields_are_those_of_the_whole_in_excerpts_too() -> None:
    headings = [block for block in descend(document("arbeit")) if isinstance(block, n.Heading) and block.level == 2]
    assert [heading.number for heading in headings if heading.number] == ["2.5", "2.10", "2.11", "2.12"]


def test_titles_are_never_in_capitals() -> None:
    headings = [plain_text(block.children) for block in descend(document()) if isinstance(block, n.Heading)]
    assert headings
    assert not [text for text in headings if re.fullmatch(r"[^a-zäöüß]{6,}", text)]


def test_the_same_template_prints_english_words() -> None:
    root = tree(printed(language="en"))
    assert words_of(root.find(".//section[@id='contents']/h1")) == "Contents"
    assert root.find(".//section[@id='at-a-glance']/h1").text == "At a glance"


def test_a_plan_that_carries_on_a_measure_of_others_refers_to_the_whole_report() -> None:
    whole = edition()
    plans = whole.collections["outlook"]
    key = next(key for key, plan in plans.items() if plan.continues == "reallabore")
    passed_on = {**plans, key: replace(plans[key], institutions=("arbeit",))}
    whole = replace(whole, collections={**whole.collections, "outlook": passed_on})
    full = numbering.number(parse(render(whole, template(), ROOT)))
    part = parse(render(excerpt(whole, sole(whole, "arbeit")), template(), ROOT, whole))
    found = numbering.number(part, numbering.known(full))
    table = next(node for node in descend(found) if isinstance(node, n.Table) and node.id == "ausblick-table")
    said = [plain_text(node.children) for node in descend(table) if isinstance(node, n.Paragraph)]
    assert "Führt fort: Reallabore (im vollständigen Bericht)" in said


def test_a_plan_names_the_measure_it_carries_on() -> None:
    tables = [block for block in descend(document()) if isinstance(block, n.Table)]
    rows = [row for table in tables for row in table.body if row.id == "innovationspreis-reallabore"]
    said = [plain_text(p.children) for cell in rows[0].cells for p in cell.children if isinstance(p, n.Paragraph)]
    assert said[-1] == "Führt fort: Reallabore"


def test_years_of_sources_have_no_separator() -> None:
    said = " ".join(texts(None, ".//ul[@id='sources']"))
    assert "World Intellectual Property Organization, 2019." in said
    assert "2.019" not in said


def test_column_heads_have_a_style_of_their_own() -> None:
    tables = [block for block in descend(document()) if isinstance(block, n.Table)]
    heads = [p for table in tables for row in table.head for cell in row.cells for p in cell.children]
    assert {p.role for p in heads if isinstance(p, n.Paragraph)} == {"table-head"}
