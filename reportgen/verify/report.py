"""`verify_paths`: the whole proof for a manifest, a folder or single files, as text and as data."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import Struct

from reportgen.findings.difference import Difference
from reportgen.verify.files import FileReport, Readings, verify_file
from reportgen.verify.kinds import Kinds
from reportgen.verify.manifest import verify_manifest

MANIFEST = "manifest.json"


class Verification(Struct, frozen=True):
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


def verify_paths(paths: Iterable[Path | str], kinds: Kinds) -> Verification:
    """Verify manifests, folders and single files of the formats `kinds`.

    A folder with a manifest is verified by it; without one, all files in it that can be read are; without any, the
    folders in it. Files of the same name whose formats are twins are compared with each other. Problems of every kind
    are in the report; nothing is raised.
    """
    readings = Readings(kinds)
    single: list[Path] = []
    reports: list[FileReport] = []
    for path in chain.from_iterable(_places(Path(path), kinds) for path in paths):
        manifest = path / MANIFEST if path.is_dir() else path
        if manifest.name.endswith(".json") and (manifest.exists() or not path.is_dir()):
            reports += verify_manifest(manifest, readings)
        elif path.is_dir():
            found = sorted(filter(kinds.readable, path.iterdir()))
            single += found
            if not found:
                text = f"has no {' and no '.join(kinds.suffixes)} file"
                reports.append(FileReport(str(path), (Difference("empty-folder", text),)))
        else:
            single.append(path)
    given = list(dict.fromkeys(single))
    reports += [verify_file(path, readings, _twin(path, given, kinds)) for path in given]
    return Verification(tuple(reports))


def _places(path: Path, kinds: Kinds) -> list[Path]:
    """The path itself, or the folders in a folder that holds nothing else to verify."""
    if not path.is_dir() or any(_is_verified(file, kinds) for file in path.iterdir()):
        return [path]
    inside = sorted(each for each in path.iterdir() if each.is_dir() and not each.name.startswith("."))
    return inside or [path]


def _is_verified(file: Path, kinds: Kinds) -> bool:
    return file.suffix.lower() == ".json" or kinds.readable(file)


def _twin(path: Path, given: Iterable[Path], kinds: Kinds) -> Path | None:
    """The file of the same name in the format that says the same, where both are verified."""
    kind = kinds.of_file(path)
    twin = kinds.named(kind.twin) if kind else None
    wanted = path.with_suffix(twin.suffix) if twin else None
    return next((other for other in given if wanted is not None and _lower(other) == _lower(wanted)), None)


def _lower(path: Path) -> Path:
    """The path with its suffix in small letters."""
    return path.with_suffix(path.suffix.lower())
