"""Characters that have no glyph of their own, and letters that cannot be set: told before anything else is read.

Both writers get the same text: what Unicode calls default-ignorable is left out (but U+00AD and U+200B, which say where
a word may be divided), U+2028, U+2029 and U+0085 end a line. Scripts that run from right to left, or whose letters must
be joined or reordered, are refused by name: set letter by letter they would be wrong without looking so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from reportgen.findings.problem import Problem

_IGNORABLE: Final = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Default_Ignorable_Code_Point of Unicode 15.0 (DerivedCoreProperties.txt), without U+00AD and U+200B."""
_LINE_ENDS: Final = "\x85\u2028\u2029"
_RIGHT_TO_LEFT: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""Hebrew, Arabic, Syriac, Thaana, N'Ko and others: the blocks that Unicode keeps for what runs from right to left."""
_SHAPED: Final = "\u0900-\u109f\u1780-\u18af\u1900-\u1aaf\u1b00-\u1c7f\ua800-\uaadf"
"""Scripts of India and South East Asia: letters that are joined, reordered, or stand above each other."""

_REFERENCE: Final = r"&#(?:x0*[0-9A-Fa-f]{2,6}|0*[1-9]\d{2,6});"
_ODD: Final = re.compile(f"[{_IGNORABLE}{_LINE_ENDS}{_RIGHT_TO_LEFT}{_SHAPED}]")
_RARE: Final = re.compile("[^\x00-\x84\x86-\u033f\u0350-\u058f\u2000-\u200b\u2010-\u2027\u202f-\u205f\u2070-\u2dff]")
"""What holds all that is odd and much besides, and is sought much faster: most reports have nothing of it."""
_REFERRED: Final = re.compile(_REFERENCE)
_IGNORED: Final = re.compile(f"[{_IGNORABLE}]")
_ENDED: Final = re.compile(f"[{_LINE_ENDS}]")
_LETTERS: Final = f"[{_RIGHT_TO_LEFT}{_SHAPED}]"
_REFUSED: Final = re.compile(f"{_LETTERS}(?:[ -~]?{_LETTERS})*|{_REFERENCE}")
_ATTRIBUTE: Final = re.compile(r'([\w-]+)="[^"<]*\Z')
_HEARD: Final = frozenset(("alt", "href", "src", "path"))
"""Attributes that are not printed."""
_SHOWN: Final = 40


def odd(markup: str) -> bool:
    """Whether there may be something in report markup that `refused` or `lines` is about."""
    rare = _RARE.search(markup)
    return (rare is not None and _ODD.search(markup, rare.start()) is not None) or _REFERRED.search(markup) is not None


def lines(text: str) -> list[str]:
    """A text without default-ignorable characters, in the lines that its separators make."""
    return _ENDED.split(_IGNORED.sub("", text))


def refused(markup: str) -> Iterator[Problem]:
    """Characters of report markup that are not printed, each with its data path, or as a token of the template."""
    for match in _REFUSED.finditer(markup):
        text = match[0]
        if text.startswith("&#"):
            text = _referred(text)
        text = _IGNORED.sub("", text)
        if text and not _is_heard(markup, match.start()):
            yield _problem(text, _path(markup, match.start()), match[0])


def _referred(reference: str) -> str:
    """The character of a numeric reference, where it is one that is refused."""
    digits = reference[2:-1]
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return chr(code) if code < 0x110000 and re.match(_LETTERS, chr(code)) else ""


def _problem(text: str, path: str, token: str) -> Problem:
    script = unicodedata.name(text[0], "this script").split(" ")[0].capitalize()
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    why = "runs from right to left" if re.match(f"[{_RIGHT_TO_LEFT}]", text) else "has letters that must be joined"
    hint = "write it in Latin letters, or show it as a picture with a text alternative"
    return Problem("script-not-set", f'"{shown}": {script} {why}, which is not set', path=path, token=token, hint=hint)


def _path(markup: str, offset: int) -> str:
    """The data path of what stands at an offset, "" for the template's own words."""
    start = markup.rfind('<value path="', 0, offset)
    if start < 0 or markup.rfind("</value>", start, offset) >= 0:
        return ""
    begin = start + len('<value path="')
    return markup[begin : markup.index('"', begin)]


def _is_heard(markup: str, offset: int) -> bool:
    """Whether an offset is in something that is only read aloud, or is an address."""
    tag = markup.rfind("<", 0, offset)
    if markup.rfind(">", 0, offset) < tag:
        found = _ATTRIBUTE.search(markup, tag, offset)
        return found is not None and found[1] in _HEARD
    return markup.rfind("<alt", 0, offset) > markup.rfind("</alt", 0, offset)
