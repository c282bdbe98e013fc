"""Writing a set of files all or nothing: beside their place first, then renamed."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put `files` (name -> content) into `folder`, replacing what has the same name and leaving the rest.

    Everything is written to a scratch folder beside `folder` before the first file appears; an error until then leaves
    `folder` untouched. The last name given is renamed last: give the manifest there, so that it never speaks of files
    that are not yet in place. Raises OSError.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for name, content in files.items():
            with open(scratch / name, "wb") as target:
                target.write(content)
        folder.mkdir(exist_ok=True)
        for name in files:
            os.replace(scratch / name, folder / name)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def write_file(target: Path, content: bytes) -> None:
    """Put one file in place, replacing what has its name: all of it or nothing. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(beside, 0o666 & ~_umask())
        os.replace(beside, target)
    except BaseException:
        os.unlink(beside)
        raise


def _umask() -> int:
    """The user's mask for new files, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def add_folder(folder: Path, files: Mapping[str, bytes], naming: Path, named: bytes) -> None:
    """Put a new folder with `files` in place, and `named` into the file `naming` that makes it known: both or nothing.

    An error at any step, an interrupt too, takes everything back. Where the process is killed between the two renames,
    the folder is there and nothing knows it; the same call again then only does the rest. Raises FileExistsError where
    the folder holds anything else, and OSError.
    """
    there = os.path.lexists(folder)
    if there and not _holds(folder, files):
        raise FileExistsError(errno.EEXIST, "there is something of this name already", os.fspath(folder))
    naming = naming.resolve()
    _clear_away(folder.parent, f".{folder.name}.*")
    _clear_away(naming.parent, f".{naming.name}.*")
    scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    beside = naming.with_name(f".{naming.name}.{scratch.name}")
    try:
        (scratch / "new").mkdir()
        for name, content in files.items():
            _write_through(scratch / "new" / name, content)
        _write_through(beside, named)
        shutil.copymode(naming, beside)
        if not there:
            os.rename(scratch / "new", folder)
        try:
            os.replace(beside, naming)
        except BaseException:
            if not there:
                os.rename(folder, scratch / "new")
            raise
    finally:
        beside.unlink(missing_ok=True)
        shutil.rmtree(scratch, ignore_errors=True)


def _clear_away(folder: Path, pattern: str) -> None:
    """Take away what a killed process has left behind."""
    for path in folder.glob(pattern):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a folder holds exactly these files."""
    if not folder.is_dir() or {path.name for path in folder.iterdir()} != files.keys():
        return False
    return all(path.is_file() and path.read_bytes() == files[path.name] for path in folder.iterdir())


def _write_through(path: Path, content: bytes) -> None:
    """Write a file down to the disk, so that a rename after it never shows an empty one."""
    with open(path, "wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())


def fill_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put `files` (path below `folder` -> content) into a folder that does not exist or has nothing of their names.

    All of it or nothing. A folder that is there stays the same one, since somebody may stand in it. Raises OSError.
    """
    there = folder.is_dir()
    around = folder if there else folder.parent
    around.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{folder.resolve().name}.", dir=around))
    new = scratch / "new"
    placed: list[str] = []
    try:
        for name, content in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(content)
        if not there:
            os.rename(new, folder)
            return
        for name in sorted(os.listdir(new)):
            os.rename(new / name, folder / name)
            placed.append(name)
    except BaseException:
        for name in placed:
            os.rename(folder / name, new / name)
        raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
