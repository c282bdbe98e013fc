"""Which plug-ins are installed: found by the names of their distributions, once in a process."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from reportgen.plugins.model import GROUPS, Plugin
from reportgen.text.inputs import PLUGIN


def normalise(name: str) -> str:
    """The one spelling of a distribution's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


@lru_cache
def distribution(name: str) -> metadata.Distribution | None:
    """The installed distribution of that name, None where there is none."""
    try:
        return metadata.distribution(normalise(name))
    except (metadata.PackageNotFoundError, ValueError):
        return None


@lru_cache
def find_plugin(name: str) -> Plugin | None:
    """The installed plug-in of that name, None where there is none.

    What changes of it on the disk afterwards is seen by the next process: this one has imported what was there before.
    """
    found = distribution(name)
    if found is None:
        return None
    return Plugin(normalise(name), found.version or "0", _digest(found))


def entry_points(found: metadata.Distribution) -> tuple[metadata.EntryPoint, ...]:
    """Those of a distribution that are for us."""
    ours = {f"reportgen.{group}" for group in GROUPS}
    return tuple(point for point in found.entry_points if point.group in ours)


def sha256_of_input(path: str) -> str | None:
    """The digest of the plug-in that an input of a build names; None where it is not installed in that version."""
    name = path.removeprefix(PLUGIN).partition("==")[0]
    found = find_plugin(name)
    return found.sha256 if found is not None and found.input == path else None


def _digest(found: metadata.Distribution) -> str:
    digest = hashlib.sha256()
    packages = sorted({point.module.partition(".")[0] for point in entry_points(found)})
    for package in packages:
        for name, path in _files(package):
            digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _files(package: str) -> Iterator[tuple[str, Path]]:
    """The files of a package, or the one of a module, by names that are the same on every machine."""
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return
    if spec is None:
        return
    for folder in map(Path, spec.submodule_search_locations or ()):
        found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        names = {f"{package}/{path.relative_to(folder).as_posix()}": path for path in found}
        yield from sorted(names.items())
    if spec.submodule_search_locations is None and spec.origin:
        yield Path(spec.origin).name, Path(spec.origin)
