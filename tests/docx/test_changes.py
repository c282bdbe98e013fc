"""Tracked changes: accept all and it is the new file, reject all and it is the old one, whoever does it."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from changed import EVERY_KIND, NEW_MEASURE, ROOT, copy_project, records, replaced, second_edition
from changes_kit import DAY, META, Files, assert_exact, body, track
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from oracles import audit, ooxml
from oracles.revisions import W, decide, decided, settled
from sample import EVERYTHING, cell, paragraph, text

from reportgen.build.changes import _composed, tracked_changes
from reportgen.document import nodes as n
from reportgen.document.ids import bookmark_name
from reportgen.document.plain import plain_blocks
from reportgen.docx import write_docx
from reportgen.project.versions import find_versions
from reportgen.verify import compare, read_docx
from reportgen.word_changes import track_changes


def marks(content: bytes, *names: str) -> list[str]:
    """The text in marks of a kind, in their order."""
    found = body(content).iter(*(f"{W}{name}" for name in names))
    properties = (f"{W}rPr", f"{W}trPr")
    return ["".join(each.itertext(f"{W}t", f"{W}delText")) for each in found if each.getparent().tag not in properties]


# ------------------------------------------------------------------------------------------------------ whole reports


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example report of 2019 and a successor with changes of every kind."""
    return second_edition(copy_project(tmp_path_factory.mktemp("report")), EVERY_KIND)


@pytest.fixture(scope="module")
def real(project: Path) -> Files:
    """The two as Word files."""
    with ExitStack() as stack:
        old, new = find_versions(project, "2019", "2020", stack)
        before, after = (write_docx(document, theme) for _, document, theme in (_composed(old), _composed(new)))
    return Files(before, after, track_changes(before, after, "Bericht", DAY))


@pytest.mark.long
def test_the_real_report_accepted_is_the_new_one_and_rejected_the_old_one(real: Files) -> None:
    assert_exact(real)


@pytest.mark.long
def test_the_other_way_round_as_well(real: Files) -> None:
    assert_exact(Files(real.new, real.old, track_changes(real.new, real.old, "Bericht", DAY)))


@pytest.mark.long
def test_nothing_changed_is_nothing_tracked(real: Files) -> None:
    same = track_changes(real.old, real.old, "Bericht", DAY)
    assert settled(same, bookmarks=True) == settled(real.old, bookmarks=True)
    assert not any("Change" in str(each.tag) or each.tag in (f"{W}ins", f"{W}del") for each in body(same).iter())


@pytest.mark.long
def test_changes_are_valid_deterministic_and_of_one_author_and_day(real: Files, tmp_path: Path) -> None:
    file = tmp_path / "changes.docx"
    file.write_bytes(real.tracked)
    assert audit.errors(file) == []
    assert track_changes(real.old, real.new, "Bericht", DAY) == real.tracked
    by = [each for each in body(real.tracked).iter() if each.get(f"{W}author")]
    assert {each.get(f"{W}author") for each in by} == {"Bericht"}
    assert {each.get(f"{W}date")[:10] for each in by} == {DAY}
    ids = [each.get(f"{W}id") for each in by]
    assert len(ids) == len(set(ids))
    assert not ooxml.lint(decided(real.tracked, "accept"))
    rejected = ooxml.lint(decided(real.tracked, "reject"))
    assert not [each for each in rejected if "bookmark" not in each]  # bookmarks are those of the new version


def test_words_that_changed_are_told_and_what_moved_is_shown_as_moved(real: Files) -> None:
    assert "Förderinitiative unterstützt" in marks(real.tracked, "del")
    assert "247" in marks(real.tracked, "ins")
    moved_from, moved_to = (marks(real.tracked, name) for name in ("moveFrom", "moveTo"))
    assert any("Weiterbildungsstrategie" in each or "Fachkräftemonitoring" in each for each in moved_to)
    assert sorted(moved_from) == sorted(moved_to)
    names = [
        [each.get(f"{W}name") for each in body(real.tracked).iter(f"{W}{kind}RangeStart")]
        for kind in ("moveFrom", "moveTo")
    ]
    assert sorted(names[0]) == sorted(names[1]) != []


@pytest.mark.long
def test_verify_reads_the_file_as_the_new_edition(project: Path) -> None:
    with ExitStack() as stack:
        old, new = find_versions(project, "2019", "2020", stack)
        tracked = tracked_changes(old, new, "Somebody")
        _, document, _ = _composed(new)
    assert not tracked.same
    assert not compare(plain_blocks(document), read_docx(tracked.content), document.meta)
    assert b"Somebody" in zipfile.ZipFile(io.BytesIO(tracked.content)).read("word/document.xml")


@pytest.mark.long
def test_the_editions_of_the_example_are_told_exactly(tmp_path: Path) -> None:
    with ExitStack() as stack:
        versions = [_composed(each) for each in find_versions(ROOT, "2019", "2020", stack)]
    before, after = (write_docx(document, theme) for _, document, theme in versions)
    files = Files(before, after, track_changes(before, after, "Bericht", DAY))
    assert_exact(files)
    (tmp_path / "changes.docx").write_bytes(files.tracked)
    assert not audit.errors(tmp_path / "changes.docx")


