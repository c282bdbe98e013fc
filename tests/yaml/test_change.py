"""Values of a file changed by their keys: what is meant changes, and not a character more."""

from __future__ import annotations

import difflib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.yaml.blocks import block
from reportgen.yaml.change import GONE, CannotEditError, ValueChange, changed
from reportgen.yaml.reader import read_bytes

TEXT = """\
# head
one:   # about one
  title: Bus lanes   # as printed
  text: >-  # folded
    The first line of the text that stands here
    and a second one, and
    a third.

    Another paragraph.
  plain: |
    line
      for line
  due: {text: May, iso: "2030-05"}
  partners: [Kim, Lee,
             Ngo]   # three
  places:
    - Berlin   # the capital
    - Bonn
  dates:
    - {text: May, iso: "2030-05"}
    - text: June
      iso: "2030-06"   # about
  stand: &day {text: July}
two: {title: x, when: *day, other: [a, b]}
"""


def read(text: str) -> Any:
    reading = read_bytes(text.encode(), "f")
    assert not reading.findings, (reading.findings, text)
    return reading.value


def lines_changed(old: str, new: str) -> list[str]:
    return [line for line in difflib.ndiff(old.splitlines(), new.splitlines()) if line[0] in "+-"]


@pytest.mark.parametrize(
    ("keys", "value", "lines"),
    [
        (("one", "title"), "Trams", ["-   title: Bus lanes   # as printed", "+   title: Trams   # as printed"]),
        (("one", "due", "iso"), "2031", ['+   due: {text: May, iso: "2031"}']),
        (("one", "due", "label"), "x", ['+   due: {text: May, iso: "2030-05", label: x}']),
        (("one", "due"), GONE, ['-   due: {text: May, iso: "2030-05"}']),
        (("one", "partners"), ("Kim", "Ngo"), ["-   partners: [Kim, Lee,", "-              Ngo]   # three"]),
        (("one", "partners"), ("Kim", "Lee", "Ngo", "Xu"), ["+              Xu]   # three"]),
        (("one", "places"), ("Berlin", "Ulm", "Bonn"), ["+     - Ulm"]),
        (("one", "places"), ("Bonn",), ["-     - Berlin   # the capital"]),
        (("one", "places"), ("Köln", "Berlin", "Bonn"), ["+     - Köln"]),
        (("one", "dates", 1, "iso"), "2031", ['+       iso: "2031"   # about']),
        (("one", "dates", 0), GONE, ['-     - {text: May, iso: "2030-05"}']),
        (("one", "dates", 2), {"text": "July", "iso": None}, ["+     - text: July", "+       iso: null"]),
        (("one", "lists", 0), {"text": "July"}, ["+   lists: [{text: July}]"]),
        (("one", "new"), 2.5, ["+   new: 2.5"]),
        (("one", "new", "deep"), True, ["+   new: {deep: true}"]),
        (("two", "other"), ("a",), ["+ two: {title: x, when: *day, other: [a]}"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_value_is_changed(keys: tuple[Any, ...], value: Any, lines: list[str], newline: str) -> None:
    text = TEXT.replace("\n", newline)
    made = changed(text, [ValueChange(keys, value)])
    found = [line for line in lines_changed(text, made) if not line.startswith("?")]
    assert set(lines) <= set(found)
    assert len(found) <= 2 * max(1, len(lines)) + 1
    assert ("\r\n" in made) == (newline == "\r\n")
    assert "\n" not in made.replace("\r\n", "") or newline == "\n"


def test_lines_of_a_folded_text_that_hold_stay() -> None:
    new = read(TEXT)["one"]["text"].replace("a second one", "quite another one")
    made = changed(TEXT, [ValueChange(("one", "text"), new)])
    assert read(made)["one"]["text"] == new
    assert lines_changed(TEXT, made)[0] == "-     and a second one, and"
    assert "text: >-  # folded\n    The first line" in made


def test_several_values_of_one_record_are_changed_at_once() -> None:
    wanted = {"title": "Trams", "plain": "other\nlines\n", "status": "done", "text": GONE, "places": ("Ulm",)}
    made = changed(TEXT, [ValueChange(("one", key), value) for key, value in wanted.items()])
    found = read(made)["one"]
    assert {key: found.get(key, GONE) for key in wanted} == wanted
    assert read(made)["two"] == read(TEXT)["two"]


@pytest.mark.parametrize("keys", [("two", "when", "text"), ("one", "stand", "text"), ("one", "stand")])
def test_what_stands_for_others_too_is_refused(keys: tuple[Any, ...]) -> None:
    with pytest.raises(CannotEditError):
        changed(TEXT, [ValueChange(keys, "August")])


def test_a_comment_behind_a_value_is_no_part_of_the_text_that_follows() -> None:
    new = "word " * 60 + "end"
    made = changed(TEXT, [ValueChange(("one", "title"), new)])
    assert read(made)["one"]["title"] == new
    assert "title: >-   # as printed\n" in made


PROSE = st.text(st.sampled_from("ab #:-'\"{}[]|>*&%\\ \n\u00a0ü–"), min_size=1, max_size=200)


@given(PROSE, st.sampled_from(["title", "text", "plain", "new"]))
def test_any_text_comes_back_as_it_was(text: str, key: str) -> None:
    made = changed(TEXT, [ValueChange(("one", key), text)])
    assert read(made)["one"][key] == text


@given(PROSE, st.sampled_from([">-", "|", ""]))
def test_a_text_in_lines_of_its_own_says_the_same(text: str, before: str) -> None:
    made = block(text, 2, before)
    assert made is None or read(f"a:{made}\n")["a"] == text


@given(st.lists(st.sampled_from("abcdefg"), max_size=6, min_size=1), st.sampled_from(["partners", "places"]))
def test_any_list_comes_back_as_it_was(new: list[str], key: str) -> None:
    made = changed(TEXT, [ValueChange(("one", key), tuple(new))])
    assert read(made)["one"][key] == tuple(new)
    assert {**read(made)["one"], key: 0} == {**read(TEXT)["one"], key: 0}
