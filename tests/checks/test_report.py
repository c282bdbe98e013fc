"""Findings as text, JSON and annotations."""

from __future__ import annotations

import json

from reportgen.findings.finding import Finding
from reportgen.findings.report import as_github, as_json, as_text, summary

ERROR = Finding(
    "bad-type",
    "error",
    'expected a number, got "zwei"',
    "data/2019/key-figures.yaml",
    8,
    12,
    "startups.value",
    source="    value: zwei",
    length=4,
)
WARNING = Finding("sunday", "warning", "2019-09-29 is a Sunday", "a.yaml", 1, 1, hint="100 % sure? then say so")


def test_text_is_that_of_the_contract() -> None:
    assert as_text([ERROR]) == (
        'data/2019/key-figures.yaml:8:12: startups.value: expected a number, got "zwei" [bad-type]\n'
        "    value: zwei\n"
        "           ^^^^\n"
    )


def test_warnings_say_so_and_hints_follow() -> None:
    assert as_text([WARNING]).startswith("a.yaml:1:1: warning: 2019-09-29 is a Sunday [sunday]\n    hint: 100 % sure?")


def test_long_lines_are_cut_around_the_place() -> None:
    long = Finding("x", "error", "t", "f", 1, 501, source="a" * 500 + "HERE" + "b" * 500, length=4)
    _, source, carets = as_text([long]).splitlines()
    assert len(source) <= 104
    assert source[carets.index("^") : carets.index("^") + 4] == "HERE"


def test_a_finding_without_file_has_no_place() -> None:
    assert as_text([Finding("no-project", "error", "nothing here")]) == "nothing here [no-project]\n"


def test_json_has_the_fields_of_the_manifest() -> None:
    (data,) = json.loads(as_json([ERROR]))
    assert list(data) == ["code", "severity", "file", "line", "column", "path", "text"]


def test_annotations_are_escaped() -> None:
    assert as_github([WARNING]) == (
        "::warning file=a.yaml,line=1,col=1,title=sunday::2019-09-29 is a Sunday%0Ahint: 100 %25 sure? then say so\n"
    )


def test_summary() -> None:
    assert summary([ERROR, ERROR, WARNING]) == "2 errors, 1 warning"
    assert summary([]) == "no findings"
