"""Numbers of native charts: the formats that print them as the report does (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from reportgen.document import nodes as n
from reportgen.numbers.exact import calculated, decimals, rounded
from reportgen.numbers.notation import Found, Notation, find


def number_format(text: str, value: float, notation: Notation) -> str:
    """The number format (part 1, 18.8.31) that prints `value` as `text` in a program set to that notation.

    "über 250" becomes ``"über "#,##0``: the label follows the number when somebody changes it. A text that does not
    contain the number is printed as it stands. A negative number has a section of its own, for programs set a hyphen
    before it where there is none.
    """
    found = find(text, notation)
    if found is None or not _says(found, value, notation):
        positive = negative = quoted(text) or '""'
    else:
        grouped = abs(value) < 1000 or found.grouped
        body = _whole(found, notation) if grouped else "0"
        body += "." + "0" * found.places if found.places else ""
        before, after = text[: found.start], quoted(text[found.end :])
        positive = quoted(before + found.sign.strip(_MINUSES)) + body + after
        negative = quoted(before + found.sign) + body + after
    return f"{positive};{negative}" if value < 0 else positive


def _whole(found: Found, notation: Notation) -> str:
    """The format of whole digits in groups. An apostrophe between them stands there itself: programs put the sign of
    their own language for the comma, and few are set to Swiss ones."""
    if not found.grouped or notation.group not in _APOSTROPHES:
        return "#,##0"
    groups = (len(f"{found.amount:.0f}") - 1) // 3
    return "0" + f'"{notation.group}"000' * groups


_APOSTROPHES: Final = "'\N{RIGHT SINGLE QUOTATION MARK}"
_MINUSES: Final = "-\N{MINUS SIGN}"


def _says(found: Found, value: float, notation: Notation) -> bool:
    """Whether a printed number is this one, with the decimals that it is printed with and no sign that denies it."""
    amount = rounded(abs(calculated(value)), found.places)
    denied = found.sign and (found.sign in _MINUSES) != (value < 0)
    lost = value and not amount
    return amount == found.amount and not denied and not lost and (notation.others == 3 or not found.grouped)


def fixed_places(points: Iterable[n.Point], notation: Notation) -> int | None:
    """How many decimals the numbers of a series are printed with; None where none of them has a closing zero."""
    found = ((find(point.text, notation), point.value) for point in points if point.value is not None)
    padded = (number.places for number, value in found if number and number.places > decimals(calculated(value)))
    return max(padded, default=None)


def quoted(text: str) -> str:
    """A text as it stands in a number format; quotes in it stand outside the quotes around it."""
    return '\\"'.join(f'"{part}"' if part else "" for part in text.split('"'))
