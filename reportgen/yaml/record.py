"""Whole records as YAML: keys in lines, lists of mappings behind hyphens, long texts in lines of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from reportgen.yaml.blocks import WIDTH, block
from reportgen.yaml.edit import written

_LONG: Final = 60
"""Characters from which on a text gets lines of its own."""


def record_lines(record: Mapping[str, Any], indent: int = 0, *, compact: bool = False) -> Iterator[str]:
    """A mapping in lines of `indent` spaces; `compact`: mappings inside it that fit into a line stand in one."""
    space = " " * indent
    for key, value in record.items():
        name = f"{space}{written(key)}:"
        if isinstance(value, Mapping) and value and not (compact and _fits(name, value)):
            yield name
            yield from record_lines(value, indent + 2, compact=compact)
        elif isinstance(value, tuple | list) and value and isinstance(value[0], Mapping):
            yield name
            yield from _entries(value, indent, compact=compact)
        elif isinstance(value, tuple | list) and not _fits(name, value):
            yield name
            yield from (f"{space}  - {written(each)}" for each in value)
        else:
            yield f"{name}{_inline(value, indent + 2)}"


def _entries(entries: tuple[Any, ...] | list[Any], indent: int, *, compact: bool) -> Iterator[str]:
    hyphen = f"{' ' * indent}  - "
    for each in entries:
        if compact and _fits(hyphen, each):
            yield f"{hyphen}{written(each)}"
        else:
            first, *rest = record_lines(each, indent + 4, compact=compact)
            yield f"{hyphen}{first.strip()}"
            yield from rest


def _fits(name: str, value: object) -> bool:
    return len(f"{name} {written(value)}") <= WIDTH


def _inline(value: Any, indent: int) -> str:
    long = isinstance(value, str) and " " in value and (len(value) > _LONG or "\n" in value)
    made = block(value, indent) if long else None
    return f" {written(value)}" if made is None else made
