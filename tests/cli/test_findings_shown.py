"""Messages name what nobody can see."""

from __future__ import annotations

import unicodedata

import pytest

from reportgen.findings.difference import Difference
from reportgen.findings.finding import Finding
from reportgen.findings.report import as_github, as_text
from reportgen.findings.shown import shown


@pytest.mark.parametrize("point", [0xA0, 0xAD, 0x61C, 0x200B, 0x2011, 0x2028, 0x202F, 0x2060, 0xFE0F, 0xFEFF, 0xE0041])
def test_unseen_characters_have_names(point: int) -> None:
    assert shown(f"58{chr(point)}%") == f"58[U+{point:04X}]%"


def test_all_spaces_and_formats_of_unicode_are_named_and_nothing_else() -> None:
    for point in range(0x20, 0x3000):
        category = unicodedata.category(chr(point))
        if category in ("Zs", "Zl", "Zp", "Cc") and point != 0x20:
            assert shown(chr(point)) != chr(point), hex(point)
        elif category[0] in "LNP" and point not in (0x115F, 0x1160, 0x2010, 0x2011):
            assert shown(chr(point)) == chr(point), hex(point)
    assert shown("Ä – „ß“ €\t") == "Ä – „ß“ €\t"


def test_every_message_shows_them() -> None:
    text, hint = "says 58\u00a0% instead of 58 %", 'did you mean "a\u200bb"?'
    assert "58[U+00A0]% instead of 58 %" in str(Difference("other-text", text))
    finding = Finding("x", "error", text, hint=hint)
    for told in (as_text([finding]), as_github([finding])):
        assert "58[U+00A0]%" in told.replace("%25", "%")
        assert "a[U+200B]b" in told
