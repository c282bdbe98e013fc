"""What a plain scalar means: text, unless it can be nothing else than a number, true, false or null.

A number keeps its meaning only if printing it gives back what was typed, so that no character of the data is lost:
``2.10``, ``1e3``, ``1_000``, ``0o17``, ``.5``, ``007``, ``+1`` stay text; so do ``NO``, ``12:30``, ``2019-06-01``.
"""

from __future__ import annotations

import re

Scalar = str | int | float | bool | None

CONSTANTS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
"""Plain scalars that are neither text nor a number."""

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")


def plain_scalar(text: str) -> Scalar:
    """The value of an unquoted scalar (a subset of the YAML 1.2 core schema, 10.3.2)."""
    if text in CONSTANTS:
        return CONSTANTS[text]
    if text[0] not in "-0123456789":
        return text
    if _INTEGER.fullmatch(text):
        number = int(text)
        return number if str(number) == text else text
    if _DECIMAL.fullmatch(text):
        decimal = float(text)
        return decimal if repr(decimal) == text else text
    return text
