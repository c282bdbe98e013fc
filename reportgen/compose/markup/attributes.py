"""Attributes of report markup: from the text between the quotes to a value, or a sentence saying what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from math import isfinite
from sys import intern
from types import MappingProxyType
from typing import Any

Convert = Callable[[str], Any]
"""Takes an attribute's text; raises ValueError with what was expected."""
Attributes = Mapping[str, Convert]

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"(https?://|mailto:)\S+|#\S+")
_ID = re.compile(r"\S+")
_NUMBER = re.compile(r"\s*[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?\s*")


def text(value: str) -> str:
    """Any text."""
    return intern(value)


def optional(value: str) -> str | None:
    """Any text; an empty attribute counts as not given."""
    return intern(value) or None


def identifier(value: str) -> str:
    """The id of a block: no white space."""
    if not _ID.fullmatch(value):
        raise ValueError("an id without white space")
    return intern(value)


def language(value: str) -> str | None:
    """A language tag (BCP 47); an empty attribute counts as not given."""
    if value and not _LANGUAGE.fullmatch(value):
        raise ValueError('a language tag such as "en" or "de-AT"')
    return value or None


def address(value: str) -> str:
    """Where a link leads: http, https, mailto, or ``#id``."""
    if not _ADDRESS.fullmatch(value):
        raise ValueError('an address beginning with "https://", "http://", "mailto:" or "#"')
    return intern(value)


def number(value: str) -> Decimal:
    """A decimal number with a point, with the digits that it is written with."""
    if not _NUMBER.fullmatch(value) or not isfinite(float(value)):
        raise ValueError("a number")
    return Decimal(value.strip())


def number_if_any(value: str) -> Decimal | None:
    """A decimal number, or nothing: an empty attribute says that there is none."""
    return number(value) if value.strip() else None


def positive(value: str) -> float:
    """A number above zero."""
    found = float(number(value))
    if found <= 0:
        raise ValueError("a number above 0")
    return found


def count(value: str) -> int:
    """A whole number from 1."""
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 9999):
        raise ValueError("a whole number from 1")
    return int(value)


def whole(value: str) -> int:
    """A whole number from 0."""
    if not (value.isascii() and value.isdigit() and len(value) <= 6):
        raise ValueError("a whole number from 0")
    return int(value)


def yes_no(value: str) -> bool:
    """yes or no."""
    if value not in ("yes", "no"):
        raise ValueError('"yes" or "no"')
    return value == "yes"


def choice(*values: str) -> Convert:
    """One of several words; an empty attribute counts as not given."""

    def convert(value: str) -> str | None:
        if value and value not in values:
            raise ValueError("one of " + ", ".join(f'"{each}"' for each in values))
        return value or None

    return convert


def some_of(*values: str) -> Convert:
    """Several words, with white space between; an empty attribute counts as not given."""

    def convert(value: str) -> tuple[str, ...]:
        found = tuple(value.split())
        if not set(found).issubset(values):
            raise ValueError("some of " + ", ".join(f'"{each}"' for each in values))
        return found

    return convert


def some(value: str) -> tuple[str, ...]:
    """Names, with white space between."""
    return tuple(value.split())


COMMON: Attributes = MappingProxyType({"id": identifier, "lang": language})
"""Allowed on every element."""
