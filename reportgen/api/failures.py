"""What the API raises: a ReportgenError, whatever went wrong outside of the program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportgen.errors import ArgumentError, FileError, ReportgenError


@contextmanager
def own_errors() -> Iterator[None]:
    """Turn the OSError of what is done inside into a FileError."""
    try:
        yield
    except ReportgenError:
        raise
    except OSError as error:
        raise FileError(error.errno, error.strerror or str(error), error.filename) from error


def path_of(given: Path | str) -> Path:
    """The path that is given. Raises ArgumentError for what no system takes as one."""
    if "\0" in str(given):
        raise ArgumentError(f"{str(given)!r} is no path")
    return Path(given)
