"""Waiting until somebody has saved something: by what the system tells (watchfiles, where it is installed), else by
looking again and again."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

LOOK = 0.15
"""Seconds between two looks at the files; a change counts once two looks in a row have found the same."""
_QUIET = 60
"""Milliseconds without a change after which an editor is taken to have saved, where the system tells of changes."""
_PASSING = ("~", ".swp", ".tmp", ".part")
"""How the names end of files that editors have for a moment."""

State = dict[str, tuple[int, int]]
"""Files with the time of their last change and their size."""


def changes(folder: Path, files: Sequence[Path] = (), without: Sequence[Path] = ()) -> Iterator[None]:
    """Give something each time that a file below `folder`, or one of `files`, has changed and nothing changes any more.

    Hidden files and folders and what lies in `without` do not count. What changes before the first request, or between
    two, is given with the next. Ends never; KeyboardInterrupt gets through at once.
    """
    look = _looker(folder, files, tuple(os.path.realpath(path) for path in without))
    return _changes(look, look(), _told(folder, files) or _looked)


def _changes(
    look: Callable[[], State], known: State, wait: Callable[[Callable[[], State], State], None]
) -> Iterator[None]:
    while True:
        found = look()
        if found == known:
            wait(look, known)
            found = _settled(look)
        if found != known:
            known = found
            yield


def _settled(look: Callable[[], State]) -> State:
    """The state that two looks in a row have found."""
    found = look()
    while True:
        time.sleep(_QUIET / 1000)
        again = look()
        if again == found:
            return found
        found = again


def _looked(look: Callable[[], State], known: State) -> None:
    """Look until there is something else."""
    while look() == known:
        time.sleep(LOOK)


def _told(folder: Path, files: Sequence[Path]) -> Callable[[Callable[[], State], State], None] | None:
    """Wait for the system's word; None where no library brings it."""
    try:
        from watchfiles import watch
    except ImportError:
        return None
    places = (folder, *(path.parent for path in files))

    def wait(look: Callable[[], State], known: State) -> None:
        told = watch(*places, watch_filter=None, debounce=_QUIET, step=20, rust_timeout=500, yield_on_timeout=True)
        for _ in told:
            if look() != known:
                return

    return wait


def _looker(folder: Path, files: Sequence[Path], without: Sequence[str]) -> Callable[[], State]:
    def look() -> State:
        found: State = {}
        for place, below, names in os.walk(folder):
            below[:] = [
                name
                for name in below
                if not name.startswith(".") and os.path.realpath(os.path.join(place, name)) not in without
            ]
            for name in names:
                if not name.startswith(".") and not name.endswith(_PASSING):
                    _note(found, os.path.join(place, name))
        for path in files:
            _note(found, os.fspath(path))
        return found

    return look


def _note(found: State, path: str) -> None:
    try:
        status = os.stat(path)
    except OSError:  # it has gone just now
        return
    found[path] = (status.st_mtime_ns, status.st_size)
