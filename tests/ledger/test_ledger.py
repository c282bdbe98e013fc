"""The ledger of figures: every one with all that is known, as text, CSV and workbook."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from paths import ROOT

from reportgen.build.printed import where_printed
from reportgen.checks.run import load_checked
from reportgen.cli import main
from reportgen.edition.model import Edition
from reportgen.ledger.csvfile import as_csv, open_data
from reportgen.ledger.entries import COLUMNS, Entry, entries
from reportgen.ledger.read import figure_paths, read_ledger
from reportgen.ledger.text import as_text
from reportgen.ledger.workbook import as_xlsx
from reportgen.project.open import open_project
from reportgen.text.tables import as_text as cell_text

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@cache
def edition(name: str = "2020") -> Edition:
    return load_checked(open_project(ROOT), name).edition


@cache
def ledger() -> dict[str, Entry]:
    loaded = load_checked(open_project(ROOT), "2020")
    printed = where_printed(loaded, figure_paths(loaded.edition))
    return {entry.id: entry for entry in read_ledger(loaded, printed)}


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


# ------------------------------------------------------------------------------------------------------------- entries


@pytest.mark.long
def test_every_figure_has_an_entry_in_its_order() -> None:
    assert list(ledger()) == list(edition().figures)


@pytest.mark.long
def test_an_entry_says_all_that_is_known() -> None:
    entry = ledger()["startups"]
    line = next(
        number
        for number, text in enumerate((ROOT / "data/2020/key-figures.yaml").read_text(encoding="utf-8").splitlines(), 1)
        if text == "startups:"
    )
    known = {name: getattr(entry, name) for name in COLUMNS if name not in ("source_url", "printed_in")}
    assert known == {
        "id": "startups",
        "statement": "im Bereich KI, die festgelegte Qualitätskriterien erfüllen",
        "value_printed": "247",
        "value": 247,
        "upper": None,
        "unit": "Start-ups",
        "kind": "count",
        "qualifier": None,
        "as_of": "2020-03",
        "as_of_printed": "März 2020",
        "previous": 214,
        "previous_as_of": "2019-06",
        "history": "132 (2018)",
        "change": 33,
        "change_percent": 15.42,
        "target": None,
        "target_date": None,
        "part_of": None,
        "same_as": None,
        "caveat": None,
        "source": "appliedai-2020",
        "source_title": "Bericht über die Zählung der KI-Start-ups durch appliedAI",
        "about": "ki-start-ups",
        "about_title": "KI-Start-ups",
        "place": f"data/2020/key-figures.yaml:{line}",
    }
    assert entry.source_url == edition().sources["appliedai-2020"].url


def test_the_pages_that_print_a_figure_are_named_and_its_excerpts() -> None:
    assert ledger()["startups"].printed_in == (
        "p. iii startups, p. 1 ki-start-ups.p1, p. 1 startups-verlauf, p. 1 startups-staedte.subtitle, "
        "p. 15 annex-changes-table"
    )
    assert (ledger()["exist-mittel"].printed_in or "").endswith("; BMWi")
    assert "exist-verlauf" in (ledger()["exist-mittel"].printed_in or "")


def test_numbers_are_exact_and_words_are_those_of_the_report() -> None:
    assert (ledger()["exist-mittel"].change, ledger()["exist-mittel"].change_percent) == (26.04, 33.37)
    assert ledger()["ki-trainer-einsatz"].value_printed == "über 50"
    assert ledger()["gaia-x-deutsche"].value_printed == "elf"
    assert ledger()["ki-trainer-kontakte"].target == 1000
    assert ledger()["prognosehorizont"].upper == 20
    assert ledger()["startups-berlin"].part_of == "startups"
    assert ledger()["startups-zuwachs"].change_percent is None


def test_every_figure_of_both_editions_is_printed() -> None:
    assert [key for key, entry in ledger().items() if entry.printed_in is None] == []


# ----------------------------------------------------------------------------------------------------------------- CSV


def test_the_open_data_are_made_of_the_edition_alone() -> None:
    rows = table(open_data(edition()))
    assert [row["id"] for row in rows] == list(edition().figures)
    assert tuple(rows[0]) == COLUMNS
    assert {row["place"] + row["printed_in"] for row in rows} == {""}
    assert open_data(edition()) == open_data(edition())


def test_csv_is_that_of_rfc_4180() -> None:
    content = open_data(edition())
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == len(edition().figures) + 1
    exist = next(row for row in table(content) if row["id"] == "exist-mittel")
    assert (exist["value"], exist["previous"], exist["change"]) == ("104.07", "78.03", "26.04")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40))
def test_any_statement_comes_back_from_csv(statement: str) -> None:
    figures = {"startups": replace(edition().figures["startups"], statement=statement)}
    (row,) = table(open_data(replace(edition(), figures=figures)))
    assert row["statement"] == cell_text(statement)


# ------------------------------------------------------------------------------------------------------------ workbook


def sheet(content: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return etree.fromstring(book.read("xl/worksheets/sheet1.xml"))


def cells(content: bytes) -> dict[str, tuple[str | None, str]]:
    """Type and text of every cell."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = ["".join(each.itertext()) for each in etree.fromstring(book.read("xl/sharedStrings.xml"))]
    found = {}
    for cell in sheet(content).iter(f"{S}c"):
        kind, value = cell.get("t"), cell.findtext(f"{S}v") or ""
        found[cell.get("r", "")] = (kind, shared[int(value)] if kind == "s" else value)
    return found


