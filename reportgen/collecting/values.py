"""What people type, read as what is asked; and when two values are the same to a reader."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from reportgen.collecting.model import Answer, Choice, FormField, Raw, Value
from reportgen.edition.days import parse_iso
from reportgen.findings.near import did_you_mean
from reportgen.numbers.exact import plain
from reportgen.numbers.typed import Unclear, read, same_unit

BOOLEANS: Final = {
    **dict.fromkeys(("yes", "true", "ja", "wahr", "x", "1", "oui", "vrai"), True),
    **dict.fromkeys(("no", "false", "nein", "falsch", "0", "non", "faux"), False),
}
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_LEFTOVER: Final = re.compile(r"_x000[dD]_")
_BLANK: Final = " \t\u00a0\u2007\u202f"
"""Spaces that nobody sees at the ends of lines; those that do not break come with what is pasted."""
_SPACES: Final = re.compile(r"[ \t]+")
_GERMAN_DAY: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_GERMAN_MONTH: Final = re.compile(r"(\d{1,2})\.\s?(\d{4})")
_ISO: Final = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?|P\d+[YMWD])")
_DIGITS: Final = 15


class Unfit(Struct, frozen=True):
    """Why what was typed cannot be taken, and the way out."""

    text: str
    hint: str | None = None


def typed(field: FormField, answer: Answer) -> Value | Unfit:
    """What an answer says to a field, None where it is empty."""
    raw = answer.raw
    if isinstance(raw, str):
        raw = _cleaned(raw)
        if _CONTROL.search(raw):
            return Unfit("there is an invisible character in it", "type it anew where it cannot be seen")
    if raw is None or raw == "":
        return None
    if field.kind == "number":
        return _number(field, raw, percent=answer.percent)
    if isinstance(raw, float) and not isinstance(raw, bool):
        raw = _rounded(raw)
    return _READERS[field.kind](field, raw)


def same(field: FormField, one: Value, other: Value) -> bool:
    """Whether two values of a field say the same: white space at the ends of lines and doubled spaces do not count."""
    if type(one) is type(other) and one == other:
        return True
    return _told(one) == _told(other) and (field.kind != "number" or one == other)


def _told(value: Value) -> object:
    if isinstance(value, str):
        lines = (_SPACES.sub(" ", line).strip() for line in _cleaned(value).split("\n"))
        return "\n".join(lines) or None
    if isinstance(value, tuple | list):
        return tuple(str(_told(each)) for each in value) or None
    return value


def shown(field: FormField, value: Value) -> str:
    """A value as a form shows it to people."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return "\n".join(value)
    if isinstance(value, int | float):
        return plain(value)
    return next((choice.label for choice in field.choices if choice.value == value), value)


def _cleaned(text: str) -> str:
    text = _LEFTOVER.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip(_BLANK) for line in text.split("\n")).strip(f"{_BLANK}\n")


def _rounded(number: float) -> int | float:
    """A number with the digits that a spreadsheet keeps; those behind are of its arithmetic."""
    short = float(f"{number:.{_DIGITS}g}")
    return int(short) if short.is_integer() and abs(short) < 10**_DIGITS else short


def _number(field: FormField, raw: Raw, *, percent: bool) -> Value | Unfit:
    if isinstance(raw, bool | date):
        return Unfit(f"expected a number, got {raw}")
    if isinstance(raw, int | float):
        if percent and not same_unit(field.unit or "", "%"):
            return Unfit("expected a number, got a percentage", "type it without the sign, in a cell of plain numbers")
        return _rounded(float(raw) * (100 if percent else 1))
    found = read(str(raw))
    if isinstance(found, Unclear):
        return Unfit(f'"{raw}" is {found.whole} or {found.part}', f"write {found.whole}, or {found.part}0")
    if found is None or (found.unit and not same_unit(found.unit, field.unit or "")):
        return Unfit(f'expected a number, got "{raw}"', f"in {field.unit}" if field.unit else None)
    return found.value


def _line(_field: FormField, raw: Raw) -> Value | Unfit:
    if isinstance(raw, bool | date):
        return Unfit(f"expected text, got {raw}", "make it a cell of text and type it anew")
    return plain(raw) if isinstance(raw, int | float) else raw


def _choice(field: FormField, raw: Raw) -> Value | Unfit:
    wanted = str(raw).casefold()
    for choice in field.choices:
        if wanted in (choice.value.casefold(), choice.label.casefold()):
            return choice.value
    return Unfit(f'"{raw}" is none of {_listed(field.choices)}', did_you_mean(wanted, [c.label for c in field.choices]))


def _listed(choices: tuple[Choice, ...]) -> str:
    return ", ".join(choice.label for choice in choices)


def _list(_field: FormField, raw: Raw) -> Value | Unfit:
    if isinstance(raw, bool | date):
        return Unfit(f"expected texts, got {raw}")
    lines = plain(raw) if isinstance(raw, int | float) else str(raw)
    return tuple(line.strip() for line in lines.split("\n") if line.strip()) or None


def _bool(_field: FormField, raw: Raw) -> Value | Unfit:
    found = raw if isinstance(raw, bool) else BOOLEANS.get(str(raw).casefold())
    return Unfit(f'expected yes or no, got "{raw}"') if found is None else found


def _iso(_field: FormField, raw: Raw) -> Value | Unfit:
    """The sortable form of a date; German days and cells with a date are understood."""
    if isinstance(raw, datetime):
        raw = raw.date()
    text = raw.isoformat() if isinstance(raw, date) else str(raw).replace(" ", "")
    if day := _GERMAN_DAY.fullmatch(text):
        text = f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    elif month := _GERMAN_MONTH.fullmatch(text):
        text = f"{month[2]}-{int(month[1]):02}"
    unfit = Unfit(
        f'"{raw}" is no date', "write 2019, 2019-06, 2019-06-01 or from/to as 2020/2023; empty where it is vague"
    )
    try:
        return text if _ISO.fullmatch(text) and (text.startswith("P") or parse_iso(text)) else unfit
    except ValueError:
        return unfit


_READERS = {"text": _line, "rich": _line, "choice": _choice, "list": _list, "bool": _bool, "iso": _iso}
