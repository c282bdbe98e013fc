"""Confirming, setting, telling: by command what would be an edit by hand, and what is recorded of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from climate import FIRST, SECOND, swap, tree
from requests_kit import run
from returns_kit import all_of, data, edition, filled, put, receive

BY = ("--by", "A. Lee", "--on", "2026-07-20")


def confirm(root: Path, *words: str) -> tuple[int, str, list[str]]:
    done = run(root, "confirm", SECOND, *words, *BY)
    return done.exit_code, done.stderr, done.stdout.split()


def test_all_that_an_institution_has_carried_over_is_confirmed_at_once(city: Path) -> None:
    before = data(city)
    status, told, done = confirm(city, "--for", "dms", "--all", "--as", "unchanged")
    assert (status, done) == (0, ["bus-lanes", "cargo-bikes"]), told
    progress = edition(city).collections["projects"]["bus-lanes"].progress
    assert progress is not None
    assert (progress.confirmed_by, progress.confirmed_on) == ("A. Lee", "2026-07-20")
    for old in ("# ---- streets\n", "    # not a comment\n", "  figures: [bus-lane-length]   # the metres\n"):
        assert old in before
        assert old in data(city)
    assert confirm(city, "--for", "dms", "--all", "--as", "unchanged") == (
        0, "0 records confirmed as unchanged\n", [],
    )  # fmt: skip


def test_one_item_is_confirmed_and_the_others_stay_open(city: Path) -> None:
    assert confirm(city, "--for", "transport", "--item", "bus-lanes", "--as", "reported")[0] == 0
    assert "projects[bus-lanes]" not in edition(city).unconfirmed
    assert "projects[cargo-bikes]" in edition(city).unconfirmed


def test_a_figure_that_is_confirmed_has_last_years_number_and_date(city: Path) -> None:
    dated = "  unit: km\n  as_of: {text: June, iso: '2025-06', precision: month}\n"
    swap(city, FIRST, "key-figures", "  unit: km\n", dated)
    assert confirm(city, "--for", "dms", "--item", "bus-lane-length", "--as", "unchanged")[0] == 0
    figure = edition(city).figures["bus-lane-length"]
    assert (figure.value, figure.carried) == (12, False)
    assert figure.as_of is not None
    assert (figure.as_of.text, figure.as_of.iso, figure.as_of.precision) == ("June", "2025-06", "month")


def test_what_has_changed_is_not_confirmed_as_unchanged(city: Path) -> None:
    swap(city, SECOND, "projects", "Depots are open.", "Depots are shut.")
    before = tree(city / "data")
    status, told, _ = confirm(city, "--for", "bld", "--all", "--as", "unchanged")
    assert status == 1
    assert "[not-unchanged]" in told
    assert tree(city / "data") == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--for", "dms", "--item", "street-trees", "--as", "ended"), "not-theirs"),
        (("--for", "nobody", "--all", "--as", "ended"), "unknown-audience"),
        (("--for", "dms", "--item", "bus-lane-length", "--as", "ended"), "bad-progress"),
    ],
)
def test_what_cannot_be_confirmed_is_refused(city: Path, words: tuple[str, ...], code: str) -> None:
    status, told, _ = confirm(city, *words)
    assert status in (1, 2)
    assert f"[{code}]" in told


@pytest.mark.parametrize(
    ("path", "value", "name", "line"),
    [
        ("projects[bus-lanes].status", "done", "projects", "  status: done\n"),
        ("projects[bus-lanes].budget", "2.75", "projects", "  budget: 2.75\n"),
        ("projects[bus-lanes].extra.budget", "2.75", "projects", "  budget: 2.75\n"),
        ("sections[actions].title", "What we do", "sections", 'actions: {title: What we do, number: "2"}\n'),
        ("report.title", "The plan", "report", "title: The plan\n"),
        ("figures[trees].unit", "oaks", "key-figures", "unit: oaks"),
        ("figures[bus-lane-length].value", "14", "key-figures", "  value: 14\n"),
    ],
)
def test_one_value_is_set(city: Path, path: str, value: str, name: str, line: str) -> None:
    done = run(city, "set", path, value, SECOND, *BY)
    assert done.exit_code == 0, done.output
    assert line in data(city, name)


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("projects[bus-lanes].status", "fine", "bad-answer"),
        ("projects[nothing].status", "done", "unknown-path"),
        ("nothing", "done", "unknown-path"),
        ("projects[bus-lanes].section", "nowhere", "dead-id"),
        ("projects[bus-lanes].sttus", "done", "unknown-key"),
        ("projects[bus-lanes].progress.state", "unchanged", "no-name"),
    ],
)
def test_a_value_that_makes_the_data_wrong_is_refused(city: Path, path: str, value: str, code: str) -> None:
    before = tree(city / "data")
    done = run(city, "set", path, value, SECOND)
    assert done.exit_code == 1, done.output
    assert f"[{code}]" in done.stderr
    assert tree(city / "data") == before


@pytest.mark.long
def test_status_says_what_is_out_what_came_back_and_what_waits(sent: Path) -> None:
    swap(sent, SECOND, "projects", "budget: 1.2", "budget: 9")
    receive(sent, filled(sent, "dms", put("bus-lanes", "budget", 3)))
    lines = run(sent, "status", SECOND).stdout.splitlines()
    assert lines[0].split() == ["open", "sent", "returned", "conflict", "reported", "confirmed", "signed", "void"]
    told = {line.split()[0]: line.split()[1:5] for line in lines[1:-1]}
    assert told["DMS"] == ["2", "–", "3", "1"]
    assert told["BLD"][1:] == [str(int(told["BLD"][1])), "–", "–"]
    assert lines[-1] == "to be decided (receive --accept, --reject): dms-1 (conflict)"
    counts = json.loads(run(sent, "status", SECOND, "--format", "json").stdout)["institutions"]
    assert next(each for each in counts if each["id"] == "transport")["forms"] == {
        "sent": 0, "returned": 3, "conflict": 1,
    }  # fmt: skip


def test_the_log_tells_how_a_record_came_to_its_values(sent: Path) -> None:
    receive(sent, filled(sent, "dms", all_of(put("bus-lanes", "budget", 3), put("bus-lanes", "status", "running"))))
    run(sent, "set", "projects[bus-lanes].status", "done", SECOND, "--by", "B. Kim", "--on", "2026-07-21")
    swap(sent, SECOND, "projects", "budget: 3", "budget: 4")
    lines = run(sent, "log", "bus-lanes").stdout.splitlines()
    told = [line.strip() for line in lines[lines.index(f"{SECOND}:") + 1 :]]
    assert told[0].startswith("2026-07-02  sent to DMS:")
    assert any(
        "returned by DMS in dms-back.xlsx, read in by A. Lee: projects[bus-lanes].budget" in each for each in told
    )
    assert '2026-07-21  set by B. Kim: projects[bus-lanes].status: "running" → "done"' in told
    assert told[-1] == 'since       edited in the file since: projects[bus-lanes].budget: "3" → "4"'
    unknown = run(sent, "log", "bus-lane")
    assert unknown.exit_code == 1
    assert "[unknown-id]" in unknown.stderr
