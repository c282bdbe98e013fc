"""Scratch files and folders beside what they are for, and taking away those whose process is gone.

A process holds a lock on its scratch for as long as it works on it, and the system takes the lock away with the
process, however that ends. So what can be locked belongs to nobody. Where a system or a disk knows no such locks,
nothing is taken away.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

PREFIX = ".reportgen-scratch."
"""How names of scratch files and folders begin: like those of nobody else, not even of an editor's swap files."""


@contextmanager
def scratch_folder(folder: Path) -> Iterator[Path]:
    """A new folder in `folder`, on the same disk; it goes in the end with what is still in it. Raises OSError."""
    with _held(folder, lambda: tempfile.mkdtemp(prefix=PREFIX, dir=folder)) as scratch:
        yield scratch


@contextmanager
def scratch_file(folder: Path) -> Iterator[Path]:
    """A new empty file in `folder` that its user alone may read; it goes in the end if it is still there."""

    def make() -> str:
        handle, path = tempfile.mkstemp(prefix=PREFIX, dir=folder)
        os.close(handle)
        return path

    with _held(folder, make) as scratch:
        yield scratch


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Wait until no other process is in here for the same folder; nothing is left in it."""
    lock = _lock(folder, wait=True)
    try:
        yield
    finally:
        _close(lock)


@contextmanager
def _held(folder: Path, make: Callable[[], str]) -> Iterator[Path]:
    _clear_away(folder)
    scratch, lock = _made(make)
    try:
        yield scratch
    finally:
        _remove(scratch)
        _close(lock)


def _made(make: Callable[[], str]) -> tuple[Path, int | None]:
    """A scratch and the lock on it. Whoever clears away may be faster than the lock: then there is another one."""
    while True:
        scratch = Path(make())
        lock = _lock(scratch, wait=True)
        if scratch.exists():
            return scratch, lock
        _close(lock)


def _clear_away(folder: Path) -> None:
    for path in folder.glob(f"{PREFIX}*"):
        lock = _lock(path, wait=False)
        if lock is not None:
            _remove(path)
            _close(lock)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def _lock(path: Path, *, wait: bool) -> int | None:
    """The handle that holds a lock, None where somebody else has it or there are none."""
    if sys.platform == "win32":
        return None
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        os.close(handle)
        return None
    except BaseException:
        os.close(handle)
        raise
    return handle


def _close(lock: int | None) -> None:
    if lock is not None:
        os.close(lock)
