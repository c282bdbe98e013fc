"""Edits of YAML texts: what is meant is changed, and not a character more."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.yaml.edit import Records, apply, written
from reportgen.yaml.nodes import MappingNode
from reportgen.yaml.reader import read_bytes
from reportgen.yaml.source import SourceFile

BLOCK = """\
# head
one:   # about one
  title: 'it''s'
  when: &day {text: May, iso: "2030-05"}   # the day
  list:
    - a
    - b: 1
      c: |
        # no comment

        end
  # between
  text: >-
    folded
    text

  last: 2.5 # of all
# divider
two: {title: x, when: *day, other: [1, 2]}
"""


def records(text: str, key: str = "") -> Records:
    root = SourceFile("f", text).root
    assert isinstance(root, MappingNode)
    found = Records(text, root)
    if not key:
        return found
    value = found.keys[key][1]
    assert isinstance(value, MappingNode)
    return Records(text, value)


def read(text: str) -> dict[str, dict[str, object]]:
    reading = read_bytes(text.encode(), "f")
    assert reading.findings == (), (reading.findings, text)
    assert isinstance(reading.value, dict)
    return reading.value


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["title", "list", "text", "last"])
def test_a_pair_is_taken_away_with_its_lines_alone(name: str, newline: str) -> None:
    text = BLOCK.replace("\n", newline)
    after = apply(text, records(text, "one").remove({name}))
    expected = read(text)
    del expected["one"][name]
    assert read(after) == expected
    assert comments(after) == comments(text)


def comments(text: str) -> list[str]:
    return re.findall(r"#(?! no comment).*", text)


@pytest.mark.parametrize(
    "names", [{"title"}, {"other"}, {"when"}, {"title", "when"}, {"when", "other"}, {"title", "other"}]
)
def test_pairs_of_a_line_are_taken_away_with_their_commas(names: set[str]) -> None:
    after = apply(BLOCK, records(BLOCK, "two").remove(names))
    expected = {key: value for key, value in read(BLOCK)["two"].items() if key not in names}
    assert read(after)["two"] == expected
    assert read(after)["one"] == read(BLOCK)["one"]


@pytest.mark.parametrize("key", ["one", "two"])
def test_pairs_are_put_first_and_last(key: str) -> None:
    record = records(BLOCK, key)
    after = apply(BLOCK, [record.put_first("new: {a: 1}"), record.put_last("end: z")])
    expected = read(BLOCK)[key]
    assert list(read(after)[key].items()) == [("new", {"a": 1}), *expected.items(), ("end", "z")]
    assert comments(after) == comments(BLOCK)


@pytest.mark.parametrize("key", ["title", "when", "last"])
def test_a_value_is_replaced_and_its_comment_stays(key: str) -> None:
    if key == "when":
        after = apply(BLOCK, [records(BLOCK, "two").replace(key, "now")])
        assert read(after)["two"]["when"] == "now"
    else:
        after = apply(BLOCK, [records(BLOCK, "one").replace(key, "now")])
        assert read(after)["one"][key] == "now"
    assert comments(after) == comments(BLOCK)


def test_a_key_is_renamed_and_its_value_with_anchor_and_comment_stays() -> None:
    after = apply(BLOCK, [records(BLOCK, "one").rename("when", "then"), records(BLOCK, "two").rename("when", "then")])
    assert after == BLOCK.replace("when:", "then:")


def test_a_record_is_taken_away_and_the_comments_around_it_stay() -> None:
    after = apply(BLOCK, records(BLOCK).remove({"two"}))
    assert after == BLOCK[: BLOCK.index("two:")]


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.text(st.characters(codec="utf-8", exclude_categories=("C",))),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab-: #1", min_size=1), inner, max_size=3),
)


@given(VALUES)
def test_what_is_written_is_read_again(value: object) -> None:
    assert read(f"x: {written({'v': value})}\n")["x"] == {"v": expected(value)}


def expected(value: object) -> object:
    """As the reader gives it: lists as tuples."""
    if isinstance(value, dict):
        return {key: expected(each) for key, each in value.items()}
    if isinstance(value, list):
        return tuple(expected(each) for each in value)
    return value


KEYS = st.sampled_from(["title", "text", "list", "when", "flow", "empty"])
FORMS = {
    "title": ["plain", "'quoted: #'", '"dou\\"ble"', "12"],
    "text": ["|-\n    # literal\n\n    two", ">\n    folded\n     deeper\n    # end", "|+\n    keep\n\n"],
    "list": ["[a, b]", "\n    - a\n    - |\n      # b\n    - c: 1\n      d: 2", "\n  - a\n  # c\n  - b"],
    "when": ["{text: x, iso: null}", "\n    text: x\n    # y\n    iso: z"],
    "flow": ["{a: [1, {b: c}], d: 'e, }'}"],
    "empty": ["", "~", "null"],
}


@st.composite
def files(draw: st.DrawFn) -> str:
    """A record in lines of its own between two others, each pair with or without a comment behind or above it."""
    lines = ["before: {x: 1} # b", ""]
    lines.append("record:")
    for key in draw(st.lists(KEYS, min_size=1, unique=True)):
        if draw(st.booleans()):
            lines.append(f"  # above {key}")
        form = draw(st.sampled_from(FORMS[key]))
        behind = "  # behind" if "\n" not in form and draw(st.booleans()) else ""
        lines.append(f"  {key}: {form}{behind}".replace(":  ", ": ").rstrip(" "))
    lines += draw(st.sampled_from([[], [""], ["# divider"], ["", "# divider", ""]]))
    lines.append("after: y")
    return "\n".join(lines) + "\n"


@given(files(), st.sets(KEYS))
def test_any_pairs_of_any_record_can_be_taken_away(text: str, names: set[str]) -> None:
    before = read(text)
    names &= before["record"].keys()
    if names == before["record"].keys():
        return
    after = read(apply(text, records(text, "record").remove(names)))
    assert after == {**before, "record": {key: value for key, value in before["record"].items() if key not in names}}


@given(files())
def test_any_record_takes_pairs_in_front_and_behind(text: str) -> None:
    record = records(text, "record")
    after = read(apply(text, [record.put_first("new: 1", "newer: 2"), record.put_last("end: 3")]))
    expected_record = {"new": 1, "newer": 2, **read(text)["record"], "end": 3}
    assert list(after["record"].items()) == list(expected_record.items())
    assert {**after, "record": 0} == {**read(text), "record": 0}
