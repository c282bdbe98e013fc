"""Lines of paragraphs: where they may end, and where they had better not."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.typeset.inline import paragraph as inline
from reportgen.typeset.inline.collect import base_look
from reportgen.typeset.setting import Setting
from reportgen.typeset.structure import Element

META = n.Meta("t", "de", "2019", "2019-11-15", "0")
TEXT = (
    "Die Initiative ist Teil des Förderschwerpunkts Mittelstand-Digital. Trainerinnen und Trainer beraten kleine und "
    "mittlere Unternehmen in den Kompetenzzentren Augsburg, Berlin, Darmstadt, Dortmund, Hannover, Kaiserslautern und "
    "Saarbrücken; weitere Zentren folgen."
)


def broken(words: str, measure: float, role: str = "body", lang: str = "de") -> list[str]:
    setting = Setting.of(THEME, FONTS, META)
    look = base_look(setting, setting.style(role), Element("paragraph"), lang)
    found = inline.fragments(setting, (n.Text(words),), look, "p")
    lines = inline.set_lines(found, measure).lines
    assert all(line.width <= measure + 0.1 for line in lines)
    return ["".join(run.text for run in line.runs) for line in lines]


def is_added(line: str) -> bool:
    """Whether a line ends in a hyphen that is not the word's own."""
    return line.endswith("\u00ad") and line[-2] not in "-/"


@pytest.mark.parametrize("measure", [120, 160, 200, 250, 300, 346])
def test_the_text_is_kept_and_the_last_line_is_no_fragment(measure: float) -> None:
    lines = broken(TEXT, measure)
    assert "".join(lines).replace("\u00ad", "") == TEXT
    assert not lines[-2].endswith("\u00ad")
    assert len(lines[-1].split()) > 1


@pytest.mark.parametrize("measure", range(110, 340, 7))
def test_no_more_than_two_hyphens_in_a_row(measure: int) -> None:
    ends = "".join("-" if is_added(line) else "." for line in broken(TEXT, measure))
    assert "---" not in ends


def test_headings_are_not_divided() -> None:
    lines = broken("Innovationswettbewerbe und europäische Innovationscluster", 150, "heading-2")
    assert not any("\u00ad" in line for line in lines)


def test_lines_end_behind_hyphens_and_slashes() -> None:
    assert broken("Mittelstand-Digital-Kompetenzzentrum", 120)[0] == "Mittelstand-Digital-\u00ad"
    assert broken("Fachkräfte/Expertinnen und Experten", 100, "heading-4")[0] == "Fachkräfte/\u00ad"


@pytest.mark.parametrize("word", ["KI-Start-ups", "(KI-Start-ups", "247\u00a0KI-Start-ups", "5-Start-ups", "EU-/Start"])
def test_no_line_ends_behind_a_short_beginning(word: str) -> None:
    for measure in range(75, 150, 3):
        for line in broken(f"und {word} in Berlin", measure):
            assert not re.search(r"\b\w{1,3}[-/]\u00ad$", line)


def test_behind_a_short_part_inside_a_compound_a_line_may_end() -> None:
    assert broken("Alexander-von-Humboldt-Professur", 95)[0] == "Alexander-von-\u00ad"


@pytest.mark.parametrize(
    "word",
    [
        "diebewertung.de",
        "wallstreet-online.de",
        "Zwischenbericht.pdf",
        "poststelle@amt.example",
        "MittelstandsWiki",
    ],
)
def test_names_that_fit_are_never_divided(word: str) -> None:
    style = THEME.style("body")
    for measure in range(round(FONTS["text/regular"].width(word, style.size)) + 1, 220, 5):
        assert any(word in line for line in broken(f"Geplant von {word} und anderen", measure))


def test_long_names_of_files_end_a_line_before_a_sign_of_their_own() -> None:
    lines = broken("Bericht-zur-Umsetzung-der-Strategie-2020.pdf", 110)
    assert "".join(lines) == "Bericht-zur-Umsetzung-der-Strategie-2020.pdf"
    assert all(line[0] in "-." for line in lines[1:])


def test_a_soft_hyphen_behind_a_hyphen_adds_none() -> None:
    assert broken("Fraunhofer-\u00adGesellschaft", 70) == ["Fraunhofer-\u00ad", "Gesellschaft"]


def test_addresses_are_divided_without_a_hyphen() -> None:
    lines = broken("www.example.org/karte/orte/berlin?ansicht=alle", 110)
    assert "".join(lines) == "www.example.org/karte/orte/berlin?ansicht=alle"
    assert len(lines) > 1
    assert "\u00ad" not in "".join(lines)


def test_long_parts_of_addresses_are_divided_before_their_marks_and_short_hosts_stay_whole() -> None:
    address = "www.example.org/wirtschaft/strategie-der-regierung-wohin-mit-den-milliarden/25989590.html"
    for measure in range(150, 300, 10):
        lines = broken(address, measure)
        assert "".join(lines) == address
        assert lines[0].startswith("www.example.org/")
        for line, below in pairwise(lines):
            assert line.endswith("/") or below.startswith(("-", "."))


def test_no_break_spaces_hold() -> None:
    for measure in range(60, 200, 9):
        for line in broken("Es sind 58\u00a0% und 3\u00a0Mio.\u00a0Euro am 29.\u00a0Oktober gewesen", measure)[:-1]:
            assert not line.rstrip().endswith(("58", "Mio.", "29."))


def test_words_with_digits_and_in_capitals_are_not_divided() -> None:
    for word in ("INNOVATIONSTREIBER", "Mittelstand4Digitalisierung"):
        assert "\u00ad" not in "".join(broken(f"aaa {word} bbb", 150))


def test_letters_that_have_no_room_are_parted_by_hyphens_and_what_has_digits_is_not() -> None:
    assert "\u00ad" in "".join(broken("INNOVATIONSTREIBER", 60))
    assert "\u00ad" not in "".join(broken("d41d8cd98f00b204e9800998ecf8427e", 60))


def test_a_soft_hyphen_of_the_text_is_where_a_word_is_divided() -> None:
    assert broken("Regen\u00adbogenforelle", 60)[0] == "Regen\u00ad"
    assert broken("Regen\u00adbogenforelle", 400) == ["Regenbogenforelle"]


def test_the_language_of_the_text_decides() -> None:
    german, english = (broken("technologies", 42, lang=lang)[0] for lang in ("de", "en"))
    assert (german, english) == ("techno\u00ad", "tech\u00ad")


def test_a_word_wider_than_the_measure_is_cut() -> None:
    lines = broken("X" * 80, 90)
    assert "\u00ad".join(lines).replace("\u00ad", "") == "X" * 80


WORD = st.text("abcdefghijklmnopqrstuvwxyzäöü-/.,\u00ad\u00a0", min_size=1, max_size=24)


@settings(deadline=None, max_examples=80)
@given(st.lists(WORD, min_size=1, max_size=60), st.integers(40, 400))
def test_any_text_is_kept(words: list[str], measure: int) -> None:
    text = " ".join(words)
    kept = "".join(broken(text, measure)).replace("\u00ad", "")
    assert kept.split() == text.replace("\u00ad", "").split()


def test_the_parts_of_a_divided_word_are_as_wide_as_they_are_alone() -> None:
    face = FONTS["text/regular"]
    for word in ("Kompetenzzentren", "AVATAR", "Fachkräftestrategie", "Tübingen"):
        for offset in range(1, len(word)):
            head, tail = face.divided(word, offset, True)
            assert head == pytest.approx(face.words[word[:offset] + "-"])
            assert tail == pytest.approx(face.words[word[offset:]])
