"""Words that YAML takes for a comment are told, and comments are not."""

from __future__ import annotations

import pytest

from reportgen.yaml.reader import read_bytes


def told(text: str) -> list[tuple[str, int, int]]:
    """Path, line and column of what is told."""
    reading = read_bytes(text.encode(), "a.yaml")
    assert {each.code for each in reading.findings} <= {"comment-in-text"}
    return [(each.path, each.line, each.column) for each in reading.findings]


@pytest.mark.parametrize(
    ("text", "path", "column"),
    [
        ("title: The tool wall #1\n", "title", 22),
        ("title: The tool wall # 1\n", "title", 22),
        ("title: The tool wall #1", "title", 22),
        ("title: #1 in Europe\n", "title", 8),
        ("title: #1\nother: b\n", "title", 8),
        ("primary: #0B5563\n", "primary", 10),
        ("a:\n- b\n- Wall #2\r\n", "a[1]", 8),
        ("a: {b: C #major\n}\n", "a.b", 10),
        ("title: Straße\t#1\n", "title", 15),
    ],
)
def test_what_looks_like_words_is_told_at_its_place(text: str, path: str, column: int) -> None:
    ((where, _, at),) = told(text)
    assert (where, at) == (path, column)


@pytest.mark.parametrize(
    "text",
    [
        "title: The tool wall # the first\n",
        "title: 'The tool wall #1'\n",
        'title: "The tool wall #1" #1\n',
        "title: C#1\n",
        "value: 5 #estimated\n",
        "list: #all of them\n- a\n",
        "map: #all of them\n  a: b\n",
        "a: b\n#c\n  #d\n",
        "text: |-\n  one #1\n  two # 2\n",
        "text: >- # folded\n  one #1\n",
        "a: b #------\n",
        "a: b # 2.1 is the one\n",
        "on: true #1\n",
    ],
)
def test_comments_and_quoted_words_are_left_alone(text: str) -> None:
    assert told(text) == []


def test_the_way_out_is_named() -> None:
    (finding,) = read_bytes(b"title: The tool wall #1\n", "a.yaml").findings
    assert finding.text == '"#1" is a comment and no part of the text'
    assert finding.hint is not None
    assert "quotes" in finding.hint
    assert finding.severity == "warning"
