"""The faces of a theme, opened when they are first asked for and kept for the next document."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from reportgen.document.theme import Family
from reportgen.errors import FontError
from reportgen.findings.problem import Problem
from reportgen.fonts.check import check_kind, unreadable
from reportgen.fonts.face import Face
from reportgen.fonts.find import FontFile, resolve


class FontBook:
    """Faces by "<family>/<face>"; a face that a family does not have is its regular one."""

    def __init__(self, families: Mapping[str, Family]) -> None:
        self._families = families
        self._faces: dict[str, Face] = {}

    def __getitem__(self, key: str) -> Face:
        """The face of a key. Raises FontError: the theme has no such family, or its file cannot be used."""
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = self._open(key)
        return face

    def _open(self, key: str) -> Face:
        family, _, name = key.partition("/")
        if family not in self._families:
            raise FontError(Problem("font-missing", f'the theme has no font family "{family}"'))
        try:
            return _opened(key, FontFile.at(resolve(self._families[family].file(name))))
        except FontError as error:
            raise FontError(replace(error.problem, keys=("fonts", family, name))) from None


@lru_cache(maxsize=64)
def _opened(key: str, file: FontFile) -> Face:
    """A face whose words stay known for the next document."""
    check_kind(Path(file.path), file.path)
    face = Face(key, file)
    if not face.covered:
        raise unreadable(file.path, "it has no characters")
    return face
