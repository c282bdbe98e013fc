"""A font file as it was when it was opened: the key of everything that is kept of it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from reportgen.fonts.check import unreadable


class FontFile(NamedTuple):
    """A path, and what tells whether the file is still the same."""

    path: str
    size: int
    modified: int

    @classmethod
    def at(cls, path: Path) -> FontFile:
        """The file at a path now. Raises FontError."""
        try:
            state = path.stat()
        except OSError as error:
            raise unreadable(path, error.strerror or str(error)) from None
        return cls(str(path), state.st_size, state.st_mtime_ns)
