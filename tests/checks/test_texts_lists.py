"""Lines that begin like a list and are statements: nothing that they say is counted on or loses its sign."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from compose_kit import edition, printed

BODY = "{{ measures.eins.text }}"


def shown(folder: Path, text: str) -> str:
    """What the text is printed as, without the marks of where it came from."""
    return re.sub(r"</?value[^>]*>", "", printed(folder, BODY, edition(text=text))).replace("\n", " ")


STATEMENTS = [
    "3. Oktober 2025 war der Starttermin.",
    "1. Januar",
    "31. Dez. 2026",
    "2. Quartal 2025",
    "1. Halbjahr",
    "2025. Das Jahr",
    "150. Sitzung des Rats",
    "3. Bericht der Regierung",
    "1. Mai",
    "+ 3 %",
    "- 2 %",
    "- 2,5 Prozent",
    "+ 1.200,50 Euro",
    "- 5 bis 7 Prozentpunkte",
    "2.5 Millionen",
]


@pytest.mark.parametrize("text", STATEMENTS)
@pytest.mark.parametrize("before", ["", "Davor.\n\n", "Der Anteil stieg am\n"])
def test_a_statement_at_the_start_of_a_line_is_text(tmp_path: Path, text: str, before: str) -> None:
    made = shown(tmp_path, before + text)
    assert "<li>" not in made
    assert text in made
    assert made.count("<p>") == (2 if "\n\n" in before else 1)


def test_a_sentence_that_was_wrapped_keeps_its_signs(tmp_path: Path) -> None:
    text = "Der Anteil wuchs um\n+ 3 % im Jahr und um\n- 2 % im Quartal und um\n- 4 Stellen."
    assert shown(tmp_path, text) == f"<p>{' '.join(text.split())}</p>"


def test_dates_one_below_the_other_are_not_counted_on(tmp_path: Path) -> None:
    text = "31. Dezember 2026\n\n2. Quartal 2025\n\n1. Januar"
    assert shown(tmp_path, text) == "<p>31. Dezember 2026</p><p>2. Quartal 2025</p><p>1. Januar</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. eins\n2. zwei", "<ol><li>eins</li><li>zwei</li></ol>"),
        ("3. drei\n\n4. vier", '<ol start="3"><li><p>drei</p></li><li><p>vier</p></li></ol>'),
        ("1) eins\n2) zwei", "<ol><li>eins</li><li>zwei</li></ol>"),
        ("Es folgen:\n1. eins\n2. zwei", "<p>Es folgen:</p><ol><li>eins</li><li>zwei</li></ol>"),
        ("- 3 Standorte\n- 5 Zentren", "<ul><li>3 Standorte</li><li>5 Zentren</li></ul>"),
        ("Es gibt:\n- 3 Standorte\n- 5 Zentren", "<p>Es gibt:</p><ul><li>3 Standorte</li><li>5 Zentren</li></ul>"),
        ("* 5 % mehr\n* 7 % weniger", "<ul><li>5 % mehr</li><li>7 % weniger</li></ul>"),
        ("1. eins\n   - innen\n2. zwei", "<ol><li>eins<ul><li>innen</li></ul></li><li>zwei</li></ol>"),
        ("- eins\n  1. a\n  2. b", "<ul><li>eins<ol><li>a</li><li>b</li></ol></li></ul>"),
        ("1. eins\n2. Quartal 2025", "<ol><li>eins</li><li>Quartal 2025</li></ol>"),
    ],
)
def test_lists_are_lists(tmp_path: Path, text: str, expected: str) -> None:
    assert shown(tmp_path, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. eins\n2. zwei am\n3. Oktober 2025", "<ol><li>eins</li><li>zwei am</li><li>Oktober 2025</li></ol>"),
        ("1. eins\n2. zwei am\n9. Oktober 2025", "<ol><li>eins</li><li>zwei am 9. Oktober 2025</li></ol>"),
        ("1. eins\n2. zwei\n\n9. Oktober 2025", "<ol><li>eins</li><li>zwei</li></ol><p>9. Oktober 2025</p>"),
        ("- am\n1. Januar", "<ul><li>am 1. Januar</li></ul>"),
        ("- stieg um\n+ 3 %", "<ul><li>stieg um + 3 %</li></ul>"),
        ("- eins\n  stieg um\n  - 3 %", "<ul><li>eins stieg um - 3 %</li></ul>"),
    ],
)
def test_a_statement_below_an_item_is_no_item_unless_it_is_the_next_one(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert shown(tmp_path, text) == expected
