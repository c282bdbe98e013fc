"""What a run leaves for the next in the user's cache folder: most builds change nothing that others depend on.

Kept are composed documents and what came of a build, by everything that these depend on: all files of data and
templates, the program with its libraries, and the interpreter; finished files, by what they print; and what was
measured of finished files. So an entry is either right or never found. Entries are pickles, as trustworthy as the
folder they lie in: it belongs to the user alone, and a project can bring none with it.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportgen.files.scratch import scratch_folder

_CODE = Path(__file__).parent.parent
_INSTALLED = (".dist-info", ".egg-info")
"""How the folders end that name an installed library with its version."""

KEEP = 12
"""Keys that are kept; older ones go when a new one comes."""
KEEP_MEASURED = 400
"""Measurements that are kept."""
KEEP_BYTES = 256_000_000
"""Bytes of finished files that are kept; those that nobody asked for longest go first."""


class Cache:
    """The entries of one key. Whatever goes wrong with the folder costs time only."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def get(self, name: str) -> Any | None:
        """The entry, None where there is none that can be read."""
        if self.folder is None:
            return None
        try:
            return pickle.loads((self.folder / name).read_bytes())
        except Exception:
            return None  # a damaged entry can raise anything; without it the document is composed anew

    def touch(self, name: str) -> None:
        """Note that an entry was used, so that others are thrown away before it."""
        if self.folder is not None:
            with suppress(OSError):
                os.utime(self.folder / name)

    def clear(self) -> None:
        """Forget all entries of the key."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def put(self, name: str, value: object) -> None:
        """Keep an entry: written beside its place, then renamed."""
        if self.folder is None:
            return
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with scratch_folder(self.folder) as scratch:
                with open(scratch / name, "wb") as target:
                    pickle.dump(value, target, protocol=pickle.HIGHEST_PROTOCOL)
                os.replace(scratch / name, self.folder / name)


def open_cache(root: Path, *asked: str) -> Cache:
    """The cache for what was `asked` of the project in `root`."""
    from platformdirs import user_cache_path

    try:
        place = user_cache_path("reportgen") / "documents"
        folder = place / fingerprint(root, *asked)
        if not folder.is_dir():
            _prune(place)
    except (OSError, RuntimeError):
        return Cache(None)
    return Cache(folder)


def open_files() -> Cache:
    """The cache for finished files, by all that they say and what says it."""
    from platformdirs import user_cache_path

    try:
        place = user_cache_path("reportgen") / "files"
        found = sorted(((path.stat(), path) for path in place.glob("*") if path.is_file()), key=_age, reverse=True)
        kept = 0
        for status, path in found:
            kept += status.st_size
            if kept > KEEP_BYTES:
                path.unlink()
    except (OSError, RuntimeError):
        return Cache(None)
    return Cache(place)


def _age(entry: tuple[os.stat_result, Path]) -> int:
    return entry[0].st_mtime_ns


def open_store() -> Cache:
    """The cache for what was measured of finished files, by their content."""
    from platformdirs import user_cache_path

    try:
        place = user_cache_path("reportgen") / "pages"
        entries = (path for path in place.glob("*") if path.is_file())
        for old in sorted(entries, key=lambda each: each.stat().st_mtime)[:-KEEP_MEASURED]:
            old.unlink()
    except (OSError, RuntimeError):
        return Cache(None)
    return Cache(place)


def fingerprint(root: Path, *asked: str) -> str:
    """A digest of everything that a document of the project depends on."""
    digest = hashlib.sha256(repr((asked, os.fspath(root), program_state())).encode())
    for path in _inputs(root):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]


@lru_cache(1)
def program_state() -> str:
    """A digest of what makes the files: the program's own code, the libraries installed beside it, the interpreter."""
    digest = hashlib.sha256(repr((sys.version, sys.prefix)).encode())
    for path in sorted(_CODE.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            status = path.stat()
            digest.update(f"{path}\0{status.st_mtime_ns}\0{status.st_size}\n".encode())
    for folder in filter(os.path.isdir, sys.path):
        digest.update("\n".join(sorted(name for name in os.listdir(folder) if name.endswith(_INSTALLED))).encode())
    return digest.hexdigest()


def _inputs(root: Path) -> Iterator[Path]:
    yield root / "reportgen.yaml"
    for name in ("data", "templates"):
        yield from sorted(path for path in (root / name).rglob("*") if path.is_file())


def _prune(place: Path) -> None:
    if not place.is_dir():
        return
    folders = sorted((folder for folder in place.iterdir() if folder.is_dir()), key=lambda each: each.stat().st_mtime)
    for folder in folders[: max(0, len(folders) - KEEP + 1)]:
        shutil.rmtree(folder, ignore_errors=True)
