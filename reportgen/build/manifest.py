"""The manifest: what was built from what, and what was proven about it (``manifest.json``).

The same inputs give the same bytes: no clock, no user, no absolute path.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from reportgen.text.inputs import PLUGIN

SCHEMA = 1
NAME = "manifest.json"


class Input(Struct, frozen=True):
    """A file that the build read, relative to the project, with the SHA-256 of its content; or a plug-in."""

    path: str
    sha256: str

    @property
    def is_file(self) -> bool:
        """Whether it is a file of the project."""
        return not self.path.startswith(PLUGIN)


class OutputFile(Struct, frozen=True):
    """A file that was built. `pages` is None for Word files; `items` are the ids by collection, in printed order."""

    path: str
    format: str
    sha256: str
    bytes: int
    pages: int | None
    audience: Mapping[str, Any] | None
    items: Mapping[str, tuple[str, ...]]
    claims: tuple[str, ...]
    draft: bool = False


class Manifest(Struct, frozen=True):
    """Everything that `manifest.json` says."""

    report: str
    edition: str
    as_of: str
    reportgen: str
    inputs: tuple[Input, ...]
    files: tuple[OutputFile, ...]
    excerpts: Mapping[str, Any] | None
    findings: tuple[Mapping[str, Any], ...]
    left: tuple[str, ...] = ()
    """Files in the folder that were built when the report had another name."""

    def with_files(self, more: Iterable[OutputFile]) -> Manifest:
        """The manifest with further files: the whole report first, then by name."""
        files = sorted((*self.files, *more), key=lambda file: (file.audience is not None, file.path))
        return replace(self, files=tuple(files))

    def to_json(self) -> bytes:
        """UTF-8, two spaces of indentation, keys in the order of the contract."""
        data = {"schema": SCHEMA, **msgspec.to_builtins(self)}
        if not self.left:
            del data["left"]
        return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def hash_inputs(root: Path, files: Iterable[Path]) -> tuple[Input, ...]:
    """The inputs sorted by path; paths relative to `root`, with forward slashes."""
    found = {
        path.resolve().relative_to(root.resolve()).as_posix()
        if path.resolve().is_relative_to(root.resolve())
        else path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
    return tuple(Input(path, digest) for path, digest in sorted(found.items()))


def unchanged(root: Path, inputs: Iterable[Input]) -> bool:
    """Whether every input is still there with the same content."""
    return all((sha256_of(root / each.path) if each.is_file else _plugin(each)) == each.sha256 for each in inputs)


def _plugin(entry: Input) -> str | None:
    from reportgen.plugins.installed import sha256_of_input

    return sha256_of_input(entry.path)


def sha256_of(path: Path) -> str | None:
    """The SHA-256 of a file, hexadecimal; None where there is none that can be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def digest(inputs: Iterable[Input], version: str) -> str:
    """One SHA-256 over all inputs and the version of the program, hexadecimal."""
    lines = "".join(f"{item.sha256}  {item.path}\n" for item in inputs)
    return hashlib.sha256(f"reportgen {version}\n{lines}".encode()).hexdigest()


def keep_from(previous: bytes | None, manifest: Manifest, folder: Path) -> Manifest:
    """`manifest` with what is still true of an earlier build: files built from the same inputs by the same version that
    are unchanged on disk, and the proof of the excerpts as long as all of them are.

    Building one excerpt after the whole report must not make the manifest forget the rest.
    """
    try:
        old = json.loads(previous) if previous else {}
        inputs = tuple(Input(**entry) for entry in old.get("inputs", ()))
        files = [OutputFile(**_tuples(entry)) for entry in old.get("files", ())]
        proof = old.get("excerpts")
        proven = frozenset(proof["excerpts"] if proof is not None else ())
    except (ValueError, TypeError, AttributeError, KeyError):
        return manifest
    if inputs != manifest.inputs or old.get("reportgen") != manifest.reportgen:
        return manifest
    built = {file.path for file in manifest.files}
    kept = manifest.with_files(
        file for file in files if file.path not in built and sha256_of(folder / file.path) == file.sha256
    )
    there = {file.audience["id"] for file in kept.files if file.audience is not None}
    return replace(kept, excerpts=proof) if kept.excerpts is None and proven <= there else kept


def left_from(previous: bytes | None, manifest: Manifest, folder: Path) -> tuple[str, ...]:
    """The files in the folder that earlier builds made under another name of the report and nobody has deleted."""
    try:
        old = json.loads(previous) if previous else {}
        renamed = old.get("report", manifest.report) != manifest.report
        names = [*old.get("left", ()), *(str(entry["path"]) for entry in old.get("files", ()) if renamed)]
        ours = {file.path for file in manifest.files}
        return tuple(sorted({name for name in names if name not in ours and (folder / name).is_file()}))
    except (ValueError, TypeError, AttributeError, KeyError):
        return ()


def _tuples(entry: Mapping[str, Any]) -> dict[str, Any]:
    items = {name: tuple(ids) for name, ids in entry["items"].items()}
    return {**entry, "items": items, "claims": tuple(entry["claims"])}
