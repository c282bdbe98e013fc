"""Random edits of returned workbooks: none is lost without a word, and nothing is changed that nobody touched."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from climate import write_fresh
from edits_kit import codes, read, values
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from requests_kit import run, send, with_request
from returns_kit import form_file

WORDS = st.text(st.sampled_from("ab 1.,;:#-–{}[]*_'\"&<>=@|%\\äß€\u00a0\n\t\u200b"), max_size=30)
ANSWERS = st.one_of(
    WORDS,
    st.integers(-(10**6), 10**6),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 3)),
    st.booleans(),
    st.dates(),
    st.sampled_from(
        ["running", "done", "unchanged", "reported", "yes", "no", "2027-06", "1.6.2027", "12 %", "1'234.5"]
    ),
)
LEAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = with_request(write_fresh(tmp_path_factory.mktemp("edits")))
    assert send(root).exit_code == 0
    shutil.copy(form_file(root, "dms"), root / "sent.xlsx")
    return root


def answerable(book: Any) -> list[tuple[str, int, int]]:
    return [
        (sheet.title, cell.row, cell.column)
        for sheet in book.worksheets
        for row in sheet.iter_rows(min_row=3)
        for cell in row
        if not cell.protection.locked
    ]


def everywhere(book: Any) -> list[tuple[str, int, int]]:
    tables = [sheet for sheet in book.worksheets if sheet.title != "_reportgen"]
    return [(s.title, row, column) for s in tables for row in range(1, s.max_row + 3) for column in range(1, 30)]


@pytest.mark.long
@LEAST
@given(st.data())
def test_every_edit_of_a_cell_is_taken_or_told_and_nothing_else_changes(project: Path, data: st.DataObject) -> None:
    book = load_workbook(project / "sent.xlsx")
    cells = answerable(book) if data.draw(st.booleans()) else everywhere(book)
    edits = data.draw(st.dictionaries(st.sampled_from(cells), ANSWERS, min_size=1, max_size=6))
    made: dict[str, Any] = {}
    for (name, row, column), value in edits.items():
        cell = book[name].cell(row, column)
        old = cell.value
        cell.value = value
        if " ".join(str(old or "").split()) != " ".join(str(value).replace("_x000D_", "").split()):
            made[f"{name}!{cell.coordinate}"] = value
    back = project / "back.xlsx"
    book.save(back)
    before = values(project)
    reading, after, said = read(project, back)
    event("taken" if reading and not reading.refused else "refused")
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    assert "cannot-edit" not in codes(reading), said
    if reading is None or reading.refused:
        assert not changed
        assert said
        return
    told = {each.place for each in reading.merged if each.state != "unchanged"}
    alike = {each.place for each in reading.merged if each.state == "unchanged"}
    for place, value in made.items():
        assert place in told or place in said or place in alike or not str(value).strip(), (place, value, said)
    for place in alike & made.keys():
        answer = next(each for each in reading.merged if each.place == place)
        assert answer.sent == answer.returned or not str(made[place]).strip("\u200b \u00a0\t\n") or _same(answer), (
            answer
        )
    allowed = {each.key for each in reading.merged if each.place in made}
    follows = {re.sub(r"\.(text|iso|label)$", "", key) for key in allowed}
    for key in changed:
        assert key in allowed or re.sub(r"\.(text|iso|label)$", "", key) in follows or _shifted(key, allowed), key


def _same(answer: Any) -> bool:
    one, other = (" ".join(str(each or "").split()) for each in (answer.sent, answer.returned))
    return one == other


def _shifted(key: str, allowed: set[str]) -> bool:
    """Dates behind one that was taken away have other numbers, and a new number confirms its figure."""
    stem = key.partition(".")[0]
    return any(each.startswith(f"{stem}.dates[") or each == f"{stem}.value" for each in allowed)


def repacked(path: Path, target: Path, part: str, change: Any) -> None:
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)


@pytest.mark.long
@LEAST
@given(st.data())
def test_damaged_xml_never_ends_in_a_traceback_and_changes_nothing(project: Path, data: st.DataObject) -> None:
    with zipfile.ZipFile(project / "sent.xlsx") as package:
        part = data.draw(st.sampled_from([name for name in package.namelist() if name.endswith((".xml", ".rels"))]))
        length = len(package.read(part))
    at = data.draw(st.integers(0, length - 1))
    put = data.draw(st.sampled_from([b"", b"<", b"&x;", b'"', b"<!DOCTYPE x>", b"999999", b"</row>", b"\0"]))
    take = data.draw(st.integers(0, 40))
    repacked(project / "sent.xlsx", project / "broken.xlsx", part, lambda old: old[:at] + put + old[at + take :])
    before = values(project)
    reading, after, said = read(project, project / "broken.xlsx")
    if reading is None or reading.refused:
        assert said
        assert before == after
        return
    touched = {each.key for each in reading.merged if each.state == "taken"}
    assert {key for key in before if before[key] != after.get(key)} <= touched | {
        re.sub(r"\.\w+$", "", key) for key in touched
    } | {key for key in before if _shifted(key, touched)}


# ------------------------------------------------------------------------------------------------------------- hostile

ROW = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>x</t></is></c><c r="B{0}"><v>1</v></c></row>'


def sheet_of(rows: str) -> bytes:
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return f"{head}{rows}</sheetData></worksheet>".encode()


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
    + "]><worksheet>&j;</worksheet>"
).encode()


@pytest.mark.long
@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(
            lambda: "".join(ROW.format(at) for at in range(1, 1_000_001)), "form-too-large", id="a million rows"
        ),
        pytest.param('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "form-too-large", id="the last cell"),
        pytest.param("<row>" * 500, "damaged-form", id="deep"),
        pytest.param(BOMB, "damaged-form", id="entities"),
        pytest.param(lambda: bytes(150_000_000), "damaged-form", id="zeros"),
    ],
)
def test_hostile_files_are_refused_in_no_time(
    project: Path, content: str | bytes | Callable[[], str | bytes], code: str
) -> None:
    import resource
    import time

    content = content() if callable(content) else content
    made = content if isinstance(content, bytes) else sheet_of(content)
    with (
        zipfile.ZipFile(project / "sent.xlsx") as old,
        zipfile.ZipFile(project / "hostile.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            new.writestr(name, made if name == "xl/worksheets/sheet2.xml" else old.read(name))
    del made, content
    start, memory = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    done = run(project, "receive", "hostile.xlsx", "--yes", "--on", "2026-07-20")
    assert time.process_time() - start < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 300_000
    assert done.exit_code == 1
    assert f"[{code}]" in done.stderr


@pytest.mark.parametrize(
    ("part", "code"),
    [("xl/vbaProject.bin", "macros"), ("xl/externalLinks/externalLink1.xml", "external-links")],
)
def test_macros_and_links_to_other_files_are_refused(project: Path, part: str, code: str) -> None:
    content = io.BytesIO((project / "sent.xlsx").read_bytes())
    with zipfile.ZipFile(content, "a") as package:
        package.writestr(part, "x")
    (project / "odd.xlsx").write_bytes(content.getvalue())
    assert f"[{code}]" in run(project, "receive", "odd.xlsx", "--yes").stderr