SOME_EDITS = {
    "everything of a chapter": {
        "sections.yaml": replaced(("title: Ausblick", "title: Was folgt")),
        "outlook.yaml": records(lambda pairs: pairs[:3][::-1]),
    },
    "figures and charts": {
        "key-figures.yaml": replaced(("value: 86", "value: 95"), ("value: 57", "value: 61")),
        "charts.yaml": records(lambda pairs: pairs[1:]),
        "report.yaml": lambda text: re.sub(r"(?m)^key_figures:.*(\n  .*)*", "key_figures: [startups]", text),
    },
    "abbreviations and sources": {
        "abbreviations.yaml": replaced(("KMU:", "KMU2:")),
        "sources.yaml": replaced(("title:", "author: Jemand\n  title:")),
    },
    "all measures but a few": {
        "measures.yaml": records(lambda pairs: [*pairs[16:22], pairs[25], ("neue-massnahme", NEW_MEASURE)])
    },
}


@pytest.mark.long
@pytest.mark.parametrize("name", SOME_EDITS)
def test_large_changes_are_exact_as_well(name: str, tmp_path: Path) -> None:
    root = second_edition(copy_project(tmp_path), SOME_EDITS[name])
    with ExitStack() as stack:
        try:
            versions = [_composed(each) for each in find_versions(root, "2019", "2020", stack)]
        except Exception as error:  # an edit that the report itself does not allow proves nothing
            raise AssertionError(f"the edits cannot be composed: {error}") from error
        before, after = (write_docx(document, theme) for _, document, theme in versions)
    files = Files(before, after, track_changes(before, after, "Bericht", DAY))
    assert_exact(files)
    (tmp_path / "changes.docx").write_bytes(files.tracked)
    assert not audit.errors(tmp_path / "changes.docx")


# --------------------------------------------------------------------------------------------------------- documents

WORDS = st.lists(
    st.sampled_from(["alpha", "beta", "gamma", "delta", ",", ".", "12", "KI-Trainer"]), min_size=1, max_size=12
).map(" ".join)


@st.composite
def inlines(draw: st.DrawFn) -> n.Inlines:
    made: list[n.Inline] = []
    for number_, words in enumerate(draw(st.lists(WORDS, min_size=1, max_size=4))):
        plain = text(words + " ")
        kind = draw(st.sampled_from(["plain", "strong", "em", "link", "lang", "break"]))
        made += {
            "plain": plain,
            "strong": (n.Strong(plain),),
            "em": (n.Emphasis(plain),),
            "link": (n.Link(f"https://www.example.org/{number_ % 2}", plain),),
            "lang": (n.Span(plain, lang="de"),),
            "break": (*plain, n.LineBreak()),
        }[kind]
    return tuple(made)


@st.composite
def documents(draw: st.DrawFn) -> n.Document:
    """Blocks with ids out of a few, in any order: pairs of such documents share some of them."""
    ids = draw(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6))
    rows = iter(draw(st.permutations([*(f"row{number}" for number in range(9)), *[None] * 9])))
    blocks: list[n.Block] = [n.Heading("top", 1, draw(inlines()))]
    for key in ids:
        kind = draw(st.sampled_from(["p", "p", "h", "list", "table", "card", "note"]))
        blocks.append(_block(draw, kind, key, rows))
    return n.Document(META, (*blocks, paragraph("last", draw(WORDS))))


def _block(draw: st.DrawFn, kind: str, key: str, ids: Iterator[str | None]) -> n.Block:
    match kind:
        case "h":
            return n.Heading(key, 2, draw(inlines()), number=draw(st.sampled_from([None, "2.1", "2.2"])))
        case "list":
            items = draw(st.lists(inlines(), min_size=1, max_size=3))
            ordered = draw(st.booleans())
            parts = (n.ListItem(f"{key}.i{i}", (n.Paragraph(f"{key}.p{i}", each),)) for i, each in enumerate(items))
            return n.ListBlock(key, tuple(parts), ordered=ordered)
        case "table":
            rows = draw(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=3))
            body_ = tuple(
                n.Row((cell(f"{key}.c{i}", a), cell(f"{key}.d{i}", b)), next(ids)) for i, (a, b) in enumerate(rows)
            )
            return n.Table(key, (n.Column(), n.Column()), (), body_)
        case "card":
            words = draw(st.lists(WORDS, min_size=1, max_size=3))
            inner = tuple(paragraph(f"{key}.p{i}", each) for i, each in enumerate(words))
            return n.Card(key, n.Heading(f"{key}.title", 3, text(draw(WORDS))), (), inner)
        case "note":
            note = n.Note(f"{key}.n", draw(inlines()))
            return n.Paragraph(key, (*text(draw(WORDS)), note, *text(draw(WORDS))))
    return n.Paragraph(key, draw(inlines()))


