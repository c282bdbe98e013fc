"""``data/<edition>/returns.yaml``: what was sent to whom, what came back, what was changed by command, and what waits
for a decision."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import to_builtins

from reportgen.edition.returned import Proposal, Returns
from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding
from reportgen.project.files import RETURNS
from reportgen.project.folder import SCHEMA_FOLDER
from reportgen.project.open import Project
from reportgen.yaml.edit import records_of
from reportgen.yaml.reader import read_file
from reportgen.yaml.record import record_lines
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
    lines = record_lines(to_builtins(returns))
    return head + "\n".join([*lines, ""])


def _head(project: Project) -> str:
    schema = project.root / SCHEMA_FOLDER / "returns.schema.json"
    return _SCHEMA + _HEAD if schema.is_file() else _HEAD


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
