"""`verify_paths`: the whole proof for a manifest, a folder or single files, as text and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import Struct

from reportgen.errors import UnreadableError
from reportgen.findings.difference import Difference
from reportgen.verify.checks import check
from reportgen.verify.compare import compare_readings
from reportgen.verify.reading import Reading, load

MANIFEST = "manifest.json"


class FileReport(Struct, frozen=True):
    """What was found about one file. `checked` says in words what was looked at."""

    path: str
    problems: tuple[Difference, ...]
    checked: tuple[str, ...] = ()
    pages: int | None = None
    blocks: int = 0
    claims: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems

    def lines(self) -> Iterator[str]:
        """For a person: the file with what was checked, then a line for each problem."""
        size = ([f"{self.pages} pages"] if self.pages else []) + ([f"{self.blocks} blocks"] if self.blocks else [])
        known = "; ".join(filter(None, (", ".join(size), ", ".join(self.checked))))
        what = f" ({known})" if known else ""
        count = len(self.problems)
        verdict = "good" if self.ok else f"{count} problem{'s' if count > 1 else ''}"
        yield f"{self.path}: {verdict}{what}"
        for problem in self.problems:
            yield f"    {problem}"

    def data(self) -> dict[str, Any]:
        """For a program, ready for JSON."""
        return {
            "path": self.path,
            "ok": self.ok,
            "pages": self.pages,
            "blocks": self.blocks,
            "claims": list(self.claims),
            "checked": list(self.checked),
            "problems": [{"code": p.code, "block": p.block, "text": p.text} for p in self.problems],
        }


class Report(Struct, frozen=True):
    """What was found about all files."""

    files: tuple[FileReport, ...]

    @property
    def ok(self) -> bool:
        return all(file.ok for file in self.files)

    def text(self) -> str:
        """For a person, one line a file and one a problem."""
        return "\n".join(chain.from_iterable(file.lines() for file in self.files))

    def data(self) -> dict[str, Any]:
        """For a program, ready for JSON."""
        return {"ok": self.ok, "files": [file.data() for file in self.files]}


class Readings:
    """Every file read once, whoever asks for it."""

    def __init__(self) -> None:
        self._found: dict[Path, Reading | UnreadableError] = {}

    def read(self, path: Path) -> Reading:
        """The reading of a file, chosen by its content. Raises UnreadableError."""
        if path not in self._found:
            try:
                self._found[path] = _read(path)
            except UnreadableError as error:
                self._found[path] = error
        found = self._found[path]
        if isinstance(found, UnreadableError):
            raise found
        return found


def _read(path: Path) -> Reading:
    from reportgen.verify import read_docx, read_pdf

    reader = {".pdf": read_pdf, ".docx": read_docx}.get(path.suffix.lower())
    if reader is None:
        load(path)  # what is not there has no format either
        raise UnreadableError("unknown-format", "is neither .pdf nor .docx; verify reads these two")
    return reader(path)


def verify_paths(paths: Iterable[Path | str]) -> Report:
    """Verify manifests, folders and single files.

    A folder with a manifest is verified by it; without one, all its PDF and Word files are; without any, the folders in
    it. A PDF and a Word file of the same name are compared with each other. Problems of every kind are in the report;
    nothing is raised.
    """
    readings = Readings()
    single: list[Path] = []
    reports: list[FileReport] = []
    for path in chain.from_iterable(map(_places, map(Path, paths))):
        manifest = path / MANIFEST if path.is_dir() else path
        if manifest.name.endswith(".json") and (manifest.exists() or not path.is_dir()):
            from reportgen.verify.manifest import verify_manifest

            reports += verify_manifest(manifest, readings)
        elif path.is_dir():
            found = sorted(file for file in path.iterdir() if file.suffix.lower() in (".pdf", ".docx"))
            single += found
            if not found:
                reports.append(FileReport(str(path), (Difference("empty-folder", "has no PDF and no Word file"),)))
        else:
            single.append(path)
    given = list(dict.fromkeys(single))
    reports += [verify_file(path, readings, _twin(path, given)) for path in given]
    return Report(tuple(reports))


def _places(path: Path) -> list[Path]:
    """The path itself, or the folders in a folder that holds nothing else to verify."""
    if not path.is_dir() or any(file.suffix.lower() in (".pdf", ".docx", ".json") for file in path.iterdir()):
        return [path]
    inside = sorted(each for each in path.iterdir() if each.is_dir() and not each.name.startswith("."))
    return inside or [path]


def _twin(path: Path, given: Iterable[Path]) -> Path | None:
    """The PDF beside a Word file, where both are verified."""
    if path.suffix.lower() != ".docx":
        return None
    return next((other for other in given if other.suffix.lower() == ".pdf" and _stem(other) == _stem(path)), None)


def _stem(path: Path) -> Path:
    return path.with_suffix("")


def verify_file(
    path: Path,
    readings: Readings,
    twin: Path | None = None,
    more: Mapping[str, tuple[Difference, ...]] | None = None,
    name: str | None = None,
) -> FileReport:
    """The checks of one file, its comparison with `twin` (a PDF), and what others found (`more`, by what they did)."""
    extra = tuple(chain.from_iterable((more or {}).values()))
    try:
        reading = readings.read(path)
    except UnreadableError as error:
        return FileReport(name or str(path), (*extra, error.difference))
    problems = [*extra, *check(reading)]
    checked = ["structure", *(more or {})]
    if twin is not None:
        try:
            problems += compare_readings(readings.read(twin), reading)
            checked.append(f"same as {twin.name}")
        except UnreadableError:
            problems.append(Difference("no-twin", f"cannot be compared with {twin.name}, which cannot be read"))
    return FileReport(
        name or str(path), tuple(problems), tuple(checked), reading.pages, len(reading.blocks), reading.claims
    )