@pytest.mark.long
@given(documents(), documents())
def test_any_two_documents_are_told_exactly(old: n.Document, new: n.Document) -> None:
    assert_exact(track(old, new))


@pytest.mark.long
def test_every_kind_of_block_can_come_and_go() -> None:
    kept = EVERYTHING.children[:1]
    little = replace(EVERYTHING, children=(*kept, paragraph("only", "Only this.")))
    assert_exact(track(little, EVERYTHING))
    assert_exact(track(EVERYTHING, little))


@pytest.mark.long
def test_every_block_of_a_document_can_stand_elsewhere() -> None:
    chance = random.Random(3)
    for _ in range(3):
        blocks = list(EVERYTHING.children)
        chance.shuffle(blocks)
        assert_exact(track(EVERYTHING, replace(EVERYTHING, children=tuple(blocks))))


def simple(*blocks: n.Block) -> n.Document:
    return n.Document(META, (*blocks, paragraph("last", "The end.")))


def test_another_look_of_the_same_words_is_a_change_of_formatting() -> None:
    files = track(
        simple(n.Paragraph("p", text("Some plain words"))),
        simple(n.Paragraph("p", (*text("Some "), n.Strong(text("plain")), *text(" words")))),
    )
    assert_exact(files)
    assert not marks(files.tracked, "ins", "del")
    assert len(list(body(files.tracked).iter(f"{W}rPrChange"))) == 1


def test_a_paragraph_more_does_not_change_all_after_it() -> None:
    texts = [f"Paragraph {word} that is long enough to be known." for word in ("one", "two", "three")]
    old = simple(
        n.Card(
            "c", n.Heading("c.title", 3, text("Card")), (), tuple(paragraph(f"c.p{i}", t) for i, t in enumerate(texts))
        )
    )
    more = ["A new first paragraph.", *texts]
    new = simple(
        n.Card(
            "c", n.Heading("c.title", 3, text("Card")), (), tuple(paragraph(f"c.p{i}", t) for i, t in enumerate(more))
        )
    )
    files = track(old, new)
    assert_exact(files)
    assert marks(files.tracked, "ins", "del", "moveTo") == ["A new first paragraph."]


def test_rows_come_and_go_and_cells_change_by_words() -> None:
    def table(*rows: tuple[str, str]) -> n.Document:
        parts = tuple(n.Row((cell(f"t.a{i}", a), cell(f"t.b{i}", b))) for i, (a, b) in enumerate(rows))
        return simple(n.Table("t", (n.Column(1), n.Column(1)), (), parts))

    files = track(table(("Alpha", "33 of them"), ("Beta", "gone")), table(("New", "row"), ("Alpha", "50 of them")))
    assert_exact(files)
    assert {"33", "50", "New", "row", "Beta", "gone"} == set(marks(files.tracked, "ins", "del"))
    kinds = [
        mark.tag.removeprefix(W) for row in body(files.tracked).iter(f"{W}tr") for mark in row.iterfind(f"{W}trPr/*")
    ]
    assert [kind for kind in kinds if kind in ("ins", "del")] == ["ins", "del"]


def test_rows_that_stand_for_a_record_are_known_by_it() -> None:
    def tables(first: dict[str, str], second: dict[str, str]) -> n.Document:
        def table(name: str, rows: dict[str, str]) -> n.Table:
            parts = (n.Row((cell(f"{key}.a", "same"), cell(f"{key}.b", words)), key) for key, words in rows.items())
            return n.Table(name, (n.Column(1), n.Column(1)), (), tuple(parts))

        return simple(table("plans", first), paragraph("between", "Between."), table("settled", second))

    old = tables({"a": "one thing", "b": "another thing", "c": "third"}, {"d": "old"})
    new = tables({"b": "another matter", "c": "third"}, {"d": "old", "a": "one thing, done"})
    files = track(old, new)
    assert_exact(files)
    names = [mark.get(f"{W}name") for mark in body(files.tracked).iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))
    assert {bookmark_name(key) for key in "abcd"} <= set(names)
    assert marks(files.tracked, "del") == ["same", "one thing", "thing"]


def test_running_heads_are_tracked() -> None:
    old, new = (
        n.Document(replace(META, running_head=f"Report {year}"), (paragraph("p", "Text."),)) for year in (2019, 2020)
    )
    files = track(old, new)
    parts = zipfile.ZipFile(io.BytesIO(files.tracked))
    heads = [parts.read(name).decode() for name in parts.namelist() if name.startswith("word/header")]
    assert any("<w:delText" in head and "2019" in head and "2020" in head for head in heads)
    assert_exact(files)


def test_the_oracle_tells_a_file_that_is_not_exact() -> None:
    files = track(simple(paragraph("p", "One two three.")), simple(paragraph("p", "One four three.")))
    broken = body(files.tracked)
    next(broken.iter(f"{W}ins")).getparent().remove(next(broken.iter(f"{W}ins")))
    decide(broken, "accept")
    assert "four" not in "".join(broken.itertext())
