"""The filter `ordinal`: 3 as "3rd" in English, as "3." in other languages."""

from __future__ import annotations

from reportgen.plugins import Filter

_ENGLISH = {1: "st", 2: "nd", 3: "rd"}


def ordinal(language: str, value: int) -> str:
    """A whole number as the place in an order."""
    number = int(value)
    if not language.startswith("en"):
        return f"{number}."
    return f"{number}{'th' if number % 100 in (11, 12, 13) else _ENGLISH.get(number % 10, 'th')}"


ORDINAL = Filter(apply=ordinal, localised=True, api=1)
