"""Leaf values of the view: plain to compute with, and printed with the data path they came from.

They are strings and numbers, so comparisons, tests and filters see the plain value; only printing
(`__html__`, which Jinja2's autoescaping asks for) wraps them in ``<value path="…">``.
"""

from __future__ import annotations

import re
from math import isfinite
from typing import Any

from markupsafe import Markup, escape

from reportgen.compose import formats
from reportgen.compose.run import Rendering
from reportgen.numbers import exact
from reportgen.text.xml import FORBIDDEN, legal


class Seen:
    """What a template may look into: every attribute without an underscore is meant for it."""

    __slots__ = ()


def clean(text: str, path: str, run: Rendering) -> str:
    """`text` without characters that no document can hold; they are reported."""
    found = FORBIDDEN.search(text)
    if found is None:
        return text
    shown = f"U+{ord(found.group()):04X}"
    run.report("bad-character", f"the character {shown} cannot be printed", path, "delete it from the data")
    return legal(text)


def wrap(markup: str, path: str) -> str:
    """Markup with its origin."""
    return f'<value path="{escape(path)}">{markup}</value>'


class Value(str):
    """A text with its path; `also` are paths of further data that went into it."""

    __slots__ = ("also", "path", "run")
    path: str
    run: Rendering
    also: tuple[str, ...]

    def __new__(cls, text: str, path: str, run: Rendering, also: tuple[str, ...] = ()) -> Value:
        made = super().__new__(cls, text)
        made.path, made.run, made.also = path, run, also
        return made

    def __html__(self) -> str:
        self.note()
        return wrap(escape(clean(str.__str__(self), self.path, self.run)), self.path)

    def note(self) -> None:
        """Count the value as printed."""
        self.run.printed.add(self.path)
        self.run.printed.update(self.also)

    def derive(self, text: str) -> Value:
        """Another text made from this one, with its origin."""
        return Value(text, self.path, self.run, self.also)

    def plain(self) -> str:
        """The text alone."""
        return str.__str__(self)


class WholeNumber(int):
    """A whole number with its path; printed in the language's notation, in attributes with bare digits."""

    path: str
    run: Rendering
    language: str
    places: int | None

    def __html__(self) -> str:
        return _printed(self)

    def note(self) -> None:
        """Count the value as printed."""
        self.run.printed.add(self.path)

    def plain(self) -> str:
        """The digits."""
        return exact.plain(int(self))


class Decimal(float):
    """A number with a fraction and its path."""

    path: str
    run: Rendering
    language: str
    places: int | None

    def __html__(self) -> str:
        return _printed(self)

    def note(self) -> None:
        """Count the value as printed."""
        self.run.printed.add(self.path)

    def plain(self) -> str:
        """The digits."""
        return exact.plain(float(self))


def _printed(value: WholeNumber | Decimal) -> str:
    value.note()
    return wrap(escape(formats.number(exact.printed(value, value.places), value.language)), value.path)


def number(
    value: int | float, path: str, run: Rendering, language: str, places: int | None = None
) -> WholeNumber | Decimal:
    """A number with its path, printed with `places` decimals, without them with all its digits."""
    made = WholeNumber(value) if isinstance(value, int) else Decimal(value)
    made.path, made.run, made.language, made.places = path, run, language, places
    return made


class Values(tuple[Any, ...]):
    """A list of the data; printed as a whole it is an error."""

    path: str
    run: Rendering

    def __html__(self) -> str:
        hint = "print its members in a loop, or with {{ … | list_join }}"
        self.run.report("not-printable", f"{self.path} is a list", self.path, hint)
        return ""


_TAG = re.compile(r"<[^<>]*>")
_VALUE_TAG = re.compile(r"</?value\b[^<>]*>")


def bare(value: object) -> object:
    """A value as it stands inside a tag: no wrapping, numbers in bare digits."""
    if isinstance(value, Value | WholeNumber | Decimal):
        value.note()
        text = value.plain()
        return clean(text, value.path, value.run)
    if isinstance(value, float):
        return exact.plain(value) if isfinite(value) else str(value)
    if isinstance(value, Markup):
        return Markup(_VALUE_TAG.sub("", value))
    record_id = getattr(value, "id", None)
    if isinstance(record_id, str) and record_id:
        return record_id
    if hasattr(value, "__html__") and not isinstance(value, str):
        return Markup(_VALUE_TAG.sub("", value.__html__()))
    return value


def plain_text(value: object) -> str:
    """The words of anything printable, without markup."""
    if isinstance(value, Value):
        return value.plain()
    if isinstance(value, Markup):
        return str(Markup(_TAG.sub("", value)).unescape())
    if hasattr(value, "__html__") and not isinstance(value, str):
        return plain_text(Markup(value.__html__()))
    return str(value)
