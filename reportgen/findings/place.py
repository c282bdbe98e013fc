"""Where something stands: a place in a file, and the way to a value inside of one."""

from __future__ import annotations

from msgspec import Struct

Keys = tuple[str | int, ...]
"""The way to a value in a file: keys of mappings and indexes of lists."""


def show_keys(keys: Keys) -> str:
    """``("startups", "dates", 0, "text")`` as ``startups.dates[0].text``."""
    parts = [f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys]
    return "".join(parts).removeprefix(".")


class Place(Struct, frozen=True):
    """A place in a file: line and column count from 1, 0 means the whole file.

    `file` is relative to the project's folder; `length` characters of `source`, its line, are meant.
    """

    file: str
    line: int = 0
    column: int = 0
    length: int = 1
    source: str | None = None
