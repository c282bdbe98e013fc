"""The one table of programs outside of reportgen: their names, the folders they are installed in, their time limits.

None of them is needed for a build. Each can be named by an environment variable, REPORTGEN_ and its key: another
program than the one that is found, or nothing at all for none. With _SECONDS behind it, the variable sets its time.
"""

from __future__ import annotations

import glob
import math
import os
import re
import shutil
from collections.abc import Iterator

from msgspec import Struct

from reportgen.errors import GitError, OfficeError, RenderError, ToolError


class Program(Struct, frozen=True):
    """A program, as it is found on a machine."""

    key: str
    names: tuple[str, ...]
    """What it is called on the path, the likeliest first."""
    seconds: float
    """How long it may take, unless its variable says something else."""
    error: type[ToolError] = ToolError
    """Raised where it fails."""
    places: tuple[str, ...] = ()
    """Where it is installed without being on the path: patterns with variables of Windows; of several versions the
    newest is taken."""

    @property
    def variable(self) -> str:
        """The environment variable that names another program, or none."""
        return f"REPORTGEN_{self.key}"

    @property
    def limit_variable(self) -> str:
        """The environment variable with the seconds that it may take."""
        return f"{self.variable}_SECONDS"

    def limit(self, usual: float) -> float:
        """The seconds that it may take: what the variable says, else `usual`. Raises ToolError for what is none."""
        wanted = os.environ.get(self.limit_variable, "")
        try:
            seconds = float(wanted or usual)
        except ValueError:
            seconds = math.nan
        if not 0 < seconds < math.inf:
            raise self.error(f'{self.limit_variable}: expected a number of seconds, got "{wanted}"')
        return seconds

    @property
    def absence(self) -> str:
        """Why it is not found, for a message."""
        wanted = os.environ.get(self.variable)
        if wanted is None:
            return f"{self.names[0]} is not installed"
        if not wanted:
            return f"{self.names[0]} is not wanted: {self.variable} is empty"
        return f"{self.variable} names {wanted}, which is no program"

    def find(self) -> str | None:
        """Its path, None where there is none or none is wanted."""
        wanted = os.environ.get(self.variable)
        if wanted is not None:
            return shutil.which(wanted) if wanted else None
        on_path = (found for found in map(shutil.which, self.names) if found)
        return next(on_path, None) or next(self._installed(), None)

    def _installed(self) -> Iterator[str]:
        for place in self.places:
            found = sorted(glob.glob(os.path.expanduser(_filled_in(place))), key=_version, reverse=True)
            yield from (path for path in found if os.path.isfile(path) and os.access(path, os.X_OK))


def _version(path: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", path)))


def _filled_in(place: str) -> str:
    """A pattern with the values of Windows' variables; what is not set leads nowhere."""
    return re.sub(r"%([^%]+)%", lambda match: glob.escape(os.environ.get(match[1], "")), place)


_APPLICATIONS = ("/Applications", "~/Applications")
_WINDOWS = ("%ProgramFiles%", "%ProgramW6432%", "%ProgramFiles(x86)%", "%LOCALAPPDATA%/Programs")

SOFFICE = Program(
    "SOFFICE", ("soffice", "libreoffice"), 120, OfficeError,
    places=(
        *(f"{folder}/LibreOffice*.app/Contents/MacOS/soffice" for folder in _APPLICATIONS),
        # the one with .com waits for its end and says what is wrong, .exe does neither
        *(f"{folder}/LibreOffice*/program/soffice.com" for folder in _WINDOWS),
        "/opt/libreoffice*/program/soffice",
        "/usr/lib/libreoffice/program/soffice",
    ),
)  # fmt: skip
"""Lays out Word files."""

GHOSTSCRIPT = Program(
    "GS", ("gs", "gswin64c", "gswin32c"), 300, RenderError,
    places=(
        *(f"{folder}/gs/gs*/bin/gswin*c.exe" for folder in _WINDOWS),
        "/opt/homebrew/bin/gs",
        "/usr/local/bin/gs",
    ),
)  # fmt: skip
"""Renders the inks of pages."""

GIT = Program(
    "GIT", ("git",), 60, GitError, places=tuple(f"{folder}/Git/cmd/git.exe" for folder in _WINDOWS)
)  # fmt: skip
"""Reads earlier versions of a project."""

FC_MATCH = Program("FC_MATCH", ("fc-match",), 20)
"""Says which font stands for another."""

JAVA = Program("JAVA", ("java",), 300)
"""Runs veraPDF."""
