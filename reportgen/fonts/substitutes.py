"""Families that take the place of others, and whether they are as wide: else lines break elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from msgspec import Struct

from reportgen.document.theme import Theme
from reportgen.errors import ToolError
from reportgen.programs.run import run
from reportgen.programs.table import FC_MATCH

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
SUBSTITUTES = frozenset(name for names in _SAME_WIDTHS.values() for name in names)
_PACKAGES = {
    "Carlito": "fonts-crosextra-carlito",
    "Caladea": "fonts-crosextra-caladea",
    **dict.fromkeys(("Liberation Sans", "Liberation Serif", "Liberation Mono"), "fonts-liberation2"),
}
"""Where Debian has them."""


class Replaced(Struct, frozen=True):
    """A family that is not installed, in nothing of its widths: what a program takes in its place."""

    family: str
    stand_in: str

    @property
    def remedy(self) -> str:
        """What to install."""
        best = _SAME_WIDTHS.get(self.family.casefold(), (self.family,))[0]
        return f"{best} (apt-get install {_PACKAGES[best]})" if best in _PACKAGES else best


def word_families(theme: Theme) -> tuple[str, ...]:
    """The families of a theme's Word files that do not come with the files."""
    return tuple(dict.fromkeys(each.word for each in theme.fonts.values() if not each.word_embed))


def replaced(families: Iterable[str], own: Iterable[str] = ()) -> Iterator[Replaced]:
    """The families for which there is no font of the same widths, neither installed nor among a program's `own`.

    Fontconfig is asked; where there is none (other systems than Linux), nothing is known.
    """
    program = FC_MATCH.find()
    if program is None:
        return
    brought = {name.casefold() for name in own}
    with suppress(ToolError):  # then nothing is known either
        for family in families:
            same = {name.casefold() for name in (family, *_SAME_WIDTHS.get(family.casefold(), ()))}
            matched = _matched(program, family)
            if matched and same.isdisjoint(name.casefold() for name in matched) and same.isdisjoint(brought):
                yield Replaced(family, matched[0])


def _matched(program: str, family: str) -> list[str]:
    """The names of the family that stands for one, none where nobody says so. Raises ToolError."""
    words = ["--format=%{family}", family.replace("-", r"\-").replace(":", r"\:").replace(",", r"\,")]
    ended = run(FC_MATCH, program, words, whole=True)
    if ended.status:
        return []
    return [name.strip() for name in ended.output.decode("utf-8", "replace").split(",") if name.strip()]
