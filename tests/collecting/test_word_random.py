"""Random edits of Word forms, in their XML: nothing that somebody has written is lost without a word, and nothing
changes that nobody has changed.

A hundred forms here; `pytest -m slow tests/collecting/test_word_random.py` edits six hundred more. The
number of edits is printed (-s).
"""

from __future__ import annotations

import html
import io
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from climate import SECOND, write_fresh
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from requests_kit import send, with_request
from word_forms import W, stored, word_form

from reportgen.collecting.apply import Who
from reportgen.collecting.books import Books, FormReading, open_books
from reportgen.collecting.model import key_of
from reportgen.collecting.receive import receive
from reportgen.compose.richtext import RichValue
from reportgen.compose.run import Rendering
from reportgen.compose.view.names import view
from reportgen.errors import FindingsError
from reportgen.project.open import open_project

DOCUMENT = "word/document.xml"
NAME = f"{{{W}}}"
SIGNS = "aäZ9 &<>\"'*_[]|#\\-–.,(){}~^`=+!@$%/:;"
STATES = ("planned", "running", "done")
PLAIN = ("title", "short_title", "programme", "due.text", "progress.note")
COUNTS: Counter[str] = Counter()


class Sent:
    """A form that was sent, its text as a tree, and the data."""

    def __init__(self, folder: Path) -> None:
        self.root = with_request(write_fresh(folder))
        assert send(self.root, "all", "--to", "docx").exit_code == 0
        path = word_form(self.root, "dms")
        self.places = {key: (mark, at) for mark, keys, *_ in stored(path)["lines"] for at, key in enumerate(keys)}
        self.named = {key: f", {label} " for _, keys, label, *_ in stored(path)["lines"] for key in keys}
        with zipfile.ZipFile(path) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.tree = etree.fromstring(self.parts[DOCUMENT])
        self.project = open_project(self.root)
        self.books = open_books(self.project, SECOND)
        self.back = self.root / "back.docx"
        self.values = values(self.books)

    def receive(self, tree: Any) -> tuple[FormReading | None, Books, str]:
        """The form with another text, read into books of its own; what is said of it."""
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as package:
            for name, part in self.parts.items():
                package.writestr(name, etree.tostring(tree) if name == DOCUMENT else part)
        self.back.write_bytes(content.getvalue())
        book = Books(self.books.loaded, self.books.returns, self.books.before)
        try:
            reading = receive(self.project, {SECOND: book}, self.back, Who("A. Lee", "2026-07-20"))
        except FindingsError as error:
            return None, book, " ".join(each.text for each in error.findings)
        told = [f"{each.path} {each.text}" for each in reading.findings]
        told += [f"{each.path} {each.proposed}" for each in book.returns.proposals.values()]
        return reading, book, "\n".join(told)


def values(books: Books) -> dict[str, Any]:
    return {key_of(row.id, field.name): field.value for row in books.rows() for field in row.fields}


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    return Sent(tmp_path_factory.mktemp("random"))


class Editing:
    """A form while it is edited, and what is to come of it: values by key, words that must be told somewhere."""

    def __init__(self, sent: Sent) -> None:
        self.tree, self.places = deepcopy(sent.tree), sent.places
        self.values: dict[str, Any] = {}
        self.touched: set[str] = set()
        self.words: set[str] = set()
        self.copied: set[str] = set()
        """Lines that are there twice: where one of them goes, the other is the line."""

    def row(self, key: str) -> Any:
        mark = self.places[key][0]
        return next(
            iter(self.tree.xpath(f'//w:bookmarkStart[@w:name="{mark}"]/ancestor::w:tr', namespaces={"w": W})), None
        )

    def cell(self, key: str) -> Any:
        row = self.row(key)
        cells = row.findall(f"{NAME}tc") if row is not None else []
        return cells[1 + self.places[key][1]] if len(cells) > 1 + self.places[key][1] else None


def run(text: str, bold: bool = False) -> Any:
    made = etree.Element(f"{NAME}r")
    if bold:
        etree.SubElement(etree.SubElement(made, f"{NAME}rPr"), f"{NAME}b")
    inner = etree.SubElement(made, f"{NAME}t")
    inner.text = text
    inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def paragraph(*runs: Any) -> Any:
    made = etree.Element(f"{NAME}p")
    made.extend(runs)
    return made


