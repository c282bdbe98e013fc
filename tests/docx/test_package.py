"""A Word file is a sound package: validators, python-docx, lint, the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import typing
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import audit
from oracles import ooxml_documents as docs
from oracles.ooxml import Package, lint
from paths import ROOT
from PIL import Image
from sample import EVERYTHING, cell, paragraph, text, with_figure

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.document.walk import BLOCK_CLASSES, INLINE_CLASSES
from reportgen.docx import write_docx
from reportgen.docx.blocks.registry import BLOCKS
from reportgen.docx.inlines import INLINES
from reportgen.errors import DocumentError
from reportgen.ooxml.archive import Archive, archive, with_last
from reportgen.verify import check, compare, read_docx


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = Path(tmp_path_factory.mktemp("picture")) / "square.png"
    Image.new("RGB", (20, 10), "#808080").save(path)
    return write_docx(number(with_figure(str(path))), docs.THEME)


def errors(data: bytes, folder: Path) -> list[str]:
    path = folder / "file.docx"
    path.write_bytes(data)
    return audit.errors(path)


def test_every_node_class_is_written() -> None:
    assert set(BLOCKS.places) == set(BLOCK_CLASSES)
    assert set(INLINES) == set(INLINE_CLASSES)


def test_the_validator_finds_nothing(data: bytes, tmp_path: Path) -> None:
    assert errors(data, tmp_path) == []


@pytest.mark.parametrize("kind", ["bars", "stacked-bars", "columns", "lines", "small-multiples"])
def test_the_validator_finds_nothing_in_any_chart(kind: typing.Any, tmp_path: Path) -> None:
    points = n.Point("eins", 1, "1"), n.Point("zwei", 2.5, "2,5", "total"), n.Point("drei", -3, "minus drei", "rest")
    for series in (1, 3):
        data = write_docx(docs.document(docs.chart(*points, kind=kind, series=series)), docs.THEME)
        assert errors(data, tmp_path) + lint(data) == []


def test_the_validator_finds_nothing_in_odd_documents(tmp_path: Path) -> None:
    numbers = docs.headings("2", "2.3", "A", "§ 7", None)
    assert errors(write_docx(docs.ODD, docs.THEME), tmp_path) == []
    assert errors(write_docx(numbers, docs.THEME), tmp_path) == []


def test_the_lint_finds_nothing(data: bytes) -> None:
    assert lint(data) == []


def test_python_docx_opens_it_and_knows_its_styles(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "file.docx").write_bytes(data)
    document = docx.Document(str(tmp_path / "file.docx"))
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Heading 1", "Heading 2", "Heading 3", "Title", "List Bullet", "Caption", "Tile Value"} <= used
    assert document.core_properties.title == "Ein Jahr Strategie"
    assert document.core_properties.language == "de"
    assert document.core_properties.created.isoformat() == "2019-11-15T00:00:00+00:00"


def test_inputs_and_edition_stand_in_the_properties(data: bytes) -> None:
    properties = Package(data).zip.read("docProps/custom.xml").decode()
    assert re.findall(r'name="([^"]+)"><vt:lpwstr>([^<]+)', properties) == [
        ("reportgen-edition", "2019"),
        ("reportgen-inputs", "0" * 64),
    ]


@pytest.mark.long
def test_two_builds_are_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import sys, hashlib; sys.path.insert(0, 'tests/support'); from sample import EVERYTHING as e;"
        "from oracles.ooxml_documents import THEME; from reportgen.document.numbering import number;"
        "from reportgen.docx import write_docx; print(hashlib.sha256(write_docx(number(e), THEME)).hexdigest())"
    )
    here = hashlib.sha256(write_docx(number(EVERYTHING), docs.THEME)).hexdigest()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.fspath(ROOT)}
        run = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        assert run.stdout.strip() == here


def test_entries_are_sorted_and_without_a_clock(data: bytes) -> None:
    entries = Package(data).zip.infolist()
    names = [entry.filename for entry in entries]
    assert names[:3] == ["_rels/.rels", "docProps/app.xml", "word/document.xml"], "by which programs know a Word file"
    assert names[3:] == [*sorted(names[3:-1]), "docProps/custom.xml"], "what is bound anew comes last"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert "docProps/thumbnail.jpeg" not in names


PARTS = st.dictionaries(st.text("ab/ä€", min_size=1, max_size=6), st.binary(max_size=300), max_size=6)


@given(PARTS)
def test_python_reads_back_what_an_archive_holds(parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(archive(parts))) as found:
        assert found.testzip() is None
        assert {name: found.read(name) for name in found.namelist()} == parts


def test_a_part_can_be_written_piece_by_piece() -> None:
    pieces = (b"one piece ", b"after " * 90_000, b"the other")
    with Archive() as made:
        stream = made.begin("a")
        for piece in pieces:
            stream.write(piece)
        made.put("b", b"b")
        content = made.finish()
    assert content == archive({"a": b"".join(pieces), "b": b"b"})


def test_an_archive_of_which_nothing_comes_leaves_nothing_open() -> None:
    made = Archive()
    with suppress(KeyError), made:
        made.begin("a").write(b"begun")
        raise KeyError
    with pytest.raises(ValueError, match="closed"):
        made.put("b", b"")


def test_more_parts_than_a_file_holds_are_refused() -> None:
    with pytest.raises(DocumentError, match="70000 parts"):
        archive({str(number): b"" for number in range(70_000)})


def test_the_last_part_can_say_something_else_as_if_it_had_been_written_so() -> None:
    parts = {"a": b"x" * 5_000, "b": b"before <&>"}
    made = with_last(archive(parts), lambda part: part.replace(b"before", b"after"))
    assert made == archive({**parts, "b": b"after <&>"})
    assert with_last(archive(parts), lambda _: None) is None


@pytest.mark.long
def test_a_long_report_reads_back_word_for_word() -> None:
    chapters = [
        n.Section(
            f"s{part}", (n.Heading(f"s{part}.h", 1, text(f"Teil {part}")), *_prose(part), *_table(part)), page=True
        )
        for part in range(6)
    ]
    document = number(docs.document(*chapters))
    data = write_docx(document, docs.THEME)
    reading = read_docx(data)
    assert compare(plain_blocks(document), reading) == check(reading) == ()
    assert lint(data) == []


def _prose(part: int) -> list[n.Block]:
    return [paragraph(f"s{part}.p{line}", f"Absatz {line} – mit Worten") for line in range(300)]


def _table(part: int) -> list[n.Block]:
    rows = tuple(n.Row((cell(f"s{part}.t.{line}", f"Zeile {line}"),), f"s{part}.t.r{line}") for line in range(700))
    return [n.Table(f"s{part}.t", (n.Column(),), (), rows, text("Zeilen"), "Zeilen")]


def test_importing_the_room_does_not_import_python_docx() -> None:
    code = "import sys, reportgen.docx; sys.exit('docx' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.fspath(ROOT)}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("none.png", None, "missing-image"), ("text.png", b"no picture", "bad-image"), ("empty.png", b"", "bad-image")],
)
def test_a_picture_that_is_none_is_a_problem_with_its_name(
    tmp_path: Path, name: str, content: bytes | None, code: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(DocumentError, match=name) as caught:
        write_docx(docs.document(n.Figure("f", str(tmp_path / name), "Bild")), docs.THEME)
    assert caught.value.problems[0].code == code


def test_an_unknown_role_is_a_problem_with_the_nearest_name() -> None:
    with pytest.raises(DocumentError) as caught:
        write_docx(docs.document(paragraph("p", "x", "leed")), docs.THEME)
    problem = caught.value.problems[0]
    assert (problem.code, problem.block, problem.hint) == ("unknown-role", "p", 'did you mean "lead"?')


def test_a_note_in_a_note_is_a_problem() -> None:
    inner = n.Note("n2", text("innen"))
    outer = n.Paragraph("p", (n.Note("n1", (inner,)),))
    with pytest.raises(DocumentError, match="footnote"):
        write_docx(docs.document(outer), docs.THEME)


def test_archives_hold_no_wrong_sums(data: bytes) -> None:
    package = Package(data).zip
    assert package.testzip() is None
    books = [name for name in package.namelist() if name.endswith(".xlsx")]
    assert books == ["word/embeddings/chart1.xlsx"]
    assert zipfile.ZipFile(package.open(books[0])).testzip() is None
