"""Texts as YAML has them in lines of their own: folded (``>``) or line for line (``|``), lines that hold kept as they
are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

WIDTH: Final = 120
"""Characters of a line, its indentation included."""
_NARROWEST: Final = 40
_HEADER: Final = re.compile(r"(?P<style>[|>])[+-]?(?P<rest>[ \t]*(?:#.*)?)$")
_BREAK: Final = re.compile(r"(?<=[^ ]) (?=[^ ])")
_UNFIT: Final = re.compile(r"[^\S \n]|[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]|(?:^|\n)[ ]|[ ](?:\n|$)")
"""What only quotes carry: other white space, control characters, spaces at the ends of lines."""


def block(text: str, indent: int, before: str = "", *, rest: str = "") -> str | None:
    """What stands behind ``key:`` for a text in lines of `indent` spaces; None for one that needs quotes.

    `before` is the block that it takes the place of, from its sign on: its style, its comment and every line that
    still holds stay. `rest` is a comment for the first line.
    """
    body = text.rstrip("\n")
    closing = len(text) - len(body)
    if not body or closing > 1 or body.startswith("\n") or _unfit(body):
        return None
    head, *old = before.splitlines() or [""]
    header = _HEADER.match(head)
    style = header["style"] if header else ">"
    lines = body.split("\n") if style == "|" else list(_folded(body, WIDTH - indent, [line.strip() for line in old]))
    first = f" {style}{'' if closing else '-'}{header['rest'] if header else rest}"
    return "\n".join([first, *(" " * indent + line if line else "" for line in lines)])


def _unfit(body: str) -> bool:
    return any(match.group() not in ("\u00a0", "\u2009", "\u202f", "\u2007") for match in _UNFIT.finditer(body))


def _folded(body: str, width: int, old: list[str]) -> Iterator[str]:
    """The lines of a folded text: as many blank ones between two parts as it has line breaks there."""
    known = list(_paragraphs(old))
    kept = {" ".join(lines): lines for lines in known}
    at = 0
    for number, part in enumerate(body.split("\n")):
        if number:
            yield ""
        if part:
            before = known[at] if at < len(known) else []
            yield from kept[part] if part in kept else _wrapped(part, width, before)
            at += 1


def _paragraphs(lines: list[str]) -> Iterator[list[str]]:
    found: list[str] = []
    for line in [*lines, ""]:
        if line:
            found.append(line)
        elif found:
            yield found
            found = []


def _wrapped(part: str, width: int, old: list[str]) -> Iterator[str]:
    """A paragraph in lines; those of `old` that it begins or ends with stay."""
    first = 0
    while first < len(old) and part.startswith(f"{old[first]} "):
        yield old[first]
        part = part[len(old[first]) + 1 :]
        first += 1
    tail: list[str] = []
    while len(old) - len(tail) > first and part.endswith(f" {old[-1 - len(tail)]}"):
        line = old[-1 - len(tail)]
        tail.append(line)
        part = part[: -len(line) - 1]
    yield from _filled(part, max(width, _NARROWEST))
    yield from reversed(tail)


def _filled(part: str, width: int) -> Iterator[str]:
    line = ""
    for word in _BREAK.split(part):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
