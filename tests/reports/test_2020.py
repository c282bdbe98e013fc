"""The 2020 edition: complete against 2019, every fact in its section of both files, and what a successor prints."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator

import msgspec
import needs
import pytest
from built import ROOT, silent
from facts import borrowed, facts, missing_facts
from msgspec.structs import replace
from oracles import audit, verapdf
from report_kit import PROPER_NAMES, edition, found, own_parts, source, texts

from reportgen.build.build import build
from reportgen.build.prepare import Prepared, previous_edition
from reportgen.build.request import Built, Request
from reportgen.compose import load_template
from reportgen.document import nodes as n
from reportgen.document.walk import descend, plain_text
from reportgen.edition.audience import audiences_of, parse_selection
from reportgen.edition.model import Item, Progress
from reportgen.edition.texts import rich_texts
from reportgen.project.open import open_project
from reportgen.verify import read_docx, read_pdf

WITH_NEWS = 19
UNCHANGED = 16
EXPECTED = {
    None: (35, 9, 7),
    "BMBF": (14, 5, 4),
    "BMWi": (14, 4, 3),
    "BMAS": (8, 3, 2),
    "BMI": (3, 0, 0),
    "BMJV": (2, 0, 0),
    "BMU": (1, 0, 0),
    "BMEL": (1, 0, 0),
    "BMG": (1, 0, 0),
    "BMZ": (1, 0, 0),
    "BKM": (1, 0, 0),
}
"""Measures, settled and coming items of the whole report and of each excerpt."""
KNOWN_LATER = ("Civic Coding", "Institut für KI-Sicherheit“", "234 Mitglieder", "36 Projekte", "Kenia", "Indonesien")
"""What became known only after the edition's date."""


