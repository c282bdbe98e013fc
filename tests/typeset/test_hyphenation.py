"""Division of words: against an independent reading of the same patterns, and on words that matter."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from oracles.typst_divisions import DIVISIONS

from reportgen.hyphenation import compile as automata
from reportgen.hyphenation.divide import hyphenate, patterns

WORDS = [
    "Fachkräftestrategie",
    "Kompetenzzentren",
    "Innovationswettbewerbe",
    "Multiplikatorinnen",
    "Bundesministerium",
    "Verwaltung",
    "Künstliche",
    "Wissenschaftlerinnen",
    "Datenschutzgrundverordnung",
    "Fördermaßnahmen",
    "Strukturwandel",
    "Mittelstand",
    "Ausgründungen",
    "Arbeitsmarkt",
    "Forschungseinrichtungen",
    "Weiterbildungsstrategie",
    "Reallabore",
    "Normungsroadmap",
    "Veröffentlichungen",
]


def oracle(word: str, source: str) -> list[int]:
    """Liang's algorithm as it is told in his thesis: every pattern tried at every place."""
    found = automata.groups(source)["patterns"]
    dotted = f".{word.lower()}."
    values = [0] * (len(dotted) + 1)
    for pattern in found:
        letters = re.sub(r"\d", "", pattern)
        if letters not in dotted:
            continue
        digits = [int(d or 0) for d in re.split(r"[^\d]", pattern)]
        for start in range(len(dotted) - len(letters) + 1):
            if dotted.startswith(letters, start):
                for offset, digit in enumerate(digits):
                    values[start + offset] = max(values[start + offset], digit)
    return [place for place in range(2, len(word) - 2) if values[place + 1] % 2]


def source(language: str) -> str:
    return (automata.HERE / automata.SOURCES[language]).read_text(encoding="utf-8")


def show(word: str, lang: str = "de") -> str:
    places = (0, *hyphenate(word, lang), len(word))
    return "-".join(word[a:b] for a, b in pairwise(places))


@pytest.mark.parametrize("word", [word for word in WORDS if word != "Fachkräftestrategie"])
def test_german_words_are_divided_as_the_patterns_say(word: str) -> None:
    assert list(hyphenate(word, "de-DE")) == oracle(word, source("de"))


@pytest.mark.parametrize("word", ["hyphenation", "technologies", "concatenation", "algorithm"])
def test_english_words_are_divided_as_the_patterns_say(word: str) -> None:
    assert list(hyphenate(word, "en")) == oracle(word, source("en"))


@pytest.mark.parametrize(
    ("word", "lang", "divided"),
    [
        ("Fachkräftestrategie", "de", "Fach-kräf-te-stra-te-gie"),
        ("Kompetenzzentren", "de", "Kom-pe-tenz-zen-tren"),
        ("Mittelstand", "de", "Mit-tel-stand"),
        ("table", "en", "ta-ble"),
        ("Aber", "de", "Aber"),
        ("Oper", "xx", "Oper"),
    ],
)
def test_words_that_matter(word: str, lang: str, divided: str) -> None:
    assert show(word, lang) == divided


def test_letters_are_kept_together_at_both_ends() -> None:
    assert min(hyphenate("Ausgründungen", "de", left=4)) >= 4
    assert max(hyphenate("Ausgründungen", "de", right=5)) <= len("Ausgründungen") - 5


@pytest.mark.long
@pytest.mark.parametrize("language", sorted(automata.SOURCES))
def test_automata_are_those_of_their_sources(language: str) -> None:
    automaton = (automata.HERE / f"{language}.trie").read_bytes()
    assert automaton == automata.compiled(source(language)), "run python -m reportgen.hyphenation.compile"


def test_a_language_without_patterns_is_not_divided() -> None:
    assert patterns("zz") is None
    assert hyphenate("Kompetenzzentren", "zz") == ()


def test_the_words_of_the_report_are_divided_as_typst_does() -> None:
    oracle_words = DIVISIONS.read_text(encoding="utf-8").split()
    assert len(oracle_words) > 1000
    exceptions = {word.replace("-", "").lower() for word in (automata.HERE / "de.words").read_text("utf-8").split()}
    differing = {}
    for divided in oracle_words:
        word = divided.replace("-", "")
        places = (0, *hyphenate(word, "de", left=2, right=2), len(word))
        ours = "-".join(word[a:b] for a, b in pairwise(places))
        if ours != divided and word.lower() not in exceptions:
            differing[divided] = ours
    assert differing == {}


def test_exceptions_differ_from_the_patterns() -> None:
    for listed in (automata.HERE / "de.words").read_text("utf-8").split():
        word = listed.replace("-", "")
        assert show(word) == listed
        assert [0, *oracle(word, source("de")), len(word)] != [0, *hyphenate(word, "de"), len(word)]
