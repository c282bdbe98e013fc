"""Files under proof: each is read once, checked by itself, and compared with its twin in another format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import Struct

from reportgen.errors import UnreadableError
from reportgen.findings.difference import Difference
from reportgen.verify.checks import check
from reportgen.verify.compare import compare_readings
from reportgen.verify.kinds import Kind, Kinds
from reportgen.verify.reading import Reading, load
from reportgen.verify.summary import loss, problem_lines


class FileReport(Struct, frozen=True):
    """What was found about one file. `checked` says in words what was looked at."""

    path: str
    problems: tuple[Difference, ...]
    checked: tuple[str, ...] = ()
    pages: int | None = None
    blocks: int = 0
    claims: tuple[str, ...] = ()
    saved_by: str = ""
    """The program that saved the file after reportgen, "" for none."""
    lost: tuple[Difference, ...] = ()
    """The problems that are due to it: what the file alone shows to be broken."""

    @property
    def ok(self) -> bool:
        return not self.problems

    def lines(self) -> Iterator[str]:
        """For a person: the file with what was checked, who saved it and what that lost, then what else is wrong."""
        size = ([f"{self.pages} pages"] if self.pages else []) + ([f"{self.blocks} blocks"] if self.blocks else [])
        known = "; ".join(filter(None, (", ".join(size), ", ".join(self.checked))))
        what = f" ({known})" if known else ""
        count = len(self.problems)
        verdict = "good" if self.ok else f"{count} problem{'s' if count > 1 else ''}"
        yield f"{self.path}: {verdict}{what}"
        if self.saved_by:
            yield f"    {loss(self.saved_by, self.lost)}"
        known_losses = set(self.lost)
        yield from (f"    {line}" for line in problem_lines(each for each in self.problems if each not in known_losses))

    def data(self) -> dict[str, Any]:
        """For a program, ready for JSON."""
        return {
            "path": self.path,
            "ok": self.ok,
            "pages": self.pages,
            "blocks": self.blocks,
            "claims": list(self.claims),
            "checked": list(self.checked),
            "saved_by": self.saved_by,
            "problems": [{"code": p.code, "block": p.block, "text": p.text} for p in self.problems],
        }


class Readings:
    """Every file read once, whoever asks for it."""

    def __init__(self, kinds: Kinds) -> None:
        self.kinds = kinds
        self._known: dict[Path, Kind] = {}
        self._found: dict[Path, Reading | UnreadableError] = {}

    def expect(self, path: Path, kind: Kind) -> None:
        """Say of which format a file is; of others only the name tells."""
        self._known[path] = kind

    def read(self, path: Path) -> Reading:
        """The reading of a file. Raises UnreadableError."""
        if path not in self._found:
            try:
                self._found[path] = self._read(path, self._known.get(path) or self.kinds.of_file(path))
            except UnreadableError as error:
                self._found[path] = error
        found = self._found[path]
        if isinstance(found, UnreadableError):
            raise found
        return found

    def _read(self, path: Path, kind: Kind | None) -> Reading:
        if kind is None or kind.read is None:
            load(path)  # what is not there has no format either
            known = " nor ".join(self.kinds.suffixes)
            raise UnreadableError("unknown-format", f"is neither {known}; verify reads nothing else")
        return kind.read(path)


def verify_file(
    path: Path,
    readings: Readings,
    twin: Path | None = None,
    more: Mapping[str, tuple[Difference, ...]] | None = None,
    name: str | None = None,
) -> FileReport:
    """The checks of one file, its comparison with `twin`, and what others found (`more`, by what they did)."""
    extra = tuple(chain.from_iterable((more or {}).values()))
    try:
        reading = readings.read(path)
    except UnreadableError as error:
        return FileReport(name or str(path), (*extra, error.difference))
    own = check(reading)
    problems = [*extra, *own]
    checked = ["structure", *(more or {})]
    if twin is not None:
        try:
            problems += compare_readings(readings.read(twin), reading)
            checked.append(f"same as {twin.name}")
        except UnreadableError:
            problems.append(Difference("no-twin", f"cannot be compared with {twin.name}, which cannot be read"))
    return FileReport(
        path=name or str(path),
        problems=tuple(problems),
        checked=tuple(checked),
        pages=reading.pages,
        blocks=len(reading.blocks),
        claims=reading.claims,
        saved_by=reading.saved_by,
        lost=own if reading.saved_by else (),
    )