def measures() -> dict[str, Item]:
    return edition().collections["measures"]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The whole report and every excerpt, PDF and Word."""
    request = Request("2020", parse_selection("all"), output=tmp_path_factory.mktemp("2020"), processes=2)
    return build(ROOT, request, silent)


# ---------------------------------------------------------------------------------------------------------------- data


def test_nothing_but_notes_is_found() -> None:
    assert {finding.severity for finding in found("2020")[1]} == {"note"}


def test_every_measure_of_2019_is_there_under_its_id_and_in_its_place() -> None:
    assert list(measures()) == list(edition("2019").collections["measures"])
    assert {key: item.section for key, item in measures().items()} == {
        key: item.section for key, item in edition("2019").collections["measures"].items()
    }


def test_nineteen_measures_have_news_and_sixteen_are_confirmed() -> None:
    states = Counter(item.progress.state for item in measures().values() if item.progress)
    assert states == {"reported": WITH_NEWS, "unchanged": UNCHANGED}
    assert edition().figures["massnahmen-neuer-stand"].value == WITH_NEWS
    assert edition().figures["massnahmen-unveraendert"].value == UNCHANGED


def test_news_has_a_source_and_another_text_than_in_2019() -> None:
    before = edition("2019").collections["measures"]
    for key, item in measures().items():
        news = item.progress is not None and item.progress.state == "reported"
        assert bool(item.sources) == news, key
        assert (item.text != before[key].text) == news or key == "ki-gesundheitssektor", key


def test_the_confirmations_are_said_to_be_ours() -> None:
    head = (ROOT / "data/2020/measures.yaml").read_text(encoding="utf-8").partition("\n\n")[0]
    assert "Demonstration data" in head
    assert "No ministry has confirmed anything" in head
    assert "Musterausgabe" in (edition().report.imprint.edition_note or "")


def test_the_outlook_of_2019_is_settled_item_by_item() -> None:
    balance = edition().collections["balance"]
    assert list(balance) == list(edition("2019").collections["outlook"])
    assert Counter(item.outcome.state for item in balance.values() if item.outcome) == {
        "done": 5,
        "begun": 1,
        "delayed": 1,
        "open": 2,
    }
    for key, item in balance.items():
        assert item.due == edition("2019").collections["outlook"][key].due
        assert item.outcome is not None
        assert (item.outcome.source is not None) == (item.outcome.state != "open")


def test_the_outlook_looks_ahead() -> None:
    for item in edition().collections["outlook"].values():
        assert item.due is None or (item.due.iso or "") > "2020-12-31"
        assert item.continues
        assert item.sources


def test_previous_values_are_those_of_2019() -> None:
    then = {key: figure.value for key, figure in edition("2019").figures.items()}
    moved = {key: figure for key, figure in edition().figures.items() if figure.previous is not None}
    assert {key: figure.previous for key, figure in moved.items() if key in then} == {
        "startups": 214,
        "startups-berlin": 86,
        "startups-muenchen": 57,
        "startups-zuwachs": 62,
        "ki-trainer-einsatz": 33,
        "ki-trainer-zentren": 8,
    }
    assert all(figure.previous == then[key] for key, figure in moved.items() if key in then)
    assert (moved["mittel-bund"].previous, moved["mittel-bund"].value) == (3, 5)


def test_figures_without_news_keep_value_and_date() -> None:
    for key in ("professuren-bestehend", "professuren-geplant", "studiengaenge", "zim-tagung"):
        then, now = edition("2019").figures[key], edition().figures[key]
        assert (now.value, now.as_of) == (then.value, then.as_of)


def test_nothing_that_became_known_later_is_told() -> None:
    said = msgspec.json.encode(edition()).decode()
    assert [words for words in KNOWN_LATER if words in said] == []
    years = [int(year) for _, text in rich_texts(edition()) for year in re.findall(r"\b20\d\d\b", text)]
    assert max(years) <= 2025


def test_no_text_borrows_from_the_source_of_2019() -> None:
    shared = {path: runs for path, text in rich_texts(edition()) if (runs := borrowed(text, PROPER_NAMES))}
    assert shared == {}


def test_the_list_of_facts_covers_the_whole_report() -> None:
    parts = {key for items in edition().collections.values() for key in items} | edition().sections.keys()
    assert facts("2020").keys() == parts | {"report", "sources"}


# --------------------------------------------------------------------------------------------------------------- files


@pytest.mark.long
@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_every_fact_stands_in_its_own_section_of_the_file(report: Built, format_: str) -> None:
    read = {"pdf": read_pdf, "docx": read_docx}[format_]
    (whole,) = [file for file in report.manifest.files if file.format == format_ and file.audience is None]
    said = dict(texts(read(report.folder / whole.path), source().whole))
    assert missing_facts(said | own_parts(said, report.folder / whole.path), "2020") == []


@pytest.mark.long
@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_the_whole_report_and_every_ministry_have_their_items(report: Built, format_: str) -> None:
    counted = {
        file.audience["abbreviation"] if file.audience else None: tuple(
            len(file.items[name]) for name in ("measures", "balance", "outlook")
        )
        for file in report.manifest.files
        if file.format == format_
    }
    assert counted == EXPECTED


def test_the_excerpts_together_are_the_whole(report: Built) -> None:
    data = json.loads((report.folder / "manifest.json").read_bytes())
    assert data["excerpts"]["joint"] == {"measures": 8, "balance": 2, "outlook": 1}
    assert len(data["excerpts"]["proven"]) == 3


def test_every_pdf_conforms(report: Built) -> None:
    claims = {file.path: file.claims for file in report.manifest.files if file.format == "pdf"}
    assert set(claims.values()) == {("pdf/ua-1", "pdf/a-2a")}


@pytest.mark.long
def test_every_word_file_is_sound(report: Built) -> None:
    for file in report.manifest.files:
        if file.format == "docx":
            assert audit.errors(report.folder / file.path) == [], file.path


@needs.pdf_validator
def test_verapdf_finds_nothing(report: Built) -> None:
    wanted = [report.folder / file.path for file in report.manifest.files if file.format == "pdf"][:2]
    assert {path.name: found for path, found in verapdf.check(wanted).items() if found} == {}


# ---------------------------------------------------------------------------------------------- what a successor prints


def said(block: object) -> str:
    parts = (node.text for node in descend(block) if isinstance(node, n.Text))
    return " ".join(" ".join(parts).split())


def blocks(institution: str | None = None) -> Iterator[object]:
    return descend(source().document(audiences_of(source().edition).find(institution) if institution else None))


def named(key: str, institution: str | None = None) -> object:
    return next(block for block in blocks(institution) if getattr(block, "id", None) == key)


@pytest.mark.parametrize(
    ("tile", "words"),
    [
        ("startups", "Juni 2019 : 214 ( +15 % )"),
        ("mittel-bund", "November 2018 : 3 ( +67 % )"),
        ("ki-trainer-einsatz", "Juni 2019 : 33"),
        ("professuren-besetzt", "Ziel: 100"),
        ("studiengaenge", "Seit 2019 nicht neu erhoben."),
    ],
)
def test_tiles_show_what_was_before(tile: str, words: str) -> None:
    assert words.replace(" ", "") in said(named(tile)).replace("\u00a0", "").replace(" ", "")


def test_over_fifty_has_no_percentage() -> None:
    assert "%" not in said(named("ki-trainer-einsatz"))


@pytest.mark.parametrize(
    ("chart", "points"),
    [
        ("startups-verlauf", [("2018", "132"), ("Juni 2019", "214"), ("März 2020", "247")]),
        ("exist-verlauf", [("2018", "40"), ("2019", "78,03"), ("2020", "104,07")]),
    ],
)
def test_charts_over_time(chart: str, points: list[tuple[str, str]]) -> None:
    drawn = named(chart)
    assert isinstance(drawn, n.Chart)
    assert [(point.label.replace("\u00a0", " "), point.text) for point in drawn.series[0].points] == points
    assert all(point.origin for point in drawn.series[0].points)


def test_the_chart_of_a_measure_stands_in_its_card() -> None:
    card = named("exist-haushaltsmittel")
    assert [block.id for block in descend(card) if isinstance(block, n.Chart)] == ["exist-verlauf"]


def test_an_unchanged_measure_says_so_and_a_reported_one_its_date() -> None:
    field = said(named("verwaltung-hoheitliche-aufgaben"))
    assert field.index("Unverändert seit 2019, bestätigt am 10.12.2020") < field.index(said(named("cybersicherheit")))
    brief = named("cybersicherheit")
    assert isinstance(brief, n.Card)
    assert brief.kind == "brief"
    assert "Sachstand 1. September 2020" in said(named("ki-trainer")).replace("\u00a0", " ")


def test_the_balance_says_state_and_date_in_words() -> None:
    table = named("bilanz-table")
    assert isinstance(table, n.Table)
    states = [said(row.cells[1]).split(" ")[1].strip() for row in table.body]
    assert states == ["erledigt"] * 3 + ["verzögert"] + ["erledigt"] * 2 + ["begonnen"] + ["offen"] * 2


def test_changed_figures_stand_in_an_annex_and_in_the_excerpts_they_concern() -> None:
    whole, own = named("annex-changes-table"), named("annex-changes-table", "wirtschaft")
    assert isinstance(whole, n.Table)
    assert isinstance(own, n.Table)
    assert len(whole.body) == 8
    assert [said(row.cells[0]).partition(" ")[0] for row in own.body] == [
        "KI-Trainerinnen", "Kompetenzzentren", "Haushaltsmittel", "aus",
    ]  # fmt: skip


def test_what_happened_to_single_measures_stands_in_the_annex() -> None:
    """The edition with a measure renamed, one with another ministry, one that is new and one that is gone."""
    own = dict(measures())
    own["reallabore"] = replace(own["reallabore"], title="Reallabore für alle")
    moved = Progress(state="moved", moved_from=("kultur",))
    own["autonom"] = replace(own["autonom"], institutions=("arbeit",), progress=moved)
    own["neues"] = replace(own["ki-landkarte"], title="Neues Vorhaben", progress=None)
    del own["fair-forward"]
    other = replace(edition(), collections={**edition().collections, "measures": own})
    project = open_project(ROOT)
    template = load_template(project.template, "de")
    whole = Prepared(ROOT, other, template, previous_edition(project, other)).whole
    lists = {block.id: said(block) for block in descend(whole) if isinstance(block, n.ListBlock)}
    assert {key.removeprefix("annex-changes-"): text for key, text in lists.items() if key.startswith("annex-c")} == {
        "new": "Neues Vorhaben",
        "moved": "Sonderprogramm AUTONOM – Künstliche Intelligenz und Darstellende Künste (bisher: BKM)",
        "renamed": "Reallabore für alle (bisher: Reallabore)",
        "ended": "Künstliche Intelligenz für Alle – FAIR Forward",
    }
    lead = next(b for b in descend(whole) if isinstance(b, n.Paragraph) and b.id == "annex-changes.p1")
    assert said(lead) == (
        "Von 35 Maßnahmen haben 18 einen neuen Sachstand, hat eine das Ressort gewechselt"
        " und bestehen 15 unverändert fort."
    )


def test_annexes_are_lettered_in_order() -> None:
    headings = [block for block in blocks() if isinstance(block, n.Heading) and block.level == 1]
    assert [(h.number, plain_text(h.children)) for h in headings if h.number and h.number in "ABCD"] == [
        ("A", "Alle Maßnahmen"),
        ("B", "Änderungen gegenüber 2019"),
        ("C", "Maßnahmen nach Ressort"),
        ("D", "Quellen und Abkürzungen"),
    ]


def test_an_edition_without_predecessor_prints_none_of_it() -> None:
    project = open_project(ROOT)
    before = Prepared(ROOT, edition("2019"), load_template(project.template, "de")).whole
    text = " ".join(node.text for node in descend(before) if isinstance(node, n.Text))
    assert not [words for words in ("Unverändert", "Sachstand", "Änderungen gegenüber", "läuft") if words in text]


def test_the_same_parts_print_english_words() -> None:
    english = replace(edition(), language="en")
    project = open_project(ROOT)
    whole = Prepared(ROOT, english, load_template(project.template, "en"), previous_edition(project, english)).whole
    text = " ".join(said(block) for block in descend(whole) if isinstance(block, n.Paragraph | n.Heading | n.Terms))
    for words in (
        "Changes since 2019",
        "What became of it",
        "● done",
        "◔ delayed",
        "Result: five done, one begun, one delayed, and two open.",
        "Of 35 measures, 19 have news and 16 go on unchanged.",
        "Unchanged since 2019, confirmed 12/10/2020",
    ):
        assert words in text, words