def column(name: str) -> str:
    number = COLUMNS.index(name)
    return chr(65 + number) if number < 26 else "A" + chr(65 + number - 26)


def test_the_workbook_has_real_numbers_and_dates() -> None:
    content = as_xlsx(ledger().values(), "T", "2020-12-31")
    found = cells(content)
    row = list(ledger()).index("professuren-besetzt") + 2
    assert found[f"{column('value')}{row}"] == (None, "28")
    kind, serial = found[f"{column('as_of')}{row}"]
    assert kind is None
    assert datetime(1899, 12, 30).toordinal() + int(serial) == datetime(2020, 11, 30).toordinal()
    startups = list(ledger()).index("startups") + 2
    assert found[f"{column('as_of')}{startups}"] == ("s", "2020-03")


def test_the_head_is_frozen_and_filtered() -> None:
    root = sheet(as_xlsx(ledger().values(), "T", "2020-12-31"))
    pane = root.find(f".//{S}pane")
    assert pane is not None
    assert (pane.get("state"), pane.get("topLeftCell")) == ("frozen", "B2")
    assert root.find(f"{S}autoFilter") is not None


def test_nothing_becomes_a_formula() -> None:
    odd = replace(ledger()["startups"], statement='=cmd|"/C calc"!A0', unit="+1")
    content = as_xlsx([odd], "T", "2020-12-31")
    assert not list(sheet(content).iter(f"{S}f"))
    assert cells(content)[f"{column('statement')}2"] == ("s", '=cmd|"/C calc"!A0')


def test_an_address_too_long_for_a_link_is_still_there() -> None:
    address = "https://example.org/" + "a" * 2100
    content = as_xlsx([replace(ledger()["startups"], source_url=address)], "T", "2020-12-31")
    assert cells(content)[f"{column('source_url')}2"] == ("s", address)


def test_the_same_ledger_gives_the_same_bytes() -> None:
    first, second = (as_xlsx(ledger().values(), "T", "2020-12-31") for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as book:
        assert b"2020-12-31T00:00:00Z" in book.read("docProps/core.xml")
        assert {info.date_time[0] for info in book.infolist()} == {1980}


# ---------------------------------------------------------------------------------------------------------- at the edge


def test_what_no_page_prints_is_said_where_pages_were_looked_at() -> None:
    printed = ledger()["ki-trainer-einsatz"]
    assert "    printed: nowhere" in as_text([replace(printed, printed_in=None)])
    assert "printed:" not in as_text([replace(printed, printed_in=None, place=None)])


def test_the_terminal_shows_one_paragraph_a_figure() -> None:
    text = as_text([ledger()["ki-trainer-einsatz"]])
    assert text.splitlines()[0].startswith("data/2020/key-figures.yaml:")
    assert "    über 50 KI-Trainerinnen und KI-Trainer (count): sind im Einsatz" in text
    assert "    before:  33 (2019-06), change +17 (+51.52 %)" in text
    assert "<https://bundesanzeiger.de/" in text


@pytest.mark.long
def test_the_command_writes_what_the_ending_says(tmp_path: Path) -> None:
    for ending, start in (("csv", b"id,statement"), ("xlsx", b"PK"), ("txt", b"data/2020")):
        done = run("-C", ROOT, "ledger", "2020", "-o", tmp_path / f"facts.{ending}")
        assert done.exit_code == 0, done.output
        assert (tmp_path / f"facts.{ending}").read_bytes().startswith(start)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["facts.csv", "facts.txt", "facts.xlsx"]


@pytest.mark.long
def test_the_command_prints_csv() -> None:
    done = run("-C", ROOT, "ledger", "2019", "--to", "csv")
    assert done.exit_code == 0
    assert len(table(done.stdout_bytes)) == len(edition("2019").figures)


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "code", "says"),
    [(["1999"], 2, "[unknown-edition]"), (["--to", "ods"], 2, "ods"), (["2020", "-o", "no/such/folder/x.csv"], 0, "")],
)
def test_wrong_usage(tmp_path: Path, words: list[str], code: int, says: str) -> None:
    words = [str(tmp_path / word) if word.startswith("no/") else word for word in words]
    done = run("-C", ROOT, "ledger", *words)
    assert done.exit_code == code, done.output
    assert says in done.output
    assert "Traceback" not in done.output


def test_as_csv_and_open_data_have_the_same_columns() -> None:
    assert as_csv([]).decode() == ",".join(COLUMNS) + "\r\n"
    assert len(entries(edition())) == len(edition().figures)
