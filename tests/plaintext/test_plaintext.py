"""The report as a text file: what stands in it, and that it is read back whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from sample import EVERYTHING

from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.document.theme import Theme
from reportgen.errors import UnreadableError
from reportgen.plaintext import write_text
from reportgen.verify import check, compare, read_text

REPORT = number(EVERYTHING)


@pytest.fixture(scope="module")
def content() -> bytes:
    return write_text(REPORT, Theme())


def test_every_block_is_a_paragraph_behind_its_id(content: bytes) -> None:
    paragraphs = content.decode().rstrip("\n").split("\n\n")[1:]
    assert [each.partition("]")[0] for each in paragraphs] == [f"[#{block.id}" for block in plain_blocks(REPORT)]


def test_it_says_what_the_document_says(content: bytes) -> None:
    document = REPORT
    reading = read_text(content)
    assert compare(plain_blocks(document), reading, document.meta) == ()
    assert check(reading) == ()


def test_the_number_of_a_heading_is_told_from_its_words(content: bytes) -> None:
    numbered = [block for block in plain_blocks(REPORT) if block.number and block.text]
    assert numbered
    for block in numbered:
        assert f"[#{block.id}] {block.number}\t{block.text}\n" in content.decode()


def test_values_that_an_alternative_leaves_out_are_told_beside_it() -> None:
    from reportgen.document import nodes as n

    chart = n.Chart("c", "columns", (n.Series("", (n.Point("2018", 40, "40"), n.Point("2019", 78.03, "78,03"))),), "")
    for alternative, said in (("2018: 40; 2019: 78,03", False), ("Die Mittel steigen", True)):
        document = replace(REPORT, children=(replace(chart, alt=alternative),))
        content = write_text(document, Theme())
        assert ("[values] 2018: 40; 2019: 78,03" in content.decode()) is said
        assert compare(plain_blocks(document), read_text(content), document.meta) == ()


def test_what_was_changed_in_the_file_is_found(content: bytes) -> None:
    block = next(each for each in plain_blocks(REPORT) if each.text and not each.number)
    changed = content.replace(f"[#{block.id}] {block.text}".encode(), f"[#{block.id}] other".encode())
    assert [each.code for each in compare(plain_blocks(REPORT), read_text(changed))] == ["other-text"]
    assert [each.code for each in check(read_text(content + b"\nmore\n"))] == ["stray-paragraph"]


@pytest.mark.parametrize("words", [b"any text\n", b"\xff\xfe", b"[title] only\n"])
def test_text_of_others_is_refused(words: bytes, tmp_path: Path) -> None:
    (path := tmp_path / "notes.txt").write_bytes(words)
    with pytest.raises(UnreadableError):
        read_text(path)
