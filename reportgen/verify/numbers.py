"""Numbers as they are printed, read back: what a text can mean in a language, and what a number format shows.

Nothing is shared with what prints them: how languages write numbers stands here once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

_NUMERAL = r"[-−+]?[0-9](?:[0-9.,\u00a0\u202f\u2009 ’']*[0-9])?"
_BLANK = " \u00a0\u2009\u202f"


Signs = tuple[str, str]
"""The sign before decimals, and the one between thousands; blanks may stand there in any language."""

_POINT, _COMMA, _SPACED = (".", ","), (",", "."), (",", " ")
_POINTED = "en en-GB en-IE en-US he ja ko th zh"
_DOTTED = "da da-DK de de-AT de-DE el el-GR es es-ES it it-IT nl nl-NL pt pt-BR ro ro-RO tr tr-TR"
_PARTED = "cs cs-CZ fi fi-FI fr fr-FR hu hu-HU nb nb-NO pl pl-PL sk sk-SK sv sv-SE uk uk-UA"
_LANGUAGES = {
    tag: ways for tags, ways in ((_POINTED, _POINT), (_DOTTED, _COMMA), (_PARTED, _SPACED)) for tag in tags.split()
}
"""Languages, and regions that write as their language does; of others it is not known here."""


def signs(language: str) -> tuple[Signs, ...]:
    """How numbers may be written in a language; more than one way where it is not known better."""
    primary, _, region = language.partition("-")
    if region in ("CH", "LI"):
        return (("," if primary in ("fr", "pt", "rm") else ".", "’"),)
    known = _LANGUAGES.get(language)
    return (_POINT, _COMMA, _SPACED) if known is None else (known,)


def numbers(text: str, language: str) -> Iterator[Decimal]:
    """The numbers that anything in a text can mean that looks like one."""
    for numeral in re.findall(_NUMERAL, text):
        yield from readings(numeral, language)


def readings(text: str, language: str) -> Iterator[Decimal]:
    """The numbers that a printed one can mean."""
    for decimal, group in dict.fromkeys(signs(language)):
        apart, size = f"[{re.escape(group)}’'{_BLANK}]", "{2,3}" if group == "," else "{3}"
        grouped = f"[0-9]{{1,3}}(?:{apart}[0-9]{size})*{apart}[0-9]{{3}}"
        match = re.fullmatch(f"([-−+]?)({grouped}|[0-9]+)(?:{re.escape(decimal)}([0-9]+))?", text)
        if match:
            digits = re.sub(r"[^0-9]", "", match[2])
            yield Decimal(f"{'-' if match[1] in '-−' and match[1] else ''}{digits}.{match[3] or '0'}")


_PART = r'"(?P<text>[^"]*)"|\\(?P<sign>.)|(?P<body>#,##0|0)(?P<rest>\.0+)?'


def shown(number: str, code: str, language: str) -> str | None:
    """A number in a format of SpreadsheetML (ECMA-376 part 1, 18.8.31), as a program set to that language prints it.

    None for a format, a number or a language that is not understood here.
    """
    ways = signs(language)
    try:
        value = Decimal(number)
    except InvalidOperation:
        return None
    code = _APART.sub(lambda groups: _grouped(groups, value, ways[0]), code)
    sections = _sections(code)
    if len(ways) > 1 or not 1 <= len(sections) <= 2 or not value.is_finite():
        return None
    negative = value < 0
    said = [_said(part, abs(value), ways[0]) for part in sections[-1 if negative else 0]]
    if None in said:
        return None
    return ("-" if negative and len(sections) == 1 else "") + "".join(part or "" for part in said)


_APART = re.compile(r'0(?:"(?P<sign>[\'\u2019])"000)+')
"""Whole digits with the sign between their groups in the format itself."""


def _grouped(groups: re.Match[str], value: Decimal, ways: Signs) -> str:
    """Such digits as the groups of a language, where they print the same."""
    count = groups[0].count("000")
    same = groups["sign"] == ways[1] and 1000**count <= abs(value) < 1000 ** (count + 1)
    return "#,##0" if same else groups[0]


def _sections(code: str) -> list[list[re.Match[str] | None]]:
    """The parts of a format, section by section; None for one that is not understood."""
    sections: list[list[re.Match[str] | None]] = [[]]
    at = 0
    while at < len(code):
        match = re.match(_PART, code[at:])
        if code[at] == ";":
            sections.append([])
        else:
            sections[-1].append(match)
        at += match.end() if match else 1
    return sections


def _said(part: re.Match[str] | None, value: Decimal, ways: Signs) -> str | None:
    decimal, group = ways
    if part is None or part["body"] is None:
        return None if part is None else (part["text"] or part["sign"] or "")
    places = len(part["rest"] or ".") - 1
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=400))
    text = f"{rounded:,f}" if "," in part["body"] else f"{rounded:f}"
    return text.replace(",", "\0").replace(".", decimal).replace("\0", group)
