"""Microtypography: what is set, what stays, and what holds for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.compose.typography import set_runs, set_text

GERMAN = {
    "58 %": "58~%",
    "58%": "58~%",
    "3 Mio. Euro": "3~Mio.~Euro",
    "am 29. Oktober 2019": "am 29.~Oktober 2019",
    "z. B. und z.B. und i. d. R.": "z.~B. und z.~B. und i.~d.~R.",
    "§ 12, §12, Nr. 5, S. 4": "§~12, §~12, Nr.~5, S.~4",
    "\"Er sagt 'ja'\"": "„Er sagt ‚ja‘“",
    "\"'Ja', sagt er 'nein'\", so": "„‚Ja‘, sagt er ‚nein‘“, so",
    "geht's": "geht’s",
    "2020-2022 und 2020-22": "2020–2022 und 2020–22",
    "so - oder so": "so~– oder so",
    "Ende...": "Ende…",
    "1.205": "1.205",
    "Vertreter*innen": "Vertreter*innen",
    "2019-06-01": "2019-06-01",
    "2019-06": "2019-06",
    "https://a.example/1-2 und b.example/3-4": "https://a.example/1-2 und b.example/3-4",
    "Aus- und Weiterbildung": "Aus- und Weiterbildung",
    "3\u202f%": "3~%",
    "von 35 Maßnahmen sind 19 neu": "von 35~Maßnahmen sind 19~neu",
    "bis 2025 3 Milliarden": "bis 2025 3~Milliarden",
    "247 KI-Start-ups, 2.000 Beschäftigte": "247~KI-Start-ups, 2.000~Beschäftigte",
    "im Jahr 2020 Maßnahmen": "im Jahr 2020 Maßnahmen",
    "Kapitel 2 Maßnahmen, Anhang A": "Kapitel~2 Maßnahmen, Anhang~A",
    "Drucksache 19/24813 Teil": "Drucksache~19/24813 Teil",
    "Artikel 5 Absatz 2 Satz 1 DSGVO": "Artikel~5 Absatz~2 Satz~1 DSGVO",
}
ENGLISH = {
    '"It\'s 5 million"': "“It’s 5~million”",
    "May 5, No. 7": "May~5, No.~7",
    "58%": "58%",
    "35 measures, 12 of them in 2020 by 16 centres": "35~measures, 12 of them in 2020 by 16~centres",
    "Chapter 2 measures and Annex B": "Chapter~2 measures and Annex~B",
}


@pytest.mark.parametrize(("plain", "set_"), GERMAN.items())
def test_german(plain: str, set_: str) -> None:
    assert set_text(plain, "de") == set_.replace("~", "\u00a0")


@pytest.mark.parametrize(("plain", "set_"), ENGLISH.items())
def test_english(plain: str, set_: str) -> None:
    assert set_text(plain, "en-GB") == set_.replace("~", "\u00a0")


def test_other_languages_stay() -> None:
    assert set_text('"58%"', "fr") == '"58%"'


def test_runs_are_set_as_one_line_and_keep_their_characters() -> None:
    assert set_runs(['"', "58", " ", "%", '" - x'], "de") == ["„", "58", "\u00a0", "%", "“\u00a0– x"]


PIECES = [*"abzB1290 -–\"'.%§„“”‚‘’…,/@*\u00a0\u202f\n", "Mio.", " Euro", "Nr. ", "www.", "a.de/", "u. a.", "Januar"]
lines = st.one_of(st.lists(st.sampled_from(PIECES), max_size=20).map("".join), st.text(max_size=30))
languages = st.sampled_from(["de", "de-CH", "en"])


@given(lines, languages)
def test_setting_twice_changes_nothing(text: str, language: str) -> None:
    once = set_text(text, language)
    assert set_text(once, language) == once


@given(lines, languages)
def test_letters_and_digits_stay(text: str, language: str) -> None:
    assert [c for c in set_text(text, language) if c.isalnum()] == [c for c in text if c.isalnum()]


@given(st.lists(lines, max_size=6), languages)
def test_runs_say_the_same_as_the_line(runs: list[str], language: str) -> None:
    done = set_runs(runs, language)
    assert len(done) == len(runs)
    assert "".join(done) == set_text("".join(runs), language)
    for before, after in zip(runs, done, strict=True):
        assert [c for c in after if c.isalnum()] == [c for c in before if c.isalnum()]


def test_swiss_german_has_quotes_of_its_own() -> None:
    assert set_text("\"Er sagt 'ja'\", geht's?", "de-CH") == "«Er sagt ‹ja›», geht’s?"
    assert set_text("«Er sagt ‹ja›» am 3. Mai", "de-CH") == "«Er sagt ‹ja›» am 3.\u00a0Mai"
    assert set_text('"ja"', "de-AT") == "„ja“"
