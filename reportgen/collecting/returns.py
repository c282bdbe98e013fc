"""``data/<edition>/returns.yaml``: what was sent to whom, what came back, what was changed by command, and what waits
for a decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import to_builtins

from reportgen.edition.returned import Proposal, Returns
from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding
from reportgen.project.files import RETURNS
from reportgen.project.folder import SCHEMA_FOLDER
from reportgen.project.open import Project
from reportgen.yaml.blocks import WIDTH, block
from reportgen.yaml.edit import records_of, written
from reportgen.yaml.reader import read_file
from reportgen.yaml.translate import validate

_SCHEMA = "# yaml-language-server: $schema=../schema/returns.schema.json\n"
_HEAD = """\
# What was sent to whom and what came back. Written by reportgen (send, receive, confirm, set), which keeps this head.
# proposals: reportgen receive --accept ID or --reject ID.

"""


def path_of(edition: str) -> str:
    """The name of the file relative to the project."""
    return RETURNS.path(edition)


def read_returns(project: Project, edition: str) -> Returns:
    """What the file says; nothing where there is none. Raises FindingsError where it cannot be used."""
    name = path_of(edition)
    if not (project.root / name).exists():
        return Returns()
    reading = read_file(project.root, name)
    if any(finding.severity == "error" for finding in reading.findings):
        raise FindingsError(reading.findings)
    found = validate(Returns, reading.value)
    if isinstance(found, tuple):
        raise FindingsError(tuple(reading.source.placed(problem) for problem in found))
    assert isinstance(found, Returns)
    return found


def as_text(project: Project, edition: str, returns: Returns) -> str:
    """The file with these records, below the head that it has."""
    path = project.root / path_of(edition)
    text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    records = records_of(text) if text else None
    head = text[: records.start_of(0)] if records is not None else _head(project)
    lines = _lines(to_builtins(returns), 0)
    return head + "\n".join([*lines, ""])


def _head(project: Project) -> str:
    schema = project.root / SCHEMA_FOLDER / "returns.schema.json"
    return _SCHEMA + _HEAD if schema.is_file() else _HEAD


def _lines(record: Mapping[str, Any], indent: int) -> Iterator[str]:
    """A mapping in lines; lists of mappings behind hyphens, long texts in lines of their own."""
    space = " " * indent
    for key, value in record.items():
        name = f"{space}{written(key)}:"
        if isinstance(value, Mapping) and value:
            yield name
            yield from _lines(value, indent + 2)
        elif isinstance(value, tuple | list) and value and isinstance(value[0], Mapping):
            yield name
            for each in value:
                first, *rest = _lines(each, indent + 4)
                yield f"{space}  - {first.strip()}"
                yield from rest
        elif isinstance(value, tuple | list) and len(f"{name} {written(value)}") > WIDTH:
            yield name
            yield from (f"{space}  - {written(each)}" for each in value)
        else:
            yield f"{name}{_inline(value, indent + 2)}"


def _inline(value: Any, indent: int) -> str:
    made = (
        block(value, indent) if isinstance(value, str) and " " in value and (len(value) > 60 or "\n" in value) else None
    )
    return f" {written(value)}" if made is None else made


def refused(code: str, text: str, hint: str | None = None, file: str = "") -> FindingsError:
    """The error for what cannot be done."""
    return FindingsError((Finding(code, "error", text, file, hint=hint),))


def open_proposals(returns: Returns) -> Iterator[tuple[str, Proposal]]:
    """Those that nobody has decided."""
    yield from ((key, each) for key, each in returns.proposals.items() if each.state == "open")


def next_id(returns: Returns, abbreviation: str) -> str:
    """The id of the next proposal of an institution."""
    stem = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in abbreviation.lower())
    stem = "-".join(part for part in stem.split("-") if part) or "proposal"
    taken = [key.removeprefix(f"{stem}-") for key in returns.proposals if key.startswith(f"{stem}-")]
    return f"{stem}-{max((int(number) for number in taken if number.isdigit()), default=0) + 1}"
