"""The 2019 report as data: complete, at home in the right section, and in its own words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
import pytest
import yaml
from facts import borrowed, facts, missing_facts, normalise, shingles
from paths import ROOT
from report_kit import PROPER_NAMES

from reportgen.edition.model import Date, Edition, Figure, Item

DATA = ROOT / "data"
AS_OF = "2019-11-15"
FILES = {
    "report": "report",
    "sections": "sections",
    "figures": "key-figures",
    "statements": "statements",
    "charts": "charts",
    "sources": "sources",
    "abbreviations": "abbreviations",
}


def read(path: Path) -> object:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


@cache
def edition() -> Edition:
    """The data files of 2019, checked against the models."""
    content = {key: read(DATA / "2019" / f"{name}.yaml") for key, name in FILES.items()}
    content |= {
        "name": "2019",
        "as_of": AS_OF,
        "language": "de",
        "institutions": read(DATA / "institutions.yaml"),
        "collections": {name: read(DATA / "2019" / f"{name}.yaml") for name in ("measures", "outlook")},
    }
    return msgspec.json.decode(json.dumps(content), type=Edition)


def items() -> dict[str, Item]:
    return {key: item for collection in edition().collections.values() for key, item in collection.items()}


# ------------------------------------------------------------------------------------------- texts as they are printed


def number(figure: Figure) -> str:
    value = figure.text or (f"{figure.value}–{figure.upper}" if figure.upper else str(figure.value))
    return f"{figure.qualifier} {value}" if figure.qualifier else value


def abbreviation(institution: str) -> str:
    name = edition().institutions[institution].name_on(AS_OF)
    assert name is not None, institution
    return name.abbreviation


def _filled(match: re.Match[str]) -> str:
    name, _, part = match[1].partition(".")
    if name.startswith("@"):
        return abbreviation(name[1:])
    figure = edition().figures[name]
    return f"{number(figure)} {figure.unit}" if part == "unit" else number(figure)


def printed(text: str | None) -> str:
    """A text with its references filled in and its Markdown taken off."""
    plain = re.sub(r"\[([^\]]+)\](?:\{lang=\w+\}|\([^)]*\))", r"\1", text or "")
    return re.sub(r"\{(@?[a-z0-9-]+(?:\.[a-z]+)?)\}", _filled, plain)


def figures_line(figure: Figure) -> str:
    return f"{number(figure)} {figure.label}"


def item_text(item: Item) -> str:
    """What is printed for an item: prose, but not the lists that only serve searching and counting."""
    dates = [*item.dates, *([item.due] if item.due else [])]
    return "\n".join(
        (
            item.title,
            *(abbreviation(name) for name in (*item.institutions, *item.involved)),
            *(f"{date.label or ''}\n{date.text}\n{date.place or ''}" for date in dates),
            printed(item.text),
            *(figures_line(edition().figures[name]) for name in item.figures),
            *(link.text or link.url for link in item.links),
        )
    )


def section_text(key: str) -> str:
    """What is printed for a section itself: heading, texts, and statements with their sources."""
    section = edition().sections[key]
    statements = [statement for statement in edition().statements.values() if statement.about == key]
    sources = [edition().sources[statement.source] for statement in statements if statement.source]
    return "\n".join(
        (
            section.title,
            printed(section.lead),
            printed(section.text),
            *(printed(statement.text) for statement in statements),
            *(source.short or source.title for source in sources),
        )
    )


def data_texts() -> dict[str, str]:
    texts = {"report": edition().report.title}
    texts["sources"] = "\n".join(
        "\n".join(filter(None, (source.author, source.title, source.publisher, source.url, source.short)))
        for source in edition().sources.values()
    )
    texts |= {key: section_text(key) for key in edition().sections}
    texts |= {key: item_text(item) for key, item in items().items()}
    return texts


def proses() -> Iterator[tuple[str, str]]:
    """Every text in prose with the name of its place; titles and headings are names and stay out."""
    report = edition().report
    yield "report.introduction", printed(report.introduction)
    yield "report.summary", printed(report.summary)
    for key, section in edition().sections.items():
        yield key, printed(section.lead)
        yield key, printed(section.text)
    for key, item in items().items():
        yield key, printed(item.text)
    for key, statement in edition().statements.items():
        yield key, printed(statement.text)
    for key, figure in edition().figures.items():
        yield key, f"{number(figure)} {figure.statement}"
    for key, chart in edition().charts.items():
        yield key, f"{chart.title}. {chart.measure}"


# -------------------------------------------------------------------------------------------------------------- counts


def test_the_report_has_all_its_parts() -> None:
    sections = edition().sections.values()
    assert sum(section.parent is None for section in sections) == 3
    assert [s.number for s in sections if s.parent == "umsetzung"] == [f"2.{n}" for n in range(1, 13)]
    assert sum(section.parent == "zahlen-daten-fakten" for section in sections) == 4
    assert len(edition().collections["measures"]) == 35
    assert len(edition().collections["outlook"]) == 9
    assert len(edition().statements) == 4
    chapter_1 = {key for key, section in edition().sections.items() if section.parent == "zahlen-daten-fakten"}
    assert sum(figure.about in chapter_1 for figure in edition().figures.values()) == 11


def test_measures_per_field_of_action() -> None:
    counted = Counter(item.section for item in edition().collections["measures"].values())
    fields = [key for key, section in edition().sections.items() if section.parent == "umsetzung"]
    assert [counted[field] for field in fields] == [4, 2, 4, 2, 4, 2, 2, 3, 2, 1, 4, 5]
    assert counted.keys() == set(fields)


def test_measures_stand_in_the_order_of_their_fields() -> None:
    order = list(edition().sections)
    places = [order.index(item.section) for item in edition().collections["measures"].values()]
    assert places == sorted(places)


MEASURES = {
    "BMBF": 14,
    "BMWi": 14,
    "BMAS": 8,
    "BMI": 3,
    "BMJV": 2,
    "BMU": 1,
    "BMEL": 1,
    "BMG": 1,
    "BMZ": 1,
    "BKM": 1,
}
OUTLOOK = {"BMBF": 5, "BMWi": 4, "BMAS": 3, "BReg": 1}


@pytest.mark.parametrize(("collection", "expected"), [("measures", MEASURES), ("outlook", OUTLOOK)])
def test_items_per_institution(collection: str, expected: dict[str, int]) -> None:
    chosen = edition().collections[collection].values()
    counted = Counter(abbreviation(name) for item in chosen for name in (*item.institutions, *item.involved))
    assert counted == expected


def test_eight_measures_are_joint() -> None:
    assert sum(len(item.institutions) > 1 for item in edition().collections["measures"].values()) == 8


def test_figures_about_the_report_itself_agree_with_the_data() -> None:
    measures, figures = edition().collections["measures"].values(), edition().figures
    assert figures["massnahmen"].value == len(measures)
    assert figures["massnahmen-gemeinsam"].value == sum(len(item.institutions) > 1 for item in measures)
    assert figures["handlungsfelder"].value == len({item.section for item in measures})
    assert figures["vorhaben"].value == len(edition().collections["outlook"])
    assert figures["ki-trainer-zentren"].value == len(edition().collections["measures"]["ki-trainer"].places)


def test_the_source_says_nothing_of_lead_state_or_imprint() -> None:
    assert not any(item.lead or item.status for item in items().values())
    assert edition().report.imprint.publishers == ()
    assert all(figure.previous is None for figure in edition().figures.values())


# --------------------------------------------------------------------------------------------------------------- facts


def test_every_fact_stands_in_its_own_section() -> None:
    assert missing_facts(data_texts()) == []


def test_the_list_of_facts_covers_the_whole_report() -> None:
    listed = facts()
    assert listed.keys() == {"report", "sources"} | edition().sections.keys() | items().keys()
    counted = Counter(kind for kinds in listed.values() for kind, entries in kinds.items() for _ in entries)
    assert counted == {
        "headings": 20,
        "titles": 44,
        "institutions": 59,
        "names": counted["names"],
        "dates": 37,
        "durations": 2,
        "numbers": 22,
        "sources": 5,
        "addresses": 4,
    }
    assert counted["names"] > 230


def test_a_fact_in_another_section_does_not_count() -> None:
    texts = data_texts()
    texts["fokusgruppe-arbeitswelt"], texts["autonom"] = texts["autonom"], texts["fokusgruppe-arbeitswelt"]
    assert "fokusgruppe-arbeitswelt: numbers: 30" in missing_facts(texts)


def test_a_number_inside_another_does_not_count() -> None:
    texts = data_texts() | {"forschungsfoerderung": "1.500 und 2015 und 15,5"}
    assert "forschungsfoerderung: numbers: 15" in missing_facts(texts)


def test_layout_does_not_hide_a_fact() -> None:
    spaced = {key: re.sub("Intelligenz", "Intel\u00adli\u00adgenz", text) for key, text in data_texts().items()}
    assert missing_facts({key: text.replace(" ", "\u00a0\n") for key, text in spaced.items()}) == []


# ------------------------------------------------------------------------------------------------------------- wording


def test_no_text_borrows_from_the_source() -> None:
    found = {place: shared for place, text in proses() if (shared := borrowed(text, PROPER_NAMES))}
    assert found == {}


def test_a_borrowed_name_is_found_where_it_is_not_allowed() -> None:
    name = PROPER_NAMES[1]
    assert borrowed(f"Der Wettbewerb „{name}“ läuft.", ()) != []
    assert borrowed(f"Der Wettbewerb „{name}“ läuft.", PROPER_NAMES) == []
    assert len(list(shingles(name))) == 2


def test_every_reference_in_a_text_resolves() -> None:
    targets = edition().sections.keys() | items().keys()
    for text in rich_texts():
        printed(text)
        assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= targets


def rich_texts() -> Iterator[str]:
    sections = edition().sections.values()
    texts = [edition().report.introduction, edition().report.summary]
    texts += [text for section in sections for text in (section.lead, section.text)]
    texts += [item.text for item in items().values()]
    texts += [statement.text for statement in edition().statements.values()]
    return filter(None, texts)


def test_every_figure_is_printed() -> None:
    named = {name.split(".")[0] for text in rich_texts() for name in re.findall(r"\{([a-z0-9.-]+)\}", text)}
    named |= {name for item in items().values() for name in item.figures}
    assert edition().figures.keys() <= named


def test_no_number_is_written_twice() -> None:
    """Prose carries no digits of its own but for years, days, names and references."""
    names = r"Kapitel \d|Modul \d|4\.0|G7|G20|\d{4}\b"
    for text in rich_texts():
        assert not re.search(r"(?<![\w-])\d+(?![\w-])", re.sub(rf"{names}|\{{[^}}]*\}}|\([^)]*\)", "", text)), text


def test_ids_that_records_name_exist() -> None:
    data = edition()
    places = data.sections.keys() | items().keys()
    for item in items().values():
        assert {*item.institutions, *item.involved} <= data.institutions.keys()
        assert item.section in data.sections
        assert item.continues is None or item.continues in items()
    for record in (*data.figures.values(), *data.statements.values(), *data.charts.values()):
        assert record.about in places
        assert record.source is None or record.source in data.sources
    for figure in data.figures.values():
        assert {figure.part_of, figure.same_as} - {None} <= data.figures.keys()
    assert set(data.report.key_figures) <= data.figures.keys()


def test_ids_are_unique_across_sections_items_and_figures() -> None:
    data = edition()
    groups = (data.sections, items(), data.figures, data.statements, data.charts)
    counted = Counter(key for group in groups for key in group)
    assert [key for key, times in counted.items() if times > 1] == []


def dates() -> Iterator[Date]:
    for item in items().values():
        yield from item.dates
        if item.due:
            yield item.due


def test_a_date_shows_its_year_unless_it_has_none() -> None:
    for date in dates():
        if date.precision not in {"vague", "duration"}:
            assert date.iso is not None
            assert date.iso[:4] in date.text


def test_every_date_of_a_measure_says_what_happens() -> None:
    assert all(date.label for item in edition().collections["measures"].values() for date in item.dates)


TYPEWRITTEN = re.compile(r"[\"']| - |\d-\d|\*innen|\.\.\.| {2}")


def test_typographic_signs_and_pair_forms() -> None:
    texts = [text for _, text in proses()] + [item.title for item in items().values()]
    assert [text for text in texts if TYPEWRITTEN.search(text.replace("4.0-", ""))] == []
    assert all(text.count("„") == text.count("“") for text in texts)


def test_titles_are_not_in_capitals() -> None:
    titles = [s.title for s in edition().sections.values()] + [item.title for item in items().values()]
    assert not [title for title in titles if title.isupper()]
    assert all(title[0].isupper() or title[0] == "„" for title in titles)


def test_abbreviations_in_texts_are_explained() -> None:
    known = edition().abbreviations.keys() | {
        abbreviation(name) for item in items().values() for name in item.institutions
    }
    words = " ".join([text for _, text in proses()] + [item.title for item in items().values()])
    own_names = {"AUTONOM", "EXIST", "FAIR", "GAIA-X"}
    short_forms = {
        w for w in re.findall(r"\b[A-Z][A-Za-z]?[A-Z][A-Za-z]*\b|\bG\d+\b", words) if sum(c.isupper() for c in w) > 1
    }
    assert short_forms - own_names - {"GAIA", "UnternehmerTUM"} - known == set()
    used = set(re.findall(r"\w+", normalise(words + " ".join(s.title for s in edition().sources.values()))))
    assert edition().abbreviations.keys() - used == set()


def test_data_files_name_their_schema() -> None:
    for path in sorted(DATA.rglob("*.yaml")):
        folder = "schema" if path.parent == DATA else "../schema"
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema={folder}/{path.stem}.schema.json"
