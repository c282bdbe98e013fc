"""Writing a set of files all or nothing: to scratch files first, then renamed."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path

from reportgen.files.scratch import PREFIX, scratch_file, scratch_folder

_ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
"""Signals that end the process."""


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put `files` (name -> content) into `folder`, replacing what has the same name and leaving the rest.

    Everything is written to a scratch folder in `folder` before the first file appears; an error until then leaves
    `folder` untouched. The last name given is renamed last: give the manifest there, so that it never speaks of files
    that are not yet in place. Raises OSError, which names the file as it was to be.
    """
    with _made(folder), _telling(folder), scratch_folder(folder) as scratch:
        for name, content in files.items():
            with _telling(folder / name):
                (scratch / name).write_bytes(content)
        with _uninterrupted():
            for name in files:
                with _telling(folder / name):
                    os.replace(scratch / name, folder / name)


def write_file(target: Path, content: bytes) -> None:
    """Put one file in place, replacing what has its name: all of it or nothing. Raises OSError."""
    with _made(target.parent), _telling(target), scratch_file(target.parent) as beside:
        beside.write_bytes(content)
        os.chmod(beside, 0o666 & ~_umask())
        os.replace(beside, target)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Renaming a set of files is done in no time: signals that end the process wait for it.

    By handlers, not by a mask: a signal can reach any thread, and is handled in the main one alone.
    """
    came: list[int] = []
    try:
        before = {number: signal.signal(number, lambda number, _: came.append(number)) for number in _ENDING}
    except ValueError:  # not in the main thread, which goes on with what it does
        before = {}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        for number in came:
            signal.raise_signal(number)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """`folder` with those above it; an error takes away what was not there before."""
    new = list(takewhile(lambda path: not path.exists(), (folder, *folder.parents)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for path in new:
            with suppress(OSError):  # somebody else may have put something into it
                path.rmdir()
        raise


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """An OSError of what is done to a scratch file, or of a full disk, names the file that it was for."""
    try:
        yield
    except OSError as error:
        if error.filename is None or PREFIX in str(error.filename):
            error.filename, error.filename2 = os.fspath(path), None
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
    with _telling(folder), scratch_folder(folder.parent) as scratch, scratch_file(naming.parent) as beside:
        new = scratch / "new"
        new.mkdir()
        for name, content in files.items():
            _write_through(new / name, content)
        _write_through(beside, named)
        shutil.copymode(naming, beside)
        if not there:
            os.rename(new, folder)
        try:
            os.replace(beside, naming)
        except BaseException:
            if not there:
                os.rename(folder, new)
            raise


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
    with _made(around), _telling(folder), scratch_folder(around) as scratch:
        _fill_folder(folder, files, scratch / "new", there=there)


def _fill_folder(folder: Path, files: Mapping[str, bytes], new: Path, *, there: bool) -> None:
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
