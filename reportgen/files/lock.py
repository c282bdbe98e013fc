"""Locks on folders: who changes what lies in one waits for who is at it, and the system frees a lock with its process.

Where the system can lock a folder, nothing is left in it; else (Windows, some network disks) a file in it is locked,
which goes with the lock. Where a disk knows no locks at all, everybody goes on without.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from importlib import import_module
from pathlib import Path
from typing import Any

if sys.platform != "win32":
    import fcntl

NAME = ".reportgen-lock"
"""The file that is locked where a folder cannot be."""
_PAUSE = 0.05
"""Seconds between two attempts, where the system cannot wake who waits."""
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP})
_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)

_held: ContextVar[frozenset[str]] = ContextVar("held", default=frozenset())
"""The folders that are locked around here: who has locked one may do so again inside."""


class Lock:
    """A lock on a folder, until it is released or the process ends."""

    def __init__(self, handle: int, file: Path | None) -> None:
        self._handle, self._file = handle, file

    def release(self) -> None:
        """Let others in."""
        if self._file is not None and sys.platform != "win32":
            self._take_away(self._file)  # while it is locked: whoever waits for it sees that it is gone
        os.close(self._handle)
        if self._file is not None and sys.platform == "win32":
            self._take_away(self._file)  # an open file stays

    def _take_away(self, file: Path) -> None:
        with suppress(OSError):
            file.unlink()


@contextmanager
def folder_lock(folder: Path, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Keep every other process and thread out that asks for the same folder; inside, it may be asked for again.

    `waiting` is called once where somebody else is in there. For a project, `folder` is its root: who reads its data,
    plans a change and writes it does all of it in here.
    """
    key = os.path.realpath(folder)
    if key in _held.get():
        yield
        return
    lock = take(folder, waiting)
    token = _held.set(_held.get() | {key})
    try:
        yield
    finally:
        _held.reset(token)
        if lock is not None:
            lock.release()


@contextmanager
def lock_if_free(folder: Path) -> Iterator[bool]:
    """Lock a folder if that is possible at once; says whether it is locked now, by us."""
    if os.path.realpath(folder) in _held.get():
        yield True
        return
    lock = take(folder, wait=False)
    try:
        yield lock is not None
    finally:
        if lock is not None:
            lock.release()


def take(folder: Path, waiting: Callable[[], None] | None = None, *, wait: bool = True) -> Lock | None:
    """The lock on a folder; None where somebody else has it and we do not `wait`, or where there are no locks."""
    with suppress(OSError):  # a disk or system that locks files at most
        handle = _locked(folder, os.O_RDONLY, waiting, wait=wait)
        return None if handle is None else Lock(handle, None)
    file = folder / NAME
    try:
        while (handle := _locked(file, _OPEN, waiting, wait=wait)) is not None:
            if _is(handle, file):
                return Lock(handle, file)
            os.close(handle)  # who had it took it away
    except OSError as error:
        if error.errno in _NO_LOCKS:
            with suppress(OSError):
                file.unlink()
    return None


def _locked(path: Path, flags: int, waiting: Callable[[], None] | None, *, wait: bool) -> int | None:
    """A handle that holds the lock, None where somebody else does. Raises OSError where it cannot be locked at all."""
    handle = os.open(path, flags, 0o666)
    try:
        if _try(handle):
            return handle
        if wait:
            if waiting is not None:
                waiting()
            _wait(handle)
            return handle
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _is(handle: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.stat(file))
    except OSError:
        return False


def _try(handle: int) -> bool:
    if sys.platform != "win32":
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
    return try_on_windows(handle)


def _wait(handle: int) -> None:
    if sys.platform != "win32":
        fcntl.flock(handle, fcntl.LOCK_EX)
    else:
        wait_on_windows(handle)


def try_on_windows(handle: int) -> bool:
    """Lock the first byte of a file, as Windows does it; there need not be one."""
    msvcrt: Any = import_module("msvcrt")
    try:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True


def wait_on_windows(handle: int) -> None:
    """Wait for that lock, as long as it takes."""
    while not try_on_windows(handle):
        time.sleep(_PAUSE)
