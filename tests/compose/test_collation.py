"""Words are sorted as the dictionaries of a language have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from compose_kit import document, edition, texts
from hypothesis import given
from hypothesis import strategies as st

from reportgen.edition.model import Abbreviation
from reportgen.text.collation import sort_key


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ["Arzt", "Ärzte", "Arztpraxis", "Öl", "Ölfeld", "Olive", "Straße", "Strasse und Weg", "Zug"]),
        ("de-CH", ["Mull", "Müll", "Müller", "Mullerin"]),
        ("en-GB", ["cafe", "Café", "cafeteria", "élan", "emu"]),
        ("sv", ["Aland", "Zorn", "Ås", "Ära", "Öl"]),
        ("da", ["Aalborg", "Zobel", "Æble", "Øl", "Århus"]),
        ("es", ["nuez", "ñandú", "oso"]),
        ("pl", ["las", "łaska", "mały", "rzecz", "zażalenie", "źródło", "żaba"]),
        ("de", ["„Anfang“", "E-Akte", "E-Government", "EU", "Europa"]),
        ("de", ["G7", "G20", "ÖPNV", "OZG"]),
    ],
)
def test_order(language: str, expected: list[str]) -> None:
    """Marks, letters of their own, signs, and numbers."""
    mixed = [*expected[1::2], *expected[::2]]
    assert sorted(mixed, key=lambda text: sort_key(text, language)) == expected


@given(st.lists(st.text(max_size=6), max_size=6), st.sampled_from(["de", "sv", "pl", "xx"]))
def test_every_text_has_its_place(texts: list[str], language: str) -> None:
    """Any texts can be sorted, and come to the same order from whatever order they had."""

    def key(text: str) -> object:
        return sort_key(text, language)

    mixed = [*texts[1::2], *texts[::2]]
    assert sorted(texts, key=key) == sorted(mixed, key=key)


def test_the_glossary_stands_in_the_order_of_the_language(tmp_path: Path) -> None:
    """Short forms with umlauts stand where German dictionaries have them."""
    short = ("ÖPNV", "OZG", "Oa", "ÄG", "Az", "G20", "G7")
    data = edition(abbreviations={key: Abbreviation(expansion=f"Lang {key}") for key in short}, text=" ".join(short))
    body = "<p>{{ measures.eins.text | inline }}</p>{% for each in glossary %}<p>{{ each.short }}</p>{% endfor %}"
    found = [each.text for each in texts(document(tmp_path, body, data))][1:]
    assert found == ["ÄG", "Az", "BMA", "BMU", "G7", "G20", "Oa", "ÖPNV", "OZG"]
