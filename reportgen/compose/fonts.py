"""Font files of a theme: found in an installed package or the template's folder, and of a kind that can be embedded."""

from __future__ import annotations

import struct
from importlib.util import find_spec
from pathlib import Path

from reportgen.errors import ReportgenError

_TRUETYPE = (b"\x00\x01\x00\x00", b"true")
_REFUSED = {
    b"OTTO": "has CFF outlines (an OpenType font of PostScript kind)",
    b"ttcf": "is a collection of fonts",
    b"wOFF": "is a web font (WOFF)",
    b"wOF2": "is a web font (WOFF2)",
}
_STATIC = "take the static TrueType file (.ttf) of the family"


class FontError(ReportgenError):
    """A font file that cannot be used; `hint` is the way out."""

    def __init__(self, code: str, text: str, hint: str | None = None) -> None:
        self.code, self.text, self.hint = code, text, hint
        super().__init__(text)


def resolve(reference: str, folder: Path) -> str:
    """The absolute path of ``package:path`` or of a path inside the template's folder. Raises FontError."""
    package, colon, inside = reference.partition(":")
    if colon and "/" not in package and "\\" not in package:
        path = _confined(_package(package), inside, reference, f'the package "{package}"')
    else:
        path = _confined(folder, reference, reference, "the template's folder")
    if not path.is_file():
        hint = None if colon else 'a font of an installed package is given as "package:path/in/package.ttf"'
        raise FontError("font-missing", f'there is no font file "{reference}"', hint)
    _check(path, reference)
    return str(path)


def _package(name: str) -> Path:
    spec = find_spec(name) if name.isidentifier() else None
    if spec is None or not spec.submodule_search_locations:
        raise FontError(
            "font-missing", f'the package "{name}" is not installed', f"pip install {name.replace('_', '-')}"
        )
    return Path(next(iter(spec.submodule_search_locations)))


def _confined(folder: Path, inside: str, reference: str, where: str) -> Path:
    root = folder.resolve()
    path = (root / inside).resolve()
    if "\0" in inside or not path.is_relative_to(root):
        raise FontError("font-outside", f'the font file "{reference}" is outside of {where}')
    return path


def _check(path: Path, reference: str) -> None:
    """OpenType 1.9, "Organization of an OpenType Font": version tag, number of tables, table records."""
    try:
        with path.open("rb") as file:
            start = file.read(12)
            tables = file.read(16 * struct.unpack(">H", start[4:6])[0]) if len(start) == 12 else b""
    except OSError as error:
        raise FontError("font-unreadable", f'the font file "{reference}" cannot be read: {error.strerror}') from None
    if start[:4] in _REFUSED:
        raise FontError("font-kind", f'the font file "{reference}" {_REFUSED[start[:4]]}', _STATIC)
    if start[:4] not in _TRUETYPE:
        raise FontError("font-kind", f'"{reference}" is not a TrueType font', _STATIC)
    if b"fvar" in (tables[i : i + 4] for i in range(0, len(tables), 16)):
        raise FontError("font-kind", f'the font file "{reference}" is a variable font', _STATIC)
