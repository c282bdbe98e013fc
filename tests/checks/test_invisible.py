"""Texts that look alike are told apart."""

from __future__ import annotations

import pytest

from reportgen.text.invisible import told_apart
from reportgen.verify.compare import first_difference


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("58 %", "58\u00a0%", ("58 %", "58⟨U+00A0⟩%")),
        ("58\u202f%", "58\u00a0%", ("58⟨U+202F⟩%", "58⟨U+00A0⟩%")),
        ("Donau\u00addampf", "Donaudampf", ("Donau⟨U+00AD⟩dampf", "Donaudampf")),
        ("a-b", "a\u2011b", ("a-b", "a⟨U+2011⟩b")),
        ("it's", "it\u2019s", ("it's", "it⟨U+2019⟩s")),
        ("a\u200b", "a", ("a⟨U+200B⟩", "a")),
        ("58\u00a0% of it", "58\u00a0% of us", ("58\u00a0% of it", "58\u00a0% of us")),
        ("", "", ("", "")),
    ],
)
def test_only_what_differs_and_cannot_be_seen_is_named(one: str, other: str, shown: tuple[str, str]) -> None:
    assert told_apart(one, other) == shown


def test_a_difference_in_a_finished_file_names_it() -> None:
    said = first_difference("Growth of 58\u00a0% in autumn", "Growth of 58 % in autumn")
    assert 'says "Growth of 58 % in autumn" instead of "Growth of 58⟨U+00A0⟩% in autumn"' in said
