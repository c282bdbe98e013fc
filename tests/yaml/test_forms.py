"""Old forms: a file that has one says what it says in today's, and is rewritten around every other character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.yaml import forms
from reportgen.yaml.change import CannotEditError
from reportgen.yaml.forms import OldForm, old_forms, today
from reportgen.yaml.migrate import rewrite
from reportgen.yaml.reader import read_bytes

NAME = "data/2019/measures.yaml"
TABLE = (
    OldForm(of="0.1.0", files="data/*/measures.yaml", keys=("*", "owner"), key="lead"),
    OldForm(of="0.1.0", files="data/*/measures.yaml", keys=("*", "dates", "*", "kind"), key="precision"),
    OldForm(
        of="0.1.0", files="data/*/measures.yaml", keys=("*", "state"), key="status", value=lambda value: value.lower()
    ),
)


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "FORMS", TABLE)


def rewritten(text: str) -> str:
    return rewrite(text, old_forms(NAME, read_bytes(text.encode(), "").value))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n  owner: x # who\n  title: T\n", "a:\n  lead: x # who\n  title: T\n"),
        ("a: {owner: x,  title: 'T'} # one line\n", "a: {lead: x,  title: 'T'} # one line\n"),
        ('a:\r\n  "owner":   x\r\n', "a:\r\n  lead:   x\r\n"),
        ("a:\n  dates:\n    - {text: May, kind: month}\n    - kind: day\n", None),
        ("a:\n  state: DONE # so\nb:\n  state: ENDED\n", "a:\n  status: done # so\nb:\n  status: ended\n"),
        ("a:\n  owner: &x y\nb:\n  owner: *x\n", "a:\n  lead: &x y\nb:\n  lead: *x\n"),
        ("# nothing of it\na:\n  lead: x\n", "# nothing of it\na:\n  lead: x\n"),
        ("a:\n  lead: x\n  owner: y\n", "a:\n  lead: x\n  owner: y\n"),  # two of one name would be worse
    ],
)
def test_keys_and_values_are_rewritten_and_nothing_else(before: str, after: str | None) -> None:
    wanted = before.replace("kind", "precision") if after is None else after
    assert rewritten(before) == wanted
    assert rewritten(wanted) == wanted


def test_a_file_says_the_same_before_and_after() -> None:
    text = "a: {owner: x, state: DONE, dates: [{kind: day}]}\n"
    reading = read_bytes(text.encode(), NAME)
    assert reading.value == read_bytes(rewritten(text).encode(), NAME).value
    assert [(each.code, each.severity, each.line) for each in reading.findings] == [("old-form", "warning", 1)] * 3
    assert any("status: done" in each.text for each in reading.findings)


def test_files_of_other_names_have_no_old_form() -> None:
    assert old_forms("data/2019/outlook.yaml", {"a": {"owner": "x"}}) == ()


def test_a_value_that_others_share_is_not_rewritten() -> None:
    with pytest.raises(CannotEditError):
        rewritten("a: &a\n  state: DONE\nb: *a\n")


_TEXTS = st.text(st.sampled_from("abc ÄÖ:#'\"-"), min_size=1, max_size=12)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), _TEXTS, min_size=1, max_size=4))
def test_whatever_the_values_the_rest_stays(owners: dict[str, str]) -> None:
    import json

    text = "".join(f"{key}:\n  owner: {json.dumps(value)} # c\n\n" for key, value in owners.items())
    table = TABLE
    value = read_bytes(text.encode(), "").value
    old = [found for form in table for found in forms._found(value, form, ())]
    made = rewrite(text, old)
    assert made == text.replace("  owner: ", "  lead: ")
    assert read_bytes(made.encode(), "").value == today(value, old)
