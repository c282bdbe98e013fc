"""The words that the program prints itself, by the language of the report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.compose.template import load_template
from reportgen.document.wording import DEFAULTS, defaults
from reportgen.errors import FindingsError

_PLACEHOLDER = re.compile(r"\{[\w-]+\}")


def template(folder: Path, words: dict[str, str]) -> Path:
    folder = folder / "templates" / "t"
    folder.mkdir(parents=True)
    (folder / "report.xml.j2").write_text('<report title="T"><p>T</p></report>')
    for language, text in words.items():
        (folder / "words").mkdir(exist_ok=True)
        (folder / "words" / f"{language}.yaml").write_text(text)
    return folder


def test_german_has_all_words_with_the_same_places_and_no_sharp_s() -> None:
    german = defaults("de")
    assert list(german) == list(DEFAULTS)
    for key, words in DEFAULTS.items():
        assert set(_PLACEHOLDER.findall(german[key])) == set(_PLACEHOLDER.findall(words)), key
    assert "ß" not in "".join(german.values())


@pytest.mark.parametrize(("language", "table"), [("de", "Tabelle"), ("de-CH", "Tabelle"), ("en-GB", "Table")])
def test_a_template_without_words_prints_those_of_the_language(tmp_path: Path, language: str, table: str) -> None:
    loaded = load_template(template(tmp_path, {}), language)
    assert loaded.words["table"] == f"{table} {{number}}"
    assert loaded.borrowed == ()


def test_what_a_template_gives_is_printed_instead(tmp_path: Path) -> None:
    loaded = load_template(template(tmp_path, {"de": "table: Tab. {number}\n"}), "de-AT")
    assert (loaded.words["table"], loaded.words["figure"]) == ("Tab. {number}", "Abbildung {number}")


def test_a_language_that_the_program_does_not_have_borrows_the_english_words(tmp_path: Path) -> None:
    loaded = load_template(template(tmp_path, {"fr": "table: Tableau {number}\n"}), "fr")
    assert (loaded.words["table"], loaded.words["figure"]) == ("Tableau {number}", "Figure {number}")
    assert "figure" in loaded.borrowed
    assert "table" not in loaded.borrowed


@pytest.mark.parametrize(("words", "language"), [({}, "fr"), ({"en": "a: A\n"}, "de")])
def test_a_template_that_lacks_the_language_is_told(tmp_path: Path, words: dict[str, str], language: str) -> None:
    with pytest.raises(FindingsError) as caught:
        load_template(template(tmp_path, words), language)
    assert [each.code for each in caught.value.findings] == ["missing-wording"]
