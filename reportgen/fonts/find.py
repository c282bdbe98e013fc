"""Where the font files of a theme lie: in an installed package, in the template's folder, or at a path of their own."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from reportgen.errors import FontError
from reportgen.findings.problem import Problem
from reportgen.fonts.check import unreadable
from reportgen.outside.place import confined


class FontFile(NamedTuple):
    """A font file as it was when it was found: the key of everything that is kept of it."""

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


def resolve(reference: str, folder: Path | None = None) -> Path:
    """Find the file of ``package:path/in/package.ttf`` or of a path. Raises FontError.

    What a package is asked for lies inside the package. With `folder`, a template's, a path lies inside of that.
    """
    package, inside = _parts(reference)
    if package is not None:
        path = _inside(_folder(package), inside, reference, f'the package "{package}"')
    elif folder is not None:
        path = _inside(folder, reference, reference, "the template's folder")
    else:
        path = Path(reference)
    if not os.path.isfile(path):
        hint = None if package else 'a font of an installed package is given as "package:path/in/package.ttf"'
        raise FontError(Problem("font-missing", f'there is no font file "{reference}"', hint=hint))
    return path


def _parts(reference: str) -> tuple[str | None, str]:
    """The package and the path in it; no package where the colon is a drive's or a folder's."""
    package, colon, inside = reference.partition(":")
    if not colon or len(package) < 2 or "/" in package or "\\" in package:
        return None, reference
    return package, inside


def _folder(package: str) -> Path:
    spec = find_spec(package) if package.isidentifier() else None
    if spec is None or not spec.submodule_search_locations:
        hint = f"pip install {package.replace('_', '-')}"
        raise FontError(Problem("font-missing", f'the package "{package}" is not installed', hint=hint))
    return Path(next(iter(spec.submodule_search_locations)))


def _inside(folder: Path, inside: str, reference: str, where: str) -> Path:
    path = confined(folder, inside)
    if path is None:
        raise FontError(Problem("font-outside", f'the font file "{reference}" is outside of {where}'))
    return path
