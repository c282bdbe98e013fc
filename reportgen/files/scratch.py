"""Scratch folders beside what they are for, and clearing away those whose process is gone.

A process holds a lock on its scratch for as long as it works on it, and the system takes the lock away with the
process, however that ends. So a scratch that can be locked belongs to nobody: what was begun in it is put back, and it
goes. Where a system or a disk knows no such locks, nothing is taken away.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportgen.files import journal, lock
from reportgen.files.lock import Lock

PREFIX = ".reportgen-scratch."
"""How names of scratch folders begin: like those of nobody else, not even of an editor's swap files."""


@contextmanager
def scratch_folder(folder: Path) -> Iterator[Path]:
    """A new folder in `folder`, on the same disk, for its user alone. It goes in the end with what is still in it,
    unless old content in it could not be put back. Raises OSError."""
    clear_away(folder)
    scratch, held = _made(folder)
    try:
        yield scratch
    finally:
        _end(scratch, held)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A scratch folder in the system's place for temporary files.

    Raises OSError, which names that place where it is full, closed or missing.
    """
    try:
        place = tempfile.gettempdir()
    except OSError as error:
        raise OSError(error.errno, "there is no folder for temporary files", os.environ.get("TMPDIR")) from None
    try:
        with scratch_folder(Path(place)) as scratch:
            yield scratch
    except OSError as error:
        if error.filename is None or PREFIX in str(error.filename):
            error.filename, error.filename2 = place, None
        raise


def clear_away(folder: Path) -> None:
    """Put right what killed processes have left in `folder`, and take away their scratch; others' is left alone."""
    for scratch in leftovers(folder):
        held = lock.take(scratch, wait=False)
        if held is not None:
            journal.settle(scratch)
            _end(scratch, held)


def leftovers(folder: Path) -> tuple[Path, ...]:
    """The scratch folders of this user in `folder`, in use or not."""
    return tuple(path for path in folder.glob(f"{PREFIX}*") if _is_ours(path))


def _is_ours(path: Path) -> bool:
    try:
        status = path.lstat()
    except OSError:
        return False
    real = path.is_dir() and not path.is_symlink()
    return real and (not hasattr(os, "geteuid") or status.st_uid == os.geteuid())


def _made(folder: Path) -> tuple[Path, Lock | None]:
    """A scratch and the lock on it. Whoever clears away may be faster than the lock: then there is another one."""
    while True:
        scratch = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
        held = lock.take(scratch)
        if scratch.exists():
            return scratch, held
        if held is not None:
            held.release()


def _end(scratch: Path, held: Lock | None) -> None:
    """Take a scratch away; where its lock is a file in it, what is left goes with the lock."""
    if not journal.unsettled(scratch):
        shutil.rmtree(scratch, ignore_errors=True)
    if held is not None:
        held.release()
    if scratch.exists() and not journal.unsettled(scratch):
        shutil.rmtree(scratch, ignore_errors=True)
