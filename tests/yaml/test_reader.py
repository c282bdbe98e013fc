"""The strict YAML reader: nothing changes its type, and whatever is wrong is a finding with a place in the file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import yaml_pieces

from reportgen.yaml import nodes
from reportgen.yaml.reader import MAX_BYTES, read_bytes, read_file
from reportgen.yaml.source import SourceFile

TRAPS = [
    "2.10",
    "NO",
    "yes",
    "on",
    "12:30",
    "1_000",
    "2019-06-01",
    "2019-06",
    "0o17",
    "0x1f",
    "1e3",
    ".5",
    "5.",
    "007",
    "+1",
    ".inf",
    ".nan",
    "Null",
    "TRUE",
    "1e+16",
    "0.10",
    "-0",
    "1.0000000000000000001",
    "=",
    "<",
    "v1.0",
    "999999999999999999999999999999",
]


@pytest.mark.parametrize("text", TRAPS)
def test_traps_stay_text(text: str) -> None:
    assert read_bytes(f"a: {text}\n".encode(), "f").value == {"a": text}


PLAIN = {"5": 5, "-3": -3, "0": 0, "2.1": 2.1, "-0.5": -0.5, "2.0": 2.0, "true": True, "false": False}
OTHER = {"null": None, "~": None, "": None, '"5"': "5", "'true'": "true", "|-\n  5": "5"}


@pytest.mark.parametrize(("text", "value"), [*PLAIN.items(), *OTHER.items()])
def test_numbers_and_constants(text: str, value: object) -> None:
    read = read_bytes(f"a: {text}\n".encode(), "f").value["a"]
    assert read == value
    assert type(read) is type(value)


@given(st.one_of(st.integers(-(10**17), 10**17), st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: round(x, 4))))
def test_what_becomes_a_number_prints_as_it_was_typed(number: float) -> None:
    read = read_bytes(f"a: {number!r}\n".encode(), "f").value["a"]
    assert str(read) == repr(number)


def test_keys_are_always_text_and_lists_are_tuples() -> None:
    assert read_bytes(b"2019: [1, {NO: 2.10}]\n", "f").value == {"2019": (1, {"NO": "2.10"})}


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"", "empty-file", 1, 1),
        (b"# only a comment\n", "empty-file", 1, 1),
        (b"a: 1\nb:\n  c: 1\n  c: 2\n", "duplicate-key", 4, 3),
        (b"a: b: c\n", "yaml-syntax", 1, 5),
        (b"a:\n\tb: 1\n", "tab", 2, 1),
        (b"--- \na: 1\n---\nb: 2\n", "several-documents", 3, 1),
        (b"a: \xc3\xa4\nb: \xff\n", "not-utf8", 2, 4),
        ("a: 1\n".encode("utf-16"), "not-utf8", 1, 1),
        (b"\xef\xbb\xbfa: 1\n", "byte-order-mark", 1, 1),
        ("a: b\u2028c\n".encode(), "control-character", 1, 5),
        (b"a: {b: 1}\nc:\n  <<: 1\n", "merge-key", 3, 3),
        (b"a: !!python/name:os.system 1\n", "yaml-tag", 1, 4),
        (b"a: !!str 5\n", "yaml-tag", 1, 4),
        (b"? [1, 2]\n: 3\n", "bad-key", 1, 3),
        (b"a: &a [*a]\n", "nested-too-deep", 1, 4),
        (b"a: *nothing\n", "yaml-syntax", 1, 4),
    ],
)
def test_what_is_refused_has_a_place(content: bytes, code: str, line: int, column: int) -> None:
    (finding,) = read_bytes(content, "f.yaml").findings
    assert (finding.code, finding.line, finding.column, finding.file) == (code, line, column, "f.yaml")


def test_a_duplicate_key_names_the_first_one() -> None:
    (finding,) = read_bytes(b"a: 1\nb: 2\na: 3\n", "f").findings
    assert finding.hint == "the first one is in line 1"


def test_all_duplicates_of_a_file_are_told_at_once() -> None:
    assert len(read_bytes(b"a: 1\na: 2\nb: {c: 1, c: 2}\n", "f").findings) == 2


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_nesting_that_would_exhaust_the_stack_is_a_finding(opening: str) -> None:
    codes = {finding.code for finding in read_bytes((opening * 60_000).encode(), "f").findings}
    assert codes == {"nested-too-deep"}


def test_closing_brackets_in_comments_do_not_hide_depth() -> None:
    content = b"[ # ]\n" * 60_000
    assert read_bytes(content, "f").findings[0].code == "nested-too-deep"


def test_alias_bombs_are_refused_and_aliases_work() -> None:
    levels = [f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 10)}]" for i in range(1, 9)]
    bomb = "\n".join(["l0: &l0 [x]", *levels]).encode()
    assert [finding.code for finding in read_bytes(bomb, "f").findings] == ["alias-bomb"]
    assert read_bytes(b"a: &x [1]\nb: *x\n", "f").value == {"a": (1,), "b": (1,)}


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert read_file(tmp_path, "no.yaml").findings[0].code == "missing-file"
    (tmp_path / "folder.yaml").mkdir()
    assert read_file(tmp_path, "folder.yaml").findings[0].code == "unreadable-file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_never_ends_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert read_file(tmp_path, "pipe.yaml").findings[0].code == "unreadable-file"
    with open(tmp_path / "large.yaml", "wb") as large:
        large.truncate(MAX_BYTES + 1)
    assert read_file(tmp_path, "large.yaml").findings[0].code == "file-too-large"


@settings(max_examples=300, deadline=None)
@given(st.one_of(yaml_pieces.map(str.encode), st.text(max_size=60).map(lambda text: text.encode("utf-8")), st.binary()))
def test_no_text_raises_and_every_place_is_inside_the_file(content: bytes) -> None:
    reading = read_bytes(content, "f")
    lines = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in reading.findings:
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1


SOURCE = """\
first:
  plain: see {ships} and {ships}
  block: |-
    one {ships}
    two {boats}
  folded: >
    long
    {ships}
  list:
    - a
    - {b: c}
