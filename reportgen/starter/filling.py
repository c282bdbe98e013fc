"""Texts put into the places that a file of the example project has for them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from reportgen.yaml.edit import written

Look = Callable[[str], Any]
"""What a place is filled with, by the words in its braces."""

_PLACE = re.compile(r"\$\{([^{}]+)\}")
_WHOLE = re.compile(r"(?P<key> *(?:- )?[\w-]+:) " + _PLACE.pattern)
"""A line with nothing but a key and a place, where a long text can stand in lines of its own."""
_WIDTH = 116


def flat(texts: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """The texts of nested mappings by their keys, joined with points."""
    for key, value in texts.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def fill(text: str, look: Look) -> str:
    """A text with its places filled as they are."""
    return _PLACE.sub(lambda place: str(look(place[1])), text)


def fill_yaml(text: str, look: Look) -> str:
    """A YAML text with its places filled so that the strict reader gives the texts back; in comments as they are."""
    return "".join(_line(line, look) for line in text.splitlines(keepends=True))


def _line(line: str, look: Look) -> str:
    if line.lstrip().startswith("#"):
        return fill(line, look)
    whole = _WHOLE.fullmatch(line.rstrip("\n"))
    if whole:
        value = look(whole[2])
        if isinstance(value, str) and ("\n" in value or len(whole["key"]) + len(written(value)) > _WIDTH):
            return _block(whole["key"], value)
    return _PLACE.sub(lambda place: written(look(place[1])), line)


def _block(key: str, value: str) -> str:
    """A long text in lines of its own: folded, or with its paragraphs and line ends kept."""
    indent = " " * (len(key) - len(key.lstrip(" -")) + 2)
    lines = [part for line in value.splitlines() for part in textwrap.wrap(line, _WIDTH - len(indent)) or [""]]
    style = "|-" if "\n" in value else ">-"
    return "\n".join([f"{key} {style}", *(f"{indent}{line}".rstrip() for line in lines)]) + "\n"
