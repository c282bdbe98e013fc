"""Whether LibreOffice lays Word files out in fonts of the widths that Word's own have: else lines break elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from reportgen.document.theme import Theme

_SAME_WIDTHS = {
    "arial": ("Liberation Sans", "Arimo"),
    "calibri": ("Carlito",),
    "cambria": ("Caladea",),
    "courier new": ("Liberation Mono", "Cousine"),
    "georgia": ("Gelasio",),
    "helvetica": ("Liberation Sans", "Arimo", "Nimbus Sans", "Arial"),
    "segoe ui": ("Selawik",),
    "times new roman": ("Liberation Serif", "Tinos"),
}
"""Free families made to the widths of those that come with Word."""
_PACKAGES = {
    "Carlito": "fonts-crosextra-carlito",
    "Caladea": "fonts-crosextra-caladea",
    **dict.fromkeys(("Liberation Sans", "Liberation Serif", "Liberation Mono"), "fonts-liberation2"),
}
"""Where Debian has them."""
_SECONDS = 20


class Foreign(Struct, frozen=True):
    """A family that LibreOffice has to do without: what it takes in its place."""

    family: str
    stand_in: str

    def __str__(self) -> str:
        return f"no font of {self.family}'s widths is installed, LibreOffice takes {self.stand_in}"

    @property
    def remedy(self) -> str:
        """What to install."""
        best = _SAME_WIDTHS.get(self.family.casefold(), (self.family,))[0]
        return f"{best} (apt-get install {_PACKAGES[best]})" if best in _PACKAGES else best


def word_families(theme: Theme) -> tuple[str, ...]:
    """The families of a theme's Word files that do not come with the files."""
    return tuple(dict.fromkeys(each.word for each in theme.fonts.values() if not each.word_embed))


def foreign(program: str, families: Iterable[str]) -> tuple[Foreign, ...]:
    """The families for which `program` (soffice) has no font of the same widths.

    Fontconfig is asked, as LibreOffice asks it; where there is none (other systems than Linux), nothing is known.
    """
    if shutil.which("fc-match") is None:
        return ()
    return tuple(_foreign(families, frozenset(_brought_along(program))))


def _foreign(families: Iterable[str], own: frozenset[str]) -> Iterator[Foreign]:
    for family in families:
        same = {name.casefold() for name in (family, *_SAME_WIDTHS.get(family.casefold(), ()))}
        matched = _matched(family)
        if matched and same.isdisjoint(name.casefold() for name in matched) and same.isdisjoint(own):
            yield Foreign(family, matched[0])


def _matched(family: str) -> list[str]:
    """The names of the family that stands for one, none where nobody says so."""
    words = ["fc-match", "--format=%{family}", family.replace("-", r"\-").replace(":", r"\:").replace(",", r"\,")]
    try:
        run = subprocess.run(words, capture_output=True, text=True, check=False, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [name.strip() for name in run.stdout.split(",") if name.strip()]


def _brought_along(program: str) -> Iterator[str]:
    """Families that LibreOffice has in a folder of its own."""
    folder = Path(os.path.realpath(program)).parent.parent / "share" / "fonts"
    there = {path.stem.partition("-")[0].casefold() for path in folder.rglob("*.ttf")}
    known = {name for names in _SAME_WIDTHS.values() for name in names}
    yield from (name.casefold() for name in known if name.replace(" ", "").casefold() in there)
