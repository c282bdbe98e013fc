"""When a text uses an abbreviation, and that glossaries, excerpts and new editions mean the same by it."""

from __future__ import annotations

from pathlib import Path

import compose_kit
import pytest
from msgspec.structs import replace

from reportgen.edition import model as m
from reportgen.edition.audience import sole
from reportgen.edition.excerpts import excerpt
from reportgen.succession.institutions import name_changes
from reportgen.text.abbreviations import stands_in, used_in


@pytest.mark.parametrize(
    ("short", "text"),
    [
        ("KI", "KI, KI-Trainer"),
        ("KI", "Die (KI)/IT"),
        ("KI", "**KI**-Trainer"),
        ("G7", "die G7-Staaten"),
        ("AI Act", "Der AI Act gilt."),
        ("AI Act", "Der AI\n  Act gilt."),
        ("AI Act", "Der AI\u00a0Act gilt."),
        ("C++", "in C++, in Rust"),
        ("C++", "C++-Code"),
        (".NET", "mit .NET"),
        ("F&E", "die F&E-Quote"),
        ("e. V.", "Verein e. V. und andere"),
    ],
)
def test_a_text_uses_it(short: str, text: str) -> None:
    assert stands_in(short, text)
    assert used_in(text, [short, "other"]) == {short}


@pytest.mark.parametrize(
    ("short", "text"),
    [
        ("KI", "Kino, SKI, KI2, ki"),
        ("E", "die F&E-Quote"),
        ("F", "die F&E-Quote"),
        ("AI Act", "AI Actors, the AI: Act"),
        ("C++", "C+, C++11"),
        (" ", "a b"),
    ],
)
def test_a_text_does_not_use_it(short: str, text: str) -> None:
    assert not stands_in(short, text)
    assert used_in(text, [short]) == frozenset()


def test_the_longer_one_is_meant() -> None:
    shorts = ("AI", "AI Act", "C", "C++")
    assert used_in("The AI Act and C++.", shorts) == {"AI Act", "C++"}
    assert used_in("AI, the AI Act, C.", shorts) == {"AI", "AI Act", "C"}


def test_words_with_spaces_and_signs_reach_glossary_and_excerpt(tmp_path: Path) -> None:
    shorts = {key: m.Abbreviation(expansion=f"Long {key}") for key in ("AI Act", "C++", "Not used")}
    whole = compose_kit.edition(text="Nach dem AI Act in C++.", abbreviations=shorts)
    glossary = "<p>{% for each in glossary %}{{ each.long }}, {% endfor %}</p>"
    assert "Long AI Act" in compose_kit.printed(tmp_path, glossary, whole)
    assert "Long C++" in compose_kit.printed(tmp_path, glossary, whole)
    assert "Not used" not in compose_kit.printed(tmp_path, glossary, whole)
    assert list(excerpt(whole, sole(whole, "arbeit")).abbreviations) == ["AI Act", "C++"]


def test_words_of_two_texts_are_none() -> None:
    measures = compose_kit.edition().collections["measures"]
    apart = replace(measures["eins"], partners=("AI", "Act"))
    whole = compose_kit.edition(
        collections={"measures": {"eins": apart}}, abbreviations={"AI Act": m.Abbreviation(expansion="?")}
    )
    assert excerpt(whole, sole(whole, "arbeit")).abbreviations == {}


def test_a_new_edition_finds_old_names_by_the_same_words() -> None:
    names = (
        m.Name(abbreviation="Amt 1", full="Haus", valid_to="2020-01-01"),
        m.Name(abbreviation="Amt 2", full="Haus", valid_from="2020-01-02"),
    )
    institutions = {**compose_kit.edition().institutions, "arbeit": m.Institution(kind="ministry", names=names)}
    (change,) = name_changes(compose_kit.edition(text="Das Amt\n1 plant.", institutions=institutions), "2020-06-01")
    assert change.mentions == ("measures[eins].text",)
