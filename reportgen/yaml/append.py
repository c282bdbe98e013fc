"""Records put behind those of a file, every character of which stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding
from reportgen.yaml.edit import newline, written
from reportgen.yaml.nodes import MappingNode
from reportgen.yaml.reader import read_bytes
from reportgen.yaml.record import record_lines
from reportgen.yaml.source import SourceFile


def appended(text: str, name: str, records: Mapping[str, Mapping[str, Any]]) -> str:
    """The text of the file `name` with further records at its end. Raises FindingsError where it cannot take any: its
    records stand in braces, or it is no mapping."""
    root = SourceFile("", text).root if text.strip() else None
    before = read_bytes(text.encode(), name).value if root is not None else None
    if isinstance(root, MappingNode) and root.flow_style:
        if root.value:
            raise _cannot(name, "its records stand in braces", "write them in lines of their own")
        start, end = root.start_mark.index, root.end_mark.index
        text, before = (text[:start] + text[end:].lstrip(" ") if text[end:].strip() else text[:start]), None
    elif before is not None and not isinstance(before, Mapping):
        raise _cannot(name, "it is no mapping of records", "see reportgen check")
    made = "\n".join(line for key, record in records.items() for line in _lines(key, record))
    gap = "\n" if text and not text.endswith("\n") else ""
    result = f"{text}{gap}{made}\n".replace("\r\n", "\n").replace("\n", newline(text)) if text else f"{made}\n"
    if read_bytes(result.encode(), name).value != {**(before or {}), **_read(records)}:
        raise _cannot(name, "a text has characters that no line of YAML keeps", "see the texts of the table")
    return result


def _lines(key: str, record: Mapping[str, Any]) -> Iterator[str]:
    yield f"{written(key)}:"
    yield from record_lines(record, 2, compact=True)


def _cannot(name: str, reason: str, hint: str) -> FindingsError:
    return FindingsError(
        (Finding("cannot-edit", "error", f"nothing can be put at its end: {reason}", name, hint=hint),)
    )


def _read(value: Any) -> Any:
    """A value as reading gives it."""
    if isinstance(value, Mapping):
        return {str(key): _read(each) for key, each in value.items()}
    return tuple(map(_read, value)) if isinstance(value, tuple | list) else value