Edit = Callable[[Editing], None]


def types(record: str, name: str, text: str) -> Edit:
    key = f"{record}.{name}"

    def edit(form: Editing) -> None:
        cell = form.cell(key)
        control = cell.find(f".//{NAME}sdtContent") if cell is not None else None
        if control is not None:
            control[:] = [run(text)]
            form.values[key] = text
            form.touched.add(key)

    return edit


def writes(record: str, paragraphs: list[list[tuple[str, bool]]]) -> Edit:
    key = f"{record}.text"

    def edit(form: Editing) -> None:
        cell = form.cell(key)
        if cell is not None:
            for each in cell.findall(f"{NAME}p"):
                cell.remove(each)
            cell.extend(paragraph(*(run(*each) for each in runs)) for runs in paragraphs)
            form.values[key] = [" ".join("".join(text for text, _ in runs).split()) for runs in paragraphs]
            form.touched.add(key)

    return edit


def adds_outside(place: int, word: str) -> Edit:
    def edit(form: Editing) -> None:
        body = form.tree[0]
        body.insert(place % (len(body) - 1), paragraph(run(word)))
        form.words.add(word)

    return edit


def adds_beside(key: str, last: bool, word: str) -> Edit:
    """Text in the question or in the column of last year."""

    def edit(form: Editing) -> None:
        row = form.row(key)
        if row is not None:
            row.findall(f"{NAME}tc")[-1 if last else 0].append(paragraph(run(word)))
            form.words.add(word)

    return edit


def remarks(record: str, word: str) -> Edit:
    def edit(form: Editing) -> None:
        cell = form.cell(f"{record}#remark")
        if cell is not None:
            cell.append(paragraph(run(word)))
            form.words.add(word)

    return edit


def deletes_row(key: str) -> Edit:
    def edit(form: Editing) -> None:
        row = form.row(key)
        if row is not None and form.places[key][0] not in form.copied:
            lost = [each for each, place in form.places.items() if place[0] == form.places[key][0]]
            row.getparent().remove(row)
            gone = "".join(row.itertext())
            form.words = {word for word in form.words if word not in gone}
            for each in lost:
                form.values.pop(each, None)
                form.words.add("is not there any more")

    return edit


def copies_row(key: str) -> Edit:
    def edit(form: Editing) -> None:
        row = form.row(key)
        if row is not None:
            copy = deepcopy(row)
            for mark in [*copy.iter(f"{NAME}bookmarkStart", f"{NAME}bookmarkEnd")]:
                mark.getparent().remove(mark)
            row.addnext(copy)
            form.copied.add(form.places[key][0])
            form.touched.update(each for each, place in form.places.items() if place[0] == form.places[key][0])

    return edit


def loses_bookmark(key: str) -> Edit:
    def edit(form: Editing) -> None:
        for mark in form.tree.xpath(f'//w:bookmarkStart[@w:name="{form.places[key][0]}"]', namespaces={"w": W}):
            mark.getparent().remove(mark)

    return edit


def swaps_rows(one: str, other: str) -> Edit:
    """Two lines in each other's place: nothing changes by it."""

    def edit(form: Editing) -> None:
        first, second = form.row(one), form.row(other)
        if first is not None and second is not None and first is not second:
            mark = etree.Element("mark")
            first.addprevious(mark)
            second.addprevious(first)
            mark.addprevious(second)
            mark.getparent().remove(mark)

    return edit


def divides_runs(_: int) -> Edit:
    """Runs of one letter each, with marks of spelling between: as Word saves what was typed at different times."""

    def edit(form: Editing) -> None:
        for text in list(form.tree.iter(f"{NAME}t"))[::7]:
            each = text.getparent()
            if len(text.text or "") > 1 and each.tag == f"{NAME}r":
                rest = deepcopy(each)
                rest.find(f"{NAME}t").text, text.text = text.text[1:], text.text[:1]
                each.addnext(etree.Element(f"{NAME}proofErr"))
                each.getnext().addnext(rest)

    return edit


