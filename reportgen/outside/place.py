"""Where a file may lie: inside of a folder, whatever links lead to, and how it is read there."""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISREG

from reportgen.errors import OversizeError


def confined(folder: Path, name: str) -> Path | None:
    """The file `name` of a folder, links followed; None where they, or the name, lead out of the folder or nowhere."""
    if "\0" in name:
        return None
    root = folder.resolve()
    try:
        path = (root / name).resolve()
    except (OSError, RuntimeError):  # links that lead to each other; which of the two depends on the version of Python
        return None
    return path if path.is_relative_to(root) else None


def read_whole(path: Path, most: int) -> bytes:
    """The content of a file of at most so many bytes.

    Raises OSError where there is none, or none that ends (a pipe, a device), and OversizeError for a larger one.
    """
    with open(path, "rb", opener=_without_waiting) as file:
        if not S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(None, "it is no file that can be read to its end", os.fspath(path))
        content = file.read(most + 1)
    if len(content) > most:
        raise OversizeError(f"it has more than {most:,} bytes")
    return content


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe that nobody writes to would be waited for."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
