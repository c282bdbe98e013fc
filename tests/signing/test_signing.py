"""Sign-off: signatures are bound to what was signed, void when it changes, and a release needs all of them."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from climate import FIRST, SECOND, swap, tree, write_climate, write_second
from msgspec.structs import replace

from reportgen.checks.run import load_checked
from reportgen.cli import main
from reportgen.edition import model as m
from reportgen.edition.model import Edition
from reportgen.findings.finding import Finding
from reportgen.project.open import open_project
from reportgen.signing.digest import Digests
from reportgen.signing.states import entries


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return write_second(tmp_path)


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words])


def sign(root: Path, institution: str, by: str = "A. Lee", *more: str) -> Result:
    return run(root, "sign", SECOND, "--for", institution, "--by", by, "--on", "2026-07-02", *more)


def edition(root: Path) -> Edition:
    return load_checked(open_project(root), SECOND).edition


def digest(of: Edition) -> str:
    return Digests(of).of("projects", "bus-lanes")


def told(root: Path, code: str) -> list[Finding]:
    return [each for each in load_checked(open_project(root), SECOND).findings if each.code == code]


def states(root: Path) -> dict[tuple[str, str], str]:
    return {(each.institution, each.item): each.state for each in entries(edition(root))}


# ------------------------------------------------------------------------------------------------------------- signing


def test_a_department_signs_all_that_it_answers_for(city: Path) -> None:
    done = sign(city, "dms")
    assert done.exit_code == 0, done.output
    assert done.stdout.split() == ["bus-lanes", "cargo-bikes"]
    signed = {key: state for key, state in states(city).items() if state == "signed"}
    assert signed.keys() == {("transport", "bus-lanes"), ("transport", "cargo-bikes")}
    assert states(city)["buildings", "cargo-bikes"] == "reported"
    assert not told(city, "signoff-void")


def test_one_item_is_signed_alone(city: Path) -> None:
    assert sign(city, "transport", "A. Lee", "--item", "cargo-bikes").stdout.split() == ["cargo-bikes"]
    assert list(edition(city).signoff["transport"].items) == ["cargo-bikes"]


def test_signing_again_keeps_what_others_signed_and_the_head_of_the_file(city: Path) -> None:
    sign(city, "transport")
    path = city / "data" / SECOND / "signoff.yaml"
    path.write_text("# ours\n" + path.read_text())
    sign(city, "buildings", 'J. "Bill": Ngo')
    sign(city, "transport", "B. Kim")
    sign(city, "transport")
    assert path.read_text().startswith("# ours\n# Who has signed")
    signoff = edition(city).signoff
    assert [each.by for each in signoff["transport"].items["bus-lanes"]] == ["B. Kim", "A. Lee"]
    assert [each.by for each in signoff["buildings"].items["cargo-bikes"]] == ['J. "Bill": Ngo']


@pytest.mark.parametrize(
    ("words", "code", "status"),
    [
        (["--for", "nobody", "--by", "A"], "unknown-audience", 2),
        (["--for", "dot", "--by", "A"], "abbreviation-not-valid", 1),
        (["--for", "parks", "--by", "A"], "no-items", 2),
        (["--for", "dms", "--by", " "], "no-signer", 1),
        (["--for", "dms", "--by", "A", "--on", "2 July"], "bad-date", 1),
        (["--for", "dms", "--by", "A", "--on", "20260702"], "bad-date", 1),
        (["--for", "dms", "--by", "A", "--item", "solar-roofs"], "not-theirs", 1),
        (["--for", "dms", "--by", "A", "--item", "bus-lane"], "not-theirs", 1),
    ],
)
def test_what_cannot_be_signed(city: Path, words: list[str], code: str, status: int) -> None:
    before = tree(city)
    done = run(city, "sign", SECOND, *words)
    assert (done.exit_code, f"[{code}]" in done.stderr) == (status, True), done.stderr
    assert tree(city) == before


def test_what_is_not_confirmed_cannot_be_signed(city: Path) -> None:
    swap(city, SECOND, "projects", "{state: reported}", "{state: carried}")
    done = sign(city, "dms")
    assert done.exit_code == 1
    assert '"bus-lanes" was carried over and is not confirmed' in done.stderr
    assert re.match(rf"data/{SECOND}/projects.yaml:\d+:1: bus-lanes: ", done.stderr)
    assert sign(city, "dms", "A. Lee", "--item", "cargo-bikes").exit_code == 0


# -------------------------------------------------------------------------------------------------- what a hash covers

SIGNED = (
    '{"figures":{"bus-lane-length":{"about":"bus-lanes","label":"bus lanes","previous":12,'
    '"statement":"of new bus lanes","unit":"km","value":14}},"item":{"bus-lanes":{"extra":{"budget":1.2},'
    '"figures":["bus-lane-length"],"institutions":["transport"],"progress":{"state":"reported"},"section":"streets",'
    '"text":"The DOT painted {bus-lane-length} of bus lanes.\\n\\n# not a comment","title":"Bus lanes"}},'
    '"names":{"transport":["DMS","Department of Mobility and Streets"]}}'
)


def test_the_hash_is_the_same_for_ever(city: Path) -> None:
    assert digest(edition(city)) == hashlib.sha256(SIGNED.encode()).hexdigest()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("projects", "  title: Bus lanes\n", "  note: for us\n  title: Bus lanes\n"),
        ("projects", "figures: [bus-lane-length]", "figures: [bus-lane-length] # why"),
        ("projects", "of bus lanes.", "of\n    bus lanes."),
        (
            "projects",
            "  section: streets\n  institutions: [transport]\n",
            "  institutions: [transport]\n  section: streets\n",
        ),
        ("projects", "cargo-bikes:", "# moved\ncargo-bikes:"),
        ("key-figures", "planted so far", "planted"),
        ("statements", "getting hotter", "hot"),
        ("report", "title: Climate plan\n", "title: The climate plan\n"),
    ],
)
def test_what_no_reader_of_the_item_sees_changes_nothing(city: Path, name: str, old: str, new: str) -> None:
    before = digest(edition(city))
    swap(city, SECOND, name, old, new)
    assert digest(edition(city)) == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("projects", "title: Bus lanes", "title: Bus lane"),
        ("projects", "of bus lanes.", "of bus-lanes."),
        ("projects", "budget: 1.2", "budget: 1.3"),
        ("projects", "institutions: [transport]\n", "institutions: [transport, buildings]\n"),
        ("projects", "{state: reported}", "{state: ended}"),
        ("key-figures", "value: 14", "value: 15"),
        ("key-figures", "label: bus lanes", "label: lanes"),
        ("statements", "hot:", "lanes: {about: bus-lanes, text: They are full.}\nhot:"),
    ],
)
def test_what_a_reader_sees_makes_another_hash(city: Path, name: str, old: str, new: str) -> None:
    before = digest(edition(city))
    swap(city, SECOND, name, old, new)
    assert digest(edition(city)) != before


def with_lanes(now: Edition, **of_the_item: Any) -> Edition:
    """The edition with a statement about the bus lanes, and their item with these fields."""
    items = now.collections["projects"]
    lanes = replace(items["bus-lanes"], **of_the_item)
    statements = {"lanes": m.Statement(about="bus-lanes", text="They are full.")}
    return replace(
        now, statements=statements, collections={**now.collections, "projects": {**items, "bus-lanes": lanes}}
    )


DAY = m.Date(text="May", iso="2026-05", precision="month")
MOVED = m.Progress(state="moved", moved_from=("parks",), note="in June")


def test_notes_on_dates_and_who_has_confirmed_are_not_signed(city: Path) -> None:
    plain = with_lanes(edition(city), dates=(DAY,), progress=MOVED)
    noted = with_lanes(
        edition(city),
        dates=(replace(DAY, note="as they said", iso_from="the plan", year_inferred=True),),
        progress=replace(MOVED, confirmed_by="A. Lee", confirmed_on="2026-06-30"),
        note="for us",
    )
    assert digest(plain) == digest(noted)


def test_a_note_on_progress_and_that_of_a_statement_are_signed(city: Path) -> None:
    plain = with_lanes(edition(city), progress=MOVED)
    statements = {"lanes": replace(plain.statements["lanes"], note="ask again")}
    others = (
        with_lanes(edition(city), progress=replace(MOVED, note="in May")),
        with_lanes(edition(city), progress=replace(MOVED, moved_from=("water",))),
        replace(plain, statements=statements),
    )
    assert len({digest(plain), *map(digest, others)}) == 4


def test_another_name_of_the_institution_makes_another_hash(city: Path) -> None:
    now = edition(city)
    then = replace(now, as_of="2026-04-01")
    assert digest(now) != digest(then)


def test_who_confirmed_it_is_not_part_of_it(city: Path) -> None:
    state = '{state: unchanged, confirmed_by: A, confirmed_on: "2026-06-20"}'
    swap(city, SECOND, "projects", "{state: reported}", state)
    before = digest(edition(city))
    swap(city, SECOND, "projects", "confirmed_by: A", "confirmed_by: B")
    assert digest(edition(city)) == before


# ------------------------------------------------------------------------------------------------------ void, conflict


def test_a_later_change_makes_a_signature_void(city: Path) -> None:
    sign(city, "dms")
    swap(city, SECOND, "key-figures", "value: 14", "value: 16")
    (found,) = told(city, "signoff-void")
    assert (found.file, found.severity) == (f"data/{SECOND}/signoff.yaml", "warning")
    assert "A. Lee signed it on 2026-07-02" in found.text
    assert states(city)["transport", "bus-lanes"] == "void"
    assert states(city)["transport", "cargo-bikes"] == "signed"
    sign(city, "dms", "A. Lee", "--item", "bus-lanes")
    assert told(city, "signoff-void") == []


def test_two_people_who_signed_different_things_contradict_each_other(city: Path) -> None:
    sign(city, "dms")
    swap(city, SECOND, "projects", "budget: 1.2", "budget: 1.3")
    sign(city, "dms", "B. Kim")
    (found,) = told(city, "signoff-conflict")
    assert "A. Lee (2026-07-02) and B. Kim (2026-07-02) have signed different versions" in found.text
    assert states(city)["transport", "bus-lanes"] == "void"
    sign(city, "dms")
    assert told(city, "signoff-conflict") == []
    assert states(city)["transport", "bus-lanes"] == "signed"


def test_a_merge_that_doubles_a_signature_is_told(city: Path) -> None:
    sign(city, "buildings")
    path = city / "data" / SECOND / "signoff.yaml"
    lines = path.read_text().splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if line.strip() == "- by: A. Lee")
    path.write_text("".join([*lines[: at + 3], *lines[at : at + 3], *lines[at + 3 :]]))
    (found,) = told(city, "signoff-conflict")
    assert "has signed twice" in found.text


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("transport:", "traffic:", "dead-id"),
        ("    bus-lanes:", "    bus-lane:", "dead-id"),
        ("transport:", "water:", "signoff-stranger"),
        ('on: "2026-07-02"', 'on: "2026-07-32"', "bad-date"),
        ('hash: "', 'hash: "x', "bad-value"),
        ("- by: A. Lee\n", '- by: ""\n', "bad-value"),
        ("- by: A. Lee\n        on", "- on", "missing-field"),
    ],
)
def test_signatures_that_cannot_be(city: Path, old: str, new: str, code: str) -> None:
    sign(city, "transport")
    swap(city, SECOND, "signoff", old, new)
    found = [each for each in load_checked(open_project(city), SECOND).findings if each.code == code]
    assert found
    assert found[0].file == f"data/{SECOND}/signoff.yaml"


# --------------------------------------------------------------------------------------------------- status and release


def test_status_counts_every_item_once_for_each_department(city: Path) -> None:
    sign(city, "dms")
    swap(city, SECOND, "projects", "budget: 1.2", "budget: 1.3")
    swap(city, SECOND, "sections", "summary: {", "summary: {carried: true, ")
    table = run(city, "status").stdout.splitlines()
    assert table[0].split() == ["open", "sent", "returned", "conflict", "reported", "confirmed", "signed", "void"]
    assert table[1].split() == ["DMS", "–", "–", "–", "–", "–", "–", "1", "1"]
    assert table[2].split() == ["BLD", "–", "–", "–", "–", "2", "–", "–", "–"]
    assert table[3].split() == ["GRN", "–", "–", "–", "–", "–", "1", "–", "–"]
    assert table[-1] == "not confirmed beside the items: sections 1"
    assert {len(line) for line in table[:4]} == {len(table[0])}
    assert [line[:3] for line in table[:4]] == ["   ", "DMS", "BLD", "GRN"]
    data = json.loads(run(city, "status", SECOND, "--format", "json").stdout)
    for each in data["institutions"]:
        assert sum(each["counts"].values()) == len(each["items"])
    assert data["institutions"][0]["items"][1]["signatures"] == [{"by": "A. Lee", "on": "2026-07-02"}]


def test_the_first_edition_is_reported(tmp_path: Path) -> None:
    root = write_climate(tmp_path)
    data = json.loads(run(root, "status", FIRST, "--format", "json").stdout)
    assert {item["state"] for each in data["institutions"] for item in each["items"]} == {"reported"}


def release(root: Path, *more: str) -> Result:
    return run(root, "build", SECOND, "--release", "--to", "docx", "--no-claims", "-j", "1", *more)


def test_a_release_needs_every_signature(city: Path) -> None:
    for institution in ("dms", "bld", "grn"):
        sign(city, institution)
    refused = release(city)
    assert refused.exit_code == 1
    assert refused.stderr.count("[unsigned]") == 1
    assert "WTR has not signed it" in refused.stderr
    assert not (city / "output").exists()
    sign(city, "wtr")
    assert release(city).exit_code == 0
    assert json.loads(run(city, "status", "--format", "json").stdout)["releasable"] is True


def test_a_release_refuses_what_is_void(city: Path) -> None:
    for institution in ("dms", "bld", "grn", "wtr"):
        sign(city, institution)
    swap(city, SECOND, "projects", "budget: 1.2", "budget: 1.3")
    refused = release(city)
    assert refused.exit_code == 1
    assert f"data/{SECOND}/projects.yaml" in refused.stderr
    assert "[signoff-void]" in refused.stderr


def test_a_release_is_no_draft(city: Path) -> None:
    assert release(city, "--draft").exit_code == 2


def test_a_release_refuses_what_is_not_confirmed(city: Path) -> None:
    swap(city, SECOND, "sections", "summary: {", "summary: {carried: true, ")
    refused = release(city)
    assert refused.exit_code == 1
    assert "1 record of the edition 2026-q2 carried over and not confirmed [unconfirmed]" in refused.stderr