RECORDS = st.sampled_from(["bus-lanes", "cargo-bikes"])
KEYS = st.builds("{}.{}".format, RECORDS, st.sampled_from([*PLAIN, "text", "status", "partners", "dates[0].text"]))
TEXTS = st.text(SIGNS, min_size=1, max_size=20).filter(str.strip)
WORDS = st.integers(1, 10**6).map("qx{}q".format)
RUNS = st.lists(st.tuples(TEXTS, st.booleans()), min_size=1, max_size=3)
EDITS = st.one_of(
    st.builds(types, RECORDS, st.sampled_from(PLAIN), st.builds("{}{}".format, WORDS, st.text(SIGNS, max_size=8))),
    st.builds(types, RECORDS, st.just("status"), st.sampled_from(STATES)),
    st.builds(writes, RECORDS, st.lists(RUNS, min_size=1, max_size=3)),
    st.builds(adds_outside, st.integers(0, 200), WORDS),
    st.builds(adds_beside, KEYS, st.booleans(), WORDS),
    st.builds(remarks, RECORDS, WORDS),
    st.builds(deletes_row, KEYS),
    st.builds(copies_row, KEYS),
    st.builds(loses_bookmark, KEYS),
    st.builds(swaps_rows, KEYS, KEYS),
    st.builds(divides_runs, st.just(0)),
)


def printed(sent: Sent, text: str) -> list[str]:
    """The paragraphs of a text as the report prints them."""
    run_ = Rendering()
    markup = RichValue(text, "", run_, view(sent.books.loaded.partial, run_)).blocks()
    plain = (html.unescape(re.sub("<[^>]*>", "", each)) for each in re.split(r"</p>|</li>|</h>", markup))
    return [" ".join(each.split()) for each in plain if each.strip()]


def same(sent: Sent, found: Any, wanted: Any) -> bool:
    if isinstance(wanted, list):
        return printed(sent, found or "") == [each for each in wanted if each]
    return " ".join((found or "").split()) == " ".join(wanted.split())


def check(sent: Sent, edits: list[Edit]) -> None:
    form = Editing(sent)
    for edit in edits:
        edit(form)
    COUNTS["edits"] += len(edits)
    reading, book, told = sent.receive(form.tree)
    now = values(book)
    if reading is None or reading.refused:
        COUNTS["forms refused by name"] += 1
        assert told
        assert now == sent.values
        assert not book.texts
        return
    COUNTS["forms taken"] += 1
    changed = {key for key in now if now[key] != sent.values[key]}
    assert changed <= form.touched, f"nobody has changed {changed - form.touched}"
    for key, wanted in form.values.items():
        if key in form.touched and not same(sent, now[key], wanted):
            place = f"[{key.partition('.')[0]}].{key.partition('.')[2]}"
            named = sent.named[key]
            assert place in told or named in told, f"{key}: {wanted!r} became {now[key]!r}, and nobody says so"
            COUNTS["answers told"] += 1
        COUNTS["answers taken"] += key in changed
    for word in form.words:
        assert word in told, f"{word} is lost"
        COUNTS["words told"] += 1


def say(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        sys.stdout.write("\n" + ", ".join(f"{count} {name}" for name, count in COUNTS.items()) + "\n")


QUIET = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow)


@pytest.mark.long
def test_random_edits(sent: Sent, capsys: pytest.CaptureFixture[str]) -> None:
    @settings(max_examples=100, deadline=None, suppress_health_check=QUIET)
    @given(st.lists(EDITS, min_size=1, max_size=6))
    def edited(edits: list[Edit]) -> None:
        check(sent, edits)

    edited()
    assert COUNTS["forms taken"] > 20
    say(capsys)


@pytest.mark.slow
def test_many_random_edits(sent: Sent, capsys: pytest.CaptureFixture[str]) -> None:
    @settings(max_examples=600, deadline=None, suppress_health_check=QUIET)
    @given(st.lists(EDITS, min_size=1, max_size=6))
    def edited(edits: list[Edit]) -> None:
        check(sent, edits)

    edited()
    assert COUNTS["edits"] > 1_000
    say(capsys)