"""


@pytest.mark.parametrize(
    ("keys", "line", "column"),
    [
        (("first", "plain"), 2, 10),
        (("first", "list", 1, "b"), 11, 11),
        (("first", "list", 7), 9, 3),
        (("first", "unknown", "deep"), 1, 1),
        ((), 1, 1),
    ],
)
def test_finding_a_value_by_its_way(keys: tuple[str | int, ...], line: int, column: int) -> None:
    place = SourceFile("f", SOURCE).find(keys)
    assert (place.line, place.column) == (line, column)


def test_finding_a_key() -> None:
    place = SourceFile("f", SOURCE).find(("first", "plain"), key=True)
    assert (place.line, place.column, place.length) == (2, 3, 5)


@pytest.mark.parametrize(
    ("field", "token", "nth", "line", "column"),
    [
        ("plain", "{ships}", 1, 2, 26),
        ("block", "{boats}", 0, 5, 9),
        ("folded", "{ships}", 0, 8, 5),
        ("plain", "{no}", 0, 2, 10),
    ],
)
def test_finding_a_token_in_a_text(field: str, token: str, nth: int, line: int, column: int) -> None:
    place = SourceFile("f", SOURCE).find_text(("first", field), token, nth)
    assert (place.line, place.column) == (line, column)


@settings(max_examples=100, deadline=None)
@given(yaml_pieces)
def test_reading_without_libyaml_says_the_same(text: str) -> None:
    fast = read_bytes(text.encode(), "f")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes.yaml, "__with_libyaml__", False)
        plain = read_bytes(text.encode(), "f")
    if not fast.findings and not plain.findings:
        assert plain.value == fast.value
